import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

@Suite struct StateTableTests {
  /// Every state offered twice is stored once, at the position of its first offer, whatever the table's size did in between.
  ///
  /// From 10,000 states on, where that is the limit of entries of 4 bytes, the index is one of 8 bytes.
  @Test(arguments: [1, 2, 3, 5], [StateIndex.narrowLimit, 10_000])
  func storesEachStateOnce(wordCount: Int, narrowLimit: Int) throws {
    guard var table = StateTable(wordCount: wordCount, maximumBytes: 1 << 28, narrowLimit: narrowLimit) else {
      Issue.record("no memory for a table")
      return
    }
    var generator = SplitMix64(state: 7)
    let distinct = 50_000
    var states: [[UInt64]] = []
    for number in 0..<distinct {
      // The number makes the state distinct; the rest is noise, in few bits as in real states.
      states.append((0..<wordCount).map { $0 == 0 ? UInt64(number) : generator.next() & 3 })
    }
    for round in 0..<2 {
      for (expected, state) in states.enumerated() {
        let hasRoom = table.makeRoom(for: 1)
        try #require(hasRoom)
        let (position, isNew) = table.insert(state)
        #expect(position == expected)
        #expect(isNew == (round == 0))
      }
    }
    let (count, isWide) = (table.count, table.index.view.isWide)
    #expect(count == distinct)
    #expect(isWide == (narrowLimit < distinct))
    for (expected, state) in states.enumerated() {
      let position = table.find(state)
      #expect(position == expected)
    }
    let absent = [UInt64](repeating: .max, count: wordCount)
    let position = table.find(absent)
    #expect(position == nil)
  }

  /// A batch stores its states where they would be stored one by one, in lines of the index that are full, too: 200 states have the first
  /// line for their home, 200 one in the middle, and 200 the last, behind which the first one comes. A batch has equal states in it, and
  /// states with equal hashes.
  @Test(arguments: [StateIndex.narrowLimit, 100])
  func batchesGoOnBehindFullLines(narrowLimit: Int) throws {
    guard var table = StateTable(wordCount: 2, maximumBytes: 1 << 24, narrowLimit: narrowLimit) else {
      Issue.record("no memory for a table")
      return
    }
    let (capacity, isWide) = (table.index.view.capacity, table.index.view.isWide)
    #expect(isWide == (narrowLimit == 100))
    let homes: [UInt64] = [0, 1 << 63, .max - 0xFFFF]
    var buffer = SuccessorBuffer(wordCount: 2, capacity: 64)
    var generator = SplitMix64(state: 11)
    var known: [UInt64: Int] = [:]
    for _ in 0..<40 {
      var expected: [Int] = []
      for offset in 0..<64 {
        let number = generator.next() % 600
        (buffer.next[0], buffer.next[1]) = (number, 7)
        buffer.append(source: 0, transition: 0, flags: 0)
        buffer.batch.hashes[offset] = homes[Int(number % 3)] + number / 9
        let position = known[number] ?? known.count
        known[number] = position
        expected.append(position)
      }
      let hasRoom = table.makeRoom(for: 64)
      try #require(hasRoom)
      let batch = buffer.batch
      let placed = table.insert(batch)
      #expect(placed == 64 && (0..<64).map { batch.positions[$0] } == expected)
      buffer.removeAll()
    }
    let (count, view) = (table.count, table.index.view)
    #expect(count == known.count && count > 590 && view.capacity == capacity, "an index that grew would hash anew")
    let entries = (0..<capacity).count {
      isWide ? view.places(of: UInt64.self)[$0] != 0 : view.places(of: UInt32.self)[$0] != 0
    }
    #expect(entries == count, "none lies behind the last place")
  }

  /// States with equal hashes are told apart by their words, not by the hash.
  @Test func equalHashesAreNotEqualStates() throws {
    guard var table = StateTable(wordCount: 1, maximumBytes: 1 << 22) else {
      Issue.record("no memory for a table")
      return
    }
    for number in 0..<1000 as Range<UInt64> {
      let state = [number]
      let hasRoom = table.makeRoom(for: 1)
      try #require(hasRoom)
      let isNew = table.insert(state, hash: 42).isNew
      #expect(isNew)
    }
    let last = table.find([999], hash: 42)
    let absent = table.find([1000], hash: 42)
    #expect(last == 999)
    #expect(absent == nil)
  }

  /// A table finds nothing of the one before it, whose memory it takes over: neither at first nor in what its index grows into.
  @Test func findsNothingOfTheTableBefore() throws {
    // Of few states the first index keeps empty places, whatever it still has. Then it grows; and what held the states of a table fits the
    // index of one that is half as large, and the other way round.
    for (distinct, budget) in [(3000, 24), (3000, 24), (50_000, 24), (50_000, 24), (50_000, 23), (50_000, 24)] {
      guard var table = StateTable(wordCount: 1, maximumBytes: 1 << budget) else {
        Issue.record("no memory for a table")
        return
      }
      var newCount = 0
      for number in 0..<distinct {
        let state = [UInt64(number)]
        let hasRoom = table.makeRoom(for: 1)
        try #require(hasRoom)
        if table.insert(state).isNew { newCount += 1 }
      }
      try #require(newCount == distinct)
    }
  }

  /// A table never takes more bytes than it was given.
  @Test func staysWithinItsBudget() {
    let budget = 1 << 20
    guard var table = StateTable(wordCount: 2, maximumBytes: budget) else {
      Issue.record("no memory for a table")
      return
    }
    var number: UInt64 = 0
    while table.makeRoom(for: 1) {
      let state = [number, ~number]
      _ = table.insert(state)
      number += 1
      let bytes = table.byteCount
      #expect(bytes <= budget)
    }
    // 16 bytes for the state and at most 6.25 for the index: of 1,048,576 bytes that is more than 47,000 states.
    let count = table.count
    #expect(count > 47_000)
  }

  /// From some thousand states on, a state of 16 bytes takes at most 22.25 with its part of the index, though the index grows
  /// before a batch that might not fit.
  @Test func aStateOfTwoWordsTakesLittleMore() {
    let batch = 64
    var worst = 0.0
    var capacity = StateIndex.initialCapacity
    while StateIndex.threshold(capacity) < 5000 { capacity = StateIndex.grown(capacity) }
    while true {
      // The fewest states for which the index grows, and what it takes then.
      let states = StateIndex.threshold(capacity) - batch + 1
      capacity = StateIndex.grown(capacity)
      let isWide = StateIndex.isWide(capacity, StateIndex.narrowLimit)
      if isWide { break }
      let bytes = Double(states * 16 + StateIndex.byteCount(capacity, StateIndex.narrowLimit))
      worst = max(worst, bytes / Double(states))
    }
    // 4 bytes a place, 4/3 as many places as before, of which 7/8 were taken: 6.095, and what the batch adds.
    #expect(worst > 22.09)
    #expect(worst <= 22.25)
    #expect(StateIndex.threshold(capacity) >= 1 << 31)
  }
}
