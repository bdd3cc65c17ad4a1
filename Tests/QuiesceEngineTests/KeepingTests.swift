import QuiesceNative
import QuiesceProgram
import QuiesceTestSupport
import Testing

@testable import QuiesceSearch

/// Searches that keep their states and end in the middle of a batch; others are a row of the matrix.
@Suite struct KeepingTests {
  /// Three counters from 0 to 9 are 1,000 states, the last one 27 steps away. The first batch has three of them and room for two: the
  /// states that were stored of it are not initial for who goes on.
  @Test func aFirstBatchThatWasCutIsExpandedOnceMore() throws {
    guard let directory = TemporaryDirectory() else { throw Compilation.Failure.noDirectory }
    var options = SearchOptions()
    options.reduction = .off
    var stops: [StopReason] = []
    for limit in [3, nil] {
      options.maximumStates = limit
      let outcome = try Search.run(
        ToyProgram.counters(3, limit: 9), sources: ToyProgram.sources, options: options,
        clock: RunClock(RunControl()), store: SearchStore(directory.path, interval: 0))
      stops.append(outcome.stop)
      if limit == nil { #expect(outcome.statistics.states == 1_000 && outcome.statistics.depth == 27) }
    }
    #expect(stops == [.stateBudget, .complete])
  }

  /// Of 5,000 initial states the last one is bad. The first index has room for seven eighths of 4,096, and 20 kB hold no greater one:
  /// who goes on with more does not take these states for all.
  @Test func aPartOfTheInitialStatesIsNotGoneOnFrom() throws {
    guard let directory = TemporaryDirectory() else { throw Compilation.Failure.noDirectory }
    let checked = CheckedText(
      """
      model starts
      var x : 0...99 = any
      var y : 0...49 = any
      actor a { initial final state s { step stay } }
      property fine: invariant !(x == 99 && y == 49)
      """)
    let program = try checked.lowered()
    var options = SearchOptions()
    options.reduction = .off
    let outcomes = try [20_000, 1 << 20].map { bytes in
      options.maximumMemory = bytes
      return try Search.run(
        program, sources: checked.sources, options: options, clock: RunClock(RunControl()),
        store: SearchStore(directory.path, interval: 0))
    }
    #expect(outcomes.map(\.stop) == [.memoryBudget, .decided])
    #expect(outcomes.map(\.statistics.states) == [3_584, 5_000])
    #expect(outcomes[1].properties.map(\.verdict).first == .violated)
  }
}
