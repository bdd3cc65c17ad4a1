import Synchronization

/// A visited set while several workers store states in it at once, without locks (Laarman, van de Pol and Weber, "Boosting
/// multi-core reachability performance with shared hash tables", 2010).
///
/// A worker writes a state to a free position that it alone may use, and only then enters the position into the index: with one
/// atomic operation, which succeeds for one worker at a place. Who reads an entry sees the state that was written before. The
/// index has 4-byte entries and does not grow meanwhile.
struct SharedStates: @unchecked Sendable {
  private let wordCount: Int
  private let words: UnsafeMutablePointer<UInt64>
  private let index: StateIndex.View
  private let places: UnsafeMutablePointer<Atomic<UInt32>>

  /// Nil where the entries are wide.
  init?(words: UnsafeMutablePointer<UInt64>, wordCount: Int, _ index: StateIndex.View) {
    guard !index.isWide else { return nil }
    self.wordCount = wordCount
    self.words = words
    self.index = index
    places = index.places(of: Atomic<UInt32>.self)
  }

  /// The words of a state.
  @inline(__always)
  func state(_ position: Int) -> UnsafeMutablePointer<UInt64> { words + position &* wordCount }

  /// As `StateTable.touch`; gives what was read ahead, which nobody needs.
  @inline(__always)
  func touch(_ hashes: UnsafePointer<UInt64>, count: Int, scratch: UnsafeMutablePointer<UInt64>) -> UInt64 {
    for position in 0..<count {
      let entry = places[index.home(hashes[position])].load(ordering: .acquiring)
      scratch[position] = UInt64(truncatingIfNeeded: entry)
    }
    var sum: UInt64 = 0
    for position in 0..<count {
      if let known = index.position(UInt32(truncatingIfNeeded: scratch[position]), ifOf: hashes[position]) {
        sum &+= state(known).pointee
      }
    }
    return sum
  }

  /// Stores a state at a free position unless it is there; gives where it is.
  @inline(__always)
  func insert(_ state: UnsafePointer<UInt64>, hash: UInt64, at free: Int) -> (position: Int, isNew: Bool) {
    var place = index.home(hash)
    var entry = places[place].load(ordering: .acquiring)
    while true {
      if entry == 0 {
        let target = self.state(free)
        for word in 0..<wordCount { target[word] = state[word] }
        let (exchanged, original) = places[place].compareExchange(
          expected: 0, desired: index.entry(hash, position: free), successOrdering: .acquiringAndReleasing,
          failureOrdering: .acquiring)
        if exchanged { return (free, true) }
        entry = original
      }
      if let known = index.position(entry, ifOf: hash), isEqual(state, at: known) { return (known, false) }
      place = index.next(place)
      entry = places[place].load(ordering: .acquiring)
    }
  }

  @inline(__always)
  private func isEqual(_ state: UnsafePointer<UInt64>, at position: Int) -> Bool {
    let stored = self.state(position)
    for word in 0..<wordCount where stored[word] != state[word] { return false }
    return true
  }

  /// Enters states, none of which is entered, into the index, in batches whose cache misses overlap.
  func enter(_ positions: Range<Int>) {
    let batch = 64
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * batch) { room in
      guard let hashes = room.baseAddress else { return }
      for start in stride(from: positions.lowerBound, to: positions.upperBound, by: batch) {
        let size = min(batch, positions.upperBound - start)
        for offset in 0..<size { hashes[offset] = StateHash.hash(state(start + offset), wordCount: wordCount) }
        for offset in 0..<size {
          hashes[batch + offset] = UInt64(places[index.home(hashes[offset])].load(ordering: .relaxed))
        }
        for offset in 0..<size {
          let entry: UInt32 = index.entry(hashes[offset], position: start + offset)
          var place = index.home(hashes[offset])
          while !places[place].compareExchange(expected: 0, desired: entry, ordering: .relaxed).exchanged {
            place = index.next(place)
          }
        }
      }
    }
  }
}
