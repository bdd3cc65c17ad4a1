import Glibc
import QuiesceModel
import QuiesceSystem
import QuiesceTestSupport
import Synchronization
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Several threads that expand levels together come to what one comes to.
@Suite struct ThreadTests {
  private func options(_ threads: Int) -> SearchOptions {
    var options = SearchOptions()
    options.reduction = .off
    options.useThreads(threads)
    return options
  }

  /// A thread whose stack is exhausted can still say so: its signals are handled on another one, while it lasts.
  @Test func eachThreadHasAStackForSignals() throws {
    let sizes = Mutex<[Int]>([])
    let threads = (0..<3).map { _ in
      SystemThread {
        var stack = stack_t()
        sigaltstack(nil, &stack)
        let size = stack.ss_flags == 0 ? Int(stack.ss_size) : 0
        sizes.withLock { $0.append(size) }
      }
    }
    for thread in threads { try #require(thread).join() }
    #expect(sizes.withLock { $0 } == [65_536, 65_536, 65_536])
  }

  /// `n` counters from 0 to `k` are a grid: (k + 1) to the n states, n k (k + 1) to the n - 1 edges, depth n k. The index grows
  /// many times on the way, in the middle of levels too.
  @Test(arguments: [1, 2, 4]) func aGridHasAllItsStates(threads: Int) throws {
    let outcome = try Search.run(
      ToyProgram.counters(5, limit: 9), sources: ToyProgram.sources, options: options(threads), control: RunControl())
    #expect(outcome.verdict == .holds && outcome.isComplete)
    #expect(outcome.statistics.states == 100_000)
    #expect(outcome.statistics.transitions == 5 * 9 * 10_000)
    #expect(outcome.statistics.depth == 45)
    #expect(outcome.statistics.threads == threads)
    #expect(!outcome.coverage.fired.contains(false) && outcome.oneThreadReason == nil)
  }

  /// What is found in a level ends the search with the level, so that both properties that fail in it are violated.
  @Test(arguments: [1, 2, 4]) func allThatFailsInALevelIsFound(threads: Int) throws {
    var program = ToyProgram.counters(3, limit: 9)
    program.model.properties = ["left", "right"].map {
      .init(name: $0, description: "", kind: .invariant(.trueExpression), span: .none)
    }
    program.properties = [0, 2].map { slot in
      let isLow = GroundExpression.binary(.less, .slot(slot), .constant(3))
      return ProgramProperty(
        name: slot == 0 ? "left" : "right", kind: .invariant(isLow), origin: slot / 2, hasCover: false)
    }
    let outcome = try Search.run(
      program, sources: ToyProgram.sources, options: options(threads), control: RunControl())
    #expect(outcome.properties.prefix(2).map(\.verdict) == [.violated, .violated])
    #expect(outcome.properties.prefix(2).map(\.trace?.transitions) == [[0, 1, 2], [18, 19, 20]])
    // The states of sum 0 to 3: of three summands, 1 + 3 + 6 + 10.
    #expect(outcome.statistics.states == 20 && outcome.stop == .decided)
  }

  /// The budget is kept to the state; only which states these are depends on the threads.
  @Test(arguments: [1, 2, 4], [500, 50_000]) func aStateBudgetIsKept(threads: Int, budget: Int) throws {
    var options = options(threads)
    options.maximumStates = budget
    let outcome = try Search.run(
      ToyProgram.counters(5, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .noVerdict && outcome.stop == .stateBudget && outcome.statistics.states == budget)
  }

  /// Five digits whose sum is at most 22: the last level is the widest, so that the room for states runs out while two threads
  /// expand the one before, each with states in hand. One thread does what they have not done.
  @Test(arguments: [1, 2, 4], [0, 100]) func aBudgetThatJustSufficesLosesNothing(threads: Int, spare: Int) throws {
    var program = ToyProgram.counters(5, limit: 9)
    let sum = (1..<5).reduce(GroundExpression.slot(0)) { .binary(.add, $0, .slot($1)) }
    for position in program.transitions.indices {
      program.transitions[position].guardExpression = .binary(.less, sum, .constant(22))
      program.transitions[position].updateFootprint(in: program.actors)
    }
    let digits = (0..<100_000).map { number in [1, 10, 100, 1_000, 10_000].map { number / $0 % 10 } }
    let states = digits.filter { $0.reduce(0, +) <= 22 }
    let steps = states.filter { $0.reduce(0, +) < 22 }.flatMap(\.self).count { $0 < 9 }
    var options = options(threads)
    options.checksDeadlock = false
    options.slices = false
    options.maximumStates = states.count + spare
    let outcome = try Search.run(program, sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.isComplete && outcome.statistics.states == states.count)
    #expect(outcome.statistics.transitions == steps)
  }

  /// Where the memory is too little for all states, the search ends and does not hold more.
  @Test(arguments: [1, 2, 4]) func aMemoryBudgetIsKept(threads: Int) throws {
    var options = options(threads)
    options.maximumMemory = 1 << 20
    let outcome = try Search.run(
      ToyProgram.counters(5, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .noVerdict && outcome.stop == .memoryBudget)
    #expect(outcome.statistics.peakMemoryBytes <= 1 << 20)
  }

  /// The clock ends the work of all.
  @Test(arguments: [1, 2, 4]) func aTimeBudgetEndsTheSearch(threads: Int) throws {
    var options = options(threads)
    options.slices = false
    options.maximumSeconds = 0
    let outcome = try Search.run(
      ToyProgram.counters(6, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .noVerdict && outcome.stop == .timeBudget)
    #expect(outcome.statistics.states < 1_000_000)
  }

  /// What cannot be done together is done by one, and the outcome says why.
  @Test func oneThreadHasAReason() throws {
    var named = options(2)
    named.namesThreads = true
    var deep = named
    deep.order = .depth
    var reduced = named
    reduced.reduction = .on
    var random = named
    random.order = .random
    var small = named
    small.wholeLevelThreshold = 1 << 18
    var one = options(1)
    one.namesThreads = true
    let reasons = try [deep, reduced, random, small, one].map { options in
      let outcome = try Search.run(
        ToyProgram.counters(2, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
      #expect(outcome.statistics.threads == 1)
      return outcome.oneThreadReason
    }
    #expect(
      reasons == [
        "the search is depth first", "the search is reduced", "walks are made one after the other",
        "the space, or each of its levels, is small", nil,
      ])
  }

  // MARK: the visited set

  /// Threads that store the same states find each of them new once, in a dense table after the gaps are closed.
  @Test func eachStateIsStoredOnce() throws {
    guard var table = StateTable(wordCount: 2, maximumBytes: 1 << 24), table.makeRoom(for: 50_000),
      let states = table.shared()
    else {
      Issue.record("no memory for a table")
      return
    }
    let level = SharedLevel(states, sources: 0..<0, positions: 0..<50_000, blockSize: 100, portion: 1)
    let unused = Mutex<[Range<Int>]>([])
    let newCount = Atomic<Int>(0)
    Threads.run(4) { number in
      var positions = 0..<0
      let state = OwnedBuffer<UInt64>(repeating: 0, count: 2)
      for step in 0..<10_000 {
        if positions.isEmpty { positions = level.takePositions() ?? 0..<0 }
        // Each thread meets the others' states in another order.
        state[0] = UInt64((step * (2 * number + 1)) % 10_000)
        state[1] = state[0] &* 7
        let hash = StateHash.hash(PackedState(state.state()), wordCount: 2)
        guard states.insert(PackedState(state.state()), hash: hash, at: positions.lowerBound).isNew else { continue }
        positions = positions.lowerBound + 1..<positions.upperBound
        newCount.wrappingAdd(1, ordering: .relaxed)
      }
      unused.withLock { $0.append(positions) }
    }
    let stored = newCount.load(ordering: .relaxed)
    #expect(stored == 10_000)
    let gaps = unused.withLock { $0.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound } }
    _ = table.takeOver(until: level.takenEnd, gaps: gaps)
    let count = table.count
    #expect(count == 10_000)
    for value in 0..<10_000 {
      let words = [UInt64(value), UInt64(value) &* 7]
      guard let position = table.find(words) else {
        Issue.record("\(value) is lost")
        continue
      }
      let found = table.words(of: position..<position + 1)
      #expect(position < count && found == words)
    }
  }

  /// Two states lie behind the end of what remains; they come into the two gaps, and what is reported is where.
  @Test func gapsAreClosed() throws {
    guard var table = StateTable(wordCount: 1, maximumBytes: 1 << 22), let states = table.shared() else {
      Issue.record("no memory for a table")
      return
    }
    func place(_ value: UInt64, at position: Int) {
      _ = [value].withState { states.insert($0, hash: StateHash.hash($0, wordCount: 1), at: position) }
    }
    for (value, position) in [(10, 0), (12, 2), (14, 4), (15, 5)] as [(UInt64, Int)] { place(value, at: position) }
    let moved = table.takeOver(until: 7, gaps: [1..<2, 3..<4, 6..<7])
    let count = table.count
    #expect(count == 4 && moved == [1, 3, -1])
    for (position, value) in ([10, 14, 12, 15] as [UInt64]).enumerated() {
      let found = table.find([value])
      #expect(found == position)
    }
  }
}
