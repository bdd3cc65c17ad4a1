import Synchronization

/// Positions that several threads take, portion by portion: who is slower takes fewer.
final class Portions: Sendable {
  /// How many positions a thread takes at once.
  let size: Int
  private let positions: Range<Int>
  private let next: Atomic<Int>

  init(_ positions: Range<Int>, of size: Int) {
    self.size = size
    self.positions = positions
    next = Atomic(positions.lowerBound)
  }

  /// The next portion; nil once all are taken.
  func take() -> Range<Int>? {
    let start = next.wrappingAdd(size, ordering: .relaxed).oldValue
    return start < positions.upperBound ? start..<min(start + size, positions.upperBound) : nil
  }

  /// What nobody has taken.
  var left: Range<Int> { min(next.load(ordering: .relaxed), positions.upperBound)..<positions.upperBound }
}
