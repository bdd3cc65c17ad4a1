import CCacheLine

/// States that are looked up together, so that the cache misses of all of them overlap.
///
/// First their entries in the index are asked for, then the states that these probably name, then they are compared.
struct StateBatch {
  /// How many words a state takes.
  let wordCount: Int
  /// How many states there are.
  let count: Int
  /// The states, one after the other.
  let states: PackedState
  /// For each, its hash, once `hash` was called.
  let hashes: UnsafeMutablePointer<UInt64>
  /// For each, the place of the index at which to go on, once it was sought, and where it is stored in the end.
  let positions: UnsafeMutablePointer<Int>

  /// The first states that lie in a buffer, with room for what becomes of them.
  @inline(__always)
  init(
    _ words: borrowing OwnedBuffer<UInt64>, wordCount: Int, count: Int, hashes: borrowing OwnedBuffer<UInt64>,
    positions: borrowing OwnedBuffer<Int>
  ) {
    self.wordCount = wordCount
    self.count = count
    states = PackedState(words.state())
    self.hashes = hashes.base
    self.positions = positions.base
  }

  /// The words of a state.
  @inline(__always)
  func state(_ offset: Int) -> PackedState { states.advanced(by: offset &* wordCount) }

  /// Hashes the states.
  @inline(__always)
  func hash() {
    for offset in 0..<count { hashes[offset] = StateHash.hash(state(offset), wordCount: wordCount) }
  }

  /// Hashes the states, and asks for their homes in an index.
  @inline(__always)
  func hash(for index: StateIndex.View) {
    for offset in 0..<count {
      hashes[offset] = StateHash.hash(state(offset), wordCount: wordCount)
      index.prefetch(hashes[offset])
    }
  }
}
