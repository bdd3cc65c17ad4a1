import QuiesceProgram

/// States as trees: each word is a pair of its halves, each further node a pair of the numbers of two others, and the root stands for
/// the state (Laarman, van de Pol and Weber, "Parallel recursive state compression for free", 2011).
///
/// Every pair is stored once. States that differ from others in few places share most of their nodes, so that hardly more than a
/// root is left of each. Roots have numbers like all pairs: these are the positions of the states, in the order in which they came.
final class TreeTable {
  /// How many words a state takes.
  let wordCount: Int

  /// Which nodes there are, and how they stand together.
  let shape: TreeShape
  /// The pairs of each node.
  let tables: OwnedList<PairTable>
  /// The two nodes below each; those of words have none.
  private let children: OwnedBuffer<TreeShape.Pair>
  /// For each node, the number of its pair in the state that is stored or read.
  private let numbers: OwnedBuffer<Int>
  /// The same for the states of a batch, a row for each node but the root.
  private var rows = OwnedBuffer<Int>(repeating: 0, count: 0)
  private let root: Int
  private let narrowLimit: Int
  /// How many states there are once a better shape is looked for.
  private var nextShaping: Int

  /// The most pairs of a node but the root: half of a pair names one.
  private static let pairLimit = 1 << 32
  /// How many states there are once a better shape is looked for the first time.
  static let firstShaping = 1 << 6
  /// And then whenever there are so many times as many.
  private static let shapingGrowth = 8

  /// Makes an empty table; nil if there is no memory for it.
  ///
  /// - Parameters:
  ///   - narrowLimit: how many pairs an index of 4-byte entries is not asked to hold.
  ///   - firstShaping: how many states there are once a better shape is looked for the first time.
  convenience init?(
    wordCount: Int, narrowLimit: Int = StateIndex.narrowLimit, firstShaping: Int = TreeTable.firstShaping
  ) {
    self.init(TreeShape(halving: wordCount), narrowLimit, nextShaping: wordCount > 2 ? firstShaping : .max)
  }

  private init?(_ shape: TreeShape, _ narrowLimit: Int, nextShaping: Int) {
    self.shape = shape
    wordCount = shape.wordCount
    root = shape.root
    children = OwnedBuffer(Array(repeating: TreeShape.Pair(left: 0, right: 0), count: wordCount) + shape.pairs)
    numbers = OwnedBuffer(repeating: 0, count: children.count)
    self.narrowLimit = narrowLimit
    self.nextShaping = nextShaping
    guard let tables = OwnedList(count: root + 1, trying: { _ in PairTable(narrowLimit: narrowLimit) }) else {
      return nil
    }
    self.tables = tables
  }

  /// How many states are stored.
  var count: Int { tables[root].count }

  /// Bytes in use: the pairs of all nodes, and their indices.
  var byteCount: Int { (0...root).reduce(rows.count * 8) { $0 + tables[$1].byteCount } }

  /// What the trees are made of.
  var figures: TreeFigures {
    TreeFigures(
      stateBytes: wordCount * 8, rootBits: tables[root].bitsPerPair,
      innerPairs: (0..<root).reduce(0) { $0 + tables[$1].count })
  }

  /// Has everything grow that must for so many more states, one behind the other; false if that takes more bytes in all than it may.
  func makeRoom(for states: PackedState, count: Int, within maximumBytes: Int) -> Bool {
    var bytes = rows.count * 8
    for node in 0...root {
      if node < root, tables[node].count + count > TreeTable.pairLimit { return false }
      bytes += tables[node].byteCount(with: count, like: greatestPair(of: node, in: states, count: count))
    }
    guard bytes <= maximumBytes else { return false }
    for node in 0...root {
      let greatest = greatestPair(of: node, in: states, count: count)
      guard tables[node].makeRoom(for: count, like: greatest) else { return false }
    }
    return true
  }

  /// A pair of numbers that take as many bits as those of a node do, at most, in some states that are to be stored.
  private func greatestPair(of node: Int, in states: PackedState, count: Int) -> UInt64 {
    if node < wordCount { return (0..<count).reduce(0) { $0 | states[$1 * wordCount + node] } }
    let (left, right) = (tables[children[node].left].count + count, tables[children[node].right].count + count)
    return UInt64(truncatingIfNeeded: left - 1) << 32 | UInt64(truncatingIfNeeded: right - 1)
  }

  /// Reads the words of a state.
  func read(_ position: Int, into words: WritableState) {
    numbers[root] = position
    for node in stride(from: root, through: wordCount, by: -1) {
      let pair = tables[node].pair(numbers[node])
      numbers[children[node].left] = Int(truncatingIfNeeded: pair &>> 32)
      numbers[children[node].right] = Int(truncatingIfNeeded: pair & 0xFFFF_FFFF)
    }
    for word in 0..<wordCount { words[word] = tables[word].pair(numbers[word]) }
  }

