import QuiesceChecks
import QuiesceProgram
import QuiesceRuns
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

  /// Fourteen levels of twenty independent actors, of which the last one and all before were expanded when 50 seconds have gone by:
  /// what is left are those of the levels to come, 28,066 to 230,880 states.
  @Test func progressSaysHowLongItTakesOnceLevelsShrink() throws {
    let sizes = [1, 20, 190, 1140, 4845, 15504, 38760, 77520, 125_970, 167_960, 184_756, 167_960, 125_970, 77520]
    let starts = sizes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    let progress = { (known: Int, frontier: Int, seconds: Double) in
      Progress(
        states: starts[known], transitions: 0, depth: known, frontier: frontier, seconds: seconds,
        memoryBytes: 1 << 20, levels: SpaceLevels(starts: Array(starts.prefix(known)), end: starts[known]))
    }
    var pace = SearchPace()
    let early = progress(11, 184_756, 20)
    pace.add(early)
    #expect(pace.secondsLeft(behind: early) == nil, "nothing to compare with")
    let growing = progress(12, 167_960, 40)
    pace.add(growing)
    #expect(pace.secondsLeft(behind: growing) == nil, "over three levels of twelve, they grow")
    let late = progress(14, 0, 50)
    pace.add(late)
    // 988,116 - 431,910 states were expanded in 30 seconds, 18,540 in each.
    let left = try #require(pace.secondsLeft(behind: late))
    let text = ProgressDisplay.text(late, since: growing, left: left, label: "m")
    #expect(
      text
        == "m: 50.0 s, 1.51 s to 12.5 s left, 1.0 MiB, 988,116 states, 20,349 states/s, depth 14, frontier 0 shrinking")
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
