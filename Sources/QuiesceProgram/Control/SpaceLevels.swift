/// The levels of a space that is searched breadth first, whose states are stored one level after the other.
package struct SpaceLevels: Hashable, Sendable {
  /// Where each level begins that is known whole.
  private let starts: [Int]
  /// Where the last of them ends: how many states they have together.
  package let end: Int

  /// Takes the bounds of levels.
  package init(starts: [Int] = [], end: Int = 0) {
    self.starts = starts
    self.end = end
  }

  /// How many there are.
  package var count: Int {
    // Behind the last state of a space begins one that is empty.
    max(0, starts.count - (starts.last == end ? 1 : 0))
  }

  /// How many states a level has.
  package subscript(level: Int) -> Int {
    (level + 1 < starts.count ? starts[level + 1] : end) - starts[level]
  }

  /// How many states each of them has.
  package var sizes: [Int] { (0..<count).map { self[$0] } }
}
