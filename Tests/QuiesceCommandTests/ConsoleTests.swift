import QuiesceChecks
import QuiesceProgram
import Testing

@testable import quiesce

/// What the environment and the terminal decide.
@Suite struct ConsoleTests {
  @Test(arguments: [
    ("always", ["NO_COLOR": "1"], false, true),
    ("never", ["FORCE_COLOR": "1"], true, false),
    (nil, [:], true, true),
    (nil, [:], false, false),
    ("auto", ["NO_COLOR": "1", "FORCE_COLOR": "1"], true, false),
    (nil, ["NO_COLOR": ""], true, true),
    (nil, ["CLICOLOR_FORCE": "1"], false, true),
    (nil, ["FORCE_COLOR": "0"], false, false),
    (nil, ["TERM": "dumb"], true, false),
    (nil, ["CLICOLOR": "0"], true, false),
  ])
  func colors(option: String?, environment: [String: String], isTerminal: Bool, expected: Bool) {
    let policy = ColorPolicy.isColored(
      option: option, environment: Environment(environment), isTerminal: isTerminal)
    #expect(policy == expected)
  }

  @Test func progressLinesBecomeSparse() {
    var times = [10.0]
    while times.count < 6 { times.append(ProgressDisplay.line(after: times[times.count - 1])) }
    #expect(times == [10, 30, 60, 120, 180, 240])
  }

  @Test func progressFitsTheStream() {
    let mode = { (option: String?, isQuiet: Bool, isTerminal: Bool, term: String) in
      ProgressDisplay.mode(
        option: option, isQuiet: isQuiet, isTerminal: isTerminal, environment: Environment(["TERM": term]))
    }
    #expect(mode(nil, false, true, "xterm") == .tty)
    #expect(mode(nil, false, true, "dumb") == .plain)
    #expect(mode(nil, false, false, "xterm") == .plain)
    #expect(mode(nil, true, true, "xterm") == .none)
    #expect(mode("plain", true, true, "xterm") == .plain)
  }

  @Test func progressSaysWhetherTheFrontierGrows() {
    let before = Progress(states: 1000, transitions: 4000, depth: 3, frontier: 400, seconds: 1, memoryBytes: 1 << 20)
    let after = Progress(states: 3000, transitions: 9000, depth: 5, frontier: 900, seconds: 3, memoryBytes: 3 << 20)
    let text = ProgressDisplay.text(after, since: before, label: "m")
    #expect(text == "m: 3.00 s, 3.0 MiB, 3,000 states, 1,000 states/s, depth 5, frontier 900 growing")
    #expect(ProgressDisplay.label("m", number: 1, of: 1) == "m")
    #expect(ProgressDisplay.label("m", number: 78, of: 1117) == "run 78 of 1,117, m")
  }

  @Test(arguments: [
    (79, "run 78 of 1,117, unbind: 12.0 s, 3.0 MiB, 3,000 states, 1,000 states/s, depth 5"),
    (60, "run 78 of 1,117, unbind: 12.0 s, 3.0 MiB, 3,000 states"), (20, "run 78 of 1,117"), (1, "run 78 of 1,117"),
  ])
  func progressShowsTheFiguresThatFit(width: Int, shown: String) {
    let text =
      "run 78 of 1,117, unbind: 12.0 s, 3.0 MiB, 3,000 states, 1,000 states/s, depth 5, frontier 900 growing"
    #expect(ProgressDisplay.fitted(text, width: width) == shown)
  }

  @Test func shellWordsAreQuoted() {
    #expect(ShellText.line(["quiesce", "a b", "x={1}", "it's"]) == "quiesce 'a b' 'x={1}' 'it'\\''s'")
  }

  @Test func fileArgumentsMayNameALine() {
    #expect(FileArgument("p/a.quiesce:12", from: "/w") == FileArgument("/w/p/a.quiesce:12", from: "/"))
    #expect(FileArgument("../a.quiesce:12", from: "/w/x").path == "/w/a.quiesce")
    #expect(FileArgument("a.quiesce:12", from: "/w").line == 12)
    #expect(FileArgument("a:b", from: "/w").path == "/w/a:b")
    #expect(FileArgument("a.quiesce", from: "/w").line == nil)
  }
}
