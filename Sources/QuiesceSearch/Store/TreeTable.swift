import QuiesceProgram

/// States as trees: each leaf has some pieces of the state, each further node is a pair of the numbers of two others, and the root stands
/// for the state (Laarman, van de Pol and Weber, "Parallel recursive state compression for free", 2011).
///
/// Every pair is stored once. States that differ from others in few places share most of their nodes, so that hardly more than a
/// root is left of each. Roots have numbers like all pairs: these are the positions of the states, in the order in which they came.
final class TreeTable {
  /// How many words a state takes.
  let wordCount: Int

  /// What stands together.
  let shape: TreeShape
  /// The pairs of each node, in an order in which the root comes last: first those of the leaves, which are halves of 32 bits.
  let tables: OwnedList<PairTable>
  /// The two nodes below each that is not a leaf; leaves have none.
  private let children: OwnedBuffer<Children>
  private let leafCount: Int
  /// What the leaves have of a state, and where that of each begins; at last, where it ends.
  private let runs: OwnedBuffer<PieceRun>
  private let firstRuns: OwnedBuffer<Int>
  /// For each node, the number of its pair in the state that is stored or read.
  private let numbers: OwnedBuffer<Int>
  /// The same for the states of a batch, a row for each node but the root.
  private var rows = OwnedBuffer<Int>(repeating: 0, count: 0)
  private let root: Int
  private let narrowLimit: Int
  /// The sizes, of those at which a better shape is looked for, that are still to come. A single word has no other shape.
  private var shapings: ArraySlice<Int>

  /// The most pairs of a node but the root: half of a pair names one.
  private static let pairLimit = 1 << 32
  /// How many states there are when a better shape is looked for: late enough that what they have in common shows, and so early that to
  /// store them anew takes a second at most, for states of 16 words.
  static let shapings = [1 << 6, 1 << 10, 1 << 14, 1 << 18]
  /// How many words, all told, are stored anew at most.
  private static let shapedWordLimit = 1 << 22

  /// Makes an empty table; nil if there is no memory for it.
  ///
  /// - Parameter narrowLimit: how many pairs an index of 4-byte entries is not asked to hold.
  convenience init?(wordCount: Int, narrowLimit: Int = StateIndex.narrowLimit) {
    let shapings = TreeTable.shapings.filter { wordCount > 1 && $0 * wordCount <= TreeTable.shapedWordLimit }
    self.init(.words(wordCount), wordCount: wordCount, narrowLimit, shapings[...])
  }

