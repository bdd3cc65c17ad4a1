import QuiesceProgram
import QuiesceReport
import QuiesceSearch
import QuiesceSystem
import Testing

@testable import QuiesceRuns

/// What a moment of a search tells about the whole of it.
@Suite("--probe") struct ProbeTests {
  // MARK: whether there is enough

  @Test(arguments: [
    (
      Estimate(100), ResourceNeed.Basis.measured, 100.0, ResourceNeed.Answer.yes, "what is known needs no room to spare"
    ),
    (Estimate(101), .measured, 100, .no, "nor is there doubt"),
    (Estimate(60, 80), .shrinking, 100, .yes, "a fifth is to spare"),
    (Estimate(60, 81), .shrinking, 100, .unknown, "less is to spare"),
    (Estimate(60, nil), .shrinking, 100, .unknown, "nothing is known of the most"),
    (Estimate(60, 80), .growing, 100, .unknown, "as long as levels grow there may be more"),
    (Estimate(120, 900), .growing, 100, .unknown, "a fifth less would fit"),
    (Estimate(126, nil), .growing, 100, .no, "a fifth less does not fit either"),
    (Estimate(10, 20), .exhausted, 100, .no, "it was not enough, whatever is estimated"),
  ])
  func whetherThereIsEnough(
    amount: Estimate, basis: ResourceNeed.Basis, limit: Double, answer: ResourceNeed.Answer, reason: String
  ) {
    let need = ResourceNeed(resource: .memory, amount: amount, basis: basis, limit: limit, source: "machine")
    #expect(need.fits == answer, "\(reason)")
  }

  // MARK: estimates

  /// The numbers of the sets of twenty things by their sizes, as of twenty actors with one step each.
  private static let levels = [
    1, 20, 190, 1140, 4845, 15_504, 38_760, 77_520, 125_970, 167_960, 184_756, 167_960, 125_970, 77_520,
  ]

  /// A run of which so many levels are known, the last one found and not expanded yet, after ten seconds.
  private func run(
    levels count: Int = 14, expecting expectation: QuiesceRuns.Expectation = .pass, memory: Int = 1 << 30,
    stop: StopReason = .timeBudget, properties: [PropertyOutcome] = []
  ) -> RunReport {
    let starts = Self.levels.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    var outcome = Sample.outcome(.noVerdict, properties, stop: stop)
    outcome.memory = MemoryBudget(bytes: memory, source: .option)
    outcome.statistics.states = starts[count]
    outcome.statistics.frontier = Self.levels[count - 1]
    outcome.statistics.levels = SpaceLevels(starts: Array(starts.prefix(count)), end: starts[count])
    outcome.statistics.seconds = 10
    outcome.statistics.stateBytes = 8
    outcome.statistics.bytesPerState = 14
    outcome.statistics.peakMemoryBytes = 14 * starts[count] + 1000
    return Sample.run(outcome, expecting: expectation)
  }

