import QuiesceReport
import QuiesceTestSupport
import Testing

@testable import QuiesceSearch

/// A search that keeps its states in a folder goes on after whatever has ended it, or says why it cannot.
@Suite struct StoreTests {
  /// 61^3 states, the end of all three counters after 180 steps.
  private static let grid =
    KnownModel.counters(to: 60) + """
      property apart "not all reach their ends": invariant !(a == n && b == n && c == n)
      property met "two do": reachable a == n && b == n

      """

  private func scratch() throws -> Scratch { try Scratch(["grid.quiesce": Self.grid]) }

  /// What does not depend on the clock, nor on how often the search was ended.
  private func facts(_ text: String) throws -> [String] {
    let report = try JSONReport(reading: [UInt8](text.utf8))
    return report.checks.flatMap { check in
      let figures = check.statistics
      return [check.verdict, check.stop, "\(figures.states) \(figures.transitions) \(figures.depth)"]
        + check.properties.map { "\($0.name) \($0.verdict) \($0.trace?.steps.map(\.step) ?? [])" }
    } + (report.diagnostics ?? []).map(\.message)
  }

  /// Ends the search at different moments until it comes to its end, then compares with one that nobody has ended.
  @Test(arguments: [
    "--property apart", "--keep-going", "--property apart --threads 2", "--property met --property apart --symmetry on",
  ])
  func whateverKillsASearchLosesNothing(options: String) throws {
    let scratch = try scratch()
    let whole = scratch.run(
      "quiesce check grid.quiesce --set n=110 --reduction off \(options) --format json 2>/dev/null")
    let first = "quiesce check grid.quiesce --set n=110 \(options) --format json --store kept --checkpoint 5ms"
    _ = scratch.run("timeout -s KILL 0.05 \(first)")
    let states = try JSONReport(reading: [UInt8](whole.text.utf8)).checks.first?.statistics.states
    var result = Shell.Result(lines: [], status: 137)
    var kills = 0
    // With all states on record, only the last look is left: it writes nothing, so that a few kills say as much of it as many.
    var killsOfLastLook = 0
    while result.status == 137 {
      if keptStates(in: scratch) == states { killsOfLastLook += 1 }
      let command = scratch.run("test -f kept/run.json").status == 0 ? "quiesce resume kept" : first
      // 17 has no common factor with 60: the moments are spread, and come later and later, since the last look takes a while.
      let moment = 40 + kills * 17 % 60 + kills * kills
      // A machine that is too busy for so many is left to finish.
      let isKilled = kills < 60 && killsOfLastLook < 4
      let killer = isKilled ? "timeout -s KILL \(Double(moment) / 1000) " : ""
      result = scratch.run("\(killer)\(command) 2>/dev/null")
      kills += 1
    }
    #expect(kills > 1, "a record at least was gone on from")
    #expect(result.status == whole.status)
    #expect(try facts(result.text) == facts(whole.text))
    #expect(try facts(scratch.run("quiesce resume kept 2>/dev/null").text) == facts(whole.text), "once more")
  }

  /// How many states the record in the folder speaks of; nil if there is none.
  private func keptStates(in scratch: Scratch) -> Int? {
    StoredWords.read(scratch.path + "/kept/record").flatMap(SearchRecord.init)?.stateCount
  }

