import CCacheLine
import Synchronization

/// A visited set while several workers store states in it at once, without locks (Laarman, van de Pol and Weber, "Boosting
/// multi-core reachability performance with shared hash tables", 2010).
///
/// A worker writes a state to a free position that it alone may use, and only then enters the position into the index: with one
/// atomic operation, which succeeds for one worker at a place. Who reads an entry sees the state that was written before. The
/// index has 4-byte entries and does not grow meanwhile.
struct SharedStates: @unchecked Sendable {
  private let wordCount: Int
  private let states: WritableState
  private let index: StateIndex.View
  private let places: UnsafeMutablePointer<Atomic<UInt32>>

  /// Nil where the entries are wide.
  init?(_ states: WritableState, wordCount: Int, _ index: StateIndex.View) {
    guard !index.isWide else { return nil }
    self.wordCount = wordCount
    self.states = states
    self.index = index
    places = index.places(of: Atomic<UInt32>.self)
  }

  /// The words of a state.
  @inline(__always)
  func state(_ position: Int) -> PackedState { PackedState(states.advanced(by: position &* wordCount)) }

  /// Hashes the states of a batch, and finds for each the first place that is empty or has an entry like its own; what lies there
  /// is asked for, and never leaves its place.
  @inline(__always)
  func seek(_ batch: StateBatch) {
    batch.hash(for: index)
    index.seek(batch) {
      places[$0].load(ordering: .relaxed)
    } address: {
      state($0)
    }
  }

  /// Stores a state at a free position unless it is there; gives where it is.
  ///
  /// - Parameter place: where to begin, if it was sought.
  @inline(__always)
  func insert(
    _ state: PackedState, hash: UInt64, at free: Int, from place: Int? = nil
  ) -> (position: Int, isNew: Bool) {
    var place = place ?? index.home(hash)
    var entry = places[place].load(ordering: .acquiring)
    while true {
      if entry == 0 {
        states.advanced(by: free &* wordCount).takeWords(of: state, count: wordCount)
        let (exchanged, original) = places[place].compareExchange(
          expected: 0, desired: index.entry(hash, position: free), successOrdering: .acquiringAndReleasing,
          failureOrdering: .acquiring)
        if exchanged { return (free, true) }
        entry = original
      }
      if let known = index.position(entry, ifOf: hash), isEqual(state, at: known) { return (known, false) }
      place = index.seek(hash, from: index.next(place), as: UInt32.self)
      entry = places[place].load(ordering: .acquiring)
    }
  }

  @inline(__always)
  private func isEqual(_ state: PackedState, at position: Int) -> Bool {
    state.hasWords(of: self.state(position), count: wordCount)
  }

  /// Enters states, none of which is entered, into the index.
  func enter(_ positions: Range<Int>) {
    index.enter(positions) {
      StateHash.hash(state($0), wordCount: wordCount)
    } store: { (entry: UInt32, place: Int) in
      places[place].compareExchange(expected: 0, desired: entry, ordering: .relaxed).exchanged
    }
  }
}
