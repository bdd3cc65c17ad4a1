import QuiesceReport
import QuiesceTestSupport
import Testing

/// Extra checks are left out, and said to be, unless somebody asks for them.
@Suite("Extra checks") struct ExtraCheckTests {
  /// An ordinary check of one run and an extra one of three; `leap` fires in the extra check only, `idle` never does.
  private static let ring = """
    model ring
    param size : 1...9 = 2
    var used : 0...9 = 0
    actor producer {
      initial state filling {
        step put when used < size { used += 1 }
        step leap when size > 4 && used == size -> full
        step idle when used > size -> full
      }
      final state full
    }
    property fits: invariant used <= size
    property fills: reachable used == size
    property ends: eventually used == size
    check ring {
      expect pass of fits, fills
      allow deadlock
    }
    extra check ring {
      expect pass of fits where size in {5, 9}
      expect pass of fits, fills where size = 8
      allow deadlock
    }
    """

  /// A property that does not hold, and only an extra check to expect that.
  private static let lamp = """
    model lamp
    var on : Bool = false
    actor hand { initial state away { step press { on = true } -> done } final state done }
    property dark: invariant !on

    """

  private static let extraLamp = "extra check lamp { expect violation of dark }\n"

  private static let phrase = "1 extra check left out (--extra runs it too)"

  private func result(_ words: String, in scratch: Scratch) throws -> JSONReport {
    let result = scratch.run("quiesce check \(words) --format json 2>/dev/null")
    return try JSONReport(reading: [UInt8](result.text.utf8))
  }

  private func ring() throws -> Scratch { try Scratch(["ring.quiesce": Self.ring]) }

  // MARK: what runs

  @Test func theDefaultLeavesThemOutAndSaysSo() throws {
    let scratch = try ring()
    let text = scratch.run("quiesce check ring.quiesce")
    #expect(text.status == 0)
    #expect(text.line(0).hasPrefix("ring: holds: "), "one run is shown in full")
    #expect(text.lines.contains { $0.hasPrefix("1 run: 1 as expected, \(Self.phrase); ") })
    let report = try result("ring.quiesce", in: scratch)
    #expect(report.checks.map(\.place) == ["ring.quiesce:16"])
    #expect(report.checks.map(\.extra) == [false])
    #expect(report.extraLeftOut == 1, "checks are counted, not their runs")
    let beside = scratch.run("quiesce check ring.quiesce --format json 2>&1 >/dev/null")
    #expect(beside.lines.isEmpty, "the document has it")
    #expect(scratch.run("quiesce check ring.quiesce --quiet").lines.isEmpty)
  }

  @Test func theOptionRunsThemToo() throws {
    let scratch = try ring()
    let text = scratch.run("quiesce check ring.quiesce --extra")
    #expect(text.status == 0)
    #expect(text.lines.count { $0.hasPrefix("as expected ring [size = ") && $0.contains("] (extra): ") } == 3)
    #expect(text.lines.count { $0.hasPrefix("as expected ring: ") } == 1)
    #expect(text.lines.last?.hasPrefix("4 runs: 4 as expected; ") == true)
    let report = try result("ring.quiesce --extra", in: scratch)
    #expect(report.checks.map(\.extra) == [false, true, true, true])
    #expect(report.extraLeftOut == 0)
  }

  @Test(arguments: [
    ("ring.quiesce:19", ["5", "9", "8"]), ("ring.quiesce:22", ["5", "9", "8"]), ("ring.quiesce:21", ["8"]),
    ("ring.quiesce:20 --set size=9", ["9"]), ("ring.quiesce ring.quiesce:21", [nil, "8"]),
  ])
  func aLineRunsTheOneOnIt(words: String, sizes: [String?]) throws {
    let report = try result(words, in: ring())
    #expect(report.status == 0)
    #expect(report.checks.map { $0.changedParameters.isEmpty ? nil : $0.parameters["size"] } == sizes)
    #expect(report.checks.map(\.extra) == sizes.map { $0 != nil })
    #expect(report.extraLeftOut == 0)
  }

  @Test func aLineOfAnotherCheckLeavesNothingOut() throws {
    let scratch = try ring()
    #expect(try result("ring.quiesce:16", in: scratch).extraLeftOut == 0)
    #expect(!scratch.run("quiesce check ring.quiesce:16").text.contains("extra"))
  }

