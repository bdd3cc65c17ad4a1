/// Nodes that wait to be looked up together.
struct NodeBatch: ~Copyable {
  let wordCount: Int
  private(set) var count = 0
  let words: OwnedBuffer<UInt64>
  let transitions: OwnedBuffer<Int32>
  let marks: OwnedBuffer<UInt64>
  let hashes: OwnedBuffer<UInt64>
  let scratch: OwnedBuffer<UInt64>

  init(wordCount: Int, capacity: Int) {
    self.wordCount = wordCount
    words = OwnedBuffer(repeating: 0, count: (capacity + 1) * wordCount)
    transitions = OwnedBuffer(repeating: 0, count: capacity)
    marks = OwnedBuffer(repeating: 0, count: capacity)
    hashes = OwnedBuffer(repeating: 0, count: capacity)
    scratch = OwnedBuffer(repeating: 0, count: capacity)
  }

  var next: UnsafeMutablePointer<UInt64> {
    @inline(__always) get { node(count) }
  }

  @inline(__always)
  func node(_ position: Int) -> UnsafeMutablePointer<UInt64> { words.base + position * wordCount }

  @inline(__always)
  mutating func append(transition: Int32, marks: UInt64) {
    transitions[count] = transition
    self.marks[count] = marks
    count += 1
  }

  mutating func removeAll() { count = 0 }
}
