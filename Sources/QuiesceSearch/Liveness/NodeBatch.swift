/// Nodes that wait to be looked up together.
struct NodeBatch: ~Copyable {
  let wordCount: Int
  private(set) var count = 0
  let words: OwnedBuffer<UInt64>
  let transitions: OwnedBuffer<Int32>
  let marks: OwnedBuffer<UInt64>
  private let hashes: OwnedBuffer<UInt64>
  private let positions: OwnedBuffer<Int>

  init(wordCount: Int, capacity: Int) {
    self.wordCount = wordCount
    words = OwnedBuffer(repeating: 0, count: (capacity + 1) * wordCount)
    transitions = OwnedBuffer(repeating: 0, count: capacity)
    marks = OwnedBuffer(repeating: 0, count: capacity)
    hashes = OwnedBuffer(repeating: 0, count: capacity)
    positions = OwnedBuffer(repeating: 0, count: capacity)
  }

  var next: WritableState {
    @inline(__always) get { node(count) }
  }

  @inline(__always)
  func node(_ position: Int) -> WritableState { words.state(at: position * wordCount) }

  /// All of them, as a table takes them.
  var batch: StateBatch {
    @inline(__always) get {
      StateBatch(words, wordCount: wordCount, count: count, hashes: hashes, positions: positions)
    }
  }

  @inline(__always)
  mutating func append(transition: Int32, marks: UInt64) {
    transitions[count] = transition
    self.marks[count] = marks
    count += 1
  }

  mutating func removeAll() { count = 0 }
}
