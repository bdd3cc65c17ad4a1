import QuiesceReport
import Testing

/// `--search swarm` from the command line: exit statuses, what is repeated, shards, and what does not go together.
@Suite struct SwarmCommandTests {
  private static let valve = """
    model valve
    param valves : 1...3 = 3
    var open : 0...3 = 0
    actor hand { initial final state away { step turn when open < valves { open += 1 } } }
    property shut: invariant open == 0
    property few: invariant open <= valves
    property most: reachable open == valves
    property ends: eventually open == valves
    check valve {
      expect violation of shut
      expect pass of few, deadlock
      expect violation of few
      expect pass of most
      expect pass of ends
      expect pass of shut
    }

    """

  private func scratch() throws -> Scratch { try Scratch(["valve.quiesce": Self.valve]) }

  /// A violation that is expected is as expected; that something holds, nobody knows; nor that it does not.
  @Test(arguments: [(10, 0), (11, 3), (12, 3), (13, 0), (14, 3), (15, 1)])
  func theStatusSaysWhatIsKnown(line: Int, status: Int32) throws {
    let result = try scratch().run("quiesce check valve.quiesce:\(line) --search swarm --searches 4")
    #expect(result.status == status, "\(result.text)")
  }

  /// The command that is shown makes just the search that has found something.
  @Test func theSearchIsRepeated() throws {
    let scratch = try scratch()
    let result = scratch.run("quiesce check valve.quiesce:15 --search swarm --seed 7 --for 1h --threads 1")
    let line = try #require(result.lines.first { $0.hasPrefix("  repeat ") })
    #expect(line.hasSuffix("--search swarm --threads 1 --seed 7 --searches 1"))
    let again = scratch.run(String(line.dropFirst("  repeat ".count)))
    #expect(again.status == 1 && again.text.contains("1 search, 2 states entered; found with seed 7"))
  }

  /// A run that shared too little memory with others made smaller searches: the one that is made again alone has no more.
  @Test func theSearchIsRepeatedWithItsShareOfTheMemory() throws {
    let scratch = try scratch()
    let command = "quiesce check valve.quiesce:15 --set valves=2...3 --search swarm --searches 4 --threads 1 --full"
    let result = scratch.run("\(command) --memory 8M --jobs 2")
    let line = try #require(result.lines.first { $0.hasPrefix("  repeat ") })
    #expect(line.hasSuffix("--memory 4194304 --seed 1 --searches 1"))
    let again = scratch.run(String(line.dropFirst("  repeat ".count)))
    let explored = { (output: Shell.Result) in
      // The time varies.
      output.lines.first { $0.hasPrefix("  explored ") }?.replacing(/, [0-9.]+ m?s,/, with: "")
    }
    #expect(explored(again) == explored(result))
    #expect(!scratch.run("\(command) --memory 512M --jobs 2").text.contains("--memory"))
  }

  @Test func formulasAreSkippedWithAReason() throws {
    let text = try scratch().run("quiesce check valve.quiesce:14 --search swarm --searches 4 --format json").text
    let ends = try JSONReport(reading: [UInt8](text.utf8)).checks[0].properties[0]
    #expect(ends.verdict == "no verdict" && ends.reason == "a swarm does not look for it")
  }

  @Test(arguments: [
    ("--for 10m", "--for goes with --search swarm"),
    ("--search depth --searches 3", "--searches goes with --search swarm"),
    ("--seed 5", "--seed goes with --search random or --search swarm"),
    ("--walks 5", "--walks goes with --search random"),
    ("--search swarm --walk-length 5", "--walk-length goes with --search random"),
    ("--search swarm --for 0s", "'0s' is no value for --for: a time of more than 0"),
    ("--search swarm --for 99999999999999999999h", "at most 100000h"),
    ("--search swarm --searches 0", "'0' is no value for --searches"),
    ("--search swarm --for soon", "'soon' is no value for --for"),
    ("--search swarm --store kept", "leave --search swarm out"),
    ("--search swarm --traces 2", "leave '--search swarm' out"),
    ("--search swarm --lock", "--search swarm goes with no --lock"),
    ("--search swarm --grow valves", "--search swarm goes with no --grow"),
    ("--search swarm --compare", "--search swarm goes with no --compare"),
  ])
  func whatDoesNotGoTogetherIsSaid(options: String, message: String) throws {
    let result = try scratch().run("quiesce check valve.quiesce \(options)")
    #expect(result.status == 2 && result.text.contains(message), "\(result.text)")
  }

