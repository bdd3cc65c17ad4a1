import Testing

@testable import QuiesceSearch

@Suite struct BitStateTests {
  /// An array of bits and how many states are offered to it.
  struct Load: CustomTestStringConvertible, Sendable {
    let byteCount: Int
    let bitsPerState: Int
    let states: Int
    var testDescription: String { "\(states) states of \(bitsPerState) bits in \(byteCount) bytes" }
  }

  /// From arrays with room for everything to such that are all but full.
  static let loads = [
    Load(byteCount: 1 << 20, bitsPerState: 1, states: 20_000),
    Load(byteCount: 1 << 20, bitsPerState: 3, states: 20_000),
    Load(byteCount: 1 << 16, bitsPerState: 2, states: 50_000),
    Load(byteCount: 1 << 16, bitsPerState: 3, states: 50_000),
    Load(byteCount: 100_000, bitsPerState: 3, states: 100_000),
    Load(byteCount: 1 << 15, bitsPerState: 4, states: 100_000),
    Load(byteCount: 1 << 15, bitsPerState: 8, states: 30_000),
  ]

  /// An empty set.
  static func set(_ byteCount: Int, _ bitsPerState: Int, seed: UInt64 = 0) throws -> BitState {
    guard let set = BitState(byteCount: byteCount, bitsPerState: bitsPerState, seed: seed) else { throw NoMemory() }
    return set
  }

  /// The system gives no memory for a test.
  struct NoMemory: Error {}

  /// So many different hashes, which spread evenly.
  static func hashes(_ count: Int) -> [UInt64] {
    var generator = SplitMix64(state: 11)
    return (0..<count).map { _ in generator.next() }
  }

  /// Offers the states; gives which ones were omitted.
  static func fill(_ set: inout BitState, _ hashes: [UInt64]) -> Set<UInt64> {
    Set(hashes.filter { !set.insert($0) })
  }

  /// What was inserted once is never new again.
  @Test(arguments: loads)
  func forgetsNothing(_ load: Load) throws {
    var set = try BitStateTests.set(load.byteCount, load.bitsPerState)
    let hashes = BitStateTests.hashes(load.states)
    let omitted = BitStateTests.fill(&set, hashes)
    let (count, setCount) = (set.count, set.setCount)
    #expect(count == load.states - omitted.count)
    for hash in hashes {
      let (isThere, isNew) = (set.contains(hash), set.insert(hash))
      #expect(isThere && !isNew)
    }
    let after = (set.count, set.setCount)
    #expect(after == (count, setCount))
  }

  /// As many states are omitted as are expected to be: within five standard deviations of a sum of independent events, whose variance
  /// is at most twice the mean while a new state is omitted less often than it is not.
  @Test(arguments: loads)
  func omitsAsManyAsExpected(_ load: Load) throws {
    var set = try BitStateTests.set(load.byteCount, load.bitsPerState)
    let omitted = Double(BitStateTests.fill(&set, BitStateTests.hashes(load.states)).count)
    let expected = set.expectedOmissions
    #expect((omitted - expected).magnitude <= 5 * (2 * expected).squareRoot() + 1, "\(omitted) of \(expected)")
  }

  /// With `k = 2`, 64 bits and one state of two bits, the second state is omitted with probability (2/64)^2; with nothing in it,
  /// nothing is.
  @Test func knowsTheChanceOfAnOmission() throws {
    var set = try BitStateTests.set(8, 2)
    let atFirst = [set.omissionProbability, set.omissionChance]
    #expect(atFirst == [0, 0])
    _ = set.insert(1)
    let (setCount, probability, chance) = (set.setCount, set.omissionProbability, set.omissionChance)
    #expect(setCount == 2)
    // The first state was sure to be new.
    #expect(probability == 0)
    #expect(chance == 1.0 / 1024 + 0x1p-64)
    _ = set.insert(2)
    let (expected, then) = (set.expectedOmissions, set.omissionProbability)
    #expect((expected - chance / (1 - chance)).magnitude < 1e-15)
    // 1 - exp(-f / (1 - f)) is f and a part of its square.
    #expect((then - chance).magnitude < 1e-6)
  }

  /// An array in which every bit is set takes every state for one that was visited, and says so.
  @Test func saysThatItIsFull() throws {
    var set = try BitStateTests.set(8, 2)
    let omitted = BitStateTests.fill(&set, BitStateTests.hashes(10_000))
    let (setCount, expected) = (set.setCount, set.expectedOmissions)
    let probability = set.omissionProbability
    #expect(setCount == 64)
    #expect(omitted.count >= 10_000 - 64)
    #expect(probability > 0.9999 && probability <= 1)
    #expect(expected.isFinite)
  }

  /// Sets of two seeds omit states independently of each other: of 3,000 of 50,000, some 180 in both, and not 3,000.
  @Test func seedsOmitSeveralStates() throws {
    let hashes = BitStateTests.hashes(50_000)
    let omitted = try ([1, 2] as [UInt64]).map { seed in
      var set = try BitStateTests.set(1 << 15, 3, seed: seed)
      return BitStateTests.fill(&set, hashes)
    }
    let both = Double(omitted[0].intersection(omitted[1]).count)
    #expect(omitted.allSatisfy { $0.count > 1000 })
    #expect(both < Double(omitted[0].count) / 4, "\(both) of \(omitted[0].count) and \(omitted[1].count)")
  }

  /// Less than a word of memory is no set, nor are states of no bit.
  @Test func needsAWordAndABit() {
    #expect(throws: NoMemory.self) { _ = try BitStateTests.set(7, 3) }
    #expect(throws: NoMemory.self) { _ = try BitStateTests.set(8, 0) }
  }
}
