import QuiesceTestSupport
import Testing

/// What Documentation/shards.md gives to schedulers makes all shards where these set their variables.
@Suite struct ShardRecipeTests {
  /// A folder with a workspace and the recipes of the page.
  private func scratch() throws -> Scratch {
    var files = ["Models/bulb.quiesce": ShardTests.bulb]
    let page = try contents(of: Repository.root + "/Documentation/shards.md")
    for block in page.split(separator: "\n```").dropFirst() {
      guard let name = block.prefix(while: { $0 != "\n" }).firstMatch(of: /file=(\S+)/)?.output.1 else { continue }
      files[String(name)] = block.drop { $0 != "\n" }.dropFirst() + "\n"
    }
    return try Scratch(files)
  }

  /// The whole check has one run that is not as expected.
  private func confirm(_ scratch: Scratch) {
    let result = scratch.run("quiesce merge shard-*.json")
    #expect(result.status == 1 && result.text.contains("8 runs: 7 as expected, 1 NOT as expected"), "\(result.text)")
  }

  @Test(.enabled(if: Readers.areRequired || Shell.has("parallel"), "GNU parallel is not installed"))
  func parallel() throws {
    let scratch = try scratch()
    #expect(scratch.run("bash shards.parallel").text.contains("8 runs: 7 as expected, 1 NOT as expected"))
    confirm(scratch)
  }

  @Test func slurm() throws {
    let scratch = try scratch()
    for number in 1...4 {
      _ = scratch.run("SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_ID=\(number) bash shards.slurm")
    }
    confirm(scratch)
  }

  /// Each pod ends well although a run is not as expected; only what is no result makes it begin again.
  @Test func kubernetes() throws {
    let scratch = try scratch()
    let script = "sed -n '/- |/,/resources:/p' shards.yaml | sed '1d;$d' > pod.sh"
    #expect(scratch.run(script).status == 0)
    for index in 0...3 { #expect(scratch.run("JOB_COMPLETION_INDEX=\(index) sh pod.sh").status == 0) }
    confirm(scratch)
  }

  private static let hasYAML = Shell.run("python3 -c 'import yaml'", in: "/").status == 0

  @Test(.enabled(if: Readers.areRequired || hasYAML, "python3 has no yaml"))
  func documentsAreYAML() throws {
    let scratch = try scratch()
    let read = "import yaml, sys; d = yaml.safe_load(open(sys.argv[1])); print(d.get('kind') or sorted(d['jobs']))"
    #expect(scratch.run("python3 -c \"\(read)\" shards.yaml").text == "Job")
    #expect(scratch.run("python3 -c \"\(read)\" shards.github.yml").text == "['merge', 'shard']")
  }
}