  /// Fourteen levels have 988,116 states, and all of them 1,016,182 to 1,218,996 by `SpaceForecast`. Beside its 8 bytes a state takes
  /// 6 of the index, and 4.5 to 8 once that has grown; 1,000 bytes are needed for other things.
  @Test func statesBytesAndSeconds() throws {
    let probe = ProbedRun(run(), ProbeLimits(seconds: 60))
    #expect(probe.trend == .shrinking)
    #expect(probe.states == Estimate(1_016_182, 1_218_996))
    // 910,596 were expanded in ten seconds. The rest takes half as long again at worst.
    #expect(probe.speed == 91_059.6)
    #expect(abs(probe.seconds.least - 11.1595) < 0.0001)
    #expect(abs(try #require(probe.seconds.most) - 15.0801) < 0.0001)
    let memory = try #require(probe.needs.first)
    #expect(memory.amount == Estimate(1000 + 1_016_182 * 12.5, 1000 + 1_218_996 * 16))
    #expect(probe.needs.map(\.resource) == [.memory, .time])
    #expect(probe.fits == .yes)
    #expect(
      ProbedRun(run(memory: 24_000_000), ProbeLimits()).fits == .unknown, "19,504,936 bytes leave less than a fifth")
    #expect(ProbedRun(run(memory: 10_000_000), ProbeLimits()).fits == .no, "12,703,275 bytes are a quarter too many")
    #expect(ProbedRun(run(), ProbeLimits(seconds: 11)).fits == .unknown)
  }

  /// In a file a state takes 8 bytes, and the file grows ahead by an eighth; the memory holds the index alone.
  @Test func statesOnADisk() {
    let disk = ProbeLimits.Disk(folder: "kept", free: 1 << 30)
    let probe = ProbedRun(run(), ProbeLimits(disk: disk))
    #expect(probe.needs.map(\.resource) == [.memory, .disk])
    #expect(probe.needs[0].amount == Estimate(1000 + 1_016_182 * 4.5, 1000 + 1_218_996 * 8))
    #expect(probe.needs[1].amount == Estimate(1_016_182 * 8, 1_218_996 * 9))
    #expect(ProbedRun(run(), ProbeLimits(disk: .init(folder: "kept", free: 6_000_000))).fits == .no)
    // What fills the memory of the probe would be on the disk.
    #expect(ProbedRun(run(stop: .memoryBudget), ProbeLimits(disk: disk)).fits == .yes)
    #expect(ProbedRun(run(stop: .memoryBudget), ProbeLimits()).fits == .no)
  }

  /// What may end or change a search behind the probe makes the estimate wider, or says nothing of the most.
  @Test func whatIsNotTakenIntoAccountIsSaid() {
    let failing = ProbedRun(run(expecting: .violation("p")), ProbeLimits())
    #expect(failing.states == Estimate(988_116, 1_218_996))
    #expect(failing.caveats == [.failure])
    var trial = ReductionTrial()
    trial.states = 1_000_000
    let reduced = ProbedRun(run(), ProbeLimits(trial: trial))
    #expect(reduced.states == Estimate(1_000_000, 1_218_996))
    #expect(reduced.caveats == [.trial(1_000_000)])
    trial.states = 2_000_000
    #expect(ProbedRun(run(), ProbeLimits(trial: trial)).caveats == [])
    let native = ProbedRun(run(), ProbeLimits(awaitsNativeCode: true))
    #expect(abs(native.seconds.least - 10.2899) < 0.0001, "a fourth of the rest")
    #expect(native.caveats == [.nativeCode])
    let formula = [Sample.property("answered", .noVerdict, kind: .temporal)]
    let open = ProbedRun(run(properties: formula), ProbeLimits())
    #expect(open.fits == .unknown && open.caveats == [.formulas(1)])
    let counted = ProbedRun(run(stop: .complete, properties: formula), ProbeLimits())
    #expect(counted.extent == .counted && counted.states.least == counted.states.most && counted.fits == .unknown)
    let growing = ProbedRun(run(levels: 11), ProbeLimits())
    #expect(growing.trend == .slowing && growing.fits == .unknown && growing.caveats == [.growing])
    let few = ProbedRun(run(levels: 7), ProbeLimits())
    #expect(few.trend == .few && few.extent == .open && few.states == Estimate(60_460, nil))
  }

  @Test func allRunsTogether() {
    let probes = [run(), run(stop: .complete)].map { ProbedRun($0, ProbeLimits()) }
    #expect(probes[1].extent == .ended)
    let total = { (jobs: Int, left: Int) in ProbeResult(probes, notBegun: left, seconds: 2, jobs: jobs).total }
    #expect(abs(total(1, 0).least - 21.1595) < 0.0001, "one after the other")
    #expect(abs(total(2, 0).least - 11.1595) < 0.0001, "the longest, beside the other one")
    #expect(abs((total(2, 0).most ?? 0) - 25.0801) < 0.0001)
    #expect(total(2, 3).most == nil, "nothing is known of what was not begun")
  }

  // MARK: the command

  private func square(_ options: String) throws -> Shell.Result {
    try Scratch(["m.quiesce": GrowTests.model]).run("quiesce check m.quiesce --slice off \(options)")
  }

  @Test func aRunThatEndsIsNoEstimate() throws {
    let result = try square("--probe=1m --set side=9")
    #expect(result.text.contains("square [side = 9] (m.quiesce:10): ends within the probe, 100 states in"))
    #expect(result.status == 0)
    let quiet = try square("--probe=1m --set side=9 -q")
    #expect(quiet.lines.isEmpty && quiet.status == 0)
    #expect(try square("--probe=never").text.contains("'never' is no value for --probe"))
    let all = try square("--probe=1m --over side --jobs 1")
    #expect(all.lines.last?.hasPrefix("9 runs: 9 end within 60.0 s; estimated for all: ") == true)
  }

  @Test func itIsADocumentToo() throws {
    let result = try square("--probe=1m --set side=9 --format json 2> /dev/null")
    let schema = try JSONSchema(documented: "json-probe-schema.json")
    #expect(try schema.complaints(about: result.text) == [])
    let run = try #require(try JSONValue(reading: result.text)["runs"]?.elements.first)
    #expect(run["ended"] == .bool(true) && run["fits"] == .text("yes") && run["stop"] == .text("complete"))
    #expect(run["levels"] == .array((Array(1...10) + (1...9).reversed()).map { .number(Double($0)) }))
    #expect(run["states"] == .object(["least": .number(100), "most": .number(100)]))
    let bounded = try square("--probe=1m --set side=9 --max-states 50 --format json 2> /dev/null")
    let end = try #require(try JSONValue(reading: bounded.text)["runs"]?.elements.first)
    #expect(end["ended"] == .bool(true) && end["fits"] == .text("yes") && end["stop"] == .text("state budget"))
    let refused = try Scratch(["m.quiesce": "model m\nvar x : Bool = 2\n"])
      .run("quiesce check m.quiesce --probe --format json")
    #expect(refused.status == 2)
    #expect(try schema.complaints(about: refused.text) == [])
    #expect(refused.text.contains(#""severity" : "error""#))
  }

  /// Eight thousand million states.
  @Test func aSpaceThatDoesNotFit() throws {
    let scratch = try Scratch(["large.quiesce": CommandModels.large])
    let full = scratch.run("quiesce check large.quiesce --slice off --reduction off --memory 2M --probe=5m")
    #expect(full.text.contains("large: does not fit"), "\(full.text)")
    #expect(full.text.contains("  memory    no: ") && full.text.contains(" of 2.0 MiB (--memory)"))
    #expect(full.status == 0, "the question is answered")
    let open = scratch.run("quiesce check large.quiesce --slice off --reduction off --probe=200ms --format json")
    #expect(open.status == 3, "levels that grow leave it open")
    #expect(open.text.contains(#""fits" : "unknown""#))
    #expect(try JSONSchema(documented: "json-probe-schema.json").complaints(about: open.text) == [])
  }

  @Test func aSignalIsNamed() throws {
    let probe = "timeout --preserve-status -s INT 0.7 quiesce check large.quiesce --slice off --probe=5m"
    let scratch = try Scratch(["large.quiesce": CommandModels.large])
    let result = scratch.run(probe)
    #expect(result.status == 130)
    #expect(result.text.contains("  note      a signal ended the probe before its time"), "\(result.text)")
    #expect(scratch.run("\(probe) --format json").text.contains(#""stop" : "interrupted""#))
  }

  @Test func nothingIsKept() throws {
    let scratch = try Scratch(["m.quiesce": GrowTests.model])
    let probe = "quiesce check m.quiesce --slice off --probe=1m --store kept"
    let result = scratch.run("\(probe) --format json; test -e kept")
    #expect(result.text.contains(#""resource" : "disk""#) && result.status == 1)
    #expect(scratch.run("quiesce check m.quiesce --store kept").status == 0)
    let occupied = scratch.run(probe)
    #expect(occupied.status == 2 && occupied.text.contains("keeps a run already"))
  }

  @Test func whatABudgetLeavesOut() throws {
    let result = try square("--probe --over side --total-time 1ms")
    #expect(result.status == 3)
    #expect(result.lines.last?.hasPrefix("9 runs: 0 end within 2.00 s, 9 not begun") == true, "\(result.text)")
  }

  @Test(arguments: [
    ("--search depth", "--probe goes by the levels of a breadth-first search: leave --search depth out"),
    ("--search random", "--probe goes by the levels of a breadth-first search: leave --search random out"),
    ("--lock", "--probe estimates what a check takes, and has no verdicts: leave --lock out"),
    ("--grow side", "--probe estimates what a check takes, and has no verdicts: leave --grow out"),
    ("--report junit=x.xml", "--probe estimates what a check takes, and has no verdicts: leave --report out"),
    ("--store a/b/c", "cannot be made: No such file or directory"),
    ("--over side --store kept", "--store keeps the states of one run, and there are 9"),
    ("--probe=2", "the option '--probe' was given twice"),
    ("1s", "'1s' would be a model: the time of a probe is written --probe=1s"),
  ])
  func whatDoesNotGoWithIt(options: String, message: String) throws {
    let result = try square("--probe \(options)")
    #expect(result.status == 2)
    #expect(result.text.contains(message), "\(result.text)")
  }

  @Test func aProbeIsNoShard() throws {
    let scratch = try Scratch(["m.quiesce": GrowTests.model])
    let result = scratch.run(
      "quiesce check m.quiesce --shard 1/2 --probe --format json > one.json 2> /dev/null; quiesce merge one.json")
    #expect(result.status == 2)
    #expect(
      result.text.contains("'one.json' is the result of a whole check or of a probe"), "\(result.text)")
  }
}