  private init?(_ shape: TreeShape, wordCount: Int, _ narrowLimit: Int, _ shapings: ArraySlice<Int>) {
    // Two states that differ in a piece that no leaf has would be one: a state that is not searched.
    precondition(shape.hasEachPieceOnce(wordCount: wordCount), "each piece of a state stands in one leaf")
    self.shape = shape
    self.wordCount = wordCount
    let leaves = shape.leaves.map { PieceRun.runs(of: $0) }
    leafCount = leaves.count
    runs = OwnedBuffer(leaves.flatMap(\.self))
    firstRuns = OwnedBuffer(leaves.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
    var children = Array(repeating: Children(left: 0, right: 0), count: leafCount)
    var leavesBefore = 0
    root = TreeTable.addNodes(of: shape, to: &children, &leavesBefore)
    self.children = OwnedBuffer(children)
    numbers = OwnedBuffer(repeating: 0, count: children.count)
    self.shapings = shapings
    self.narrowLimit = narrowLimit
    guard let tables = OwnedList(count: root + 1, trying: { _ in PairTable(narrowLimit: narrowLimit) }) else {
      return nil
    }
    self.tables = tables
  }

  private struct Children {
    let left: Int
    let right: Int
  }

  /// Adds the nodes of a shape that are not leaves, halves before the whole; gives the one over all of it.
  private static func addNodes(of shape: TreeShape, to children: inout [Children], _ leavesBefore: inout Int) -> Int {
    guard case .pair(let left, let right) = shape else {
      defer { leavesBefore += 1 }
      return leavesBefore
    }
    let pair = Children(
      left: addNodes(of: left, to: &children, &leavesBefore), right: addNodes(of: right, to: &children, &leavesBefore))
    children.append(pair)
    return children.count - 1
  }

  /// How many states are stored.
  var count: Int { tables[root].count }

  /// Bytes in use: the pairs of all nodes, and their indices.
  var byteCount: Int { (0...root).reduce(rows.count * 8) { $0 + tables[$1].byteCount } }

  /// What the trees are made of.
  var figures: TreeFigures {
    TreeFigures(
      stateBytes: wordCount * 8, rootBits: tables[root].bitsPerPair,
      innerPairs: (0..<root).reduce(0) { $0 + tables[$1].count }, isReshaped: shape != .words(wordCount))
  }

  /// Has everything grow that must for so many more states, one behind the other; false if that takes more bytes in all than it may.
  func makeRoom(for states: PackedState, count: Int, within maximumBytes: Int) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: wordCount) { room in
      guard let base = room.baseAddress else { return false }
      let union = WritableState(base)
      for word in 0..<wordCount { union[word] = (0..<count).reduce(0) { $0 | states[$1 * wordCount + word] } }
      return makeRoom(count, like: PackedState(union), within: maximumBytes)
    }
  }

  /// The same for states in which no bit is set that is not set in a given one.
  private func makeRoom(_ additional: Int, like union: PackedState, within maximumBytes: Int) -> Bool {
    var bytes = max(rows.count, root * additional) * 8
    for node in 0...root {
      if node < root, tables[node].count + additional > TreeTable.pairLimit { return false }
      bytes += tables[node].byteCount(with: additional, like: greatestPair(of: node, in: union, additional))
    }
    guard bytes <= maximumBytes else { return false }
    for node in 0...root {
      let greatest = greatestPair(of: node, in: union, additional)
      guard tables[node].makeRoom(for: additional, like: greatest) else { return false }
    }
    return true
  }

  /// A pair of numbers that take as many bits as those of a node do, at most, in states that are to be stored.
  private func greatestPair(of node: Int, in union: PackedState, _ additional: Int) -> UInt64 {
    if node < leafCount { return leaf(node, of: union) }
    let (left, right) = (tables[children[node].left].count, tables[children[node].right].count)
    return UInt64(truncatingIfNeeded: left + additional - 1) << 32 | UInt64(truncatingIfNeeded: right + additional - 1)
  }

  /// Reads the words of a state.
  func read(_ position: Int, into words: WritableState) {
    numbers[root] = position
    for node in stride(from: root, through: leafCount, by: -1) {
      let pair = tables[node].pair(numbers[node])
      numbers[children[node].left] = Int(truncatingIfNeeded: pair &>> 32)
      numbers[children[node].right] = Int(truncatingIfNeeded: pair & 0xFFFF_FFFF)
    }
    for word in 0..<wordCount { words[word] = 0 }
    for leaf in 0..<leafCount {
      let bits = tables[leaf].pair(numbers[leaf])
      for run in firstRuns[leaf]..<firstRuns[leaf + 1] { runs[run].write(bits, to: words) }
    }
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
      // Of leaves there are few, and most are like those of the state before.
      if node >= leafCount { tables[node].prefetch(pairs[offset]) }
    }
    for offset in 0..<batch.count { row[offset] = tables[node].insert(pairs[offset]) ?? 0 }
  }

  /// The pair of a node, once the numbers of those below it are known.
  @inline(__always)
  private func pair(
    of node: Int, in state: PackedState, _ numbers: UnsafePointer<Int>, stride: Int = 1
  ) -> UInt64 {
    if node < leafCount { return leaf(node, of: state) }
    let (left, right) = (numbers[children[node].left &* stride], numbers[children[node].right &* stride])
    return UInt64(truncatingIfNeeded: left) &<< 32 | UInt64(truncatingIfNeeded: right)
  }

  /// What a leaf has of a state.
  @inline(__always)
  private func leaf(_ leaf: Int, of state: PackedState) -> UInt64 {
    var bits: UInt64 = 0
    var run = firstRuns[leaf]
    while run < firstRuns[leaf &+ 1] {
      bits |= runs[run].read(state)
      run &+= 1
    }
    return bits
  }
}

// Shapes.
extension TreeTable {
  /// Looks for a shape in which the states take less, when it is time to, and gives trees of that shape with the same states in the same
  /// order; nil, and this table goes on, if they would not take less by a sixteenth, or both at once more bytes than they may.
  ///
  /// - Parameter peak: becomes the most bytes that were in use at once, where that was more.
  func reshaped(within maximumBytes: Int, peak: inout Int) -> TreeTable? {
    guard let size = shapings.first, count >= size else { return nil }
    shapings = shapings.drop { $0 <= count }
    let bytes = (own: byteCount, looking: TreeShaping.byteCount(count, wordCount: wordCount))
    guard bytes.own + bytes.looking <= maximumBytes else { return nil }
    peak = max(peak, bytes.own + bytes.looking)
    guard let better = betterShape(), bytes.own + better.nodeCount * PairTable.emptyByteCount <= maximumBytes,
      let tree = TreeTable(better, wordCount: wordCount, narrowLimit, shapings)
    else { return nil }
    let isComplete = tree.takeStates(of: self, within: maximumBytes - bytes.own)
    peak = max(peak, bytes.own + tree.byteCount)
    // By some of the states it is so.
    return isComplete && tree.pairBits < pairBits ? tree : nil
  }

  /// The bits of all pairs, with an entry of an index for each, and no more than these: a small space has large indices.
  private var pairBits: Int {
    (0...root).reduce(0) { $0 + tables[$1].count * (tables[$1].bitsPerPair + TreeShaping.indexBits) }
  }

  private func betterShape() -> TreeShape? {
    let words = OwnedBuffer<UInt64>(repeating: 0, count: wordCount)
    let shaping = TreeShaping(wordCount: wordCount, count: count) { position in
      read(position, into: words.state())
      return PackedState(words.state())
    }
    let better = shaping.shape()
    return shaping.bits(better) * 16 < shaping.bits(shape) * 15 ? better : nil
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
      let first = count
      _ = insert(batch, limit: .max)
      // Levels, links and findings name states by their positions.
      precondition((0..<size).allSatisfy { positions[$0] == first + $0 }, "each state keeps its position")
    }
    return true
  }
}