  @Test func aSignalOrABudgetLosesNothing() throws {
    let scratch = try scratch()
    let ended = scratch.run(
      """
      quiesce check grid.quiesce --store kept --checkpoint 1ms --property apart --set n=150 & search=$!
      until test -f kept/record; do sleep 0.01; done; kill -TERM $search; wait $search
      """)
    #expect(ended.text.contains("the states found so far are kept: 'quiesce resume kept' goes on"), "\(ended.text)")
    let end = scratch.run("quiesce resume kept")
    // 151^3 states, but for those that come behind the end of all three in breadth-first order: none.
    #expect(
      end.text.contains("explored    3,442,951 states, 10,283,250 transitions, depth 450"), "\(end.text.prefix(900))")
    #expect(end.text.contains("resumed     from "))
  }

  /// The links of a state take 4 bytes, and 4 more while a record is written.
  @Test func whatARecordTakesIsCounted() throws {
    let scratch = try scratch()
    let peak = { (options: String) throws -> (states: Int, bytes: Int) in
      let text = scratch.run("quiesce check grid.quiesce --keep-going \(options) --format json 2>/dev/null").text
      let figures = try #require(try JSONReport(reading: [UInt8](text.utf8)).checks.first).statistics
      return (figures.states, figures.peakMemoryBytes)
    }
    let kept = try peak("--store kept")
    let withoutLinks = try peak("--store other --property apart")
    #expect(kept.states == withoutLinks.states)
    #expect(kept.bytes - withoutLinks.bytes >= 8 * kept.states)
  }

  // MARK: refusals

  /// A folder in which a search of 9,261 states came to its end.
  private func finished() throws -> Scratch {
    let scratch = try scratch()
    let result = scratch.run("quiesce check grid.quiesce --set n=20 --property met --store kept")
    #expect(result.status == 0, "\(result.text)")
    return scratch
  }

  @Test func anotherModelIsRefused() throws {
    let scratch = try finished()
    #expect(scratch.run("quiesce resume kept").status == 0)
    _ = scratch.run("echo >> grid.quiesce")
    let result = scratch.run("quiesce resume kept")
    #expect(result.status == 2 && result.line(0).contains("'grid.quiesce' is not what it was"), "\(result.text)")
  }

  @Test func anotherVersionIsRefused() throws {
    let scratch = try finished()
    _ = scratch.run(#"sed -i 's/"version" : "[^"]*"/"version" : "0.1.9"/' kept/run.json"#)
    let result = scratch.run("quiesce resume kept")
    #expect(result.status == 2 && result.line(0).contains("was written by quiesce 0.1.9"), "\(result.text)")
  }

  @Test(arguments: ["states", "record", "links"]) func damageIsNoticed(file: String) throws {
    let scratch = try scratch()
    _ = scratch.run("quiesce check grid.quiesce --set n=20 --store kept")
    let name = scratch.run("ls kept | grep ^\(file)").line(0)
    #expect(name.hasPrefix(file))
    let size = Int(scratch.run("stat -c %s kept/\(name)").line(0)) ?? 0
    // The file of the states is longer than they are.
    let end = file == "states" ? 9261 * 8 : size
    for place in [0, end / 3, end - 1] {
      let damage =
        "cp kept/\(name) whole; printf '\\xa5' | dd of=kept/\(name) bs=1 seek=\(place) conv=notrunc 2>/dev/null"
      let result = scratch.run("\(damage); quiesce resume kept; S=$?; cp whole kept/\(name); exit $S")
      #expect(
        result.status == 2 && result.line(0).contains("is damaged: its file '\(name)'"), "\(place): \(result.text)")
    }
    let result = scratch.run("truncate -s \(end / 2) kept/\(name); quiesce resume kept")
    #expect(result.status == 2 && result.line(0).contains("is damaged: its file '\(name)'"), "\(result.text)")
  }

  @Test(
    arguments: [
      ("check grid.quiesce --over n=1...2 --store kept", "--store keeps the states of one run, and there are 2"),
      ("check grid.quiesce --store kept --search depth", "leave --search depth out"),
      ("check grid.quiesce --store kept --reduction on", "leave --reduction on out"),
      ("check grid.quiesce --store kept --compare", "--store goes with no --compare"),
      ("check grid.quiesce --store kept --max-states 9", "--store goes with no --max-states"),
      ("check - --store kept < grid.quiesce", "what a pipe brings cannot be read again"),
      ("check grid.quiesce --checkpoint 1s", "--checkpoint goes with --store"),
      ("check grid.quiesce --property met --store grid.quiesce", "cannot be made: File exists"),
      ("check grid.quiesce --property met --store no/such/folder", "No such file or directory"),
      ("resume kept", "there is no folder"),
      ("resume /", "keeps no run"),
    ])
  func whatCannotBeKeptIsRefused(command: String, reason: String) throws {
    let scratch = try scratch()
    let result = scratch.run("quiesce \(command)")
    #expect(result.status == 2 && result.text.contains(reason), "\(result.text)")
    #expect(scratch.run("test -e kept").status != 0, "nothing is left")
  }

  @Test func aFolderKeepsOneRunForOneProcess() throws {
    let scratch = try finished()
    let again = scratch.run("quiesce check grid.quiesce --store kept --property met")
    #expect(again.status == 2 && again.line(0).contains("keeps a run already"), "\(again.text)")
    let both = scratch.run("flock kept/states quiesce resume kept")
    #expect(both.status == 2 && both.line(0).contains("is in use by another process"), "\(both.text)")
  }

  private static let canMount =
    Shell.run("unshare -rm sh -c 'mount -t tmpfs none /mnt' 2>/dev/null", in: "/").status == 0

  @Test(.enabled(if: canMount, "no file system can be mounted here")) func aFullDiskLosesNothing() throws {
    let scratch = try scratch()
    // 4,173,281 states of 8 bytes need 33 MB.
    let result = scratch.run(
      """
      mkdir disk && unshare -rm sh -c 'mount -t tmpfs -o size=8M none disk
        quiesce check grid.quiesce --set n=160 --property apart --store disk/kept --checkpoint 1ms; echo status $?
        mount -o remount,size=80M disk; quiesce resume disk/kept'
      """)
    #expect(result.text.contains("no verdict: the disk of its store has no more room"), "\(result.text.prefix(2000))")
    #expect(result.text.contains("status 3"))
    #expect(
      result.text.contains("explored    4,173,281 states, 12,468,000 transitions, depth 480"),
      "\(result.text.prefix(3000))")
  }
}