  @Test func whatIsPrintedToMakeARunAgainMakesIt() throws {
    let scratch = try ring()
    for run in try result("ring.quiesce --extra", in: scratch).checks {
      let again = scratch.run(run.reproduce)
      #expect(again.status == 0)
      #expect(again.line(0).hasPrefix("ring: \(run.verdict): "), "\(run.reproduce): \(again.text)")
    }
  }

  // MARK: nothing is left

  /// Without its check the lamp would be checked for all its properties, and status 1 would be the answer.
  @Test(arguments: [
    (["lamp.quiesce": lamp + extraLamp], "lamp.quiesce"), (["lamp.quiesce": lamp + extraLamp], "."),
    (["Models/lamp.quiesce": lamp + extraLamp], ""),
    (["Models/lamp.quiesce": lamp, "Properties/large.quiesce": extraLamp], ""),
    (["Models/lamp.quiesce": lamp, "Properties/large.quiesce": extraLamp], "Models/lamp.quiesce"),
    (["lamp.quiesce": lamp, "large.quiesce": extraLamp], "lamp.quiesce large.quiesce"),
  ])
  func aModelThatHasOnlyExtraChecksIsNotUnchecked(files: [String: String], words: String) throws {
    let scratch = try Scratch(files)
    for options in ["", "--quiet"] {
      let nothing = scratch.run("quiesce check \(words) \(options)")
      #expect(nothing.status == 2)
      #expect(nothing.lines == ["error: no run is left: \(Self.phrase) [NOTHING_TO_RUN]"])
    }
    let document = try result(words, in: scratch)
    #expect(document.status == 2 && document.checks.isEmpty && document.extraLeftOut == 1)
    #expect(document.diagnostics?.map(\.message) == ["no run is left: \(Self.phrase)"])
    let all = try result("\(words) --extra", in: scratch)
    #expect(all.status == 0)
    #expect(all.checks.map(\.expected) == ["violation of dark"])
  }

