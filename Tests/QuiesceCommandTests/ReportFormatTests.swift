import QuiesceTestSupport
import Testing

/// One check, told in many forms at once.
@Suite("--report") struct ReportFormatTests {
  /// Two runs that are not as expected (`unlit` has a counterexample of one rendezvous; `lit` is reached with a wire), one that is,
  /// and text that means something to every format.
  static let lamp = """
    model lamp
    param wires : 0...1 = 0
    var on : Bool = false
    signal flip
    actor hand { initial final state away { step press when !on sends flip { on = true } } }
    actor bulb { initial final state dark { step glow on flip -> bright } final state bright }
    property unlit "100% <b>`x`|y</b> ]]> ::error::no & 'ü'": invariant !on
    property lit: reachable on && wires == 1
    check lamp {
      expect pass of unlit
      /// Needs a wire.
      expect violation of lit
      expect violation of lit where wires = 1
    }

    """

  static let everything = "sarif=o.sarif,junit=o.xml,ktap=o.ktap,gitlab=o.gitlab,json=o.json,markdown=o.md"

  // MARK: where reports go

  @Test func filesChangeNeitherTheTextNorTheStatus() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp])
    let normal = "| sed -E 's/[0-9.]+ s\\b/T/g'"
    let plain = scratch.run("quiesce check lamp.quiesce \(normal)")
    let told = scratch.run("quiesce check lamp.quiesce --report \(Self.everything) \(normal)")
    #expect(told.lines == plain.lines)
    let files = scratch.run("ls").lines
    #expect(files == ["lamp.quiesce", "o.gitlab", "o.json", "o.ktap", "o.md", "o.sarif", "o.xml"])
    #expect(scratch.run("quiesce check lamp.quiesce -q --report json=o.json").status == 1)
  }

  @Test func aDocumentOnStandardOutputStandsAlone() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp])
    let ktap = scratch.run("quiesce check lamp.quiesce --report ktap 2>/dev/null | grep -v explored")
    #expect(ktap.line(0) == "KTAP version 1" && ktap.lines.last == "not ok 1 lamp")
    #expect(
      scratch.run("quiesce check lamp.quiesce --report ktap=- 2>/dev/null | grep -v explored").lines == ktap.lines)
    let varying = "| sed -E '/\"(seconds|bytes)\" : /d'"
    let json = scratch.run("quiesce check lamp.quiesce --report json \(varying)")
    #expect(json.lines == scratch.run("quiesce check lamp.quiesce --format json \(varying)").lines)
  }

  @Test(arguments: [
    ("sarfi", "'sarfi' is no value for --report: a list of text, json, github, sarif, junit, ktap, gitlab, markdown"),
    ("json,sarif=", "'sarif=' is no value for --report"),
    ("json,ktap", "standard output takes one report, not 'json' and 'ktap'; write one to a file: --report ktap=FILE"),
    ("github,junit", "standard output takes one report, not 'github' and 'junit'; write one to a file"),
    ("sarif=a,junit=a", "two reports go to 'a'"),
    ("sarif=nowhere/a", "'nowhere/a' cannot be written: No such file or directory"),
    ("sarif=.", "'.' cannot be written: Is a directory"),
  ])
  func whatCannotBeIsRefusedBeforeTheSearch(list: String, message: String) throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp])
    let result = scratch.run("quiesce check lamp.quiesce --report '\(list)'")
    #expect(result.status == 2)
    #expect(result.line(0).hasPrefix("quiesce: error: " + message))
    #expect(scratch.run("ls").lines == ["lamp.quiesce"])
  }

  // MARK: what they say

  /// A test for each run: as expected, a failure that is expected, no verdict, and what is not as expected.
  @Test func ktapHasADirectiveForEachResult() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp, "counter.quiesce": CommandModels.counter])
    let result = scratch.run("quiesce check lamp.quiesce counter.quiesce --max-states 3 --report ktap 2>/dev/null")
    let tests = result.lines.filter { !$0.hasPrefix("  #") }
    #expect(
      tests == [
        "KTAP version 1", "1..2", "  KTAP version 1", "  1..3", "  not ok 1 pass", "  ok 2 violation of lit # XFAIL",
        "  not ok 3 violation of lit [wires = 1]", "not ok 1 lamp", "  KTAP version 1", "  1..1",
        "  not ok 1 pass # TIMEOUT counter: no verdict, the state budget ran out", "not ok 2 counter",
      ])
    #expect(
      result.lines.contains("  #  1 | press sends | glow receives | on = true"), "the trace stands before its result")
    #expect(result.status == 1)
  }

  @Test func whatIsRefusedIsInEveryReport() throws {
    let scratch = try Scratch(["bad.quiesce": "model bad\nvar x : Bol = true\n"])
    #expect(scratch.run("quiesce check bad.quiesce --report \(Self.everything),github").status == 2)
    #expect(
      try scratch.text(of: "o.ktap").contains(
        "  not ok 1 UNKNOWN_NAME bad.quiesce:2 # ERROR there is no type 'Bol'; did you mean 'Bool'?\nnot ok 1 input\n"))
    #expect(
      try scratch.text(of: "o.xml").contains("<error type=\"refused\" message=\"there is no type &apos;Bol&apos;"))
    #expect(
      try scratch.text(of: "o.md").contains("| error | there is no type 'Bol'; did you mean 'Bool'? | bad.quiesce:2 |"))
    let run = try JSONValue(reading: try scratch.text(of: "o.sarif"))["runs"]?.elements.first
    #expect(run?["invocations"]?.elements.first?["executionSuccessful"] == .bool(false))
    #expect(run?["results"]?.elements.map { $0["ruleId"] } == [.text("UNKNOWN_NAME")])
  }

  @Test func runsThatWereNotBegunHaveNoVerdict() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp])
    let result = scratch.run("quiesce check lamp.quiesce --total-time 0.000001 --report ktap 2>/dev/null")
    #expect(result.status == 3)
    #expect(result.lines.count { $0.contains("# TIMEOUT lamp: no verdict, the total time budget ran out") } == 3)
  }

  // MARK: SARIF

  private func results(_ scratch: Scratch) throws -> [JSONValue] {
    #expect(scratch.run("quiesce check -q *.quiesce --report sarif=o.sarif").status == 1)
    let run = try JSONValue(reading: try scratch.text(of: "o.sarif"))["runs"]?.elements.first
    return run?["results"]?.elements ?? []
  }

  @Test func aCounterexampleIsAFlowOfEachActorThatMoves() throws {
    let results = try results(Scratch(["lamp.quiesce": Self.lamp]))
    #expect(results.map { $0["ruleId"] } == [.text("invariant"), .text("missing-failure")])
    let flow = results.first?["codeFlows"]?.elements.first?["threadFlows"]?.elements ?? []
    #expect(flow.map { $0["id"] } == [.text("hand"), .text("bulb")])
    let steps = flow.map { $0["locations"]?.elements.first }
    #expect(
      steps.map { $0?["executionOrder"] } == [.number(1), .number(1)], "both sides of the rendezvous move at once")
    let lines = steps.map { $0?["location"]?["physicalLocation"]?["region"]?["startLine"] }
    #expect(lines == [.number(5), .number(6)])
    #expect(steps[1]?["location"]?["message"]?["text"] == .text("1: glow -> bright: on = true"))
  }

  /// A run that never ends is a loop in the diagram, and says in the flow where it begins; or it rests.
  @Test func aRunThatNeverEndsIsShownAsOne() throws {
    let text = """
      model blink
      var on : Bool = false
      var seen : Bool = false
      fair actor hand { initial state s { step press { on = !on } } }
      property ends: eventually seen
      actor eye { initial final state t { step see when on { seen = true } } }

      """
    let pages = try ["fair ", ""].map { fair in
      let scratch = try Scratch(["m.quiesce": text.replacing("fair ", with: fair)])
      #expect(scratch.run("quiesce check -q m.quiesce --report sarif=o.sarif,markdown=o.md").status == 1)
      return (try scratch.text(of: "o.md"), try scratch.text(of: "o.sarif"))
    }
    #expect(pages[0].0.contains("  loop for ever\n  a0->>a0: 1 press\n"))
    #expect(pages[0].0.contains("\n  end\n```"))
    #expect(pages[0].1.contains("\"ends in 2 steps, from step 1 on for ever\""))
    #expect(pages[0].1.contains("\"1: from here on for ever: press: on = true\""))
    #expect(!pages[1].0.contains("loop"), "who need not move rests at the start, before any step")
  }

  /// Services know a problem again by its fingerprint: it may move in its file, and is another one under other parameters.
  @Test func aFingerprintIsOfModelPropertyAndParameters() throws {
    let fingerprints = { (text: String) in
      try self.results(Scratch(["lamp.quiesce": text])).map { $0["partialFingerprints"]?["quiesceProblem/v1"] }
    }
    let before = try fingerprints(Self.lamp)
    #expect(try fingerprints("\n\n" + Self.lamp) == before)
    #expect(try fingerprints(Self.lamp.replacing("state away {", with: "state away { step wave {}")) == before)
    let renamed = try fingerprints(Self.lamp.replacing("unlit", with: "gloomy"))
    #expect(renamed[0] != before[0] && renamed[1] == before[1])
    let swept = try fingerprints(
      Self.lamp.replacing("expect pass of unlit", with: "expect pass of unlit where wires in 0...1"))
    #expect(swept.count == 3 && swept[0] != swept[1] && swept[2] == before[1])
  }

  @Test func columnsAreCountedInCodePoints() throws {
    let results = try results(Scratch(["lamp.quiesce": Self.lamp]))
    let found = results.first?["locations"]?.elements.first?["physicalLocation"]?["region"]
    // `!on` ends the line; in front of it stands a letter of two bytes.
    let line = Self.lamp.split(separator: "\n")[6].unicodeScalars
    let start = line.count - 3 + 1
    #expect(found?["startColumn"] == .number(Double(start)) && found?["endColumn"] == .number(Double(start + 3)))
  }

  // MARK: GitHub and GitLab

  @Test func theTextOfModelsStandsBetweenStopCommands() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp.replacing("unlit \"", with: "unlit \"\\n::error::injected ")])
    let result = scratch.run("quiesce check lamp.quiesce --report github 2>/dev/null")
    let token = result.line(0).dropFirst("::stop-commands::".count)
    #expect(result.line(0).hasPrefix("::stop-commands::") && token.count > 16)
    let end = try #require(result.lines.firstIndex(of: "::\(token)::"))
    #expect(result.lines[1..<end].contains { $0.contains("::error::") })
    let commands = result.lines[(end + 1)...]
    #expect(commands.count == 2 && commands.allSatisfy { $0.hasPrefix("::error file=lamp.quiesce,line=") })
    #expect(
      commands.last
        == "::error file=lamp.quiesce,line=13,title=lamp%3A violation of lit was expected and does not occur::lamp:"
        + " violation of lit was expected and does not occur, with wires = 1%0ATo repeat it: quiesce check"
        + " lamp.quiesce:13 --set wires=1 --property lit")
    #expect(commands.first?.contains("100%25 <b>") == true)
    let other = scratch.run("quiesce check lamp.quiesce --report github 2>/dev/null")
    #expect(other.line(0) != result.line(0), "nobody can guess the token")
  }

  /// The runner shows ten annotations of a kind; runs that fail alike need no more than one.
  @Test func atMostNineProblemsAreAnnotated() throws {
    let properties = (0..<12).map { "property p\($0): invariant x != 1\n" }.joined()
    let text = "model m\nvar x : 0...1 = 0\nactor a { initial final state s { step up { x = 1 } } }\n" + properties
    let result = try Scratch(["m.quiesce": text]).run(
      "quiesce check m.quiesce --keep-going --report github 2>/dev/null")
    let commands = result.lines.filter { $0.hasPrefix("::error") }
    #expect(commands.count == 10)
    #expect(commands.last == "::error title=quiesce::and 3 more")
    let alike = Self.lamp.replacing("pass of unlit", with: "pass of unlit where wires in 0...1")
    let swept = try Scratch(["m.quiesce": alike]).run("quiesce check m.quiesce --report github 2>/dev/null")
    #expect(swept.lines.filter { $0.hasPrefix("::error") }.count == 3)
    #expect(swept.lines.contains("::error title=quiesce::and 1 more"))
  }

  @Test func theStepSummaryIsAddedBehindWhatIsThere() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp, "summary.md": "before\n"])
    let command = "GITHUB_STEP_SUMMARY=summary.md quiesce check lamp.quiesce --report github"
    #expect(scratch.run(command).status == 1)
    let page = try scratch.text(of: "summary.md").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(page.prefix(2) == ["before", "## Quiesce: 3 runs: 1 as expected, 2 NOT as expected"])
    let start = try #require(page.firstIndex(of: "```mermaid"))
    #expect(
      page[start...].prefix(7) == [
        "```mermaid", "sequenceDiagram", "  participant a0 as hand", "  participant a1 as bulb",
        "  a0->>a1: 1 press / glow -> bright", "  Note over a0: on = true", "```",
      ])
    #expect(
      page.contains { $0.contains("100% &lt;b&gt;\\`x\\`\\|y&lt;/b&gt; \\]\\]&gt;") }, "no HTML, no cell of its own")
  }

  @Test func anIssueOfGitLabHasWhatItNeeds() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp])
    #expect(scratch.run("quiesce check -q lamp.quiesce --report gitlab=o.json").status == 1)
    let issues = try JSONValue(reading: try scratch.text(of: "o.json")).elements
    #expect(issues.map { $0["check_name"] } == [.text("invariant"), .text("missing-failure")])
    #expect(issues.map { $0["severity"] } == [.text("critical"), .text("critical")])
    #expect(issues.map { $0["location"]?["path"] } == [.text("lamp.quiesce"), .text("lamp.quiesce")])
    #expect(issues.map { $0["location"]?["lines"]?["begin"] } == [.number(7), .number(13)])
    #expect(Set(issues.map { "\($0["fingerprint"] ?? .null)" }).count == 2)
    #expect(scratch.run("quiesce check -q lamp.quiesce:12 --report gitlab 2>/dev/null").text == "[\n\n]")
  }
}

