import QuiesceProgram

/// Successors of a few states, waiting to be looked up together: a batch hides the latency of the index.
struct SuccessorBuffer: ~Copyable {
  /// How many words a state takes.
  let wordCount: Int
  /// How many successors fit.
  let capacity: Int
  /// How many there are.
  package private(set) var count = 0
  /// The states, one after the other.
  let words: OwnedBuffer<UInt64>
  /// For each, the state it came from.
  let sources: OwnedBuffer<Int>
  /// For each, the transition that fired.
  let transitions: OwnedBuffer<Int32>
  /// For each, the properties that the transition flagged, as bits.
  package let flags: OwnedBuffer<UInt64>
  private let hashes: OwnedBuffer<UInt64>
  /// For each, whether it lies behind further transitions, which were the only way on.
  let passed: OwnedBuffer<Bool>
  private let positions: OwnedBuffer<Int>
  /// Transitions that ended in a fault.
  var faults: [(source: Int, transition: Int, site: FaultSiteID)] = []

  /// Makes an empty buffer.
  init(wordCount: Int, capacity: Int) {
    self.wordCount = wordCount
    self.capacity = capacity
    words = OwnedBuffer(repeating: 0, count: wordCount * capacity)
    sources = OwnedBuffer(repeating: 0, count: capacity)
    transitions = OwnedBuffer(repeating: 0, count: capacity)
    flags = OwnedBuffer(repeating: 0, count: capacity)
    hashes = OwnedBuffer(repeating: 0, count: capacity)
    passed = OwnedBuffer(repeating: false, count: capacity)
    positions = OwnedBuffer(repeating: 0, count: capacity)
  }

  /// Where the next successor is to be written.
  var next: WritableState {
    @inline(__always) get { writableState(count) }
  }

  /// The words of a successor.
  @inline(__always)
  package func state(_ position: Int) -> PackedState { PackedState(writableState(position)) }

  /// A successor that is written anew.
  @inline(__always)
  func writableState(_ position: Int) -> WritableState { words.state(at: position &* wordCount) }

  /// All of them, as a table takes them.
  var batch: StateBatch {
    @inline(__always) get {
      StateBatch(words, wordCount: wordCount, count: count, hashes: hashes, positions: positions)
    }
  }

  /// Keeps the successor that was written at `next`.
  @inline(__always)
  mutating func append(source: Int, transition: Int32, flags newFlags: UInt64) {
    sources[count] = source
    transitions[count] = transition
    flags[count] = newFlags
    passed[count] = false
    count &+= 1
  }

  /// Keeps some successors that were written from `next` on, with their transitions and flags.
  @inline(__always)
  mutating func append(_ added: Int, from source: Int) {
    for position in count..<count &+ added {
      sources[position] = source
      passed[position] = false
    }
    count &+= added
  }

  /// Of the successors from a position on, keeps some, as bits in order.
  mutating func keep(from start: Int, mask: UInt64) {
    var kept = start
    for position in start..<count where mask & (1 << UInt64(position - start)) != 0 {
      if kept != position {
        for word in 0..<wordCount { words[kept * wordCount + word] = words[position * wordCount + word] }
        sources[kept] = sources[position]
        transitions[kept] = transitions[position]
        flags[kept] = flags[position]
      }
      kept += 1
    }
    count = kept
  }

  /// Forgets everything.
  mutating func removeAll() {
    count = 0
    if !faults.isEmpty { faults.removeAll() }
  }
}
