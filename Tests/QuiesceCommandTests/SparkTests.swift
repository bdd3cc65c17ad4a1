import Glibc
import Testing

/// The job for Spark, where `QUIESCE_SPARK` names a Python that has PySpark: `.ci/spark` installs it and runs this.
@Suite(.serialized, .enabled(if: SparkPython.path != nil, "QUIESCE_SPARK names no Python that has PySpark"))
struct SparkTests {
  private func scratch() throws -> Scratch {
    let scratch = try Scratch(["bulb.quiesce": ShardTests.bulb])
    #expect(scratch.run("quiesce export spark bulb.quiesce --set wires=1 > job.py").status == 0)
    return scratch
  }

  private func run(_ master: String, _ options: String = "", in scratch: Scratch) -> Shell.Result {
    scratch.run(
      "'\(SparkPython.path ?? "")' job.py --master '\(master)' --partitions 2 --checkpoint \"$PWD/points\" \(options)")
  }

  /// Nine states, and the way to what is wrong, as `quiesce expand` finds it level by level.
  @Test(arguments: ["local[2]", "local-cluster[2,1,1024]"])
  func theJobSaysWhatOneMachineSays(master: String) throws {
    let result = run(master, "--keep-going", in: try scratch())
    #expect(result.status == 1)
    let told = [
      "bulb: complete; 9 states, 12 transitions, depth 4", "  violated     unlit", "  reached      lit",
      "  holds        calm", "  no verdict   ends", "  deadlock     deadlock",
      "bulb: unlit: violated after 1 step", "bulb: deadlock: deadlock after 4 steps",
    ]
    for line in told { #expect(result.lines.contains(line), "\(line) is missing in\n\(result.text)") }
  }

  /// A process that dies on a worker leaves no verdict.
  @Test func aWorkerThatDiesLeavesNoVerdict() throws {
    let scratch = try scratch()
    let die = "#!/bin/sh\\ncase \"$*\" in *--describe*) exec quiesce \"$@\";; esac\\nkill -9 $$\\n"
    _ = scratch.run(
      "printf '\(die)' > dying; chmod +x dying; sed -i 's|\\[\"quiesce\", \"expand\"|[\"./dying\", \"expand\"|' job.py")
    let result = run("local[2]", in: scratch)
    #expect(result.status == 3)
    #expect(result.text.contains("job: error: no verdict: level 1: "), "\(result.text)")
  }

  /// The job of a model that was changed since is refused before anything is begun.
  @Test func aJobOfAnotherModelIsRefused() throws {
    let scratch = try scratch()
    _ = scratch.run("sed -i 's/count <= sockets/count < sockets/' bulb.quiesce")
    let result = run("local[2]", in: scratch)
    #expect(result.status == 2)
    #expect(
      result.lines.last == "job: error: the model here is not the one that this job was written for: export it again")
  }
}

/// The Python that has PySpark.
private enum SparkPython {
  /// Its path; nil where none is named.
  static var path: String? { getenv("QUIESCE_SPARK").map { String(cString: $0) } }
}
