import QuiesceModel
import QuiesceRuns
import QuiesceSystem
import Testing

@testable import QuiesceProgram
@testable import QuiesceReport

/// Only the very thing that was expected meets an expectation.
@Suite struct ExpectationTests {
  @Test(arguments: [
    (Verdict.holds, Judgement.asExpected), (.reached, .asExpected), (.violated, .unexpected),
    (.notReached, .unexpected), (.noVerdict, .undecided),
  ])
  func pass(verdict: Verdict, judgement: Judgement) {
    let outcome = Sample.outcome(verdict, [Sample.property("p", verdict), Sample.property("q", .holds)])
    #expect(Expectation.pass.judge(outcome) == judgement)
    #expect(Expectation.unstated.judge(outcome) == judgement)
  }

  @Test(arguments: [
    (Verdict.violated, Judgement.asExpected), (.notReached, .asExpected), (.holds, .unexpected),
    (.reached, .unexpected), (.noVerdict, .undecided),
  ])
  func violation(verdict: Verdict, judgement: Judgement) {
    let outcome = Sample.outcome(verdict, [Sample.property("p", verdict)])
    #expect(Expectation.violation("p").judge(outcome) == judgement)
  }

  @Test func aFaultIsNoExpectedViolation() {
    let outcome = Sample.outcome(
      .fault, [Sample.property("p", .noVerdict), Sample.property("fault", .fault, kind: .fault)], stop: .decided)
    #expect(Expectation.violation("p").judge(outcome) == .unexpected)
    #expect(Expectation.fault(FaultPattern()).judge(outcome) == .asExpected)
    #expect(Expectation.pass.judge(outcome) == .unexpected)
  }

  @Test func aBudgetThatRanOutDecidesNothing() {
    let outcome = Sample.outcome(
      .noVerdict, [Sample.property("deadlock", .noVerdict, kind: .deadlock)], stop: .stateBudget)
    #expect(Expectation.deadlock.judge(outcome) == .undecided)
    #expect(Expectation.pass.judge(outcome) == .undecided)
  }

  @Test func aDeadlockThatIsMissingIsUnexpected() {
    let outcome = Sample.outcome(.holds, [Sample.property("deadlock", .holds, kind: .deadlock)])
    #expect(Expectation.deadlock.judge(outcome) == .unexpected)
  }
}

