import QuiesceReport
import Testing

/// What is as expected, from the shell: what was expected hides nothing else, and says what it means.
@Suite("judgements of quiesce check") struct JudgementTests {
  private func result(_ words: String, in scratch: Scratch) throws -> JSONReport {
    let result = scratch.run("quiesce \(words) --format json 2>/dev/null")
    return try JSONReport(reading: [UInt8](result.text.utf8))
  }

  // MARK: what meets an expectation

  /// 'p' is violated in the second step; every change keeps that from being found, for another reason.
  @Test(arguments: [
    ("model two", "model two", "", Int32(0)),
    // Another property, a fault, a deadlock.
    ("invariant x < 2", "invariant x < 3\nproperty q: invariant x < 2", "", 1),
    ("when x < 2 { x += 1 }", "{ x += 3 }", "", 1),
    ("final state s { step up when x < 2", "state s { step up when x < 1", "", 1),
    // A file that is not there, and one that cannot be read.
    ("model two", "model two\nimport \"gone.quiesce\"", "", 2),
    ("invariant x < 2", "invariant x <", "", 2),
    // Budgets that run out.
    ("model two", "model two", "--max-states 1", 3),
    ("model two", "model two", "--time 0.000001", 3),
  ])
  func onlyAViolationOfThatPropertyMeetsTheExpectation(
    old: String, new: String, options: String, status: Int32
  ) throws {
    let model = """
      model two
      var x : 0...2 = 0
      actor a { initial final state s { step up when x < 2 { x += 1 } } }
      property p: invariant x < 2
      check two { expect violation of p }
      """
    let scratch = try Scratch(["two.quiesce": model.replacing(old, with: new)])
    #expect(scratch.run("quiesce check two.quiesce \(options)").status == status)
  }

  // MARK: faults behind what is expected

  /// 'early' is violated by the first step; the counter leaves its type two steps later, and nothing else does.
  private static let hiding = """
    model hiding
    var count : 0...2 = 0
    actor clock { initial final state s { step tick { count += 1 } } }
    property early: invariant count == 0
    check hiding {
      expect violation of early
    """

  @Test func anExpectedViolationHidesNoFault() throws {
    let scratch = try Scratch(["hiding.quiesce": Self.hiding + "\n}\n"])
    let check = try result("check hiding.quiesce", in: scratch).checks[0]
    #expect(!check.asExpected && check.verdict == "fault")
    #expect(check.properties.map(\.verdict) == ["violated", "fault"])
    #expect(check.properties[1].fault == "value out of range")
    #expect(check.properties[1].trace?.steps.count == 3, "0 to 1 to 2, and the third tick fails")
    #expect(check.statesWhenDecided == 2 && check.statistics.states == 3)
    #expect(check.stop == "complete" && !check.complete)
    let text = scratch.run("quiesce check hiding.quiesce")
    #expect(text.status == 1)
    #expect(text.line(0).hasPrefix("hiding: fault: value out of range"))
    #expect(text.text.contains("\nTrace to the fault, 3 steps, of which the last one fails:\n"))
    #expect(text.line(2).contains(", complete but for what lies behind the fault, "))
  }

  @Test(arguments: [
    ("expect fault", Int32(0)), ("expect fault of \"value out of range\" at tick", 0), ("expect fault at tick", 0),
    ("expect fault of \"push on a full queue\"", 1),
  ])
  func aFaultThatTheCheckExpectsToIsNoSurprise(line: String, status: Int32) throws {
    let scratch = try Scratch(["hiding.quiesce": Self.hiding + "\n  \(line)\n}\n"])
    #expect(scratch.run("quiesce check hiding.quiesce").status == status)
    #expect(scratch.run("quiesce format hiding.quiesce").text.contains("\n  \(line)\n"))
  }

  @Test func onlyTheSameParametersExcuseAFault() throws {
    let model = Self.hiding.replacing("var count", with: "param limit : 1...9 = 2\nvar count")
      .replacing("0...2", with: "0...limit")
    let scratch = try Scratch(["hiding.quiesce": model + "\n  expect fault where limit in {LIMIT}\n}\n"])
    for (limit, status) in [("1", Int32(1)), ("2", 0), ("1, 2", 0)] {
      let words = "sed 's/LIMIT/\(limit)/' hiding.quiesce > h.quiesce; quiesce check h.quiesce"
      #expect(scratch.run(words).status == status, "limit in {\(limit)}")
    }
  }