  @Test func bothReasonsForNoRunAreSaid() throws {
    let text = Self.lamp + "check lamp { expect deadlock }\n" + Self.extraLamp
    let lamp = try Scratch(["lamp.quiesce": text]).run("quiesce check lamp.quiesce --property dark")
    #expect(lamp.status == 2)
    #expect(
      lamp.lines == [
        "error: no run is left: 1 were skipped, since they contradict --set or --property; \(Self.phrase)"
          + " [NOTHING_TO_RUN]"
      ])
  }

  // MARK: what is asked for

  @Test func onlyChecksThatTheOptionWouldRunAreCounted() throws {
    let scratch = try ring()
    let other = try result("ring.quiesce --set size=3", in: scratch)
    #expect(other.status == 0)
    #expect(other.extraLeftOut == 0, "no run of the extra check has this size")
    #expect(try result("ring.quiesce --set size=3 --extra", in: scratch).checks.count == 1)
    let skipped = { (options: String) in
      scratch.run("quiesce check ring.quiesce --set size=3 \(options)").text.contains("3 skipped by --set")
    }
    #expect(!skipped("") && skipped("--extra"), "what was not asked for is not skipped")
    #expect(try result("ring.quiesce --property fills", in: scratch).extraLeftOut == 1)
  }

  @Test func namesOfModelsThatAreLeftOutAreKnown() throws {
    let wide = "\nparam width : 0...3 = 0\nlet unread = width\n"
    let scratch = try Scratch(["lamp.quiesce": Self.lamp + wide + Self.extraLamp, "ring.quiesce": Self.ring])
    #expect(scratch.run("quiesce check lamp.quiesce ring.quiesce --set width=2").status == 0)
    #expect(scratch.run("quiesce check lamp.quiesce ring.quiesce --set height=2").status == 2)
  }

  @Test(arguments: [
    ("extra check lamp { expect pass of bright }", "[UNKNOWN_NAME]"),
    ("extra check lamp with nothing { expect pass }", "[UNKNOWN_NAME]"),
    ("extra check lamp { expect pass where size = 2 }", "[INVALID_SETTING]"),
    ("extra check lamb { expect pass }", "[UNKNOWN_NAME]"),
    (
      "extra actor a { initial final state s }",
      "expected 'check', 'property' or 'monitor' behind 'extra', found 'actor'"
    ),
  ])
  func theirMistakesAreErrorsAllTheSame(check: String, reason: String) throws {
    let model = Self.lamp + "check lamp { expect violation of dark }\n"
    let result = try Scratch(["lamp.quiesce": model + check + "\n"]).run("quiesce check lamp.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains(reason), "\(result.text)")
  }

  @Test func whatIsNeverExercisedIsSaidOfAllRunsTogether() throws {
    let scratch = try ring()
    let warning = { (step: String) in "step '\(step)' of 'producer' fires in no run of 'ring' [STEP_NEVER_FIRES]" }
    let part = scratch.run("quiesce check ring.quiesce")
    #expect(!part.text.contains("[STEP_NEVER_FIRES]"), "'leap' fires where nobody looked")
    let whole = scratch.run("quiesce check ring.quiesce --extra")
    #expect(whole.text.contains(warning("idle")))
    #expect(!whole.text.contains(warning("leap")))
  }

  // MARK: extra properties

  @Test func anExtraPropertyIsAskedForByNameOnly() throws {
    let scratch = try Scratch([
      "lamp.quiesce": Self.lamp + """
        extra property lit: invariant on
        extra monitor never { on pressed { assert false } }
        event pressed
        check lamp {
          expect violation of lit
          expect violation of dark
          expect pass of deadlock
        }
        check lamp { expect pass }
        """
    ])
    let report = try result("lamp.quiesce", in: scratch)
    #expect(
      report.checks.map { $0.properties.map(\.name).filter { !["deadlock", "stuck", "fault"].contains($0) } } == [
        ["lit"], ["dark"], [], ["dark"],
      ])
    #expect(report.checks.map(\.asExpected) == [true, true, true, false], "'dark' alone keeps the last from passing")
    let named = scratch.run("quiesce check lamp.quiesce --property lit")
    #expect(named.status == 0)
    #expect(named.lines.last?.hasPrefix("1 run: 1 as expected, 3 skipped by --set or --property; ") == true)
    let listed = scratch.run("quiesce list lamp.quiesce").lines.filter {
      $0.contains("property ") || $0.contains("monitor ")
    }
    #expect(listed == ["  property dark", "  extra property lit", "  extra monitor never"])
  }

  @Test func aModelWithoutACheckHasAllItsPropertiesAsked() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp + "extra property lit: invariant on\n"])
    #expect(try result("lamp.quiesce", in: scratch).checks.map { $0.properties.map(\.name).contains("lit") } == [true])
  }

  // MARK: other subcommands

  @Test func theListTellsThemApart() throws {
    let result = try ring().run("quiesce list ring.quiesce")
    #expect(result.lines.filter { $0.contains("check ") } == ["  check ring", "  extra check ring"])
  }

  @Test(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
  func peersAreAskedAboutThemOnRequest() throws {
    let scratch = try ring()
    let part = scratch.run("quiesce crosscheck ring.quiesce")
    #expect(part.status == 0)
    #expect(part.lines.count { $0.hasPrefix("agree ") } == 1)
    #expect(part.lines.last?.hasSuffix(": 0 disagreements, \(Self.phrase)") == true)
    let whole = scratch.run("quiesce crosscheck ring.quiesce --extra")
    #expect(whole.status == 0)
    #expect(whole.lines.count { $0.hasPrefix("agree ") } == 4)
    #expect(whole.lines.last?.hasSuffix(": 0 disagreements") == true)
    let nothing = try Scratch(["lamp.quiesce": Self.lamp + Self.extraLamp]).run("quiesce crosscheck lamp.quiesce")
    #expect(nothing.status == 2)
    #expect(nothing.lines == ["error: no run is left: \(Self.phrase) [NOTHING_TO_RUN]"])
  }

  @Test func aLockHasTheirSpacesToo() throws {
    let command = "quiesce check ring.quiesce -q --slice off --extra --update-lock=/dev/stdout 2>/dev/null"
    let lines = try ring().run(command).lines.filter { $0.hasPrefix("ring") || $0.contains("transition") }
    // A ring of n places fills in n steps, and from size 5 on 'leap' leads to one state more.
    #expect(
      lines == [
        "ring", "  3 states, 2 transitions",
        "ring [size = 5]", "  7 states, 6 transitions",
        "ring [size = 8]", "  10 states, 9 transitions",
        "ring [size = 9]", "  11 states, 10 transitions",
      ])
  }
}
