/// Which parts of a state stand together in a tree: pieces of 16 bits, up to four of them in each leaf, and above them two by two, up to
/// the root.
///
/// A state of `n` words has `4 * n` pieces, in order from the low bits of its first word on.
indirect enum TreeShape: Equatable {
  /// Up to four pieces, of any words of the state, that are one leaf together.
  case leaf([Int])
  /// Two parts, of which every pair that occurs has a number.
  case pair(TreeShape, TreeShape)

  /// How many pieces a word has.
  static let piecesOfWord = 4

  /// The words of a state as they are, each with its neighbour, and so on.
  static func words(_ wordCount: Int) -> TreeShape { halves(of: leaves(of: Array(0..<wordCount * piecesOfWord))) }

  /// The first four pieces in a leaf, the next four in another one, and so on.
  static func leaves(of pieces: [Int]) -> [TreeShape] {
    stride(from: 0, to: pieces.count, by: piecesOfWord).map { start in
      .leaf(pieces[start..<min(start + piecesOfWord, pieces.count)].sorted())
    }
  }

  /// Parts in order as one: the first half of them stands with the second, and each half likewise.
  static func halves(of parts: [TreeShape]) -> TreeShape {
    if parts.count == 1 { return parts[0] }
    let middle = (parts.count + 1) / 2
    return .pair(halves(of: Array(parts[..<middle])), halves(of: Array(parts[middle...])))
  }

  /// How many nodes it has: leaves, and those that join two others.
  var nodeCount: Int { leaves.count * 2 - 1 }

  /// Whether each piece of a state of so many words stands in one leaf, and none has more than it holds.
  func hasEachPieceOnce(wordCount: Int) -> Bool {
    pieces.sorted() == Array(0..<wordCount * TreeShape.piecesOfWord)
      && leaves.allSatisfy { 1...TreeShape.piecesOfWord ~= $0.count }
  }

  /// Its pieces, those of the left part first.
  var pieces: [Int] { leaves.flatMap(\.self) }

  /// The pieces of each of its leaves, those of the left part first.
  var leaves: [[Int]] {
    switch self {
    case .leaf(let pieces): [pieces]
    case .pair(let left, let right): left.leaves + right.leaves
    }
  }
}

/// Pieces in a row that a leaf has of a word of the state.
struct PieceRun: BitwiseCopyable {
  /// The word.
  private let word: Int
  /// Their place in it, and in the leaf.
  private let shift: UInt64
  private let leafShift: UInt64
  /// Ones in as many bits.
  private let mask: UInt64

  /// What leaves with these pieces, at most four, have of a state: the first piece in the low bits of a leaf.
  static func runs(of pieces: [Int]) -> [PieceRun] {
    var runs: [PieceRun] = []
    var start = 0
    while start < pieces.count {
      let first = pieces[start]
      let word = first / TreeShape.piecesOfWord
      var length = 1
      while start + length < pieces.count, pieces[start + length] == first + length,
        (first + length) / TreeShape.piecesOfWord == word
      {
        length += 1
      }
      runs.append(
        PieceRun(
          word: word, shift: UInt64(first % TreeShape.piecesOfWord * 16), leafShift: UInt64(start * 16),
          mask: ~0 >> UInt64(64 - length * 16)))
      start += length
    }
    return runs
  }

  /// What the leaf of a state has there.
  @inline(__always)
  func read(_ state: PackedState) -> UInt64 { (state[word] &>> shift & mask) &<< leafShift }

  /// Writes what a leaf has there to a state, in which it was zero.
  @inline(__always)
  func write(_ leaf: UInt64, to state: WritableState) { state[word] |= (leaf &>> leafShift & mask) &<< shift }
}
