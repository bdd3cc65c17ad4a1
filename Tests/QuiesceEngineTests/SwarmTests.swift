import QuiesceLanguage
import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// A swarm finds nothing that is not there, proves nothing, and of a small space sees all.
@Suite struct SwarmTests {
  /// 21^3 states.
  private static let grid =
    KnownModel.counters(to: 20) + """
      property apart: invariant !(a == 9 && b == 0 && c == 0)
      property far: reachable a == n && b == n && c == n
      """

  private func program(_ text: String) throws -> (program: Program, sources: SourceMap) {
    let checked = CheckedText(text)
    let model = try #require(checked.model, "\(checked.errors)")
    var diagnostics: [Diagnostic] = []
    return (try #require(Lowering.lower(model, diagnostics: &diagnostics)), checked.sources)
  }

  private func swarm(
    _ example: (program: Program, sources: SourceMap), searches: Int, _ change: (inout SearchOptions) -> Void = { _ in }
  ) throws -> Outcome {
    var options = SearchOptions()
    options.order = .swarm
    options.swarm.searches = searches
    options.keepsGoing = true
    options.tracesWitnesses = true
    options.slices = false
    options.maximumMemory = 1 << 28
    change(&options)
    return try Search.run(example.program, sources: example.sources, options: options, control: RunControl())
  }

  private func verdict(_ name: String, _ outcome: Outcome) -> Verdict? {
    outcome.properties.first { $0.name == name }?.verdict
  }

  /// 9,261 states, of which the estimate is within 3.2 percent, four times its standard error; when all are known, nothing is new.
  @Test func allOfASmallSpaceIsSeen() throws {
    let outcome = try swarm(program(Self.grid), searches: 40)
    #expect(abs(outcome.statistics.states - 9_261) <= 296)
    let summary = try #require(outcome.swarm)
    #expect(summary.searches == 40 && summary.growth.count == 10 && summary.newPercent == 0)
    #expect(summary.growth.last?.entered == summary.entered)
  }

  /// Depth first the way is long; nine steps are needed, and one does not have to know the other two actors.
  @Test func tracesAreShortened() throws {
    for seed in 1...8 {
      let outcome = try swarm(program(Self.grid), searches: 20) {
        $0.seed = UInt64(seed * 100)
        $0.keepsGoing = false
      }
      let apart = try #require(outcome.properties.first { $0.name == "apart" })
      #expect(apart.verdict == .violated && apart.trace?.steps.count == 9)
      #expect(outcome.stop == .decided)
    }
  }

  /// Whoever takes the same searches sees the same, and the search that has found something finds it again when it is alone.
  @Test func searchesAreTheSameAgain() throws {
    let example = try program(Self.grid)
    let first = try swarm(example, searches: 30)
    let second = try swarm(example, searches: 30)
    #expect(first.statistics.transitions == second.statistics.transitions)
    #expect(first.swarm?.seen == second.swarm?.seen && first.swarm?.growth == second.swarm?.growth)
    for name in ["apart", "far"] {
      let property = try #require(first.properties.first { $0.name == name })
      #expect(property.trace?.transitions == second.properties.first { $0.name == name }?.trace?.transitions)
      let seed = try #require(property.seed)
      let alone = try swarm(example, searches: 1) { $0.seed = seed }
      let again = try #require(alone.properties.first { $0.name == name })
      #expect(again.seed == seed && again.trace?.transitions == property.trace?.transitions)
    }
  }

  /// The searches of three shards are those of the whole, and so is what they have seen together.
  @Test func shardsMakeTheWhole() throws {
    let example = try program(Self.grid)
    let whole = try swarm(example, searches: 10) { $0.maximumStates = 500 }
    let shards = try (0..<3).map { number in
      try swarm(example, searches: 10) {
        $0.maximumStates = 500
        ($0.swarm.first, $0.swarm.stride) = (number, 3)
      }
    }
    #expect(shards.map(\.swarm?.searches) == [4, 3, 3])
    var joined = shards[0]
    joined.join(shards[1])
    joined.join(shards[2])
    #expect(joined.swarm?.seen == whole.swarm?.seen && joined.swarm?.entered == whole.swarm?.entered)
    #expect(joined.statistics.states == whole.statistics.states)
    #expect(joined.statistics.transitions == whole.statistics.transitions)
    #expect(joined.verdict == whole.verdict && joined.coverage.fired == whole.coverage.fired)
    let growth = try #require(joined.swarm?.growth)
    #expect(growth.map(\.tenth) == [2, 3, 5, 6, 7, 10], "quarters and thirds")
    #expect(growth.last?.distinct == whole.statistics.states && growth.last?.entered == whole.swarm?.entered)
  }

  /// Each shard numbers the places of faults for itself: it has made the program ground for itself.
  @Test func aFaultOfSeveralShardsStandsOnce() throws {
    let text = """
      model ticks
      var n : 0...3 = 0
      var m : 0...3 = 0
      actor clock { initial state on {
        step up { n += 1 } -> on
        step onward { m += 1 } -> on
      } }
      """
    var joined = try swarm(program(text), searches: 10)
    #expect(joined.properties.count { $0.verdict == .fault } == 2)
    var other = joined
    for index in other.properties.indices {
      if case .fault(let site, let property)? = other.properties[index].finding {
        other.properties[index].finding = .fault(site + 2, property: property)
      }
    }
    joined.join(other)
    #expect(joined.properties.count { $0.verdict == .fault } == 2)
  }

  /// What a function gives may lie outside its own type and outside that of the argument that it becomes, both at the place of its call.
  @Test func twoFaultsOfOnePlaceStayTwo() throws {
    let text = """
      model calls
      type Small = 0...5
      type Tiny = 0...3
      var n : 0...9 = 0
      func same(a: 0...9) -> Small = a
      func isTwo(b: Tiny) -> Bool = b == 2
      actor caller {
        initial state on {
          step small when n == 0 { n = 4 }
          step large when n == 0 { n = 6 }
          step ask when n > 0 && isTwo(same(n))
        }
      }
      """
    let both = try swarm(program(text), searches: 10)
    #expect(both.properties.count { $0.verdict == .fault } == 2)
    let faults = both.properties.indices.filter { both.properties[$0].kind == .fault }
    #expect(Set(faults.map { both.properties[$0].explanation?.span }).count == 1)
    var (first, second) = (both, both)
    first.properties.remove(at: faults[1])
    second.properties.remove(at: faults[0])
    first.join(second)
    #expect(first.properties.count { $0.verdict == .fault } == 2)
  }

  /// `--max-states` bounds each search.
  @Test func eachSearchIsBounded() throws {
    let outcome = try swarm(program(Self.grid), searches: 5) { $0.maximumStates = 100 }
    #expect(outcome.swarm?.entered == 500)
  }

  /// Several threads find what is there, too, and make no search twice.
  @Test func threadsShareTheSearches() throws {
    let outcome = try swarm(program(Self.grid), searches: 20) {
      $0.threads = 4
      $0.maximumMemory = 1 << 30
    }
    #expect(outcome.swarm?.searches == 20 && outcome.statistics.threads == 4)
    #expect(verdict("apart", outcome) == .violated && verdict("far", outcome) == .reached)
    #expect(abs(outcome.statistics.states - 9_261) <= 296)
  }

  /// What no single state shows is not looked for; where nothing else is asked, nothing is searched.
  @Test func formulasAreLeftOut() throws {
    let text = """
      model ticks
      var n : 0...3 = 0
      actor clock { initial state on { step tick when n < 3 { n += 1 } -> on } }
      property ends: eventually n == 3
      property back: always reachable n == 0
      """
    let outcome = try swarm(program(text), searches: 5) { $0.checksDeadlock = false }
    #expect(outcome.verdict == .noVerdict && outcome.stop == .swarmDone && outcome.swarm?.searches ?? 0 == 0)
    let looking = try swarm(program(text), searches: 5)
    #expect(verdict("ends", looking) == .noVerdict && verdict("back", looking) == .noVerdict)
    #expect(verdict("deadlock", looking) == .deadlock)
  }

  /// Less memory makes the searches smaller, and the threads fewer; more memory than a search needs changes nothing.
  @Test func memoryBoundsTheSearches() {
    let large = SwarmLimits(bytes: 1 << 34, threads: 8)
    #expect(large.sizeBits == 26 && large.waitingBytes == 1 << 26 && large.threads == 8)
    #expect(large.scarceBytes == nil)
    let middle = SwarmLimits(bytes: 1 << 28, threads: 8)
    #expect(middle.sizeBits == 26 && middle.waitingBytes == 1 << 26 && middle.threads == 3)
    #expect(middle.scarceBytes == nil && SwarmLimits(bytes: 1 << 27, threads: 8).scarceBytes == 1 << 27)
    let small = SwarmLimits(bytes: 1 << 20, threads: 8)
    #expect(small.sizeBits == 20 && small.waitingBytes == 1 << 18 && small.threads == 2)
  }
}
