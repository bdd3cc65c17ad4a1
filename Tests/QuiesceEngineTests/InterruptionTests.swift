import QuiesceLanguage
import QuiesceModel
import QuiesceTestSupport
import Synchronization
import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// What ends besides a search when a run has to end: a clock that has run out before it is asked makes each case certain.
@Suite struct InterruptionTests {
  private let over = RunClock(RunControl(), seconds: 0)

  private func interruption(of work: () throws(Interruption) -> Void) -> Interruption? {
    do throws(Interruption) {
      try work()
      return nil
    } catch {
      return error
    }
  }

  private static let text = """
    model m
    var n : 0...3 = 0
    actor a { initial state s { step up when n < 3 { n += 1 } step again { n = 0 } } }
    property p: invariant n <= 3
    """

  @Test func loweringEnds() throws {
    let model = try #require(CheckedText(Self.text).model)
    var diagnostics: [Diagnostic] = []
    let found = interruption { () throws(Interruption) in
      _ = try Lowering.lower(model, properties: nil, clock: over, diagnostics: &diagnostics)
    }
    #expect(found == Interruption(reason: .timeBudget, stage: .lowering))
    #expect(diagnostics.isEmpty, "nothing is wrong with the model")
    let outcome = Outcome(try #require(found), of: model, properties: nil, order: .breadth, after: 1)
    #expect(outcome.properties.map(\.name) == ["p"] && outcome.properties.map(\.verdict) == [.noVerdict])
  }

  @Test func slicingEnds() {
    let program = ToyProgram.counters(4, limit: 9)
    #expect(
      interruption { () throws(Interruption) in _ = try ProgramSlice(program, checksDeadlock: true, clock: over) }
        == Interruption(reason: .timeBudget, stage: .slicing))
  }

  @Test func relatingTransitionsEnds() {
    let program = ToyProgram.counters(4, limit: 9)
    #expect(
      interruption { () throws(Interruption) in _ = try Dependencies(program, clock: over) }
        == Interruption(reason: .timeBudget, stage: .relating))
  }

  /// A question about many values ends while it goes through them, and nothing is spent on further ones: what comes after counts as
  /// dependent.
  @Test func aQuestionEndsOnItsWay() {
    let program = ToyProgram.counters(3, limit: 9)
    let control = RunControl()
    var enumeration = Enumeration(program, domainLimit: 1 << 11, budget: 1 << 19, clock: RunClock(control))
    var all = SlotSet()
    for slot in program.slots.indices where program.slots[slot].upper == 9 { all.insert(slot) }
    var asked = 0
    let answer = enumeration.holdsForAll(all, fixed: [:]) { _ in
      asked += 1
      control.signal.store(2, ordering: .relaxed)
      return true
    }
    #expect(answer == nil && enumeration.isExhausted)
    #expect(asked < 1000, "of 10 * 10 * 10 values")
  }

  /// The outcome says in what the run ended, and has no verdict.
  @Test(arguments: [(true, RunStage.slicing), (false, .relating)])
  func theOutcomeSaysInWhat(slices: Bool, stage: RunStage) throws {
    var options = SearchOptions()
    options.maximumSeconds = 0
    options.slices = slices
    options.reduction = .on
    let outcome = try Search.run(
      ToyProgram.counters(4, limit: 9), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .noVerdict && outcome.stop == .timeBudget && !outcome.isComplete)
    #expect(outcome.interruption == Interruption(reason: .timeBudget, stage: stage))
    #expect(outcome.statistics.states == 0)
  }

  /// Signals come first, then what bounds everything, then what bounds the run.
  @Test func theReasonIsTheOneThatMattersMost() {
    let control = RunControl(totalSeconds: 0)
    let clock = RunClock(control, seconds: 0)
    #expect(RunClock(RunControl()).stopReason == nil)
    #expect(RunClock(RunControl(), seconds: 0).stopReason == .timeBudget)
    #expect(clock.stopReason == .totalTimeBudget && control.stopReason == .totalTimeBudget)
    control.signal.store(2, ordering: .relaxed)
    #expect(clock.stopReason == .interrupted)
    control.signal.store(15, ordering: .relaxed)
    #expect(clock.stopReason == .terminated)
    #expect(clock.extended().stopReason == nil, "what has ended the search does not keep its findings from being told")
  }

  // MARK: the way to what was found

  private func program(withGoal value: Int) -> Program {
    var program = ToyProgram.counters(2, limit: 9)
    program.model.properties = [.init(name: "corner", description: "", kind: .invariant(.trueExpression), span: .none)]
    let condition = GroundExpression.not(.binary(.equal, .slot(0), .constant(value)))
    program.properties = [ProgramProperty(name: "corner", kind: .invariant(condition), origin: 0, hasCover: false)]
    return program
  }

  /// A search that ends before its clock is asked has its trace, although the time is over.
  @Test func whatWasFoundInTimeIsShown() throws {
    var options = SearchOptions()
    options.maximumSeconds = 0
    options.slices = false
    options.reduction = .off
    let outcome = try Search.run(
      program(withGoal: 5), sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .violated && outcome.stop == .decided && outcome.interruption == nil)
    #expect(outcome.properties.first?.trace?.steps.count == 5)
  }

  /// The way back is looked for as long as it may be; what was found stays found.
  @Test func lookingForTheTraceEnds() throws {
    let program = program(withGoal: 5)
    guard let table = StateTable(wordCount: program.wordCount, maximumBytes: 1 << 22) else {
      Issue.record("no memory for a table")
      return
    }
    let options = SearchOptions()
    let outline = ProgramOutline(program)
    let runnable = RunnableProgram<Machine>(engine: try BytecodeEngine(program, outline), outline: outline)
    var explorer = Explorer(
      runnable, table: table, watch: PropertyWatch(program, checksDeadlock: false), options: options,
      clock: RunClock(RunControl()))
    explorer.run()
    let finding = try #require(explorer.watch.findings.first)
    var found: Interruption?
    do throws(Interruption) {
      var finder = explorer.pathFinder(for: program.transitions.map(\.main.actor), over)
      _ = try finder.shortestPath(to: finding, in: explorer.table, explorer.frontier.levels)
    } catch { found = error }
    #expect(found == Interruption(reason: .timeBudget, stage: .tracing))
    explorer.interruption = Interruption(reason: .interrupted, stage: .tracing)
    let builder = OutcomeBuilder(
      derived: DerivedProgram(program), slice: SliceSummary(bits: program.bitCount), sources: ToyProgram.sources,
      options: options,
      symmetry: nil)
    let outcome = builder.outcome(of: &explorer)
    #expect(outcome.verdict == .violated && outcome.properties.first?.trace == nil)
    #expect(outcome.interruption == Interruption(reason: .interrupted, stage: .tracing))
  }

  /// Walks that end at once do not keep the clock from being asked.
  @Test func walksWithoutStepsEnd() throws {
    var options = SearchOptions()
    options.order = .random
    options.walks = .max
    options.checksDeadlock = false
    options.maximumSeconds = 0
    var program = ToyProgram.counters(1, limit: 1)
    program.transitions = []
    let outcome = try Search.run(
      program, sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.stop == .timeBudget)
  }
}
