import QuiesceChecks
import QuiesceProgram
import QuiesceReport
import Testing

@testable import quiesce

/// What becomes of two searches of which one left something out.
@Suite("--compare") struct ComparisonTests {
  /// A run whose whole space came to something too.
  private func run(_ outcome: Outcome, whole: Outcome) -> RunReport {
    var run = Sample.run(outcome, expecting: .pass)
    run.whole = whole
    return run
  }

  private let holds = Sample.outcome(.holds, [Sample.property("p", .holds)])

  @Test func twoVerdictsAreADefectOfTheTool() throws {
    let run = run(holds, whole: Sample.outcome(.violated, [Sample.property("p", .violated)], stop: .decided))
    #expect(run.differences == [VerdictDifference(property: "p", verdict: .holds, wholeVerdict: .violated)])
    #expect(ExitStatus(of: run) == .internalError)
    #expect(run.judgement == .unexpected)
    let text = TextReport().text(of: run, detail: .full)
    #expect(text.contains("\n  DIFFERS     p: holds, in the whole space violated\n"), "\(text)")
    let difference = try #require(JSONCheck(run).wholeSpace?.differences?.first)
    #expect(difference.property == "p" && difference.verdict == "holds" && difference.wholeVerdict == "violated")
  }

  @Test func aFaultThatOneOfThemFindsIsADifference() {
    let fault = Sample.outcome(
      .fault, [Sample.property("p", .noVerdict), Sample.property("fault", .fault, kind: .fault)], stop: .decided)
    #expect(
      run(holds, whole: fault).differences == [
        VerdictDifference(property: "fault", verdict: .holds, wholeVerdict: .fault)
      ])
    #expect(
      run(fault, whole: holds).differences == [
        VerdictDifference(property: "fault", verdict: .fault, wholeVerdict: .holds)
      ])
  }

  @Test func anAnswerThatOneOfThemLacksIsNoDifference() {
    let early = Sample.outcome(
      .violated, [Sample.property("p", .violated), Sample.property("q", .noVerdict)], stop: .decided)
    let other = Sample.outcome(
      .violated, [Sample.property("p", .noVerdict), Sample.property("q", .violated)], stop: .decided)
    #expect(run(early, whole: other).differences.isEmpty)
    #expect(ExitStatus(of: run(holds, whole: holds)) == .success)
    #expect(JSONCheck(run(holds, whole: holds)).wholeSpace?.differences == nil)
  }
}
