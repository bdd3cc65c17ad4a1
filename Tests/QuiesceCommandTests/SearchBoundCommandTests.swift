import QuiesceReport
import QuiesceTestSupport
import Testing

/// What a user sees of `within`: no verdict that depends on a search bound goes without it.
@Suite("Search bounds on the command line") struct SearchBoundCommandTests {
  /// `reset` fires only from 50 on; `tops` has nothing to say below that.
  private static let counter = """
    model counter
    param step : 1...2 = 1
    var n : 0...100 = 0
    actor up {
      initial state on {
        step add when n < 100 { n += step }
        step reset when n >= 50 { n = 0 }
      }
    }
    property low: invariant n <= 5
    property tops: invariant n > 60 implies n <= 100
    property far: reachable n == 9
    check counter {
      expect pass of low, tops
      expect violation of far
      expect violation of low where step = 2
      within n <= 3  // small
    }

    """

  private func scratch(_ text: String = counter) throws -> Scratch { try Scratch(["counter.quiesce": text]) }

  /// By ones 0 to 4 are reached; by twos 0, 2, 4. The last one is not left in either.
  @Test func verdictsNameTheBound() throws {
    let text = try scratch().run("quiesce check counter.quiesce --slice off --ignore VACUOUS_PROPERTY")
    #expect(text.status == 1, "by twos no state is above 5")
    #expect(text.text.contains("as expected counter: holds within n <= 3: 2 properties hold, no fault; 5 states"))
    #expect(text.text.contains("as expected counter: not reached within n <= 3: far; 5 states"))
    #expect(text.text.contains("counter: holds within n <= 3: low holds, no fault\n"))
    #expect(text.text.contains("breadth first, complete within n <= 3, "))
    #expect(!text.text.contains("STEP_NEVER_FIRES"), "what a bounded search does not fire may fire")
  }

  @Test func warningsAboutHollowAnswersNameTheBound() throws {
    let text = try scratch().run("quiesce check counter.quiesce 2>&1")
    #expect(text.text.contains("'tops' says nothing of 'counter' within n <= 3: its left side never held"))
  }

  /// Where another check is complete, its steps are judged by it alone.
  @Test func stepsAreJudgedByUnboundedRuns() throws {
    let whole = Self.counter + "check counter { expect pass of tops where step = 1 }\n"
    let text = try scratch(whole).run("quiesce check counter.quiesce 2>&1")
    #expect(!text.text.contains("STEP_NEVER_FIRES"))
    #expect(text.text.contains("as expected counter [step = 1]: tops holds, no fault; 101 states"))
  }

  @Test func resultsAreNotCompleteAndReplay() throws {
    let scratch = try scratch(Self.counter.replacing("n <= 5", with: "n <= 3"))
    let found = scratch.run("quiesce check counter.quiesce --slice off --format json 2>/dev/null")
    let report = try JSONReport(reading: [UInt8](found.text.utf8))
    #expect(report.checks.map(\.complete) == [false, false, false])
    #expect(report.checks.map(\.bounds.within) == ["n <= 3", "n <= 3", "n <= 3"])
    #expect(report.checks.map(\.statistics.states) == [5, 5, 3])
    #expect(report.checks.map(\.verdict) == ["violated", "not reached", "violated"])
    let replayed = scratch.run(
      "quiesce check counter.quiesce --slice off --format json 2>/dev/null >r.json; quiesce replay r.json | grep replayed"
    )
    #expect(
      replayed.text == """
        counter: low: replayed 4 steps: violated, as recorded
        counter: low: replayed 2 steps: violated, as recorded
        """)
    let beyond = scratch.run("sed -i 's/\"n <= 3\"/\"n <= 2\"/' r.json; quiesce replay r.json 2>&1")
    #expect(beyond.status == 2, "within a smaller bound the recorded way is none")
    #expect(beyond.text.contains("in step 4: 'up.add' is not enabled"))
  }

  @Test func listShowsIt() throws {
    let scratch = try scratch()
    #expect(scratch.run("quiesce list counter.quiesce").text.hasSuffix("    within n <= 3"))
    #expect(scratch.run("quiesce list counter.quiesce --format json").text.contains("\"within\" : \"n <= 3\""))
  }

  @Test(arguments: [
    ("within n <= 3 within n <= 4", "this check has its 'within' already"),
    ("within n", "Bool"),
    ("within m <= 3", "the model 'counter' has no name 'm'"),
    ("within n <=", "expected"),
  ])
  func mistakesAreErrors(line: String, message: String) throws {
    let text = Self.counter.replacing("within n <= 3  // small", with: line)
    let result = try scratch(text).run("quiesce check counter.quiesce 2>&1")
    #expect(result.status == 2)
    #expect(result.text.contains(message))
  }

  @Test func itStandsInACheck() throws {
    let result = try scratch(Self.counter + "within n <= 3\n").run("quiesce check counter.quiesce 2>&1")
    #expect(result.status == 2 && result.text.contains("a search bound stands inside a 'check'"))
  }

  @Test func formattingKeepsIt() throws {
    let scratch = try scratch("model m\nvar n:0...3=0\ncheck   m{expect pass\nwithin n<=3&&\nn>=0}\n")
    #expect(
      scratch.run("quiesce format counter.quiesce").text == """
        model m
        var n : 0...3 = 0
        check m { expect pass
          within n <= 3 &&
            n >= 0 }
        """)
  }
}