/// The verdict stands alone in the first lines.
@Suite struct TextReportTests {
  @Test func theFirstLinesSayEverything() {
    let outcome = Sample.outcome(
      .violated, [Sample.property("p", .violated, trace: Sample.trace), Sample.property("q", .noVerdict)],
      stop: .decided)
    let text = TextReport().text(of: Sample.run(outcome, expecting: .violation("p")), detail: .full)
    #expect(
      text.split(separator: "\n").prefix(7) == [
        "a: violated: p",
        "  expected    violation of p (Properties/p.quiesce:3): as expected",
        "  search      breadth first, ended when decided, no reduction, bounds",
        "              2,000,000 states",
        "  explored    1,234,567 states, 4,729,681 transitions, depth 41, 1.23 s,",
        "              31.0 MiB (24.0 bytes a state)",
        "  parameters  drain = none; default: depth = 2",
      ])
    #expect(text.contains("Counterexample to p, 3 steps:"))
    #expect(text.contains("  owner == request.generation\n"))
    #expect(text.contains("  where owner = 1, request.generation = 0\n"))
    #expect(text.contains("  so since step 3\n"))
    #expect(text.contains("  at Models/a.quiesce:1\n"))
  }

  @Test func aCompactLineStandsAlone() {
    let outcome = Sample.outcome(.holds, [Sample.property("p", .holds), Sample.property("q", .holds)])
    let text = TextReport().text(of: Sample.run(outcome, expecting: .pass), detail: .compact)
    #expect(
      text == "as expected a [drain = none]: 2 properties hold, no deadlock, no fault;\n"
        + "    1,234,567 states, 1.23 s\n")
  }

  @Test func anEarlyEndClaimsNoAbsenceOfDeadlocks() {
    let outcome = Sample.outcome(.reached, [Sample.property("p", .reached, kind: .reachable)], stop: .decided)
    let text = TextReport().text(of: Sample.run(outcome, expecting: .pass), detail: .compact)
    #expect(text.hasPrefix("as expected a [drain = none]: p is reached; 1,234,567 states"))
  }

  @Test func aBudgetNamesItself() {
    let outcome = Sample.outcome(.noVerdict, [Sample.property("p", .noVerdict)], stop: .memoryBudget)
    let text = TextReport().text(of: Sample.run(outcome, expecting: .pass), detail: .full)
    #expect(text.hasPrefix("a: no verdict: the memory budget ran out; nothing wrong was found so far\n"))
    #expect(text.contains("UNDECIDED"))
  }

  @Test func aVerdictWithoutATraceSaysWhy() {
    var outcome = Sample.outcome(.violated, [Sample.property("p", .violated)], stop: .decided)
    outcome.interruption = Interruption(reason: .timeBudget, stage: .tracing)
    let text = TextReport().text(of: Sample.run(outcome, expecting: .pass), detail: .full)
    #expect(text.hasPrefix("a: violated: p\n"))
    #expect(
      text.contains("ended when decided, without a trace (time budget\n              while looking for the trace), "))
  }

  @Test func theLastLineMakesTheFirstUnexpectedRunAgain() {
    let good = Sample.run(Sample.outcome(.holds, [Sample.property("p", .holds)]), expecting: .pass)
    let bad = Sample.run(Sample.outcome(.holds, [Sample.property("p", .holds)]), expecting: .violation("p"))
    let text = TextReport().summary(of: [good, bad], skipped: 1, leftOut: 3)
    #expect(
      text == "2 runs: 1 as expected, 1 NOT as expected, 1 skipped by --set or --property, 3\n"
        + "    extra checks left out (--extra runs them too); 2,469,134 states, 2.47 s\n"
        + "reproduce: quiesce check Properties/p.quiesce:3 --set drain=none\n")
  }

  @Test func aDeadlockNamesWhoIsStuck() {
    let explanation = Explanation(
      sentence: "no transition is enabled",
      stuck: [
        Explanation.Stuck(
          actor: "driver", location: "unbind.drainQueue",
          steps: [
            Explanation.Stuck.Step(
              name: "drainQueue", condition: "requests.isEmpty",
              parts: [Explanation.Part(text: "requests.isEmpty", value: "false")])
          ])
      ])
    let run = Sample.run(Sample.outcome(.holds, []), expecting: .pass)
    #expect(
      ExplanationText(explanation, spans: run.spans, steps: 7).lines == [
        "At step 7: no transition is enabled", "  driver in unbind.drainQueue",
        "    drainQueue: requests.isEmpty is false",
      ])
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1234, "-1,234"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func countsAreGrouped(number: Int, text: String) {
    #expect(Figures.count(number) == text)
  }

  @Test(arguments: [
    (0.004, "0.00 s"), (9.99, "9.99 s"), (9.996, "10.0 s"), (127.2, "2 min 07 s"), (7500, "2 h 05 min"),
  ])
  func timesAreShort(seconds: Double, text: String) {
    #expect(Figures.seconds(seconds) == text)
  }

  @Test(arguments: [(512, "512 B"), (1536, "1.5 KiB"), (31 << 20, "31.0 MiB"), (5 << 40, "5.0 TiB")])
  func bytesHaveUnits(bytes: Int, text: String) {
    #expect(Figures.bytes(bytes) == text)
  }

  /// A search that would have had native code, and had none, says why, and where that was asked for by name it does so once.
  @Test func whyThereWasNoNativeCodeIsSaid() {
    var outcome = Sample.outcome(.holds, [])
    #expect(!TextReport().text(of: Sample.run(outcome, expecting: .pass), detail: .full).contains("engine"))
    outcome.engine.refusal = "there is no C compiler"
    let text = TextReport().text(of: Sample.run(outcome, expecting: .pass), detail: .full)
    #expect(text.contains("\n  engine      interpreter, for want of native code: there is no C compiler\n"))
    outcome.engine.isNativeWanted = true
    let asked = TextReport().text(of: Sample.run(outcome, expecting: .pass), detail: .full)
    #expect(asked.contains("\n  refused     native code: there is no C compiler\n") && !asked.contains("  engine "))
  }
}

