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
  let states: UnsafeMutablePointer<UInt64>
  /// For each, its hash, once `hash` was called.
  let hashes: UnsafeMutablePointer<UInt64>
  /// For each, the place of the index at which to go on, once it was sought, and where it is stored in the end.
  let positions: UnsafeMutablePointer<Int>

  /// The words of a state.
  @inline(__always)
  func state(_ offset: Int) -> UnsafeMutablePointer<UInt64> { states + offset &* wordCount }

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

// States are short: loops that the compiler would unroll for long ones, or check, cost more than they do.

extension UnsafePointer<UInt64> {
  /// Whether here are the words of another state.
  @inline(__always)
  func hasWords(of other: UnsafePointer<UInt64>, count: Int) -> Bool {
    var word = 0
    while word < count {
      if self[word] != other[word] { return false }
      word &+= 1
    }
    return true
  }
}

extension UnsafeMutablePointer<UInt64> {
  /// Takes the words of a state over.
  @inline(__always)
  func takeWords(of state: UnsafePointer<UInt64>, count: Int) {
    var word = 0
    while word < count {
      self[word] = state[word]
      word &+= 1
    }
  }
}
