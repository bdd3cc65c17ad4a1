import QuiesceReport
import QuiesceTestSupport
import Testing

/// A search that keeps its states as trees, as a user sees it: everything but the bytes is as without.
@Suite("Searches that compress their states") struct CompressTests {
  private func scratch() throws -> Scratch { try Scratch(["grid.quiesce": CommandModels.grid]) }

  /// What can only be proved by all states, by what follows them and by runs is decided, with the same counts and traces as
  /// without; only what is said of the bytes differs.
  @Test(arguments: ["", "--set limit=20", "--search depth", "--reduction on", "--engine interpreter --threads 2"])
  func everythingIsDecidedAsWithout(options: String) throws {
    let scratch = try scratch()
    let command = "quiesce check grid.quiesce --keep-going --slice off \(options) --format json"
    let plain = try JSONReport(reading: [UInt8](scratch.run(command).text.utf8))
    let trees = try JSONReport(reading: [UInt8](scratch.run("\(command) --compress tree").text.utf8))
    #expect(plain.status == trees.status)
    let (left, right) = (try #require(plain.checks.first), try #require(trees.checks.first))
    #expect(left.verdict == right.verdict && left.stop == right.stop && left.complete == right.complete)
    #expect(left.properties.map { "\($0.name) \($0.verdict)" } == right.properties.map { "\($0.name) \($0.verdict)" })
    #expect(left.properties.map(\.trace) == right.properties.map(\.trace))
    #expect(!left.properties.contains { $0.verdict == "no verdict" })
    #expect(left.statistics.states == right.statistics.states)
    #expect(left.statistics.transitions == right.statistics.transitions)
    #expect(left.trees == nil && right.trees?.stateBytes == 8)
  }

  /// A state has three numbers of four bits and a location of one, in one word.
  @Test func itIsSaidHowStatesAreKept() throws {
    let said = try scratch().run(
      "quiesce check grid.quiesce --property bounded --slice off --threads 2 --compress tree")
    #expect(said.status == 0)
    #expect(said.text.contains("grid: holds: bounded holds"))
    #expect(said.text.contains("visited     each state of 8 bytes as a tree, with a root of 13 bits and 0\n"))
    #expect(said.text.contains("threads     1: states are kept as trees"))
  }

  /// The command that makes the run again makes it in the same way.
  @Test func itIsMadeAgainInTheSameWay() throws {
    let said = try scratch().run("quiesce check grid.quiesce --property bounded --compress tree --format json")
    let result = try JSONReport(reading: [UInt8](said.text.utf8))
    #expect(try #require(result.checks.first).reproduce.contains("--compress tree"))
  }

  /// Memory ends it as it ends any other search.
  @Test func memoryEndsIt() throws {
    let scratch = try Scratch(["large.quiesce": CommandModels.large])
    let said = scratch.run("quiesce check large.quiesce --slice off --compress tree --memory 1M 2>&1")
    #expect(said.status == 3 && said.text.contains("no verdict: the memory budget ran out"), "\(said.text)")
  }

  @Test(arguments: [
    ("--visited compact", "--visited compact keeps no states that could be compressed"),
    ("--search random", "--search random keeps no states that could be compressed"),
    ("--search swarm --for 1s", "--search swarm keeps no states that could be compressed"),
    ("--store kept", "--store keeps the states in files as they are"),
  ]) func whatDoesNotGoWithItIsRefused(options: String, reason: String) throws {
    let said = try scratch().run("quiesce check grid.quiesce --compress tree \(options) 2>&1")
    #expect(said.status == 2 && said.text == "quiesce: error: \(reason): leave it out, or --compress tree")
  }

  @Test func anUnknownFormIsRefused() throws {
    let said = try scratch().run("quiesce check grid.quiesce --compress some 2>&1")
    #expect(said.status == 2 && said.text.contains("tree"))
  }
}
