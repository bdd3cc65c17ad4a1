/// A packed state where it lies: in a table, a buffer or an array, which keeps it there as long as it does not change itself.
///
/// What the hot loops hand on to each other, in place of a copy. Words are read by position: no bounds are checked and nothing is
/// counted, so who has one lets go of it before the memory's owner changes.
package struct PackedState {
  /// The first word.
  let base: UnsafePointer<UInt64>

  @inline(__always)
  init(_ base: UnsafePointer<UInt64>) { self.base = base }

  /// A state that was written.
  @inline(__always)
  init(_ state: WritableState) { base = UnsafePointer(state.base) }

  /// A word.
  @inline(__always)
  subscript(_ word: Int) -> UInt64 { base[word] }

  /// A copy of its words, of which there are so many; states in a row have the words of all.
  package func words(_ count: Int) -> [UInt64] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// The state that lies so many words further on.
  @inline(__always)
  func advanced(by words: Int) -> PackedState { PackedState(base + words) }

  // States are short: loops that the compiler would unroll for long ones, or check, cost more than they do.

  /// Whether it has the words of another one.
  @inline(__always)
  func hasWords(of other: PackedState, count: Int) -> Bool {
    var word = 0
    while word < count {
      if self[word] != other[word] { return false }
      word &+= 1
    }
    return true
  }
}

/// The place of a packed state that is written there.
package struct WritableState {
  /// The first word.
  let base: UnsafeMutablePointer<UInt64>

  @inline(__always)
  init(_ base: UnsafeMutablePointer<UInt64>) { self.base = base }

  /// The place of a state for somebody who asks for one and does not write.
  @inline(__always)
  init(unwritten state: PackedState) { base = UnsafeMutablePointer(mutating: state.base) }

  /// A word.
  @inline(__always)
  subscript(_ word: Int) -> UInt64 {
    get { base[word] }
    nonmutating _modify { yield &base[word] }
  }

  /// The place that lies so many words further on.
  @inline(__always)
  func advanced(by words: Int) -> WritableState { WritableState(base + words) }

  /// Takes the words of a state over.
  @inline(__always)
  func takeWords(of state: PackedState, count: Int) {
    var word = 0
    while word < count {
      self[word] = state[word]
      word &+= 1
    }
  }
}

extension MappedMemory {
  /// Its words as places of states.
  var states: WritableState { WritableState(base.bindMemory(to: UInt64.self, capacity: byteCount / 8)) }
}

extension OwnedBuffer<UInt64> {
  /// The state that begins at a word.
  @inline(__always)
  func state(at word: Int = 0) -> WritableState { WritableState(base + word) }
}

extension GrowingBuffer<UInt64> {
  /// The state that begins at a word, until the buffer grows.
  @inline(__always)
  func state(at word: Int) -> PackedState { PackedState(base + word) }

  /// Adds the words of a state.
  @inline(__always)
  mutating func append(_ state: PackedState, wordCount: Int) {
    append(contentsOf: UnsafeBufferPointer(start: state.base, count: wordCount))
  }
}

extension [UInt64] {
  /// Reads the state that begins at a word.
  @discardableResult
  func withState<Result>(at word: Int = 0, _ read: (PackedState) -> Result) -> Result {
    withUnsafeBufferPointer { words in
      guard let base = words.baseAddress else { preconditionFailure("a state has a word") }
      return read(PackedState(base + word))
    }
  }

  /// Reads and writes the state that begins at a word.
  mutating func withWritableState<Result>(at word: Int = 0, _ write: (WritableState) -> Result) -> Result {
    withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress else { preconditionFailure("a state has a word") }
      return write(WritableState(base + word))
    }
  }
}
