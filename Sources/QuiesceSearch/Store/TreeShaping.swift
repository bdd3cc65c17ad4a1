import QuiesceProgram

/// Which shape of trees takes least, by some of the states.
///
/// Pieces that depend on each other belong together: few of all pairs that they could make occur. The closest ones, those of which the fewest
/// pairs occur, are joined until seven parts are left. Then what occurs is counted for each set of these, and says which of all ways to
/// join them takes the least bits.
///
/// All that depends on it is what the states take, so that counts need not be exact.
struct TreeShaping {
  /// Pieces, and a number for what each state has there: the sum of the hashes of the pieces.
  private struct Part {
    let shape: TreeShape
    let sums: [UInt32]
  }

  /// The sums of each piece.
  private let pieces: [[UInt32]]
  /// The bits that each piece takes.
  private let widths: [Int]
  /// By how many bits a sum is shifted to be one of the marks.
  private let shift: UInt32

  /// How many parts may be left when every way to join them is tried.
  private static let partLimit = 7
  /// How many parts there are at first, at most: more pieces stand with their neighbours, as what depends on each other is often declared
  /// together.
  private static let firstPartLimit = 64
  /// The bits that the index has for a pair, some five bytes.
  static let indexBits = 42
  /// Of what share of the roots the pairs of a part are so few that it does not matter how it is made.
  private static let trifle = 8

  /// How many of so many states are looked at, so that it takes two tenths of a second and 20 MiB at most.
  private static func sampleCount(_ count: Int, wordCount: Int) -> Int {
    let pieces = wordCount * TreeShape.piecesOfWord
    let parts = min(pieces, firstPartLimit)
    return min(count, 1 << 15, (1 << 24) / (parts * parts), max(1, (1 << 22) / pieces))
  }

  /// The bytes that it takes to look at them: the sums of pieces and parts, and of some sets of parts.
  static func byteCount(_ count: Int, wordCount: Int) -> Int {
    let pieces = wordCount * TreeShape.piecesOfWord
    return sampleCount(count, wordCount: wordCount) * (pieces + min(pieces, firstPartLimit) + partLimit + 3) * 4
  }

  /// Reads some of so many states, of which there is one at least.
  ///
  /// - Parameter state: the words of a state, until the next one is read.
  init(wordCount: Int, count: Int, state: (Int) -> PackedState) {
    let samples = TreeShaping.sampleCount(count, wordCount: wordCount)
    let pieceCount = wordCount * TreeShape.piecesOfWord
    var sums = Array(repeating: Array(repeating: UInt32(0), count: samples), count: pieceCount)
    var unions = Array(repeating: UInt64(0), count: pieceCount)
    for sample in 0..<samples {
      // One of each row of states, which one by chance: breadth first, what is the same distance apart is often alike.
      let chance = Int(truncatingIfNeeded: StateHash.hash(UInt64(sample)) >> 1) % count
      let state = state((sample * count + chance) / samples)
      for piece in 0..<pieceCount {
        let bits = state[piece / TreeShape.piecesOfWord] >> UInt64(piece % TreeShape.piecesOfWord * 16) & 0xFFFF
        unions[piece] |= bits
        // The same bits in another piece are something else.
        sums[piece][sample] = UInt32(truncatingIfNeeded: StateHash.hash(UInt64(piece) << 16 | bits))
      }
    }
    pieces = sums
    widths = unions.map { UInt64.bitWidth - $0.leadingZeroBitCount }
    // So that hardly three in a hundred have another one's mark.
    shift = UInt32((samples * 16).leadingZeroBitCount - 32)
  }

  /// The bits that states of a shape take, with their part of the indices, for those that were read.
  func bits(_ shape: TreeShape) -> Int { size(of: shape).bits }

  private func size(of shape: TreeShape) -> (bits: Int, width: Int, sums: [UInt32]) {
    switch shape {
    case .leaf(let pieces):
      let sums = sums(of: pieces)
      let count = differentSums(sums)
      let width = pieces.reduce(0) { $0 + widths[$1] }
      return (count * (TreeShaping.indexBits + width), TreeShaping.width(count), sums)
    case .pair(let left, let right):
      let (left, right) = (size(of: left), size(of: right))
      let sums = add(left.sums, right.sums)
      let count = differentSums(sums)
      let bits = left.bits + right.bits + TreeShaping.bits(count, left.width, right.width)
      return (bits, TreeShaping.width(count), sums)
    }
  }

  /// A shape that takes few bits, and few leaves.
  func shape() -> TreeShape {
    let joined = joined()
    return pack(joined, trifle: differentSums(sums(of: joined.pieces)) / TreeShaping.trifle)
  }

  /// The shape that takes the fewest bits, of those that have each piece in a leaf of its own and the closest ones together.
  func joined() -> TreeShape {
    let parts = joinClosest(firstParts())
    var subsets = Subsets(count: parts.count)
    count(&subsets, of: parts, with: 0, [UInt32](repeating: 0, count: pieces[0].count), from: 0)
    subsets.choose()
    return subsets.shape((1 << parts.count) - 1, of: parts.map(\.shape))
  }

