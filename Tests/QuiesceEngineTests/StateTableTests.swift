import Testing

@testable import QuiesceChecks
@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

@Suite struct StateTableTests {
  /// Every state offered twice is stored once, at the position of its first offer, whatever the table's size did in between.
  @Test(arguments: [1, 2, 3, 5]) func storesEachStateOnce(wordCount: Int) throws {
    guard var table = StateTable(wordCount: wordCount, maximumBytes: 1 << 28) else {
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
        let (position, isNew) = table.insert(state, hash: StateHash.hash(state, wordCount: wordCount))
        #expect(position == expected)
        #expect(isNew == (round == 0))
      }
    }
    let count = table.count
    #expect(count == distinct)
    for (expected, state) in states.enumerated() {
      let position = table.find(state, hash: StateHash.hash(state, wordCount: wordCount))
      #expect(position == expected)
    }
    let absent = [UInt64](repeating: .max, count: wordCount)
    let position = table.find(absent, hash: StateHash.hash(absent, wordCount: wordCount))
    #expect(position == nil)
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
      _ = table.insert(state, hash: StateHash.hash(state, wordCount: 2))
      number += 1
      let bytes = table.byteCount
      #expect(bytes <= budget)
    }
    // 16 bytes for the state and at most 16 for the index: more than 32,000 states fit a mebibyte.
    let count = table.count
    #expect(count > 32_000)
  }
}
