/// How a breadth-first search came to each state, in a few bits: for each, how far its source lies behind that of the state before,
/// as zeros before a one, and then the transition. Both are in the order in which the states were found, so all zeros together are
/// at most as many as the states.
struct StepLog: ~Copyable {
  /// Where to begin to read: what comes there is about this state, and the source of the one before is this.
  struct Mark {
    let bit: Int
    let state: Int
    let source: Int
  }

  private var words = GrowingBuffer<UInt64>()
  private var marks = GrowingBuffer<Mark>()
  private let transitionBits: Int
  private var bitCount = 0
  private var count: Int
  private var lastSource = 0
  /// How many states, the first ones, nothing leads to.
  private let rootCount: Int

  private static let statesPerMark = 512

  init(transitionCount: Int, rootCount: Int) {
    transitionBits = Int.bitWidth - max(transitionCount - 1, 1).leadingZeroBitCount
    self.rootCount = rootCount
    count = rootCount
  }

  /// Bytes in use.
  var byteCount: Int { words.byteCount + marks.byteCount }

  /// Memory in use, and what it takes to grow once that is near.
  var footprint: Footprint { words.footprint + marks.footprint }

  /// Takes note of how the next state was found; sources come in order.
  mutating func append(from source: Int, by transition: Int) {
    if (count - rootCount) % StepLog.statesPerMark == 0 {
      marks.append(Mark(bit: bitCount, state: count, source: lastSource))
    }
    let distance = source - lastSource
    let end = bitCount + distance + 1 + transitionBits
    if end > words.count * 64 { words.append(repeating: 0, count: (end + 63) / 64 - words.count) }
    bitCount += distance
    write(1, bits: 1)
    write(UInt64(transition), bits: transitionBits)
    lastSource = source
    count += 1
  }

  /// The first state of the way to a state, and the transitions.
  func way(to state: Int) -> (root: Int, transitions: [Int]) {
    var state = state
    var transitions: [Int] = []
    while state >= rootCount {
      let step = step(to: state)
      transitions.append(step.transition)
      state = step.source
    }
    return (state, transitions.reversed())
  }

  private func step(to state: Int) -> (source: Int, transition: Int) {
    let mark = marks[(state - rootCount) / StepLog.statesPerMark]
    var (bit, source) = (mark.bit, mark.source)
    var transition = 0
    for _ in mark.state...state {
      while read(bit, bits: 1) == 0 {
        bit += 1
        source += 1
      }
      transition = Int(read(bit + 1, bits: transitionBits))
      bit += 1 + transitionBits
    }
    return (source, transition)
  }

  private mutating func write(_ value: UInt64, bits: Int) {
    let (word, shift) = (bitCount / 64, bitCount % 64)
    words[word] |= value << UInt64(shift)
    if shift + bits > 64 { words[word + 1] |= value >> UInt64(64 - shift) }
    bitCount += bits
  }

  private func read(_ bit: Int, bits: Int) -> UInt64 {
    let (word, shift) = (bit / 64, bit % 64)
    var value = words[word] >> UInt64(shift)
    if shift + bits > 64 { value |= words[word + 1] << UInt64(64 - shift) }
    return value & ((1 << UInt64(bits)) - 1)
  }
}
