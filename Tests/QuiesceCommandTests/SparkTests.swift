import QuiesceTestSupport
import Testing

/// The job for Spark, where `QUIESCE_SPARK` names a Python that has PySpark, as in `.ci/run`.
@Suite(.enabled(if: Readers.spark != nil || Readers.areRequired, "\(Readers.sparkAbsence)"))
struct SparkTests {
  /// Runs the jobs of standard input, a name and options on each line, in one process: Java takes longer to start than they do.
  private static let runner = """
    import contextlib, runpy, shlex, sys
    for line in sys.stdin:
        name, *options = shlex.split(line)
        sys.argv = [name, "--checkpoint", "points", "--keep-going", *options]
        print(name, flush=True)
        with contextlib.redirect_stderr(sys.stdout):
            try:
                runpy.run_path(name + ".py", run_name="__main__")
            except SystemExit as end:
                print(f"{name} has ended with {end.code}", flush=True)

    """

  /// Runs jobs that lie in a folder, one on each line.
  private func run(_ jobs: [String], in scratch: Scratch) -> Shell.Result {
    #expect(write(Self.runner, to: scratch.path + "/run.py"))
    #expect(write(jobs.map { $0 + "\n" }.joined(), to: scratch.path + "/jobs"))
    // A bar of progress would stand before what is said, in the same line.
    let settings = "PYSPARK_SUBMIT_ARGS='--conf spark.ui.showConsoleProgress=false pyspark-shell'"
    return scratch.run("\(settings) '\(Readers.spark ?? "no PySpark")' run.py < jobs")
  }

  /// Where all parts of a small job are made in Spark.
  private let here = "--master 'local[2]' --partitions 2 --driver-states 0"

  /// Counts, verdicts and the lengths of traces, whether Spark visits everything or takes over in the middle.
  @Test func theJobFindsWhatOneMachineFinds() throws {
    let scratch = try Scratch(["sane.quiesce": "property sane: invariant 1 == 1\n"])
    for search in SharedSearch.all {
      let model = search.command(in: scratch)
      #expect(scratch.run("quiesce export spark \(model) > \(search.name).py").status == 0)
    }
    let text = run(
      SharedSearch.all.map { "\($0.name) \(here) --driver-states \($0.near) --json \($0.name).json" }, in: scratch
    ).text
    var verdicts: Set<String> = []
    for search in SharedSearch.all {
      let one = try search.onOneMachine(in: scratch)
      let file = try? scratch.text(of: search.name + ".json")
      let document = try #require(file, "\(search.name) has written nothing: \(text)")
      let many = try SharedSearch.Outcome(ofJob: document, about: one.ends.keys)
      #expect(many == one, "\(search.name)")
      if let known = search.known { #expect([many.states, many.transitions] == known, "\(search.name)") }
      verdicts.formUnion(many.ends.values.map(\.verdict))
    }
    #expect(verdicts.isSuperset(of: ["holds", "violated", "reached", "deadlock", "fault", "no verdict"]))
  }

  /// Nine states, and the way to what is wrong, as `quiesce expand` finds it level by level.
  @Test func aClusterSaysWhatOneMachineSays() throws {
    let scratch = try Scratch(["bulb.quiesce": ShardTests.bulb])
    _ = scratch.run("quiesce export spark bulb.quiesce --set wires=1 > bulb.py")
    let result = run(["bulb \(here) --master 'local-cluster[2,1,1024]'"], in: scratch)
    let told = [
      "bulb: complete; 9 states, 12 transitions, depth 4", "  violated     unlit", "  reached      lit",
      "  holds        calm", "  no verdict   ends", "  deadlock     deadlock",
      "bulb: unlit: violated after 1 step", "bulb: deadlock: deadlock after 4 steps", "bulb has ended with 1",
    ]
    for line in told { #expect(result.lines.contains(line), "\(line) is missing in\n\(result.text)") }
  }

  /// What `quiesce` may do wrong on a machine, and what the job then says: never a verdict.
  @Test func aMachineThatFailsLeavesNoVerdict() throws {
    let scratch = try Scratch([
      "bulb.quiesce": ShardTests.bulb, "old.quiesce": ShardTests.bulb.replacing("glow when on", with: "glow when !on"),
    ])
    let failures = [
      ("dies", "kill -9 $$", 3, "status -9: it said nothing"),
      ("cut", "quiesce \"$@\" | head -c 40", 3, "status 3: its output ends before its end"),
      ("other", "quiesce \"$@\" | tr q x", 2, "status 2: its output is that of another program"),
      (
        "old", "quiesce expand old.quiesce", 2,
        "status 2: quiesce: error: standard input: this is a frontier of program "
      ),
      ("no", "echo nothing is left >&2; exit 70", 3, "status 70: nothing is left"),
    ]
    _ = scratch.run("quiesce export spark bulb.quiesce > bulb.py")
    for (name, script, _, _) in failures {
      let text = "#!/bin/sh\ncase \"$*\" in *--describe*) exec quiesce \"$@\";; esac\n\(script)\n"
      #expect(write(text, to: scratch.path + "/" + name))
      _ = scratch.run(
        "chmod +x \(name); sed 's|\\[\"quiesce\", \"expand\"|[\"./\(name)\", \"expand\"|' bulb.py > \(name).py")
    }
    for place in [here, "--master 'local[2]'"] {
      let result = run(failures.map { "\($0.0) \(place)" }, in: scratch)
      for (name, _, status, message) in failures {
        let said = result.lines.drop { $0 != name }.prefix { !$0.hasPrefix("\(name) has ended") }
        #expect(result.lines.contains("\(name) has ended with \(status)"), "\(result.text)")
        #expect(
          said.contains { $0.hasPrefix("job: error: no verdict: level 1: \(message)") }, "\(name): \(result.text)")
      }
    }
  }

  /// The job of a model that was changed since, and a machine without `quiesce`, are refused before anything is begun.
  @Test func whatCannotBeginIsRefused() throws {
    let scratch = try Scratch(["bulb.quiesce": ShardTests.bulb])
    _ = scratch.run("quiesce export spark bulb.quiesce > bulb.py")
    _ = scratch.run("sed 's|\\[\"quiesce\", \"expand\"|[\"./absent\", \"expand\"|' bulb.py > absent.py")
    _ = scratch.run("sed -i 's/count <= sockets/count < sockets/' bulb.quiesce")
    #expect(scratch.run("quiesce export spark bulb.quiesce > new.py").status == 0)
    let jobs = [
      "bulb \(here)", "absent \(here)", "new \(here) --master nowhere", "new \(here) --checkpoint /proc/none",
    ]
    let result = run(jobs, in: scratch)
    let told = [
      "job: error: the model here is not the one that this job was written for: export it again",
      "bulb has ended with 2",
      "job: error: the command './absent' cannot be run: No such file or directory", "absent has ended with 2",
    ]
    for line in told { #expect(result.lines.contains(line), "\(line) is missing in\n\(result.text)") }
    let notBegun = result.lines.filter { $0.hasPrefix("job: error: Spark cannot begin: ") }
    #expect(notBegun.count == 2 && result.lines.count { $0 == "new has ended with 2" } == 2, "\(result.text)")
  }
}
