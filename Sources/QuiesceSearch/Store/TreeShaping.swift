import QuiesceProgram

/// Which shape of trees takes least, by some of the states.
///
/// Words that depend on each other belong together: few of all pairs that they could make occur. How many do is counted in the
/// states, for each part that a shape could have of up to seven words. Where there are more, those of neighbours that make the fewest pairs
/// are joined until seven are left. All that depends on it is what the states take, so that counts need not be exact.
struct TreeShaping {
  /// A node, and a number for each state's part below it: the sum of the hashes of its words.
  private struct Part {
    let node: Int
    let sums: [UInt32]
  }

  private let words: [Part]
  /// By how many bits a sum is shifted to be one of the marks.
  private let shift: UInt32

  /// From how many parts on a shape is not looked for among all.
  private static let partLimit = 7
  /// To how many parts behind it another one is joined at most, where there are more: what depends on each other is declared together.
  private static let reach = 8
  /// The bits that the index has for a pair, some five bytes.
  private static let indexBits = 42

  /// How many of a table's states are looked at: those at every so many positions.
  static func stride(_ count: Int, wordCount: Int) -> Int {
    let most = min(1 << 16, max(1, (1 << 20) / wordCount))
    return max(1, (count + most - 1) / most)
  }

  /// Reads so many states.
  ///
  /// - Parameter state: the words of a state, until the next one is read.
  init(wordCount: Int, count: Int, state: (Int) -> PackedState) {
    var sums = Array(repeating: [UInt32](), count: wordCount)
    for position in 0..<count {
      let state = state(position)
      for word in 0..<wordCount {
        // The same number in another word is another one.
        let hash = StateHash.hash(state[word] &+ UInt64(word) &* 0x9E37_79B9_7F4A_7C15)
        sums[word].append(UInt32(truncatingIfNeeded: hash))
      }
    }
    words = sums.indices.map { Part(node: $0, sums: sums[$0]) }
    // So that hardly two in a hundred have another one's mark.
    shift = UInt32((count * 16).leadingZeroBitCount - 32)
  }

  /// The bits that the nodes above the words take in a shape, for the states that were read.
  func bits(_ shape: TreeShape) -> Int {
    var parts = words
    var counts = words.map { differentSums($0.sums) }
    var bits = 0
    for pair in shape.pairs {
      parts.append(join(parts[pair.left], parts[pair.right], node: parts.count))
      counts.append(differentSums(parts[parts.count - 1].sums))
      bits += TreeShaping.bits(counts[counts.count - 1], over: counts[pair.left], counts[pair.right])
    }
    return bits
  }

  /// The shape that takes the fewest bits.
  func shape() -> TreeShape {
    var shape = TreeShape(wordCount: words.count)
    let parts = joinNeighbours(in: &shape)
    var subsets = Subsets(count: parts.count)
    count(&subsets, of: parts, with: 0, [UInt32](repeating: 0, count: words[0].sums.count), from: 0)
    subsets.choose()
    _ = subsets.add((1 << parts.count) - 1, nodes: parts.map(\.node), to: &shape)
    return shape
  }

  /// Joins parts of which few pairs occur, until there are few.
  private func joinNeighbours(in shape: inout TreeShape) -> [Part] {
    var parts = words
    var known: [[Int]: Int] = [:]
    func pairCount(_ first: Int, _ second: Int) -> Int {
      let nodes = [parts[first].node, parts[second].node]
      if let count = known[nodes] { return count }
      let count = differentSums(join(parts[first], parts[second], node: 0).sums)
      known[nodes] = count
      return count
    }
    while parts.count > TreeShaping.partLimit {
      var best = (count: Int.max, first: 0, second: 1)
      for first in parts.indices.dropLast() {
        for second in first + 1...min(first + TreeShaping.reach, parts.count - 1) {
          let count = pairCount(first, second)
          if count < best.count { best = (count, first, second) }
        }
      }
      let node = shape.join(parts[best.first].node, parts[best.second].node)
      parts[best.first] = join(parts[best.first], parts[best.second], node: node)
      parts.remove(at: best.second)
    }
    return parts
  }

  /// Counts what occurs of every set of parts, each from one that has a part less.
  private func count(_ subsets: inout Subsets, of parts: [Part], with set: Int, _ sums: [UInt32], from next: Int) {
    for position in next..<parts.count {
      let larger = zip(sums, parts[position].sums).map { $0 &+ $1 }
      subsets.counts[set | 1 << position] = differentSums(larger)
      count(&subsets, of: parts, with: set | 1 << position, larger, from: position + 1)
    }
  }

  private func join(_ first: Part, _ second: Part, node: Int) -> Part {
    Part(node: node, sums: zip(first.sums, second.sums).map { $0 &+ $1 })
  }

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

  /// What so many pairs take in a table, of so many parts on each side, and in its index.
  private static func bits(_ count: Int, over left: Int, _ right: Int) -> Int {
    count * (indexBits + (Int.bitWidth - left.leadingZeroBitCount) + (Int.bitWidth - right.leadingZeroBitCount))
  }

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
        // The half that has the lowest part: each pair of halves once.
        var half = (set - 1) & set
        while half > 0 {
          let other = set ^ half
          let total =
            bits[half] + bits[other] + TreeShaping.bits(counts[set], over: counts[half], counts[other])
          if half & set & -set != 0, total < bits[set] { (bits[set], halves[set]) = (total, half) }
          half = (half - 1) & set
        }
      }
    }

    /// Adds the nodes of a set to a shape; gives the one over all of them.
    func add(_ set: Int, nodes: [Int], to shape: inout TreeShape) -> Int {
      if set & (set - 1) == 0 { return nodes[set.trailingZeroBitCount] }
      let left = add(halves[set], nodes: nodes, to: &shape)
      return shape.join(left, add(set ^ halves[set], nodes: nodes, to: &shape))
    }
  }
}