  /// Each shard has a part of every run, and all of them together say what the whole does.
  @Test func shardsAreMerged() throws {
    let scratch = try scratch()
    let command = "quiesce check valve.quiesce --search swarm --searches 6 --max-states 4"
    for number in [2, 1] {
      let shard = scratch.run("\(command) --shard \(number)/2 --report json=s\(number).json")
      #expect(shard.line(0) == "quiesce: note: shard \(number)/2: every search with a number of its own in 6 runs")
    }
    let merged = try JSONReport(
      reading: [UInt8](scratch.run("quiesce merge s2.json s1.json --format json").text.utf8))
    let whole = try JSONReport(reading: [UInt8](scratch.run("\(command) --format json --threads 1").text.utf8))
    #expect(merged.status == whole.status)
    #expect(merged.checks.map(\.verdict) == whole.checks.map(\.verdict))
    #expect(merged.checks.map(\.asExpected) == whole.checks.map(\.asExpected))
    // Those that end with what they have found make fewer searches.
    let positions = whole.checks.indices.filter { whole.checks[$0].stop == "swarm done" }
    #expect(positions.count == 3)
    for position in positions {
      #expect(merged.checks[position].swarm?.searches == whole.checks[position].swarm?.searches)
      #expect(merged.checks[position].statistics.states == whole.checks[position].statistics.states)
    }
    let alone = try JSONReport(reading: [UInt8](scratch.text(of: "s1.json").utf8))
    #expect(alone.checks.last?.stop == "decided" && alone.checks.last?.reproduce.contains("--shard") == false)
    #expect(alone.checks[positions[0]].reproduce.hasSuffix("--searches 6 --shard 1/2"))
    #expect(merged.checks[positions[0]].reproduce.hasSuffix("--searches 6"))
    let missing = scratch.run("quiesce merge s1.json")
    #expect(missing.text.contains("missing is shard 2: no verdict"))
    let twice = scratch.run("quiesce merge s1.json s1.json")
    #expect(twice.status == 2 && twice.text.contains("give each shard once"))
  }

  /// With one thread, shards of twice ten searches have made the same searches at the end of each tenth as all of them in one.
  @Test func growthIsMerged() throws {
    let scratch = try scratch()
    let command = "quiesce check valve.quiesce:11 --search swarm --searches 20 --max-states 3 --threads 1"
    for number in 1...2 { _ = scratch.run("\(command) --shard \(number)/2 --report json=s\(number).json") }
    let reports = try ["\(command)", "quiesce merge s1.json s2.json"].map {
      try JSONReport(reading: [UInt8](scratch.run("\($0) --format json").text.utf8))
    }
    #expect(reports[0].checks[0].swarm?.growth.count == 10)
    #expect(reports[1].checks[0].swarm == reports[0].checks[0].swarm)
    #expect(scratch.run("quiesce merge s1.json s2.json").text.contains("saturated"))
  }

  /// Whoever ends it hears what was found so far.
  @Test(arguments: [("INT", Int32(130)), ("TERM", 143)]) func aSignalEndsIt(signal: String, status: Int32) throws {
    let result = try scratch().run(
      "timeout --preserve-status -s \(signal) 0.7 quiesce check valve.quiesce:11 --search swarm --for 1h")
    #expect(result.status == status)
    #expect(result.text.contains("states entered"), "\(result.text)")
  }

  /// One thread makes the search of the first seed first.
  @Test func theResultFollowsTheSchema() throws {
    let scratch = try scratch()
    let text = scratch.run("quiesce check valve.quiesce --search swarm --searches 20 --threads 1 --format json").text
    #expect(try JSONSchema(documented: "json-schema.json").complaints(about: text) == [])
    let report = try JSONReport(reading: [UInt8](text.utf8))
    let check = report.checks[1]
    #expect(check.search == "swarm" && check.stop == "swarm done" && check.bounds.searches == 20)
    #expect(check.bounds.seed == 1 && check.swarm?.newPercent == 0 && check.swarm?.growth.count == 10)
    #expect(report.checks[0].properties[0].seed == 1)
  }
}
