import QuiesceModel

/// A few of all combinations of values such that any two values of two parameters come together in one of them (pairwise
/// testing: Cohen, Dalal, Fredman, Patton, "The AETG system", 1997). Most mistakes need no more than two.
enum PairCover {
  private struct Choice: Hashable {
    let parameter: String
    let value: Value
  }

  /// Chooses again and again the combination with the most pairs that were not together yet, the first of several.
  static func of(_ sets: [[String: Value]]) -> [[String: Value]] {
    let pairs = sets.map(PairCover.pairs)
    var open = pairs.reduce(into: Set<Set<Choice>>()) { $0.formUnion($1) }
    guard !open.isEmpty else { return sets }
    var chosen: Set<Int> = []
    while !open.isEmpty {
      var best = (index: 0, count: 0)
      for index in sets.indices where !chosen.contains(index) {
        let count = pairs[index].count { open.contains($0) }
        if count > best.count { best = (index, count) }
      }
      guard best.count > 0 else { break }
      chosen.insert(best.index)
      open.subtract(pairs[best.index])
    }
    return chosen.sorted().map { sets[$0] }
  }

  private static func pairs(in set: [String: Value]) -> Set<Set<Choice>> {
    let choices = set.sorted { $0.key < $1.key }.map { Choice(parameter: $0.key, value: $0.value) }
    var result: Set<Set<Choice>> = []
    for (index, first) in choices.enumerated() {
      for second in choices[(index + 1)...] { result.insert([first, second]) }
    }
    return result
  }
}
