import QuiesceTestSupport
import Testing

/// `--traces N`: counterexamples that go wrong in different ways.
@Suite("--traces") struct CounterexampleTests {
  /// Who finds the key unlocks the gate; once the storm has hit it, it can be climbed over. Nobody needs the bell.
  private static let gate = """
    model gate
    var key : Bool = false
    var broken : Bool = false
    var inside : Bool = false
    actor guest {
      initial final state out {
        step find { key = true }
        step ring
        step unlock when key { inside = true } -> in
        step climb when broken { inside = true } -> in
      }
      final state in
    }
    actor storm {
      initial final state calm { step blow -> wind }
      final state wind { step hit { broken = true } -> calm }
    }
    property shut: invariant !inside
    property entered: eventually inside

    """

  private func gate() throws -> Scratch { try Scratch(["gate.quiesce": Self.gate]) }

  @Test func eachLacksAStepOfThoseBefore() throws {
    let result = try gate().run("quiesce check gate.quiesce --property shut --traces 3")
    #expect(result.status == 1)
    #expect(
      result.lines.filter { $0.hasPrefix("Counterexample") } == [
        "Counterexample to shut, 2 steps:", "Counterexample 2 to shut, 3 steps:",
      ], "one with the bell takes all steps of one without it")
    #expect(result.lines.contains("There is no other: all take every step of one of these 2."))
  }

  @Test func whatIsNotLookedForIsSaid() throws {
    let scratch = try gate()
    let two = scratch.run("quiesce check gate.quiesce --property shut --traces 2")
    #expect(two.lines.contains("There may be others: --traces looks for more."))
    let formula = scratch.run("quiesce check gate.quiesce --property entered --traces 2")
    #expect(formula.lines.contains("Others are not looked for: no single state or step shows it."))
  }

  @Test func eachIsReplayedAndShown() throws {
    let scratch = try gate()
    _ = scratch.run(
      "quiesce check gate.quiesce --property shut --traces 3 --report html=site,sarif=o.sarif,json=o.json")
    #expect(
      scratch.run("quiesce show o.json").lines == [
        "1  gate: violated: shut, 2 steps", "2  gate: violated: shut, 3 steps",
      ])
    let replayed = scratch.run("quiesce replay o.json")
    #expect(replayed.status == 0)
    #expect(replayed.lines.count { $0.hasSuffix("violated, as recorded") } == 2)
    #expect(scratch.run("grep -c threadFlows o.sarif").lines == ["2"])
    #expect(scratch.run("ls site").lines == ["gate-1.html", "gate-2.html", "gate.html", "index.html"])
    #expect(scratch.run("quiesce report o.json --html again && diff -r site again").status == 0)
  }

  @Test(arguments: [
    ("--traces", "the option '--traces' needs a value: how many counterexamples are looked for; --full shows"),
    ("--traces gate", "'gate' is no value for --traces: an integer, at least 1: how many"),
    ("--traces 2 --search depth", "--traces looks for the shortest ones, breadth first: leave '--search depth' out"),
    ("--report html", "'html' is no value for --report"),
    ("--report html=.", "'.' cannot be written: it has other files than the pages of a report"),
    ("--report html=no/site", "'no/site' cannot be written: No such file or directory"),
  ])
  func whatCannotBeIsRefused(options: String, message: String) throws {
    let scratch = try gate()
    let result = scratch.run("quiesce check gate.quiesce \(options)")
    #expect(result.status == 2)
    #expect(result.line(0).hasPrefix("quiesce: error: " + message))
    #expect(scratch.run("ls").lines == ["gate.quiesce"])
  }
}