  @Test func anExpectedFaultHidesNoOtherThanThoseItMeans() throws {
    let model = """
      model two
      queue q : Bool[1]
      var count : 0...1 = 0
      actor a { initial final state s { step tick { count += 1 } } }
      actor b { initial final state s { step put { q.push(true) } } }
      check two { expect fault at tick }
      """
    let scratch = try Scratch(["two.quiesce": model])
    let check = try result("check two.quiesce", in: scratch).checks[0]
    #expect(!check.asExpected)
    #expect(Set(check.properties.compactMap(\.fault)) == ["value out of range", "push on a full queue"])
    #expect(
      scratch.run("sed -i 's/ at tick//' two.quiesce; quiesce check two.quiesce").status == 0, "any fault is meant")
    let both =
      "sed -i 's/expect fault/expect fault at tick; expect fault at put/' two.quiesce; quiesce check two.quiesce"
    #expect(scratch.run(both).status == 0, "\(scratch.run("quiesce check two.quiesce").text)")
  }

  @Test(arguments: [
    ("fault of \"value out of rang\"", "note: did you mean 'value out of range'?"),
    ("fault at tik", "note: did you mean 'tick'?"),
    ("fault of range", "expected the kind of fault in quotes"),
  ])
  func aFaultThatCannotBeIsRefused(expectation: String, note: String) throws {
    let scratch = try Scratch(["hiding.quiesce": Self.hiding + "\n  expect \(expectation)\n}\n"])
    let result = scratch.run("quiesce check hiding.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains(note), "\(result.text)")
  }

  // MARK: properties that may fault

  @Test(arguments: ["", "--keep-going", "--search depth --keep-going", "--reduction on --keep-going"])
  func aDecidedPropertyMayStillFault(words: String) throws {
    let model = """
      model fallible
      var x : 0...3 = 2
      actor a { initial final state s { step down when x > 0 { x -= 1 } } }
      property r: reachable 6 / x == 3
      """
    let scratch = try Scratch(["fallible.quiesce": model])
    let check = try result("check fallible.quiesce \(words)", in: scratch).checks[0]
    #expect(check.properties.map(\.name) == ["r", "deadlock", "stuck", "fault"])
    #expect(
      check.properties.map(\.verdict) == ["reached", "no verdict", "no verdict", "fault"],
      "6 / 2 is 3 at once; 6 / 0 comes later")
    #expect(check.properties[3].fault == "division by zero")
    #expect(
      check.properties[1].reason
        == (words.isEmpty ? "the search ended first" : "what lies behind the fault was not visited"))
  }

  // MARK: what a pass means

  @Test func aPassOfAPropertyIsAboutNothingElse() throws {
    let model = """
      model stuck
      param bug : Bool = false
      var x : 0...1 = 0
      actor a {
        initial state s { step go { x = 1 } -> t }
        state t { step on when !bug -> u }
        final state u
      }
      property p: invariant x <= 1
      check stuck {
        expect deadlock where bug = true
        expect pass of p where bug = true
        expect pass of p, deadlock
      }
      """
    let scratch = try Scratch(["stuck.quiesce": model])
    let checks = try result("check stuck.quiesce", in: scratch).checks
    #expect(checks.map(\.asExpected) == [true, true, true])
    #expect(checks.map(\.deadlockChecked) == [true, false, true])
    let named = scratch.run("sed -i 's/of p where/of p, deadlock where/' stuck.quiesce; quiesce check stuck.quiesce")
    #expect(named.status == 1)
  }

  // MARK: warnings

  private static let hidden = """
    model hidden
    param bug : Bool = false
    var lock : Bool = false
    var bad : Bool = false
    actor t {
      initial state s { step take { lock = true; bad = bug } -> held }
      state held {
        step callback -> done
        step takeAgain when !lock -> done
        step onlyBug when bug -> done
      }
      final state done
    }
    property p: invariant !bad
    check hidden {
      expect pass
      expect violation of p where bug = true
    }
    """

  @Test func aCompleteRunJudgesStepsBesideAnExpectedViolation() throws {
    let scratch = try Scratch(["hidden.quiesce": Self.hidden])
    let whole = scratch.run("quiesce check hidden.quiesce")
    #expect(whole.status == 0)
    #expect(whole.text.contains("step 'takeAgain' of 't' fires in no complete run of 'hidden' [STEP_NEVER_FIRES]"))
    #expect(!whole.text.contains("onlyBug"), "the parameters of the complete run exclude it")
    #expect(scratch.run("quiesce check hidden.quiesce:16").text.contains("'takeAgain' of 't' fires in no complete run"))
  }

  private static let vacuous = """
    model vacuous
    param on : Bool = true
    event bad(b: Bool)
    actor a { initial final state s { step go when on { emit bad(false) } } }
    property n: never bad(b) when b
    property r: reachable a is s
    monitor m { on bad(b) { assert !b } }
    check vacuous { expect pass where on in {true, false} }
    """

  @Test func aPropertyThatSaysNothingNamesItsRun() throws {
    let scratch = try Scratch(["vacuous.quiesce": Self.vacuous])
    let report = try result("check vacuous.quiesce", in: scratch)
    #expect(
      report.checks.map { $0.properties.map(\.vacuous) } == [
        [false, false, false, false, false], [true, false, true, false, false],
      ])
    let text = scratch.run("quiesce check vacuous.quiesce").text
    #expect(
      text.contains("'n' says nothing of 'vacuous' with on = false: its event was never emitted [VACUOUS_PROPERTY]"),
      "\(text)")
    #expect(
      text.contains("'m' says nothing of 'vacuous' with on = false: none of its assertions was ever reached"), "\(text)"
    )
  }

  @Test func anAssumptionThatNoFairRunMeetsIsAWarning() throws {
    let scratch = try Scratch([
      "assumed.quiesce": """
      model assumed
      param rings : Bool = true
      var on : Bool = false
      event rung()
      fair actor bell { initial final state s { step ring when rings { on = !on; emit rung() } } }
      ltl answered: (always eventually rung) implies (always eventually on)
      check assumed { expect pass where rings in {true, false} }
      """
    ])
    let report = try result("check assumed.quiesce", in: scratch)
    #expect(report.checks.map { $0.properties[0].vacuous } == [false, true])
    #expect(
      scratch.run("quiesce check assumed.quiesce").text.contains(
        "'answered' says nothing of 'assumed' with rings = false: no fair run satisfies its left side [VACUOUS_PROPERTY]"
      ))
  }

  @Test func strictCountsWarningsAsNotAsExpected() throws {
    let scratch = try Scratch(["vacuous.quiesce": Self.vacuous])
    #expect(scratch.run("quiesce check vacuous.quiesce").status == 0)
    let strict = scratch.run("quiesce check vacuous.quiesce --strict --quiet")
    #expect(strict.status == 1)
    #expect(strict.lines.last == "quiesce: note: 2 warnings: not as expected with --strict")
    #expect(strict.text.contains("[VACUOUS_PROPERTY]"), "what is not as expected is shown")
    let report = try result("check vacuous.quiesce --strict", in: scratch)
    #expect(report.status == 1)
    #expect(scratch.run("quiesce check vacuous.quiesce --strict --ignore vacuous_property").status == 0)
  }

  @Test func quietSaysHowManyWarningsItHides() throws {
    let scratch = try Scratch(["vacuous.quiesce": Self.vacuous])
    let quiet = scratch.run("quiesce check vacuous.quiesce --quiet")
    #expect(quiet.status == 0)
    #expect(quiet.lines == ["quiesce: note: 2 warnings not shown (--quiet)"])
  }

  // MARK: figures

  @Test func theDepthIsThatOfTheFurthestState() throws {
    let model = """
      model line
      var x : 0...9 = 0
      actor a { initial final state s { step up when x < 9 { x += 1 } } }
      property p: invariant x < 3
      """
    let scratch = try Scratch(["line.quiesce": model])
    let check = try result("check line.quiesce", in: scratch).checks[0]
    #expect(check.properties[0].trace?.steps.count == 3)
    #expect(check.statistics.depth == 3, "where the search ended, the furthest state is the one that breaks 'p'")
    #expect(try result("check line.quiesce --keep-going", in: scratch).checks[0].statistics.depth == 9)
  }

  // MARK: variables that never change

  /// 'kept' is assigned what it has; 'chosen' changes in the run with a limit of 2 alone.
  @Test func aVariableThatNoRunChangesIsNamed() throws {
    let scratch = try Scratch([
      "kept.quiesce": """
      model kept
      param limit : 1...2 = 1
      var kept : 0...3 = 2
      var chosen : 1...2 = 1
      actor a { initial final state s { step go { kept = 2; chosen = limit } } }
      property p: reachable kept == 2 && chosen == limit
      check kept { expect pass where limit in LIMITS }
      """
    ])
    func named(_ limits: String, _ options: String = "") throws -> [String] {
      _ = scratch.run("sed 's/LIMITS/\(limits)/' kept.quiesce > k.quiesce")
      let found = try result("check k.quiesce \(options)", in: scratch).diagnostics ?? []
      return found.filter { $0.type == "VARIABLE_NEVER_CHANGES" }.map(\.message)
    }
    let kept = "'kept' is assigned, and has its initial value in every run of 'kept'"
    #expect(try named("1...2") == [kept], "with a limit of 2, 'chosen' becomes 2")
    #expect(try named("{1}") == [kept, "'chosen' is assigned, and has its initial value in every run of 'kept'"])
    #expect(try named("1...2", "--slice off").isEmpty, "nobody looked")
    #expect(try named("1...2", "--set limit=1").isEmpty, "not every run was asked for")
  }
}
