import QuiesceProgram
import QuiesceSystem

/// Finds the transition that is enough in a state, and remembers by which questions it was found: which one it is depends on
/// where the actors stand and on the answers to a few questions.
struct SingleFinder: ~Copyable {
  /// A way in which the actors can stand.
  private struct Root {
    let entry: Int
    /// Where the locations of the actors begin.
    let locations: Int
    var lookups = 0
    var successes = 0

    /// Whether a look at one more such state is worth its time.
    var isWorthwhile: Bool { lookups < 64 || successes >= lookups / 16 }
  }

  private var roots: [Root] = []
  private var rootNumbers: [UInt64: Int] = [:]
  private var locations: [Int32] = []
  var tree = DecisionTree()

  /// Bytes in use.
  var byteCount: Int {
    tree.byteCount + roots.heldBytes + locations.heldBytes
      + rootNumbers.capacity * (MemoryLayout<(UInt64, Int)>.stride * 2)
  }

  /// The transition that is enough in a state; nil if there is none, or none is known and finding out is not worth the time.
  mutating func find<Model: Stepper & ~Copyable>(
    _ state: PackedState, _ sets: inout StubbornSets, _ model: inout Model
  ) -> Int? {
    guard let root = root(of: state, sets.questions), roots[root].isWorthwhile else { return nil }
    let transition = find(state, from: roots[root].entry, &sets, &model)
    roots[root].lookups += 1
    if transition != nil { roots[root].successes += 1 }
    return transition
  }

  private mutating func find<Model: Stepper & ~Copyable>(
    _ state: PackedState, from entry: Int, _ sets: inout StubbornSets, _ model: inout Model
  ) -> Int? {
    if case .result(let result) = tree.find(from: entry, answer: { sets.questions.answer($0, state, &model) }) {
      return result == 0 ? nil : result - 1
    }
    guard tree.mayWork else { return nil }
    let before = sets.work
    let found = sets.findSingle(state, &model)
    tree.learn(
      found.map { $0 + 1 } ?? 0, from: entry, sets.questions.log, answerCounts: sets.questions.answerCounts,
      work: sets.work - before)
    return found
  }

  /// The root for the way in which the actors stand; nil if the number that stands for it stands for another one, or it is not worth
  /// its time.
  private mutating func root(of state: PackedState, _ questions: borrowing StateQuestions) -> Int? {
    var key: UInt64 = 0
    for actor in 0..<questions.actorCount {
      key = (key ^ UInt64(truncatingIfNeeded: questions.location(of: actor, in: state))) &* 0x9E37_79B9_7F4A_7C15
      key ^= key >> 29
    }
    if let number = rootNumbers[key] {
      let start = roots[number].locations
      for actor in 0..<questions.actorCount
      where Int(locations[start + actor]) != questions.location(of: actor, in: state) {
        return nil
      }
      return number
    }
    guard let entry = tree.addRoot(work: questions.transitionCount) else { return nil }
    rootNumbers[key] = roots.count
    roots.append(Root(entry: entry, locations: locations.count))
    for actor in 0..<questions.actorCount {
      locations.append(Int32(truncatingIfNeeded: questions.location(of: actor, in: state)))
    }
    return roots.count - 1
  }
}
