import QuiesceTestSupport
import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// States that are kept as trees of pairs.
@Suite struct TreeTableTests {
  /// States of real shape: a number that makes each one different, in pieces of ten bits here and there, and little else.
  private static func states(_ count: Int, wordCount: Int) -> [[UInt64]] {
    var generator = SplitMix64(state: 11)
    return (0..<count).map { number in
      var words = (0..<wordCount).map { _ in generator.next() & 3 << 40 }
      words[0] |= UInt64(number & 1023)
      words[wordCount - 1] |= UInt64(number >> 10) << 20
      return words
    }
  }

  /// Every state offered twice is stored once, at the position of its first offer, and is read as it was offered, whatever grew in
  /// between: from 3,584 states on the index grows, for 20,000 of them seven times. Of two words and more, the trees come to stand in
  /// another shape on the way: with more than two, once there are 1,024 states.
  ///
  /// From 10,000 states on, where that is the limit of entries of 4 bytes, the index is one of 8 bytes.
  @Test(arguments: 1...9, [StateIndex.narrowLimit, 10_000])
  func keepsEachStateOnce(wordCount: Int, narrowLimit: Int) throws {
    var tree = try #require(TreeTable(wordCount: wordCount, narrowLimit: narrowLimit))
    let states = Self.states(20_000, wordCount: wordCount)
    var shapings: [Int] = []
    for _ in 0..<2 {
      let positions = states.map { state in
        if let better = tree.reshaped(within: 1 << 28) {
          shapings.append(tree.count)
          tree = better
        }
        return tree.makeRoom(for: state, count: 1, within: 1 << 28) ? tree.insert(state) : -1
      }
      #expect(positions == Array(states.indices))
    }
    #expect(shapings.first == (wordCount == 1 ? nil : wordCount == 2 ? 16_384 : 1024))
    #expect(shapings == TreeTable.shapings.filter(shapings.contains))
    #expect(tree.count == states.count)
    #expect(tree.tables[tree.tables.count - 1].index.view.isWide == (narrowLimit == 10_000))
    #expect(states.indices.filter { tree.words(of: $0) != states[$0] } == [])
    #expect(states.map { tree.find($0) } == states.indices.map { $0 })
    // Parts that are all known need not make up a state that is; nor need a part be known.
    let (ones, most) = ([UInt64](repeating: 1, count: wordCount), [UInt64](repeating: .max, count: wordCount))
    let absent = (tree.find(ones), tree.find(most))
    #expect((absent.0 == nil || wordCount == 1) && absent.1 == nil)
  }

  /// States of 40 bytes that share most of what they have take 16 bytes or less, all nodes and indices included.
  @Test func fortyBytesBecomeSixteen() throws {
    let tree = try #require(TreeTable(wordCount: 5))
    var states: [[UInt64]] = []
    for number in 0..<200_000 as Range<UInt64> {
      states.append([number & 255, 7, number >> 8 & 1, number >> 9 & 63, number >> 15])
    }
    for state in states {
      let hasRoom = tree.makeRoom(for: state, count: 1, within: 1 << 28)
      try #require(hasRoom)
      _ = tree.insert(state)
    }
    #expect(tree.count == 200_000)
    // Three words have 256 times 2 parts, the other two 64 times 7, but for some of the last: nine bits for each.
    #expect(tree.figures.rootBits == 18 && tree.figures.stateBytes == 40)
    #expect(Double(tree.byteCount) / 200_000 <= 16)
  }

  /// A number that takes more bits than all before has every pair written anew, up to the greatest.
  @Test func pairsGrowWithTheirNumbers() throws {
    guard var table = PairTable(narrowLimit: StateIndex.narrowLimit) else {
      Issue.record("no memory for a table")
      return
    }
    let greatest = (0...32).map { (UInt64(1) << UInt64($0)) - 1 }
    let pairs = greatest.flatMap { left in greatest.map { right in left << 32 | right } }
    for (number, pair) in pairs.enumerated() {
      let hasRoom = table.makeRoom(for: 1, like: pair)
      try #require(hasRoom)
      let stored = table.insert(pair)
      #expect(stored == number)
      // Neither side takes more bits than the greatest number on it.
      let (bits, expected) = (table.bitsPerPair, number / 33 + (number < 33 ? number : 32))
      #expect(bits == expected)
      let read = (0...number).map { table.pair($0) }
      #expect(read == Array(pairs.prefix(number + 1)))
    }
  }

