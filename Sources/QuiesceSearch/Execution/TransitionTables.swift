/// What is known of the transitions of a program from a few bits of a state: which of them are enabled, and what they do.
///
/// The transitions of one actor that leave one location are asked for together. Where a committed location restricts what may
/// fire, other transitions are tried than elsewhere, so these are questions of their own. Everything is filled in by running the
/// instructions, in states as they come by; only what was read decides what may be taken for known.
struct TransitionTables: ~Copyable {
  /// A transition to take, and the question for its effect.
  struct Choice {
    let transition: Int32
    let effect: Int32
  }

  /// The most bits that may decide; 0 for no tables.
  private let bitLimit: Int
  /// How many that is where nothing else is said. Only those of their values that occur take room.
  static let bitLimit = 18
  /// The most bytes to use.
  private let byteLimit: Int
  /// How many that is at most: more would not stay in the caches.
  static let byteLimit = 1 << 22
  /// The answers: of a location, the position of a list in `choices`; of an effect, the position of a row in `rows`.
  var tree: StateTree
  /// Lists of choices, each ended by one of a transition below 0. The first is empty.
  private(set) var choices = GrowingBuffer<Choice>()
  /// For each effect and each case of it: flags, the move, and for each word what stays and what is set.
  private(set) var rows = GrowingBuffer<UInt64>()
  /// Transitions whose guard is evaluated anew in each state, since too many bits decide it.
  private(set) var isWide: [Bool]

  private let locationCount: Int

  /// Where the words begin in a row, behind the flags, the word and distance of the move, and the bits that it leaves.
  static let rowHead = 3
  /// How many words a state has at most whose effects are rows: longer ones are copied faster.
  private static let wordLimit = 8
  /// The most bits of a first key, which has what is read in any case and more.
  private static let keyLimit = 10

  /// Makes empty tables.
  init(locationCount: Int, transitionCount: Int, wordCount: Int, bitLimit: Int, byteLimit: Int) {
    self.bitLimit = bitLimit
    self.byteLimit = byteLimit
    self.locationCount = locationCount
    tree = StateTree(questionCount: 2 * locationCount + transitionCount + 1)
    isWide = Array(repeating: false, count: transitionCount)
    choices.append(Choice(transition: -1, effect: -1))
    tree.reset(2 * locationCount + transitionCount, to: StateTree.undecided)
    let undecided = bitLimit == 0 ? 0 : wordCount > TransitionTables.wordLimit ? 2 * locationCount : .max
    for question in 0..<2 * locationCount + transitionCount where question >= undecided {
      tree.reset(question, to: StateTree.undecided)
    }
  }

  /// The question which transitions of a location, by position among all actors' locations, are enabled.
  @inline(__always)
  func question(location: Int, isRestricted: Bool) -> Int { isRestricted ? locationCount &+ location : location }

  /// The question what a transition does.
  func question(effect transition: Int) -> Int { 2 * locationCount + transition }

  /// The question that has no answer: guard and effect have to be run.
  var unanswered: Int { 2 * locationCount + isWide.count }

  /// Bytes in use.
  var byteCount: Int { tree.byteCount + choices.byteCount + rows.byteCount }

  /// Bytes that it may use besides.
  var bytesToGrow: Int { max(0, byteLimit - byteCount) }

  /// Whether something more may be remembered: a buffer that grows becomes twice as large, and what is learnt at once takes less
  /// than half of what is added here.
  var hasRoom: Bool { byteCount * 2 + 1 << 15 <= byteLimit }

  /// Adds a list of choices; gives its entry.
  mutating func add(_ list: [Choice]) -> Int32 {
    if list.isEmpty { return StateTree.entry(0) }
    let start = choices.count
    for choice in list { choices.append(choice) }
    choices.append(Choice(transition: -1, effect: -1))
    return StateTree.entry(start)
  }

  /// Adds the row of an effect that has led to a state; gives its entry.
  mutating func addRow(_ log: RunLog, flags: UInt64, target: PackedState) -> Int32 {
    let start = rows.count
    rows.append(flags)
    let move = log.move ?? (word: 0, mask: 0, distance: 0)
    rows.append(UInt64(move.word) | move.distance << 8)
    rows.append(move.mask)
    for (word, written) in log.written.enumerated() {
      let moved = word == move.word ? move.mask : 0
      rows.append(~(written | moved))
      rows.append(target[word] & written)
    }
    return StateTree.entry(start)
  }

  /// Has a transition's guard evaluated in each state from now on; what is known of the location is forgotten.
  mutating func widen(_ transition: Int, at location: Int) {
    isWide[transition] = true
    for isRestricted in [false, true] {
      tree.reset(question(location: location, isRestricted: isRestricted), to: StateTree.unknown)
    }
  }

  /// An empty log of runs of instructions, by their positions. Its first key has the bits that they read at places that they name,
  /// as far as they fit.
  func log(of runs: [Range<Int>], in instructions: borrowing OwnedBuffer<Instruction>, wordCount: Int) -> RunLog {
    RunLog(key(of: runs, in: instructions, wordCount: wordCount), wordCount: wordCount, bitLimit: bitLimit)
  }

  private func key(
    of runs: [Range<Int>], in instructions: borrowing OwnedBuffer<Instruction>, wordCount: Int
  ) -> [StateBits] {
    var masks = [UInt64](repeating: 0, count: wordCount)
    var room = min(bitLimit, TransitionTables.keyLimit)
    for position in runs.joined() {
      guard let bits = instructions[position].bitsRead else { continue }
      let added = (bits.mask & ~masks[bits.word]).nonzeroBitCount
      if added > room { continue }
      masks[bits.word] |= bits.mask
      room -= added
    }
    return masks.enumerated().flatMap { word, mask in StateBits.runs(of: mask, in: word) }
  }
}

extension StateBits {
  /// The runs of ones in a word's mask.
  static func runs(of mask: UInt64, in word: Int) -> [StateBits] {
    var result: [StateBits] = []
    var rest = mask
    while rest != 0 {
      let shift = rest.trailingZeroBitCount
      let width = (~(rest >> UInt64(shift))).trailingZeroBitCount
      let run = StateBits(word: word, shift: shift, width: width)
      result.append(run)
      rest &= ~run.mask
    }
    return result
  }
}

extension Instruction {
  /// The bits of the state that it reads at a place that it names.
  var bitsRead: StateBits? {
    switch self {
    case .load(_, let word, let field), .skipIfRaw(_, let word, let field), .skipIfNotRaw(_, let word, let field):
      StateBits(word: Int(word), shift: Int(field & 63), width: Int((field >> 6) & 127))
    default: nil
    }
  }

  /// Whether it may show a property not to be vacuous.
  var isMark: Bool {
    switch self {
    case .cover, .coverIf: true
    default: false
    }
  }
}
