import QuiesceProgram
import QuiesceReport
import Testing

@testable import quiesce
@testable import QuiesceRuns

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

  @Test func whatIsNotAsDefinedIsADefectOfTheTool() throws {
    var run = Sample.run(holds, expecting: .pass)
    run.audits = [AuditResult(.slicing, states: 7), AuditResult(.symmetry, omission: "more than 10000 states")]
    #expect(ExitStatus(of: run) == .success && run.judgement == .asExpected)
    var text = TextReport().text(of: run, detail: .full)
    #expect(text.contains("\n  audited     slicing: as defined in 7 states\n"), "\(text)")
    #expect(text.contains("\n  audited     symmetry: not audited: more than 10000 states\n"), "\(text)")
    run.audits?.append(AuditResult(.stubbornSets, states: 3, flaw: "'p' is hidden"))
    #expect(ExitStatus(of: run) == .internalError && run.judgement == .unexpected)
    text = TextReport().text(of: run, detail: .full)
    #expect(
      text.contains("\n  audited     stubborn sets: NOT as defined\n  FLAW        stubborn sets: 'p' is hidden\n"),
      "\(text)")
    #expect(JSONCheck(run).audits?.map(\.flaw) == [nil, nil, "'p' is hidden"])
  }
}
