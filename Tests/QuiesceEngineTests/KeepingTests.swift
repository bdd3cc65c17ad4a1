import QuiesceNative
import QuiesceProgram
import QuiesceTestSupport
import Testing

@testable import QuiesceSearch

/// Searches that keep their states and end in the middle of a batch; others are a row of the matrix.
@Suite struct KeepingTests {
  /// Three counters from 0 to 9 are 1,000 states, the last one 27 steps away; of the first levels 1, 3 and 6 states. The first batch of a
  /// level has room for one state or two: these are not of the level before for who goes on.
  @Test(arguments: [3, 5, 6, 11, 12, 21]) func aFirstBatchThatWasCutIsExpandedOnceMore(cut: Int) throws {
    guard let directory = TemporaryDirectory() else { throw Compilation.Failure.noDirectory }
    var options = SearchOptions()
    options.reduction = .off
    var stops: [StopReason] = []
    for limit in [cut, nil] {
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