  /// The position of a state that may be stored.
  func find(_ state: PackedState) -> Int? {
    for node in 0...root {
      guard let number = tables[node].find(pair(of: node, in: state, numbers.base)) else { return nil }
      numbers[node] = number
    }
    return numbers[root]
  }

  /// Stores a state unless it is there, and gives its position. `makeRoom` has been asked before.
  func insert(_ state: PackedState) -> Int {
    for node in 0...root { numbers[node] = tables[node].insert(pair(of: node, in: state, numbers.base)) ?? 0 }
    return numbers[root]
  }

  /// Stores the states of a batch, as `StateTable` does: node by node, so that the cache misses of all states overlap.
  func insert(_ batch: StateBatch, limit: Int) -> Int {
    if rows.count < root * batch.count { rows = OwnedBuffer(repeating: 0, count: root * batch.count) }
    let (rows, roots) = (rows.base, batch.hashes)
    for node in 0..<root { insert(node, of: batch, rows) }
    for offset in 0..<batch.count {
      roots[offset] = pair(of: root, in: batch.state(offset), rows + offset, stride: batch.count)
      tables[root].prefetch(roots[offset])
    }
    for offset in 0..<batch.count { tables[root].prefetchRecord(roots[offset]) }
    for offset in 0..<batch.count {
      guard let number = tables[root].insert(roots[offset], limit: limit) else { return offset }
      batch.positions[offset] = number
    }
    return batch.count
  }

  @inline(__always)
  private func insert(_ node: Int, of batch: StateBatch, _ rows: UnsafeMutablePointer<Int>) {
    let (row, pairs) = (rows + node * batch.count, batch.hashes)
    for offset in 0..<batch.count {
      pairs[offset] = pair(of: node, in: batch.state(offset), rows + offset, stride: batch.count)
      // Of words there are few, and most are like those of the state before.
      if node >= wordCount { tables[node].prefetch(pairs[offset]) }
    }
    for offset in 0..<batch.count { row[offset] = tables[node].insert(pairs[offset]) ?? 0 }
  }

  /// The pair of a node, once the numbers of those below it are known.
  @inline(__always)
  private func pair(
    of node: Int, in state: PackedState, _ numbers: UnsafePointer<Int>, stride: Int = 1
  ) -> UInt64 {
    if node < wordCount { return state[node] }
    let (left, right) = (numbers[children[node].left &* stride], numbers[children[node].right &* stride])
    return UInt64(truncatingIfNeeded: left) &<< 32 | UInt64(truncatingIfNeeded: right)
  }
}

// Shapes.
extension TreeTable {
  /// The same states in the same order as trees of another shape, if the pairs above their words take less by an eighth then; nil also
  /// where it is not yet time to look for one, and where both at once take more bytes than they may.
  func reshaped(within maximumBytes: Int) -> TreeTable? {
    guard count >= nextShaping else { return nil }
    nextShaping = count * TreeTable.shapingGrowth
    let stride = TreeShaping.stride(count, wordCount: wordCount)
    let words = OwnedBuffer<UInt64>(repeating: 0, count: wordCount)
    let shaping = TreeShaping(wordCount: wordCount, count: count / stride) { number in
      read(number * stride, into: words.state())
      return PackedState(words.state())
    }
    let better = shaping.shape()
    guard shaping.bits(better) * 8 < shaping.bits(shape) * 7,
      let tree = TreeTable(better, narrowLimit, nextShaping: nextShaping),
      tree.takeStates(of: self, within: maximumBytes - byteCount)
    else { return nil }
    return tree
  }

  /// Stores the states of another table, in the same order; false if they take more bytes than they may.
  private func takeStates(of other: TreeTable, within maximumBytes: Int) -> Bool {
    let batchSize = 128
    let room = OwnedBuffer<UInt64>(repeating: 0, count: batchSize * wordCount)
    let hashes = OwnedBuffer<UInt64>(repeating: 0, count: batchSize)
    let positions = OwnedBuffer<Int>(repeating: 0, count: batchSize)
    while count < other.count {
      let size = min(batchSize, other.count - count)
      for offset in 0..<size { other.read(count + offset, into: room.state(at: offset * wordCount)) }
      let batch = StateBatch(room, wordCount: wordCount, count: size, hashes: hashes, positions: positions)
      guard makeRoom(for: batch.states, count: size, within: maximumBytes) else { return false }
      _ = insert(batch, limit: .max)
    }
    return true
  }
}
