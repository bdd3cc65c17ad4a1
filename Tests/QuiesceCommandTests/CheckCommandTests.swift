import QuiesceReport
import QuiesceTestSupport
import Testing

/// `quiesce check`, from the shell.
@Suite("quiesce check") struct CheckCommandTests {
  private func models() throws -> Scratch {
    try Scratch([
      "counter.quiesce": CommandModels.counter, "locks.quiesce": CommandModels.deadlock,
      "breaks.quiesce": CommandModels.fault, "large.quiesce": CommandModels.large,
    ])
  }

  /// The JSON result of a command line without `quiesce`.
  private func result(_ words: String, in scratch: Scratch) throws -> JSONReport {
    let result = scratch.run("quiesce \(words) --format json 2>/dev/null")
    return try JSONReport(reading: [UInt8](result.text.utf8))
  }

  // MARK: verdicts

  @Test func aModelWithoutACheckGetsAVerdictOfAllItsProperties() throws {
    let result = try models().run("quiesce check counter.quiesce")
    #expect(result.status == 0)
    #expect(result.line(0) == "counter: holds: small holds, meets is reached, no deadlock, nobody stuck, no")
    #expect(result.line(1) == "    fault")
    #expect(result.line(2).hasSuffix(": as expected"))
    #expect(result.line(3) == "  search      breadth first, complete, no reduction, no bounds")
    #expect(result.line(4).hasPrefix("  explored    4 states, 3 transitions, depth 3, "))
    #expect(result.line(5) == "  parameters  all default: limit = 2, colour = red")
    #expect(
      result.lines.suffix(4) == [
        "  holds    small", "  reached  meets",
        "  holds    freedom from deadlock: some actor can always move, or all rest",
        "  holds    freedom from stuck actors: each rests, or can move again",
      ])
  }

  @Test func aPropertyThatDoesNotHoldGivesOne() throws {
    let scratch = try models()
    let result = scratch.run("quiesce check counter.quiesce --set limit=3")
    #expect(result.status == 1)
    #expect(result.line(0) == "counter: violated: small (the count stays small)")
    #expect(result.line(1).hasSuffix(": NOT AS EXPECTED"))
    #expect(result.line(4) == "  parameters  limit = 3; default: colour = red")
    #expect(result.text.contains("Counterexample to small, 3 steps:"))
    #expect(result.text.contains("At step 3: the invariant is false\n  count <= 2\n  where count = 3\n"))
    #expect(result.lines.last == "reproduce: quiesce check counter.quiesce --set limit=3")
    #expect(scratch.run("quiesce check counter.quiesce --set limit=1").status == 1, "a witness is missing")
  }

  @Test func aDeadlockIsSaidInWords() throws {
    let result = try models().run("quiesce check locks.quiesce")
    #expect(result.status == 1)
    #expect(result.line(0) == "locks: deadlock after 2 steps")
    #expect(
      result.lines.dropFirst(6).prefix(3) == [
        "  reached     both", "  deadlock    no actor can go on, and not all may rest",
        "  no verdict  freedom from stuck actors (the search ended first)",
      ])
    #expect(
      result.text.contains("At step 2: no transition is enabled\n  two in idle\n    takeB: !b is false: b = true"))
  }

  @Test func aFaultIsSaidInWords() throws {
    let result = try models().run("quiesce check breaks.quiesce")
    #expect(result.status == 1)
    #expect(result.line(0) == "breaks: fault: value out of range: count would be 2, its type is 0...1")
    #expect(!result.line(3).contains("bytes a state"), "the figure says nothing about one state")
    #expect(
      result.lines.dropFirst(6).prefix(4) == [
        "  no verdict  small (the search ended first)",
        "  no verdict  freedom from deadlock (the search ended first)",
        "  no verdict  freedom from stuck actors (the search ended first)",
        "  fault       value out of range: count would be 2, its type is 0...1",
      ])
    #expect(
      result.text.contains(
        "At step 1: value out of range: count would be 2, its type is 0...1\n  count += 2\n  where count = 0\n"))
  }

  @Test func theWorstOfSeveralRunsIsTheStatus() throws {
    let scratch = try models()
    let result = scratch.run("quiesce check counter.quiesce breaks.quiesce --quiet")
    #expect(result.status == 1)
    #expect(
      result.line(0) == "breaks: fault: value out of range: count would be 2, its type is 0...1",
      "what is as expected is not said")
    #expect(result.text.contains("\n2 runs: 1 as expected, 1 NOT as expected; "))
    let quiet = scratch.run("quiesce check counter.quiesce --quiet")
    #expect(quiet.status == 0 && quiet.lines.isEmpty)
  }

  // MARK: which files

  @Test func withoutFilesTheWholeWorkspaceIsChecked() throws {
    let result = try Scratch(CommandModels.workspace).run("quiesce check")
    #expect(result.status == 0)
    #expect(result.lines.filter { $0.hasPrefix("as expected ") }.count == 3)
    #expect(result.lines.last?.hasPrefix("3 runs: 3 as expected; ") == true)
  }

  @Test(arguments: [
    ("Models/b", ["whole", "whole"]), ("Models/a/", ["counter"]), ("Models", ["whole", "whole", "counter"]),
    (".", ["whole", "whole", "counter"]), ("Models/b Models/b/whole.quiesce", ["whole", "whole"]),
  ])
  func aFolderMeansTheModelsBelowIt(words: String, models: [String]) throws {
    let scratch = try Scratch(CommandModels.workspace)
    let result = try result("check \(words)", in: scratch)
    #expect(result.checks.map(\.model) == models)
    #expect(result.status == 0)
    let elsewhere = Shell.run("quiesce check \(scratch.path)/\(words) --format json", in: "/")
    #expect(elsewhere.status == (words.contains(" ") ? 2 : 0), "seen from elsewhere, the workspace is the folder's own")
  }

  @Test func aFolderWithoutModelsIsRefused() throws {
    let scratch = try Scratch(CommandModels.workspace)
    let empty = scratch.run("mkdir empty && quiesce check empty")
    #expect(empty.status == 2)
    #expect(empty.lines == ["error: there is no .quiesce file in the folder 'empty' or below it [UNREADABLE_FILE]"])
    let properties = scratch.run("quiesce check Properties")
    #expect(properties.status == 2)
    #expect(properties.text.contains("there is no model and no check in these files"))
  }

  @Test func aLineMeansTheExpectationOnIt() throws {
    let scratch = try Scratch(CommandModels.workspace)
    let result = try result("check Models/b/whole.quiesce:8", in: scratch)
    #expect(result.checks.map(\.expected) == ["violation of off"])
    let wrong = scratch.run("quiesce check Models/b/whole.quiesce:1")
    #expect(wrong.status == 2)
    #expect(wrong.text.contains("no check or expectation on line 1 of 'Models/b/whole.quiesce'"))
  }

  @Test func propertiesOfAnotherFileAreChecked() throws {
    let scratch = try models()
    #expect(scratch.run("echo 'property odd : invariant count != 1' > odd.quiesce").status == 0)
    for words in ["counter.quiesce --properties odd.quiesce", "counter.quiesce odd.quiesce"] {
      let result = scratch.run("quiesce check \(words)")
      #expect(result.status == 1)
      #expect(result.line(0) == "counter: violated: odd")
      #expect(result.lines.last == "reproduce: quiesce check counter.quiesce --properties odd.quiesce")
    }
  }

  @Test func whatIsNeverExercisedIsSaidOfWholeModelsOnly() throws {
    let scratch = try models()
    let add = "sed '/step stop/a step skip when count > limit -> stopped' counter.quiesce > more.quiesce"
    #expect(scratch.run(add).status == 0)
    let warning = "[STEP_NEVER_FIRES]"
    let whole = scratch.run("quiesce check more.quiesce")
    #expect(whole.text.contains("step 'skip' of 'clock' fires in no run of 'counter' \(warning)"))
    #expect(!scratch.run("quiesce check more.quiesce --property small").text.contains(warning))
    let line = scratch.run(
      "echo 'check counter { expect pass }' >> more.quiesce; quiesce check more.quiesce:$(wc -l < more.quiesce)")
    #expect(line.status == 0)
    #expect(line.text.contains("fires in no complete run"))
    let fault = scratch.run("quiesce check breaks.quiesce --keep-going")
    #expect(!fault.text.contains(warning), "the step that faults has fired")
  }

  // MARK: --property and --set

  @Test func onlyTheNamedPropertyCounts() throws {
    let scratch = try models()
    let result = try result("check counter.quiesce --set limit=1 --property small", in: scratch)
    #expect(result.status == 0)
    #expect(result.checks[0].properties.map(\.name) == ["small"])
    let wrong = scratch.run("quiesce check counter.quiesce --property smal")
    #expect(wrong.status == 2)
    #expect(
      wrong.lines == ["error: no model here has a property 'smal' [UNKNOWN_NAME]", "note: did you mean 'small'?"])
  }

  @Test(arguments: [
    ("limt=3", "did you mean 'limit'?"), ("xyzzy=3", "there are colour, limit"),
    ("limit=9", "9 is no value of the parameter 'limit' of type 0...5"), ("limit=blue", "there is no name 'blue'"),
    ("limit=99999999999999999999", "[NUMBER_TOO_LARGE]"), ("limit=1+", "[UNEXPECTED_TOKEN]"),
    ("limit", "no value for --set: NAME=VALUE"), ("limit=1 --set limit=2", "--set gives 'limit' twice"),
    ("colour=blue", "[INVALID_SETTING]"),
  ])
  func aWrongSettingIsRefused(setting: String, reason: String) throws {
    let scratch = try models()
    let result = scratch.run("quiesce check counter.quiesce --set \(setting)")
    #expect(result.status == 2)
    #expect(result.text.contains(reason), "\(result.text)")
    #expect(scratch.run("quiesce check counter.quiesce --set \(setting) 2>/dev/null").lines.isEmpty)
  }

  @Test func severalSettingsHoldTogether() throws {
    let result = try result("check counter.quiesce --set limit=1 --set colour=green", in: try models())
    #expect(result.checks[0].parameters == ["limit": "1", "colour": "green"])
    #expect(result.checks[0].statistics.states == 3)
  }

  // MARK: searches and budgets

  @Test(arguments: ["--search breadth", "--search depth", "--reduction on", "--reduction off", "--symmetry on"])
  func everySearchGivesTheSameVerdicts(words: String) throws {
    let scratch = try models()
    for (setting, verdict) in [("limit=2", "holds"), ("limit=3", "violated")] {
      let check = try result("check counter.quiesce --set \(setting) \(words)", in: scratch).checks[0]
      #expect(check.verdict == verdict)
    }
    #expect(try result("check locks.quiesce \(words)", in: scratch).checks[0].verdict == "deadlock")
    #expect(try result("check breaks.quiesce \(words)", in: scratch).checks[0].verdict == "fault")
  }

  @Test func theWholeSpaceIsSearchedTooOnRequest() throws {
    let text = """
      model pair
      var unread : 0...3 = 0
      actor counter { initial final state s { step up { unread = (unread + 1) % 4 } } }
      actor other { initial state away { step go -> there } final state there }
      """
    let scratch = try Scratch(["pair.quiesce": text])
    let compared = scratch.run("quiesce check pair.quiesce --compare")
    #expect(compared.text.contains("  left out    unread\n"), "\(compared.text)")
    let check = try result("check pair.quiesce --compare", in: scratch).checks[0]
    #expect(check.statistics.states == 2, "the other actor is away or there")
    #expect(check.wholeSpace?.states == 8, "for each value of what nobody reads")
    #expect(check.wholeSpace?.verdict == check.verdict)
    #expect(try result("check pair.quiesce", in: scratch).checks[0].wholeSpace == nil)
  }

  @Test func definitionsAreAskedForOnRequest() throws {
    let text = """
      model pair
      symmetric type Side[2]
      var unread : 0...3 = 0
      actor counter { initial final state s { step up { unread = (unread + 1) % 4 } } }
      actor other[s in Side] { initial state away { step go -> there } final state there }
      """
    let scratch = try Scratch(["pair.quiesce": text])
    let audits = try #require(try result("check pair.quiesce --audit", in: scratch).checks[0].audits)
    #expect(audits.map(\.subject) == ["slicing", "stubborn sets", "symmetry"])
    #expect(audits.allSatisfy { $0.omission == nil && $0.flaw == nil })
    #expect(audits[0].states == 16, "two sides that are away or there, and four numbers")
    #expect(audits[2].states == 4, "the numbers are left out")
    #expect(try result("check pair.quiesce", in: scratch).checks[0].audits == nil)
  }

  /// A space that does not fit is named with the reason.
  @Test func whatIsNotAuditedIsNamed() throws {
    let scratch = try Scratch([
      "wide.quiesce": """
      model wide
      var x : 0...20000 = 0
      actor a { initial final state s { step up when x < 20000 { x += 1 } } }
      property small: invariant x <= 20000
      """
    ])
    let audits = try #require(try result("check wide.quiesce --audit", in: scratch).checks[0].audits)
    #expect(audits.prefix(2).map(\.omission) == ["more than 10000 states", "more than 10000 states"])
  }

  @Test func randomWalksFindButNeverProve() throws {
    let scratch = try models()
    let first = try result("check locks.quiesce --property both --search random --seed 7 --walks 3", in: scratch)
    let second = try result("check locks.quiesce --property both --search random --seed 7 --walks 3", in: scratch)
    #expect(first.checks[0].properties == second.checks[0].properties, "the seed decides")
    #expect(first.checks[0].bounds.seed == 7)
    #expect(scratch.run("quiesce check counter.quiesce --set limit=3 --search random").status == 1)
    let proven = scratch.run("quiesce check counter.quiesce --search random --walks 1 --walk-length 9")
    #expect(proven.status == 3)
    #expect(proven.line(0) == "counter: no verdict: random walks prove nothing; nothing wrong was found so far")
    #expect(proven.line(2).contains("1 random walk of 9 steps, seed 1"))
  }

  @Test(arguments: [
    ("--max-states 1000", "the state budget ran out", "state budget"),
    ("--memory 16M", "the memory budget ran out", "memory budget"),
    ("--time 1", "the time budget ran out", "time budget"),
  ])
  func aBudgetThatRunsOutGivesNoVerdict(words: String, sentence: String, stop: String) throws {
    let scratch = try models()
    let result = scratch.run("quiesce check large.quiesce --reduction off \(words)")
    #expect(result.status == 3)
    #expect(result.line(0) == "large: no verdict: \(sentence); nothing wrong was found so far")
    #expect(result.line(1).hasSuffix(": UNDECIDED"))
    #expect(result.line(2).contains("incomplete (\(stop)), no reduction, bounds"))
    #expect(result.lines.last == "reproduce: quiesce check large.quiesce --reduction off \(words)")
  }

  @Test(arguments: [("INT", Int32(130), "interrupted"), ("TERM", Int32(143), "terminated")])
  func aSignalEndsWithTheFiguresSoFar(signal: String, status: Int32, word: String) throws {
    let scratch = try models()
    let command = "timeout --preserve-status -s \(signal) 2 quiesce check large.quiesce --reduction off"
    let text = scratch.run(command)
    #expect(text.status == status)
    #expect(text.line(0) == "large: no verdict: \(word); nothing wrong was found so far")
    #expect(text.text.contains("bytes a state)\n"))
    let result = scratch.run(command + " --format json")
    #expect(result.status == status)
    let document = try JSONReport(reading: [UInt8](result.text.utf8))
    #expect(document.status == Int(status))
    #expect(document.checks[0].stop == word)
    #expect(document.checks[0].statistics.states > 1)
  }

  /// A time that is over at once: nothing that prepares a search goes on, and no further run begins.
  @Test func timeEndsWhatPreparesASearch() throws {
    let scratch = try models()
    let run = scratch.run("quiesce check counter.quiesce --time 0.000001")
    #expect(run.status == 3)
    #expect(
      run.lines.prefix(2) == [
        "counter: no verdict: the time budget ran out while lowering the model; nothing", "    wrong was found so far",
      ])
    #expect(run.text.contains("incomplete (time budget while lowering the model)"))
    let result = try result("check counter.quiesce locks.quiesce --time 0.000001", in: scratch)
    #expect(result.status == 3)
    #expect(
      result.checks.map(\.interruption?.stage) == ["lowering the model", "lowering the model"], "each has its time")
    #expect(result.checks[0].properties.map(\.name) == ["small", "meets"])
  }

  @Test func theTotalTimeBoundsAllRuns() throws {
    let scratch = try models()
    let words = "check counter.quiesce locks.quiesce breaks.quiesce --total-time 0.000001"
    let text = scratch.run("quiesce \(words)")
    #expect(text.status == 3)
    #expect(
      text.lines == ["0 runs: 0 as expected, 3 not begun (total time budget); 0 states, 0.00 s"])
    #expect(scratch.run("quiesce \(words) -q").lines == text.lines, "what was asked for and not done is no success")
    let result = try result(words, in: scratch)
    #expect(result.status == 3)
    #expect(result.checks.map(\.model) == ["counter", "locks", "breaks"])
    for check in result.checks {
      #expect(check.verdict == "no verdict" && !check.asExpected && check.stop == "total time budget")
      #expect(check.interruption?.reason == "total time budget" && check.interruption?.stage == "not begun")
      #expect(check.bounds.totalSeconds == 0.000001 && check.bounds.seconds == nil)
    }
  }

  // MARK: the form of the result

  @Test func tracesFitIntoAMail() throws {
    let result = Shell.run("quiesce check Models/pcie --full --progress none", in: Repository.root)
    let models = try RepositoryFiles.models(in: "Models/pcie")
    let titles = ["Counterexample to ", "Witness of ", "Trace to the "]
    var isTrace = false
    var count = 0
    for line in result.lines {
      if titles.contains(where: { line.hasPrefix($0) }) {
        isTrace = true
        count += 1
      } else if models.contains(where: { line.hasPrefix("\($0): ") }) || line.hasPrefix("reproduce: ")
        || line.contains(" runs: ")
      {
        isTrace = false
      }
      guard isTrace else { continue }
      #expect(line.count <= 75, "\(line)")
      #expect(line.utf8.allSatisfy { (0x20...0x7e).contains($0) }, "\(line)")
    }
    #expect(count > 5)
  }

  @Test func theJSONResultStandsAloneOnStandardOutput() throws {
    let scratch = try models()
    let result = try result("check counter.quiesce breaks.quiesce --progress plain", in: scratch)
    #expect(result.schema == JSONReport.schemaVersion)
    #expect(result.status == 1)
    #expect(result.checks.map(\.asExpected) == [true, false])
    #expect(result.checks[0].reduction.isEmpty && result.checks[0].complete && result.checks[0].engine == "interpreter")
    #expect(result.checks[1].properties.last?.trace?.steps.last?.fault == true)
  }

  @Test func nothingIsWrittenIntoTheWorkTree() throws {
    let scratch = try Scratch(CommandModels.workspace)
    let before = scratch.run("find . | sort").lines
    for words in ["check", "check --format json", "list", "graph Models/a/counter.quiesce", "format Models"] {
      #expect(scratch.run("quiesce \(words) >/dev/null").status == 0, "\(words)")
    }
    #expect(scratch.run("find . | sort").lines == before)
  }

  // MARK: expectations

  /// A model whose check passes, a property that it does not have, and a deadlock that is allowed and expected.
  private func expectations() throws -> Scratch {
    try Scratch([
      "once.quiesce": """
      model once
      var x : 0...2 = 0
      actor a { initial state s { step inc when x < 2 { x += 1 } } }
      property small: invariant x < 3
      property never: invariant x < 2
      check once {
        /// It rests at the end.
        expect pass of small
        /// Nobody has to go on.
        expect deadlock
        /// suspicion D0: it may count too far.
        ///
        /// Only this model says so.
        expect violation of never
        allow deadlock
      }
      """, "tiny.quiesce": "property tiny: invariant x < 1\n",
    ])
  }

  @Test func propertyFilesAreNotHiddenByChecks() throws {
    let result = try expectations().run("quiesce check once.quiesce --properties tiny.quiesce")
    #expect(result.status == 1)
    #expect(result.text.contains("violated    tiny"))
  }

  @Test func anAllowedDeadlockCanBeExpected() throws {
    let report = try result("check once.quiesce", in: expectations())
    #expect(report.checks.map(\.expected) == ["pass", "deadlock", "violation of never"])
    #expect(report.checks.map(\.asExpected) == [true, true, true])
  }

  @Test func aSuspicionIsKeptApart() throws {
    let scratch = try expectations()
    let report = try result("check once.quiesce", in: scratch)
    #expect(report.checks.map(\.suspicion) == [false, false, true])
    #expect(
      report.checks.map(\.remark) == [
        "It rests at the end.", "Nobody has to go on.", "suspicion D0: it may count too far.",
      ])
    let text = scratch.run("quiesce check once.quiesce")
    #expect(text.lines.last?.contains("3 runs: 3 as expected, 1 of them suspicions;") == true)
  }

  @Test func theSourcesOfEveryStepAreListed() throws {
    let scratch = try Scratch([
      "cited.quiesce": """
      model cited
      actor a {
        initial final state s {
          @source("a.c:f")
          step one
          step two
        }
      }
      """
    ])
    let result = scratch.run("quiesce list --sources cited.quiesce")
    #expect(
      result.lines == [
        "cited.quiesce:5:10  a.one  a.c:f", "cited.quiesce:6:10  a.two  -", "2 steps, 1 of them with a source",
      ])
  }
}
