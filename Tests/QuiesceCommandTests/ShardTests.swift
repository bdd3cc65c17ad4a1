import QuiesceReport
import Testing

@testable import QuiesceChecks

/// The runs of a check in parts, and one result of them.
@Suite struct ShardTests {
  /// Eight runs with every kind of end, and warnings that only all of them together justify: `idle` never fires, and
  /// `calm` is vacuous.
  static let bulb = """
    model bulb
    param wires : 0...2 = 0
    param sockets : 1...2 = 1
    var on : Bool = false
    var count : 0...2 = 0
    actor hand {
      initial final state away {
        step press when !on && wires > 0 { on = true }
        step idle when count == 2 && wires == 0 { on = false }
        step screw when count <= sockets { count += wires }
      }
    }
    actor light {
      initial final state dark { step glow when on -> bright }
      state bright
    }
    property unlit "it stays dark": invariant !on
    property lit: reachable on
    property calm: invariant on && wires == 0 implies count > 0
    property ends: eventually on
    check bulb {
      expect pass of calm
      expect violation of unlit where wires = 1
      expect pass of lit where wires in 1...2
      expect deadlock where wires = 1
      /// Suspicion: nobody has seen it.
      expect violation of ends
      expect fault where wires = 2, sockets = 2
      /// It does not, and that is not as expected.
      expect pass of unlit where wires = 1
    }

    """

  private func scratch() throws -> Scratch {
    try Scratch(["Models/bulb.quiesce": Self.bulb])
  }

  /// Makes all shards of a command, the last one first; gives their files.
  private func shards(_ command: String, _ count: Int, in scratch: Scratch) -> String {
    for number in (1...count).reversed() {
      _ = scratch.run("quiesce check \(command) --shard \(number)/\(count) --report json=s\(number).json > /dev/null")
    }
    return (1...count).map { "s\($0).json" }.joined(separator: " ")
  }

  /// Without what depends on the clock and the machine.
  private func timeless(_ text: String) -> String {
    text.replacing(/"(seconds|bytes|peakMemoryBytes|compileSeconds)" : [0-9.e-]+/, with: "")
      .replacing(/[0-9.]+ m?s\b/, with: "").replacing(/[0-9.]+ [KM]iB/, with: "").replacing(/\s+/, with: " ")
  }

  @Test(
    arguments: [1, 3, 20],
    ["", "--over wires,sockets --property calm", "--compare --keep-going", "--search random --walks 3 --seed 7"])
  func shardsTogetherSayWhatTheWholeCheckSays(count: Int, command: String) throws {
    let scratch = try scratch()
    let files = shards(command, count, in: scratch)
    for options in ["--format json", "--full", "--report sarif", "--report ktap --strict"] {
      let whole = scratch.run("quiesce check \(command) \(options)")
      let parts = scratch.run("quiesce merge \(files) \(options)")
      #expect(timeless(parts.text) == timeless(whole.text), "\(options)")
      #expect(parts.status == whole.status, "\(options)")
    }
  }

  /// Each run is in one shard, and all are in some.
  @Test func everyRunIsInOneShard() throws {
    let scratch = try scratch()
    _ = shards("", 3, in: scratch)
    let count = { (file: String) in try JSONReport(reading: [UInt8](scratch.text(of: file).utf8)).checks.count }
    #expect(try ["s1.json", "s2.json", "s3.json"].map(count).reduce(0, +) == 8)
  }

  @Test func whatAMissingShardKnowsHasNoVerdict() throws {
    let scratch = try scratch()
    _ = shards("Models/bulb.quiesce:24 Models/bulb.quiesce:25 --set wires=1", 2, in: scratch)
    let part = scratch.run("quiesce merge s1.json --format json 2>/dev/null")
    #expect(part.status == 3)
    let check = try JSONReport(reading: [UInt8](part.text.utf8)).checks.last
    #expect(check?.verdict == "no verdict" && check?.stop == "shard missing" && check?.asExpected == false)
    let said = scratch.run("quiesce merge s1.json")
    #expect(said.text.contains("quiesce: note: missing is shard 2: no verdict"))
    #expect(said.text.contains("1 not begun (shard missing)"))
  }

  /// A shard that ran out of time has no verdict on what it did not begin, and the others keep theirs.
  @Test func aShardThatRanOutOfTimeLeavesItsRunsOpen() throws {
    let scratch = try scratch()
    let result = scratch.run("quiesce merge \(shards("--total-time 0.0000001", 2, in: scratch))")
    #expect(result.status == 3)
    #expect(result.text.contains("8 not begun (total time budget)"))
  }

