import QuiesceReport
import Testing

/// Runs that fail alike: one trace, and a line for each other.
@Suite("Runs that fail alike") struct FailureFamilyTests {
  /// Counts to n + 1, so that `small` is violated from n = 1 on, and by the same trace; with a `stop` of 0 it is stuck first.
  private static let family = """
    model family
    param n : 0...999 = 1
    param stop : 0...1 = 1
    var x : 0...1000 = 0
    actor a {
      initial state s {
        step up when x <= n && stop == 1 { x += 1 }
        step end when x > n -> t
      }
      final state t
    }
    property small: invariant x < 2
    check family {
      expect pass where n in 1...999
      expect violation of small where n in 1...3
    }
    check family {
      expect pass where n = 7
    }

    """

  private func run(_ words: String) throws -> Shell.Result {
    try Scratch(["family.quiesce": Self.family]).run("quiesce check family.quiesce\(words)")
  }

  @Test func aThousandFailuresAreOneTraceAndATable() throws {
    let result = try run("")
    #expect(result.status == 1)
    #expect(result.lines.count { $0.hasPrefix("Counterexample to ") } == 1)
    // 998 of the first expectation, and the one of the other check, which has the same trace.
    #expect(
      result.lines.count { $0.hasPrefix("NOT AS EXPECTED family [n = ") && $0.contains("]: violated: small; ") } == 999)
    #expect(result.lines.contains("999 runs are like one that is shown in full (--full shows all)"))
    #expect(result.lines.contains { $0.hasPrefix("1,003 runs: 3 as expected, 1,000 NOT as expected; ") })
    #expect(result.lines.last == "reproduce: quiesce check family.quiesce:14 --set n=1")
  }

  @Test func theOptionShowsTheTraceOfEach() throws {
    let result = try run(" --set n=7 --full")
    #expect(result.lines.count { $0.hasPrefix("Counterexample to small, 2 steps:") } == 2)
    #expect(!result.text.contains("like one"))
  }

  @Test func whatFailsOtherwiseIsShownToo() throws {
    let result = try run(":14 --set stop=0")
    #expect(result.lines.count { $0.hasPrefix("Trace to the deadlock, 0 steps:") } == 1)
    #expect(result.lines.contains("998 runs are like one that is shown in full (--full shows all)"))
    let mixed = try run(" --set n=3 --set stop=0")
    #expect(mixed.lines.count { $0.hasPrefix("family: ") } == 2, "a deadlock, and a violation that is missing")
  }

  @Test func fewExpectedTracesAreNotRepeated() throws {
    let result = try run(":15")
    #expect(result.status == 0)
    #expect(result.lines.count { $0.hasPrefix("Counterexample to ") } == 1)
    #expect(result.lines.count { $0.hasPrefix("as expected family [n = ") } == 2)
  }

  @Test func aTraceThatWasExpectedIsOneCommandAway() throws {
    let scratch = try Scratch([
      "family.quiesce": Self.family.replacing("1...999", with: "0...0").replacing("n = 7", with: "n = 0")
    ])
    let result = scratch.run("quiesce check family.quiesce")
    #expect(result.status == 0)
    #expect(result.lines.last == "trace: quiesce check family.quiesce:15 --set n=1 --property small --full")
    let trace = scratch.run("quiesce check family.quiesce:15 --set n=1 --property small --full")
    #expect(trace.status == 0 && trace.text.contains("Counterexample to small, 2 steps:"))
  }

  /// Of a report nothing but a command, which is to be copied, is wider than a terminal.
  @Test(arguments: [
    "Models/pcie --progress none", "Models/pcie/pri-stop.quiesce:182 --full --slice off", "Models/vtd --keep-going",
  ])
  func linesFitATerminal(words: String) {
    let result = Shell.run("quiesce check \(words) 2>/dev/null", in: Repository.root)
    #expect(result.lines.count > 10)
    for line in result.lines where !line.hasPrefix("trace: ") && !line.hasPrefix("reproduce: ") {
      #expect(line.count <= 80, "\(line)")
    }
  }
}
