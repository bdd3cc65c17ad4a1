import QuiesceProgram

/// The frontier of random walks from initial states: one successor of each state, nothing is stored, so it finds and never
/// proves.
struct WalkFrontier: ~Copyable {
  /// The walk so far.
  private(set) var path = Path(initial: 0, transitions: [])
  /// The words of the state where it has come to.
  private let words: OwnedBuffer<UInt64>
  /// How many states all walks have visited.
  private(set) var visited = 0

  private var generator: SplitMix64
  private var walksLeft: Int
  private let lengthLimit: Int
  private var isWalking = false
  private var longest = 0

  init(_ options: SearchOptions, wordCount: Int) {
    generator = SplitMix64(state: options.seed)
    walksLeft = options.walks
    lengthLimit = options.walkLength
    words = OwnedBuffer(repeating: 0, count: options.order == .random ? wordCount : 0)
  }

  /// Where it has come to.
  var state: PackedState { PackedState(words.state()) }

  /// The length of the longest walk.
  var depth: Int { max(longest, path.transitions.count) }

  /// Goes on, with a new walk where one has ended; gives the initial state of it, nil once all are done.
  mutating func goOn(in table: borrowing StateTable) -> Int? {
    if isWalking, path.transitions.count < lengthLimit { return path.initial }
    guard walksLeft > 0 else { return nil }
    walksLeft -= 1
    longest = depth
    isWalking = true
    path = Path(initial: Int.random(in: 0..<table.count, using: &generator), transitions: [])
    words.state().takeWords(of: table.state(path.initial), count: table.wordCount)
    visited += 1
    return path.initial
  }

  /// Goes to one of the successors in the batch; gives its position there, nil if there is none.
  mutating func choose(from buffer: borrowing SuccessorBuffer) -> Int? {
    guard buffer.count > 0 else { return nil }
    let choice = Int.random(in: 0..<buffer.count, using: &generator)
    words.state().takeWords(of: buffer.state(choice), count: buffer.wordCount)
    visited += 1
    return choice
  }

  /// Takes note of the transition that led to the state.
  mutating func extend(by transition: Int) { path.transitions.append(transition) }

  /// Ends the walk.
  mutating func leave() { isWalking = false }
}

/// The generator of Steele, Lea and Flood (2014): one word of state, reproducible everywhere.
struct SplitMix64: RandomNumberGenerator {
  package var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