/// The JSON result carries everything and can be read again.
@Suite struct JSONReportTests {
  private var report: JSONReport {
    let outcome = Sample.outcome(
      .violated, [Sample.property("p", .violated, trace: Sample.trace)], stop: .decided)
    let run = Sample.run(outcome, expecting: .violation("p"))
    return JSONReport(
      CheckSummary(
        runs: [run], notBegun: nil, plan: CheckPlan(), diagnostics: [], spans: run.spans, status: 0, directory: ".",
        version: "1"))
  }

  @Test func whatIsWrittenIsRead() throws {
    #expect(try JSONReport(reading: [UInt8](report.text().utf8)) == report)
  }

  @Test func aResultFromBeforeExtraChecksIsRead() throws {
    let text = try report.text().split(separator: "\n").filter { !$0.contains("\"extra") }.joined(separator: "\n")
    let old = try JSONReport(reading: [UInt8](text.utf8))
    #expect(old.extraLeftOut == nil && old.checks[0].extra == nil)
    #expect(old.checks[0].properties == report.checks[0].properties)
  }

  @Test func theFieldsHaveTheirNames() throws {
    let text = try report.text()
    let names = [
      "schema", "checks", "extraLeftOut", "model", "extra", "parameters", "verdict", "expected", "asExpected",
      "complete", "engine", "reduction",
      "properties", "name", "kind", "trace", "steps", "actor", "step", "bindings", "changes", "events", "source",
      "statistics", "states", "transitions", "depth", "seconds", "bytesPerState", "peakMemoryBytes",
    ]
    for name in names { #expect(text.contains("\"\(name)\" :"), "\(name)") }
  }

  @Test func aStepSaysWhatFired() throws {
    let steps = report.checks[0].properties[0].trace?.steps ?? []
    #expect(steps.map(\.actor) == ["function[0]", "driver", "driver"])
    #expect(steps[0].bindings == ["last": "true"])
    #expect(steps[0].changes == ["function[0].outstanding": "1"])
    #expect(steps[0].source == ["drivers/pci/ats.c:pci_enable_pri"])
    #expect(steps[1].partner?.step == "stop")
    #expect(steps[2].events == [JSONStep.Event(name: "delivered", arguments: ["request": "0"])])
    #expect(steps[2].declared == "Models/a.quiesce:1:1")
  }

  @Test(arguments: [
    ("", JSONReportError.malformed("it is no JSON text")),
    ("{", .malformed("it is no JSON text")),
    ("{}", .malformed("the field 'schema' is missing at the top")),
    ("{\"schema\": 99}", .unknownSchema(99)),
    ("{\"schema\": \"1\"}", .malformed("a value of the wrong kind at schema")),
  ])
  func otherTextsAreRefused(text: String, error: JSONReportError) {
    #expect(throws: error) { try JSONReport(reading: [UInt8](text.utf8)) }
  }

  @Test func hashesAreTheFieldsOwn() {
    // Test vectors of FNV-1a, 64 bits (Noll).
    #expect(FileHash.text(of: []) == "fnv1a64:cbf29ce484222325")
    #expect(FileHash.text(of: Array("foobar".utf8)) == "fnv1a64:85944171f73967e8")
  }
}

/// Graphs in both forms.
@Suite struct StateGraphTests {
  private var graph: StateGraph {
    StateGraph(
      name: "m", states: [["a: \"x\""], ["a: y"]], initialCount: 1,
      edges: [StateGraph.Edge(source: 0, target: 1, label: "a.go")], cut: [1])
  }

  @Test func aldebaranNamesInitialEdgesAndStates() {
    #expect(graph.aldebaran == "des (0,1,2)\n(0,\"a.go\",1)\n")
  }

  @Test func severalInitialStatesGetARoot() {
    var graph = graph
    graph.initialCount = 2
    #expect(graph.aldebaran == "des (0,3,3)\n(0,\"init\",1)\n(0,\"init\",2)\n(1,\"a.go\",2)\n")
  }

  @Test func dotSaysWhatWasCut() {
    #expect(
      graph.dot == """
        digraph "m" {
          node [shape=box, fontname="monospace"];
          s0 [label="a: \\"x\\"\\l", style="bold"];
          s1 [label="a: y\\l", style="dashed"];
          s0 -> s1 [label="a.go"];
          // cut: the successors of 1 state are left out
        }

        """)
  }
}
