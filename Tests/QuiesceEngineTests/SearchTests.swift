import QuiesceModel
import Synchronization
import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

@Suite struct SearchTests {
  /// `n` counters from 0 to `k` are a grid: (k + 1) to the n states, n k (k + 1) to the n - 1 edges, depth n k.
  @Test(arguments: [SearchOrder.breadth, .depth]) func aGridHasAllItsStates(order: SearchOrder) throws {
    var options = SearchOptions()
    options.order = order
    let outcome = try Search.run(
      ToyProgram.counters(4, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .holds)
    #expect(outcome.isComplete)
    #expect(outcome.statistics.states == 10_000)
    #expect(outcome.statistics.transitions == 4 * 9 * 1000)
    if order == .breadth { #expect(outcome.statistics.depth == 36) }
  }

  /// The shortest way to a state in the grid's interior takes each actor's steps together: one change of actor.
  @Test func theShortestTraceChangesActorsLeast() throws {
    var program = ToyProgram.counters(2, limit: 9)
    let corner = GroundExpression.binary(
      .and, .binary(.equal, .slot(0), .constant(5)), .binary(.equal, .slot(1), .constant(4)))
    program.model.properties = [
      .init(name: "corner", description: "", kind: .reachable(.trueExpression), span: .none)
    ]
    program.properties = [
      ProgramProperty(name: "corner", kind: .reachable(corner), origin: 0, hasCover: false)
    ]
    var options = SearchOptions()
    options.checksDeadlock = false
    options.tracesWitnesses = true
    let outcome = try Search.run(program, sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .reached)
    #expect(outcome.stop == .decided)
    let trace = try #require(outcome.properties.first?.trace)
    #expect(trace.transitions == [0, 1, 2, 3, 4, 9, 10, 11, 12])
  }

  /// Budgets end a search with a verdict of their own.
  @Test func aStateBudgetGivesNoVerdict() throws {
    var options = SearchOptions()
    options.maximumStates = 500
    let outcome = try Search.run(
      ToyProgram.counters(4, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .noVerdict)
    #expect(outcome.stop == .stateBudget)
    #expect(!outcome.isComplete)
    #expect(outcome.statistics.states == 500)
    options.maximumStates = 10_000
    let exact = try Search.run(
      ToyProgram.counters(4, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(exact.isComplete)
  }

  /// A level is known whole or not at all, wherever in it a budget ends the search. In a grid a level has as many states as there are
  /// ways in which the counters can add up to its number.
  @Test func onlyWholeLevelsAreKnown() throws {
    var sizes = [1]
    for _ in 0..<3 {
      let former = sizes
      sizes = (0..<former.count + 9).map { sum in
        (0...9).reduce(0) { former.indices.contains(sum - $1) ? $0 + former[sum - $1] : $0 }
      }
    }
    let program = ToyProgram.counters(3, limit: 9)
    var end = 0
    for (level, size) in sizes.enumerated() {
      end += size
      for limit in max(1, end - min(size, 3))...end {
        var options = SearchOptions()
        options.maximumStates = limit
        let outcome = try Search.run(program, sources: ToyProgram.sources, options: options, control: RunControl())
        let known = outcome.statistics.levels.sizes
        #expect(sizes.starts(with: known), "\(limit) states")
        #expect(known.reduce(0, +) <= limit && known.count >= level, "\(limit) states")
      }
    }
  }

  /// A search that was told to stop says so.
  @Test func aSignalInterrupts() throws {
    let control = RunControl()
    control.signal.store(2, ordering: .relaxed)
    let outcome = try Search.run(
      ToyProgram.counters(6, limit: 9), sources: ToyProgram.sources, options: SearchOptions(), control: control)
    #expect(outcome.stop == .interrupted)
    #expect(outcome.verdict == .noVerdict)
  }
}
