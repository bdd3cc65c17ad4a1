/// The levels of a space that is searched breadth first, whose states are stored one level after the other.
package struct SpaceLevels: Hashable, Sendable {
  /// Where each level begins that is known whole.
  private let starts: [Int]
  /// Where the last of them ends: how many states they have together.
  package let end: Int
  /// How many of them, the first ones, tell nothing about those to come, since more was searched there. The last of these may have been
  /// searched in part like those before it, and in part like those behind it.
  private let leading: Int

  /// Takes the bounds of levels.
  package init(starts: [Int] = [], end: Int = 0, leading: Int = 0) {
    self.starts = starts
    self.end = end
    self.leading = leading
  }

  /// How many levels tell something about those to come.
  package var count: Int {
    // Behind the last state of a space begins one that is empty.
    max(0, starts.count - leading - (starts.last == end ? 1 : 0))
  }

  /// How many states such a level has.
  package subscript(level: Int) -> Int {
    let next = leading + level + 1
    return (next < starts.count ? starts[next] : end) - starts[next - 1]
  }

  /// The levels in which more was searched than in those to come: what they would have gone on to, these can but stay within. Nil where
  /// all are searched alike.
  package var ofMore: SpaceLevels? {
    guard leading > 0 else { return nil }
    let before = leading - 1
    return SpaceLevels(starts: Array(starts.prefix(before)), end: before < starts.count ? starts[before] : end)
  }

  /// How many states each of them has.
  package var sizes: [Int] { (0..<count).map { self[$0] } }
}
