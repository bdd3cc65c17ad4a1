/// Adjacent bits of a word of a state.
struct StateBits: Hashable {
  /// Which word.
  let word: Int
  /// The lowest bit.
  let shift: Int
  /// How many bits.
  let width: Int

  /// The bits in their word.
  var mask: UInt64 { (UInt64.max >> UInt64(64 - width)) << UInt64(shift) }
}

/// Remembers results that depend on a few bits of a state, for questions that are numbered from 0.
///
/// For each question there is a tree, which grows while states are looked at: a node reads some bits, and its table says for each
/// of their values what comes next, a node or a result. So what is read may depend on what was read before, such as an index.
struct StateTree: ~Copyable {
  /// Bits that go into a key, and where in it.
  struct Piece {
    let word: Int32
    let mask: UInt32
    let shift: UInt8
    let position: UInt8
  }

  /// A table and what chooses one of its entries; most keys have a single piece.
  struct Node {
    let first: Piece
    let moreStart: Int32
    let moreEnd: Int32
    let table: Int32
  }

  /// An entry of a table that is no node: nothing is known there.
  static let unknown: Int32 = -1
  /// An entry that is no node: too many bits decide, nothing will be known there.
  static let undecided: Int32 = -2
  private static let firstResult: Int32 = -3

  private var nodes = GrowingBuffer<Node>()
  private var pieces = GrowingBuffer<Piece>()
  private var entries = GrowingBuffer<Int32>()

  /// Makes the trees for so many questions, to which no answer is known.
  init(questionCount: Int) { entries.append(repeating: StateTree.unknown, count: questionCount) }

  /// Bytes in use.
  var byteCount: Int { nodes.byteCount + pieces.byteCount + entries.byteCount }

  /// The entry that a state leads to, from a question: a result's, `unknown` or `undecided`.
  @inline(__always)
  func find(_ question: Int, in state: PackedState) -> Int32 {
    var entry = entries[question]
    while entry >= 0 { entry = entries[place(behind: entry, in: state)] }
    return entry
  }

  /// The result that an entry stands for; nil if it is none.
  @inline(__always)
  static func result(_ entry: Int32) -> Int? {
    entry <= firstResult ? Int(firstResult &- entry) : nil
  }

  /// The entry that stands for a result.
  static func entry(_ result: Int) -> Int32 { firstResult - Int32(truncatingIfNeeded: result) }

  /// Where the entry lies to which a node leads from a state.
  @inline(__always)
  private func place(behind node: Int32, in state: PackedState) -> Int {
    let node = nodes.base + Int(node)
    var key = bits(node.pointee.first, in: state)
    var more = node.pointee.moreStart
    while more < node.pointee.moreEnd {
      key |= bits(pieces[Int(more)], in: state)
      more &+= 1
    }
    return Int(node.pointee.table) &+ key
  }

  @inline(__always)
  private func bits(_ piece: Piece, in state: PackedState) -> Int {
    let raw = (state[Int(piece.word)] &>> UInt64(piece.shift)) & UInt64(piece.mask)
    return Int(truncatingIfNeeded: raw &<< UInt64(piece.position))
  }

  /// Forgets a tree; its question has this entry from now on.
  func reset(_ question: Int, to entry: Int32) { entries[question] = entry }

  /// Enters what a state leads to if one key after the other is read; the keys depend on nothing but the bits in those before.
  mutating func learn(_ entry: Int32, for question: Int, reading keys: [[StateBits]], in state: PackedState) {
    var place = question
    for key in keys where !key.isEmpty {
      if entries[place] < 0 {
        let node = addNode(key)
        entries[place] = node
      }
      place = self.place(behind: entries[place], in: state)
    }
    entries[place] = entry
  }

  private mutating func addNode(_ key: [StateBits]) -> Int32 {
    var position = 0
    var parts: [Piece] = []
    for bits in key {
      let ones = UInt32.max >> UInt32(32 - bits.width)
      parts.append(
        Piece(
          word: Int32(bits.word), mask: ones, shift: UInt8(bits.shift), position: UInt8(position)))
      position += bits.width
    }
    let node = Node(
      first: parts[0], moreStart: Int32(pieces.count), moreEnd: Int32(pieces.count + parts.count - 1),
      table: Int32(entries.count))
    for piece in parts.dropFirst() { pieces.append(piece) }
    entries.append(repeating: StateTree.unknown, count: 1 << position)
    nodes.append(node)
    return Int32(nodes.count - 1)
  }
}