/// What reports are written for reads them: nothing of it was made here.
@Suite("Readers of reports", .enabled(if: Readers.areExpected, "\(Readers.absence)")) struct ReportReaderTests {
  /// Runs of every kind: as expected, not so, undecided, a deadlock, a fault, warnings.
  private func scratch() throws -> Scratch {
    let scratch = try Scratch([
      "lamp.quiesce": ReportFormatTests.lamp, "locks.quiesce": CommandModels.deadlock,
      "breaks.quiesce": CommandModels.fault, "counter.quiesce": CommandModels.counter,
    ])
    let result = scratch.run(
      "quiesce check *.quiesce --max-states 3 --report \(ReportFormatTests.everything) >/dev/null 2>&1")
    #expect(result.status == 1)
    return scratch
  }

  @Test(.enabled(if: Readers.schemas != nil, "\(Readers.schemaAbsence)")) func theSchemaOfSARIFIsKept() throws {
    let schema = "'\(Readers.schemas ?? "")/sarif-schema-2.1.0.json'"
    let scratch = try scratch()
    let result = scratch.run("check-jsonschema --schemafile \(schema) o.sarif")
    #expect(result.status == 0, "\(result.text)")
    #expect(scratch.run("sed -i 's/\"kind\" : \"fail\"/\"kind\" : \"failed\"/' o.sarif").status == 0)
    #expect(scratch.run("check-jsonschema --schemafile \(schema) o.sarif").status == 1, "a schema that says no")
  }

  @Test(.enabled(if: Readers.schemas != nil, "\(Readers.schemaAbsence)")) func theSchemaOfJUnitIsKept() throws {
    let result = try scratch().run("xmllint --noout --schema '\(Readers.schemas ?? "")/junit-10.xsd' o.xml")
    #expect(result.status == 0, "\(result.text)")
  }

  @Test func anXMLParserFindsTheTextAsItWas() throws {
    let scratch = try scratch()
    #expect(scratch.run("xmllint --xpath 'string(/testsuites/@tests)' o.xml").text == "6")
    // Two runs of the lamp and a fault; what has more than three states is undecided.
    #expect(scratch.run("xmllint --xpath 'count(//failure)' o.xml").text == "3")
    #expect(scratch.run("xmllint --xpath 'count(//error)' o.xml").text == "2")
    let failure = scratch.run("xmllint --xpath 'string(//testsuite[@name=\"lamp\"]/testcase[1]/failure)' o.xml")
    #expect(failure.line(0) == "lamp: violated: unlit (100% <b>`x`|y</b> ]]> ::error::no & 'ü')")
  }

  @Test func aReaderOfTAPSeesWhatFailed() throws {
    let scratch = try scratch()
    let bad = scratch.run("prove --nocolor -e cat o.ktap")
    #expect(bad.status == 1)
    #expect(bad.lines.contains { $0.contains("Tests: 4 Failed: 4") }, "\(bad.text)")
    #expect(scratch.run("quiesce check lamp.quiesce:12 --report ktap=good.ktap").status == 0)
    let good = scratch.run("prove --nocolor -e cat good.ktap")
    #expect(good.status == 0 && good.lines.last == "Result: PASS")
  }

  /// The recipes of the documentation and the action are what GitHub and GitLab take.
  @Test func recipesKeepTheirSchemas() throws {
    let page = try contents(of: Repository.root + "/Documentation/ci.md").split(separator: "```yaml\n").dropFirst()
    let blocks = page.map { $0.prefix(upTo: $0.firstRange(of: "```")?.lowerBound ?? $0.endIndex) }
    try #require(blocks.count == 2)
    let scratch = try Scratch(["github.yml": String(blocks[0]), "gitlab.yml": String(blocks[1])])
    let action = "'\(Repository.root)/.github/actions/check/action.yml'"
    for (schema, file) in [("github-workflows", "github.yml"), ("gitlab-ci", "gitlab.yml"), ("github-actions", action)]
    {
      let result = scratch.run("check-jsonschema --builtin-schema vendor.\(schema) \(file)")
      #expect(result.status == 0, "\(file): \(result.text)")
    }
  }

  @Test func theResultOfScriptsKeepsItsSchema() throws {
    let schema = "'\(Repository.root)/Documentation/json-schema.json'"
    let result = try scratch().run("check-jsonschema --schemafile \(schema) o.json")
    #expect(result.status == 0, "\(result.text)")
  }
}