  /// Trees of another shape have room beside those that there are, or all stays as it is. Either way a shape is not looked for again
  /// before there are as many states as to make it worth while.
  @Test func anotherShapeStaysWithinItsBudget() throws {
    // Neighbours are independent, and each word is the same as another one.
    let states = (0..<64 as Range<UInt64>).map { [$0 & 7, $0 >> 3, $0 >> 3, $0 & 7, 0] }
    var (refused, taken) = (0, 0)
    for budget in stride(from: 100 << 10, through: 500 << 10, by: 4 << 10) {
      let tree = try #require(TreeTable(wordCount: 5))
      for state in states {
        let hasRoom = tree.makeRoom(for: state, count: 1, within: budget)
        guard hasRoom else { break }
        #expect(tree.reshaped(within: budget) == nil)
        _ = tree.insert(state)
      }
      guard tree.count == 64 else { continue }
      var peak = 0
      if let better = tree.reshaped(within: budget, peak: &peak) {
        taken += 1
        #expect(peak == tree.byteCount + better.byteCount && peak <= budget)
        #expect(better.reshaped(within: 1 << 28) == nil)
      } else {
        refused += 1
        #expect(taken == 0 && peak <= budget)
      }
      #expect(tree.reshaped(within: 1 << 28) == nil)
    }
    #expect(refused > 0 && taken > 0)
  }

  /// Where no other shape takes less, the trees stay as they are: here each number occurs with each, so that neighbours are as good as any.
  @Test func staysInAShapeThatIsGood() throws {
    let tree = try #require(TreeTable(wordCount: 2))
    for number in 0..<64 as Range<UInt64> {
      let state = [number & 7, number >> 3]
      let hasRoom = tree.makeRoom(for: state, count: 1, within: 1 << 20)
      try #require(hasRoom)
      _ = tree.insert(state)
    }
    #expect(tree.reshaped(within: 1 << 28) == nil)
  }