  private func firstParts() -> [Part] {
    let size = (pieces.count + TreeShaping.firstPartLimit - 1) / TreeShaping.firstPartLimit
    return stride(from: 0, to: pieces.count, by: size).map { start in
      let members = Array(start..<min(start + size, pieces.count))
      return Part(shape: .halves(of: members.map { .leaf([$0]) }), sums: sums(of: members))
    }
  }

  /// Joins parts of which few pairs occur, until there are few.
  private func joinClosest(_ parts: [Part]) -> [Part] {
    var parts = parts
    // Of each two parts, the pairs that occur.
    var counts: [[Int]] = []
    for (position, part) in parts.enumerated() {
      counts.append(parts[..<position].map { differentSums(add(part.sums, $0.sums)) })
    }
    while parts.count > TreeShaping.partLimit {
      var best = (first: 1, second: 0)
      for first in parts.indices {
        for second in 0..<first where counts[first][second] < counts[best.first][best.second] { best = (first, second) }
      }
      let (first, second) = (parts[best.first], parts[best.second])
      for gone in [best.first, best.second] {
        parts.remove(at: gone)
        counts.remove(at: gone)
        for row in gone..<counts.count { counts[row].remove(at: gone) }
      }
      let joined = Part(shape: .pair(second.shape, first.shape), sums: add(first.sums, second.sums))
      counts.append(parts.map { differentSums(add($0.sums, joined.sums)) })
      parts.append(joined)
    }
    return parts
  }

  /// Counts what occurs of every set of parts, each from one that has a part less.
  private func count(_ subsets: inout Subsets, of parts: [Part], with set: Int, _ sums: [UInt32], from next: Int) {
    for position in next..<parts.count {
      let larger = add(sums, parts[position].sums)
      subsets.counts[set | 1 << position] = differentSums(larger)
      count(&subsets, of: parts, with: set | 1 << position, larger, from: position + 1)
    }
  }

  /// The same with several pieces in each leaf. A part of which little occurs is made of as few leaves as can be, since each takes time.
  private func pack(_ shape: TreeShape, trifle: Int) -> TreeShape {
    let pieces = shape.pieces
    guard pieces.count > TreeShape.piecesOfWord, case .pair(let left, let right) = shape else {
      return .leaf(pieces.sorted())
    }
    if differentSums(sums(of: pieces)) <= trifle { return .halves(of: TreeShape.leaves(of: pieces)) }
    return .pair(pack(left, trifle: trifle), pack(right, trifle: trifle))
  }

  private func sums(of members: [Int]) -> [UInt32] {
    members.dropFirst().reduce(pieces[members[0]]) { add($0, pieces[$1]) }
  }

  private func add(_ some: [UInt32], _ others: [UInt32]) -> [UInt32] { zip(some, others).map { $0 &+ $1 } }

  /// How many different ones there are, as far as marks tell.
  private func differentSums(_ sums: [UInt32]) -> Int {
    var marks = [UInt64](repeating: 0, count: 1 << max(0, 26 - Int(shift)))
    var count = 0
    for sum in sums {
      let mark = sum >> shift
      let bit: UInt64 = 1 << UInt64(mark & 63)
      count += marks[Int(mark >> 6)] & bit == 0 ? 1 : 0
      marks[Int(mark >> 6)] |= bit
    }
    return count
  }

  /// The bits of a number below a count.
  private static func width(_ count: Int) -> Int { Int.bitWidth - (count - 1).leadingZeroBitCount }

  /// What so many pairs take in a table, and in its index.
  private static func bits(_ count: Int, _ left: Int, _ right: Int) -> Int { count * (indexBits + left + right) }
}

extension TreeShaping {
  /// Sets of parts, by the bits of a number, and how each is best made of two smaller ones.
  private struct Subsets {
    /// How many different ones occur of the parts of each set.
    var counts: [Int]
    /// One of the two sets that each is made of; none for a single part.
    private var halves: [Int]

    init(count: Int) {
      counts = Array(repeating: 0, count: 1 << count)
      halves = counts
    }

    /// Finds for each set, the smaller ones before, what takes the fewest bits.
    mutating func choose() {
      var bits = Array(repeating: 0, count: counts.count)
      for set in counts.indices where set & (set - 1) != 0 {
        bits[set] = .max
        var half = (set - 1) & set
        while half > 0 {
          let other = set ^ half
          // The half that has the lowest part: each two halves once.
          if half & set & -set != 0 {
            let widths = (TreeShaping.width(counts[half]), TreeShaping.width(counts[other]))
            let total = bits[half] + bits[other] + TreeShaping.bits(counts[set], widths.0, widths.1)
            if total < bits[set] { (bits[set], halves[set]) = (total, half) }
          }
          half = (half - 1) & set
        }
      }
    }

    /// A set's parts as they are best joined.
    func shape(_ set: Int, of parts: [TreeShape]) -> TreeShape {
      if set & (set - 1) == 0 { return parts[set.trailingZeroBitCount] }
      return .pair(shape(halves[set], of: parts), shape(set ^ halves[set], of: parts))
    }
  }
}
