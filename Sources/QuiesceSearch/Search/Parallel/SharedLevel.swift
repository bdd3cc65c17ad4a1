import QuiesceProgram
import Synchronization

/// A level of a breadth-first search while several workers expand it: what they take from, and what they leave for all.
final class SharedLevel: Sendable {
  /// The visited set.
  let states: SharedStates
  /// How many states were stored before.
  private let storedBefore: Int
  /// The positions that may be used.
  private let positions: Range<Int>
  private let blockSize: Int
  /// How many states a worker takes at once.
  var portion: Int { sources.size }
  /// The states to expand that nobody has taken.
  private let sources: Portions
  private let nextPosition: Atomic<Int>
  private let transitions = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)

  /// - Parameters:
  ///   - sources: the states to expand.
  ///   - positions: the free positions.
  ///   - blockSize: how many of them a worker takes at once.
  ///   - portion: how many of the states it takes at once.
  init(_ states: SharedStates, sources: Range<Int>, positions: Range<Int>, blockSize: Int, portion: Int) {
    self.states = states
    self.sources = Portions(sources, of: portion)
    self.positions = positions
    self.blockSize = blockSize
    storedBefore = positions.lowerBound
    nextPosition = Atomic(positions.lowerBound)
  }

  /// States to expand; nil once all are taken, or the work is to end.
  func takeSources() -> Range<Int>? { isStopped.load(ordering: .relaxed) ? nil : sources.take() }

  /// Positions for new states; nil if no more fit.
  func takePositions() -> Range<Int>? {
    let start = nextPosition.wrappingAdd(blockSize, ordering: .relaxed).oldValue
    return start + blockSize <= positions.upperBound ? start..<start + blockSize : nil
  }

  /// Takes note of what a worker has done.
  func add(transitions count: Int) { transitions.wrappingAdd(count, ordering: .relaxed) }

  /// Has the workers end as soon as they have done what they have begun.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Whether they have been told to.
  var hasStopped: Bool { isStopped.load(ordering: .relaxed) }

  /// The states that nobody has taken.
  var sourcesLeft: Range<Int> { sources.left }

  /// The end of the positions that were taken.
  var takenEnd: Int {
    let fitting = positions.count / blockSize * blockSize
    return min(nextPosition.load(ordering: .relaxed), positions.lowerBound + fitting)
  }

  /// How far it has come.
  var progress: (states: Int, transitions: Int, waiting: Int) {
    (takenEnd, transitions.load(ordering: .relaxed), sourcesLeft.count + takenEnd - storedBefore)
  }
}
