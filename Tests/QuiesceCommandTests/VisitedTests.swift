import QuiesceReport
import QuiesceTestSupport
import Testing

/// A search that does not keep the states, as a user sees it: no report calls that a proof.
@Suite("Searches that keep no states") struct VisitedTests {
  /// The grid as it is, and with a check in line 14.
  private func scratch() throws -> Scratch {
    let check = "check grid { expect pass of bounded }\n"
    return try Scratch(["grid.quiesce": CommandModels.grid, "checked.quiesce": CommandModels.grid + check])
  }

  @Test(arguments: ["compact", "bitstate"]) func nothingFoundIsNoVerdict(form: String) throws {
    let scratch = try scratch()
    let command = "quiesce check checked.quiesce:14 --slice off --visited \(form)"
    let text = scratch.run("\(command) --reduction off")
    #expect(text.status == 3)
    #expect(text.text.contains("grid: no violation found, which is no proof: the probability that a state was\n"))
    #expect(text.text.contains("omitted is at most "))
    #expect(!text.text.contains("holds") && text.text.contains("1,100 states"))
    let result = try JSONReport(reading: [UInt8](scratch.run("\(command) --format json").text.utf8))
    let check = try #require(result.checks.first)
    #expect(result.status == 3 && check.verdict == "no verdict" && check.stop == "digests done")
    #expect(!check.complete && !check.asExpected && check.statistics.states == 1100)
    let visited = try #require(check.visited)
    #expect(visited.form == form && visited.omissionProbability > 0 && visited.omissionProbability < 1e-4)
    #expect(form == "compact" ? visited.bits == 64 : visited.bits == 3)
    #expect((visited.arrayBytes == nil) == (form == "compact"))
  }

  /// Every form of the result calls it neither passed nor failed.
  @Test(arguments: [
    ("junit", "errors=\"1\""), ("ktap", "not ok 1 pass"), ("markdown", "no verdict"), ("sarif", "\"kind\" : \"open\""),
  ]) func noReportCallsItPassed(report: String, mark: String) throws {
    let said = try scratch().run(
      "quiesce check -q checked.quiesce:14 --visited compact --report \(report)=out; cat out")
    #expect(said.text.contains(mark), "\(said.text)")
  }

  /// What is found is so: the trace is a shortest one, and replays.
  @Test(arguments: ["compact", "bitstate"]) func aViolationIsOne(form: String) throws {
    let said = try scratch().run(
      "quiesce check grid.quiesce --property bounded --set limit=4 --visited \(form) --format json > r.json; echo $?;"
        + " quiesce replay r.json | grep replayed")
    #expect(
      said.text == "1\ngrid: bounded: replayed 5 steps: violated, as recorded",
      "with a limit of 4, the fifth step is one too many")
  }

  /// A witness is one.
  @Test func aWitnessIsOne() throws {
    let said = try scratch().run("quiesce check grid.quiesce --property top --visited compact 2>&1")
    #expect(said.text.contains("reached: top is reached"))
  }

  /// What asks about all that follows a state has no verdict, and it is said why.
  @Test func whatFollowsIsNotDecided() throws {
    let said = try scratch().run(
      "quiesce check grid.quiesce --property ends --property back --visited compact 2>&1")
    #expect(said.status == 3)
    #expect(said.text.contains("refused     ends, back: decided where states are kept, without '--visited"))
  }

  @Test(arguments: [
    ("--search depth", "--visited compact goes breadth first: leave '--search depth' out"),
    ("--search random", "--visited compact goes breadth first: leave '--search random' out"),
    (
      "--reduction on",
      "--visited compact cannot tell which states a reduction has put off: leave '--reduction on' out"
    ),
    ("--store kept", "--store keeps the states themselves: leave it out, or --visited compact"),
    (
      "--traces 2",
      "--traces looks for further counterexamples among visited states: leave it out, or --visited compact"
    ),
    ("--compare", "--compare searches the whole space and keeps its states: leave it out, or --visited compact"),
    ("--audit", "--audit looks at every state that was visited: leave it out, or --visited compact"),
    (
      "--grow limit",
      "--grow goes on behind a size that has a verdict, and --visited compact has none where nothing is found: leave it out, or --visited compact"
    ),
    (
      "--lock",
      "--lock compares what is proved, and --visited compact proves nothing: leave it out, or --visited compact"
    ),
    (
      "--update-lock",
      "--update-lock puts on record what is proved, and --visited compact proves nothing: leave it out, or --visited compact"
    ),
  ]) func whatDoesNotGoWithItIsRefused(options: String, reason: String) throws {
    let said = try scratch().run("quiesce check grid.quiesce --visited compact \(options) 2>&1")
    #expect(said.status == 2 && said.text == "quiesce: error: \(reason)")
  }

  @Test func anUnknownFormIsRefused() throws {
    let said = try scratch().run("quiesce check grid.quiesce --visited some 2>&1")
    #expect(said.status == 2 && said.text.contains("compact"))
  }
}
