/// Finds the name that was probably meant.
enum Suggestion {
  /// The candidate nearest to the word, if it is near enough to be a slip of the hand.
  static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.utf8)
    guard letters.count <= 64, !letters.isEmpty else { return nil }
    let limit = max(1, letters.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates where candidate != word {
      let other = Array(candidate.utf8)
      guard abs(other.count - letters.count) <= limit, other.count <= 64 else { continue }
      let found = distance(lowercased(letters), lowercased(other))
      guard found <= limit else { continue }
      if let known = best, (known.distance, known.name) <= (found, candidate) { continue }
      best = (found, candidate)
    }
    return best?.name
  }

  private static func lowercased(_ letters: [UInt8]) -> [UInt8] {
    letters.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  /// How many insertions, deletions, replacements and swaps of neighbours lead from one word to the other
  /// (the restricted Damerau-Levenshtein distance).
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var older: [Int] = []
    var previous = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        let replaced = previous[column] + (letter == other ? 0 : 1)
        var cost = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, older[column - 1] + 1)
        }
        current.append(cost)
      }
      older = previous
      previous = current
    }
    return previous[right.count]
  }
}
