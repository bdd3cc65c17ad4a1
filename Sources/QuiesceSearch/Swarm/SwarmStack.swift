import QuiesceProgram

/// What waits in a search of a swarm, with its words, since no visited set has them; and the way to what was taken last.
struct SwarmStack: ~Copyable {
  /// A state that waits.
  struct Entry {
    let hash: UInt64
    /// How many transitions lead to it.
    let depth: Int32
    /// The last of them; of an initial state, -1 less its position.
    let transition: Int32
  }

  private let wordCount: Int
  private var entries = GrowingBuffer<Entry>()
  private var words = GrowingBuffer<UInt64>()
  private var steps = GrowingBuffer<Int32>()

  init(wordCount: Int) { self.wordCount = wordCount }

  /// Bytes that it holds.
  var byteCount: Int { entries.byteCount + words.byteCount + steps.byteCount }

  /// Bytes of what waits.
  var waitingBytes: Int { entries.count * MemoryLayout<Entry>.stride + words.count * 8 }

  /// Begins anew.
  mutating func removeAll() {
    entries.removeAll(from: 0)
    words.removeAll(from: 0)
    steps.removeAll(from: 0)
  }

  /// Adds a state.
  ///
  /// - Parameters:
  ///   - depth: how many transitions lead to it.
  ///   - transition: the last of them; of an initial state, as an entry has it.
  @inline(__always)
  mutating func push(_ state: PackedState, hash: UInt64, depth: Int32, by transition: Int) {
    entries.append(Entry(hash: hash, depth: depth, transition: Int32(truncatingIfNeeded: transition)))
    words.append(state, wordCount: wordCount)
  }

  /// Takes the state that was added last; its words stay readable until another one is added.
  @inline(__always)
  mutating func pop() -> (entry: Entry, state: PackedState)? {
    guard entries.count > 0 else { return nil }
    let entry = entries.removeLast()
    words.removeAll(from: entries.count * wordCount)
    return (entry, words.state(at: words.count))
  }

  /// Goes to a state that was taken: the way to it ends there.
  @inline(__always)
  mutating func enter(_ entry: Entry) {
    steps.removeAll(from: Int(entry.depth))
    steps.append(entry.transition)
  }

  /// The way to the state that was entered last.
  var path: Path {
    Path(initial: Int(-1 - steps[0]), transitions: (1..<steps.count).map { Int(steps[$0]) })
  }
}