  @Test(arguments: [
    ("s1.json s2.json s1.json", "'s1.json' is shard 1/2, and so is 's1.json': give each shard once"),
    ("s1.json other-count.json", "'other-count.json' is no part of this result: it is shard 3/3, not one of 2"),
    (
      "s1.json other-words.json",
      "'other-words.json' is no part of this result: it is of another command: 'quiesce check --set wires=1', not 'quiesce check'"
    ),
    (
      "s1.json other-options.json",
      "'other-options.json' is no part of this result: it is of another command: 'quiesce check --slice off', not 'quiesce check'"
    ),
    ("s1.json other-text.json", "'other-text.json' is no part of this result: it has another 'Models/bulb.quiesce'"),
    (
      "s1.json other-lock.json",
      "'other-lock.json' is no part of this result: it has other runs in its shards: the record of costs, a quiesce.lock, is another one"
    ),
    (
      "s1.json other-place.json",
      "'other-place.json' is no part of this result: it was made in 'Models' of the workspace, not in '.'"
    ),
    (
      "s1.json whole.json",
      "'whole.json' is the result of a whole check or of a probe: 'quiesce check --shard K/N' makes shards"
    ),
    ("s1.json cut.json", "'cut.json' is no result of a shard, or was not written to its end: it is no JSON text"),
    ("s1.json absent.json", "'absent.json' cannot be read: there is no such file"),
    ("old.json", "'old.json' was made by quiesce 0.1.0, this is VERSION: take one for all of it"),
    ("forged.json", "what a shard has on record of 'bulb' is not what its program can come to"),
  ])
  func whatDoesNotBelongTogetherIsRefused(files: String, message: String) throws {
    let scratch = try scratch()
    let make = """
      quiesce check --shard 3/3 --format json > other-count.json
      quiesce check --shard 2/2 --set wires=1 --format json > other-words.json
      quiesce check --shard 2/2 --slice off --format json > other-options.json
      (cd Models && quiesce check --shard 2/2 --format json > ../other-place.json)
      quiesce check --format json > whole.json
      quiesce check --extra --reduction off --slice off --update-lock > /dev/null
      sed -i 's/[0-9]* transitions/9999999 transitions/' Models/quiesce.lock
      quiesce check --shard 2/2 --format json > other-lock.json
      rm Models/quiesce.lock
      cp Models/bulb.quiesce kept; echo '// changed' >> Models/bulb.quiesce
      quiesce check --shard 2/2 --format json > other-text.json
      mv kept Models/bulb.quiesce
      """
    _ = scratch.run(make)
    _ = shards("", 2, in: scratch)
    _ = scratch.run(
      "head -c 3000 s2.json > cut.json; sed 's/^  \"version\" : .*/  \"version\" : \"0.1.0\",/' s1.json > old.json")
    _ = scratch.run("sed 's/\"fired\" : \"[01]/\"fired\" : \"/' s1.json > forged.json")
    let version = scratch.run("quiesce version").line(0).split(separator: " ").dropFirst().first ?? ""
    let result = scratch.run("quiesce merge \(files)")
    #expect(result.status == 2)
    #expect(
      result.text.contains("error") && result.text.contains(message.replacing("VERSION", with: version)),
      "\(result.text)")
  }

  @Test(arguments: ["0/3", "4/3", "3", "1/0", "-1/2", "1/99999", "a/b"])
  func aShardIsOneOfSeveral(shard: String) throws {
    let result = try scratch().run("quiesce check --shard '\(shard)'")
    #expect(result.status == 2)
    #expect(result.line(0).contains("'\(shard)'") && result.line(0).contains("K/N"), "\(result.line(0))")
  }

  /// What comes through a pipe cannot be read again when the results are merged.
  @Test func aPipeHasNoShards() throws {
    let result = try scratch().run("mv Models/bulb.quiesce . && quiesce check - --shard 1/2 < bulb.quiesce")
    #expect(result.status == 2 && result.text.contains("--shard takes files"))
  }

  /// What is made of a size depends on the one before.
  @Test func whatGrowsHasNoShards() throws {
    let result = try scratch().run("quiesce check Models/bulb.quiesce --grow wires --shard 1/2")
    #expect(result.status == 2 && result.text.contains("it has no --shard"), "\(result.text)")
  }

  /// A shard compares what it has found; only all of them can make a record.
  @Test func aRecordIsMadeOfAllShards() throws {
    let scratch = try scratch()
    _ = scratch.run("quiesce check --update-lock=whole.lock")
    let refused = scratch.run("quiesce check --shard 1/2 --update-lock=a.lock")
    #expect(refused.status == 2 && refused.text.contains("leave it to 'quiesce merge'"))
    #expect(scratch.run("quiesce check --shard 1/2 --lock=whole.lock 2>&1 >/dev/null").text.contains("as on record"))
    _ = scratch.run("quiesce merge \(shards("", 2, in: scratch)) --update-lock=merged.lock")
    #expect(try scratch.text(of: "merged.lock") == scratch.text(of: "whole.lock"))
  }

  /// The dearest first, each to where the least is: 9; 7; 6 joins nothing, 5 the 6, 4 the 7, 3 the 9.
  @Test func runsAreDistributedByTheirCosts() {
    let distribution = Distribution(costs: [3, 9, 5, 7, 4, 6], count: 3)
    #expect(distribution.shards == [[0, 1], [3, 4], [2, 5]])
    #expect(
      Distribution(costs: [1, 1, 1, 1, 1], count: 2).shards == [[0, 2, 4], [1, 3]], "in turn where all cost the same")
    #expect(Distribution(costs: [1], count: 3).shards == [[0], [], []])
    #expect(Distribution(costs: [], count: 2).shards == [[], []])
  }

  /// A run without a record costs what the one in the middle does; each has a cost besides its search.
  @Test func whatIsNotOnRecordCostsTheMedian() {
    #expect(RunCost.costs([5, nil, 100, 30]) == [10_005, 10_030, 10_100, 10_030])
    #expect(RunCost.costs([nil, nil]) == [10_000, 10_000])
  }
}