  /// A table goes on with trees of another shape: the states are where they were, one that was read last is still there, and the moment
  /// when both were there counts once.
  @Test func aTableGoesOnInAnotherShape() throws {
    let states = Self.states(2000, wordCount: 5)
    guard var table = StateTable(wordCount: 5, maximumBytes: 1 << 24, compression: .tree) else {
      Issue.record("no memory for a table")
      return
    }
    let shape = table.tree?.shape
    #expect(shape == .words(5))
    for (number, state) in states.enumerated() {
      let read = number > 0 ? table.state(number - 1) : nil
      let hasRoom = table.makeRoom(for: state, count: 1)
      try #require(hasRoom)
      if let read { #expect(read.words(5) == states[number - 1]) }
      let (position, isNew) = table.insert(state)
      #expect(position == number && isNew)
    }
    let other = table.tree?.shape
    #expect(other != shape)
    let found = states.map { table.find($0) }
    #expect(found == Array(states.indices))
    let bytes = table.byteCount
    let peaks = [table.takePeakByteCount(), table.takePeakByteCount()]
    #expect(peaks[0] > bytes && peaks[1] == bytes)
  }

  /// What looking for another shape took counts once, where none was taken in the end, too.
  @Test func aRefusedShapeCountsOnce() throws {
    guard var table = StateTable(wordCount: 2, maximumBytes: 1 << 20, compression: .tree) else {
      Issue.record("no memory for a table")
      return
    }
    for number in 0..<70 as Range<UInt64> {
      let state = [number & 7, number >> 3]
      let hasRoom = table.makeRoom(for: state, count: 1)
      try #require(hasRoom)
      let (looking, peak) = (table.takePeakByteCount() - table.byteCount, TreeShaping.byteCount(64, wordCount: 2))
      #expect(looking == (number == 64 ? peak : 0))
      _ = table.insert(state)
    }
  }

  /// The memory in which states are put together is zero again for whoever gets it next.
  @Test func leavesNothingInMemoryThatIsKept() throws {
    for _ in 0..<20 {
      guard var table = StateTable(wordCount: 3, maximumBytes: 1 << 24, compression: .tree) else {
        Issue.record("no memory for a table")
        return
      }
      let state = [UInt64](repeating: .max, count: 3)
      let hasRoom = table.makeRoom(for: state, count: 1)
      try #require(hasRoom)
      _ = table.insert(state)
      #expect(table.words(of: 0..<1) == state)
    }
    for _ in 0..<20 {
      guard var memory = MappedMemory(byteCount: 24) else {
        Issue.record("no memory")
        return
      }
      memory.clear(24)
      #expect(PackedState(memory.states).words(3) == [0, 0, 0])
    }
  }

  /// The table never takes more bytes than it was given, and those are used.
  @Test func staysWithinItsBudget() throws {
    let budget = 1 << 20
    let tree = try #require(TreeTable(wordCount: 3))
    var number: UInt64 = 0
    var state: [UInt64] { [number & 1023, 0, number >> 10] }
    while tree.makeRoom(for: state, count: 1, within: budget) {
      _ = tree.insert(state)
      number += 1
      #expect(tree.byteCount <= budget)
    }
    // The first two words make 1,024 pairs and the third one as many as there are thousands of states: that is 17 bits
    // for a root, and 6.1 bytes of an index that has just grown. The nodes below have 64 KiB for indices and 10 KiB for pairs.
    #expect(Double(number) > Double(budget - 74 << 10) / (17.0 / 8 + 6.2))
  }

  /// A state with a number that is far greater than all before has its table written anew with as many bits for each: there is room for
  /// that, or the state is not stored. Of 65,536 words each takes 16 bits and 5.8 bytes of an index, half a mebibyte in all; then 47 bits.
  @Test func whatGrowsMuchAtOnceStaysWithinItsBudget() throws {
    let tree = try #require(TreeTable(wordCount: 1))
    for number in 0..<1 << 16 as Range<UInt64> {
      let hasRoom = tree.makeRoom(for: [number], count: 1, within: 1 << 19)
      try #require(hasRoom)
      _ = tree.insert([number])
    }
    let greatest: [UInt64] = [1 << 62]
    let hasRoom = [1 << 19, 1 << 20].map { tree.makeRoom(for: greatest, count: 1, within: $0) }
    #expect(hasRoom == [false, true])
    let stored = tree.insert(greatest)
    #expect(stored == 1 << 16 && tree.byteCount > 1 << 19 && tree.byteCount <= 1 << 20)
  }

  /// A batch is stored as its states would be one by one, up to the limit.
  @Test func aBatchEndsAtTheLimit() throws {
    let states = OwnedBuffer<UInt64>([1, 1, 2, 2, 1, 1, 3, 3, 2, 2, 4, 4, 5, 5])
    let hashes = OwnedBuffer<UInt64>(repeating: 0, count: 7)
    let positions = OwnedBuffer<Int>(repeating: 0, count: 7)
    let batch = StateBatch(states, wordCount: 2, count: 7, hashes: hashes, positions: positions)
    let tree = try #require(TreeTable(wordCount: 2))
    let hasRoom = tree.makeRoom(for: batch.states, count: 7, within: 1 << 20)
    try #require(hasRoom)
    #expect(tree.insert(batch, limit: 3) == 5)
    #expect(tree.count == 3)
    #expect(Array(positions.elements.prefix(5)) == [0, 1, 0, 2, 1])
  }

  /// Of two states the one with the lesser words comes first, as in a flat table.
  @Test func ordersAsAFlatTable() throws {
    let states = Self.states(40, wordCount: 4)
    for compression in StateCompression.allCases {
      guard var table = StateTable(wordCount: 4, maximumBytes: 1 << 24, compression: compression) else {
        Issue.record("no memory for a table")
        return
      }
      for state in states {
        let hasRoom = table.makeRoom(for: state, count: 1)
        try #require(hasRoom)
        _ = table.insert(state)
      }
      for (first, one) in states.enumerated() {
        for (second, other) in states.enumerated() {
          let isBefore = table.precedes(first, second)
          #expect(isBefore == one.lexicographicallyPrecedes(other))
        }
      }
    }
  }

  /// What the rows of the matrix compare shows a single pair that is wrong: four counters that have 10,000 states and 36,000 transitions
  /// do not come to that where two pairs of a node, of a leaf or of the root, change places on the way. They are two that are met again: of
  /// the root the last ones, since those before were expanded, and else one in the middle and the last one, as two with the same sum of
  /// their counters could as well be each other.
  @Test(arguments: [nil, 0, 1, 5, 8]) func aWrongPairShows(node: Int?) throws {
    var program = ToyProgram.counters(4, limit: 9)
    // Two in each of two words, and a word that is empty.
    for slot in program.slots.indices {
      (program.slots[slot].word, program.slots[slot].shift) = (slot / 2, slot % 2 * 40)
    }
    program.wordCount = 3
    let outline = ProgramOutline(program)
    let runnable = RunnableProgram<Machine>(engine: try BytecodeEngine(program, outline), outline: outline)
    guard let table = StateTable(wordCount: 3, maximumBytes: 1 << 24, compression: .tree) else {
      Issue.record("no memory for a table")
      return
    }
    var explorer = Explorer(
      runnable, table: table, watch: PropertyWatch(program, checksDeadlock: true), options: SearchOptions(),
      clock: RunClock(RunControl()))
    explorer.run(until: 2000)
    if let node {
      let trees = explorer.table.tree
      let tree = try #require(trees)
      let count = tree.tables[node].count
      // What has two counters, one, one with what is empty, and all.
      #expect(tree.shape.leaves == [[0, 2], [1, 4, 8, 9], [3, 5, 7, 10], [11], [6]])
      tree.tables[node].exchange(node < 8 ? count / 2 : count - 2, count - 1)
    }
    explorer.run()
    let figures = [explorer.statistics.states, explorer.statistics.transitions]
    #expect((figures == [10_000, 36_000]) == (node == nil), "\(figures)")
  }
}

extension PairTable {
  /// Has two pairs change places, of which the index knows nothing.
  fileprivate mutating func exchange(_ first: Int, _ second: Int) {
    last.number = -1
    let (one, other) = (records.field(first, widths), records.field(second, widths))
    records.write(other, at: first, widths)
    records.write(one, at: second, widths)
  }
}
