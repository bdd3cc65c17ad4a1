import Testing

@testable import QuiesceReport

/// `quiesce expand`, driven by a search of a few lines of Python that shares nothing with the explorer but the streams.
@Suite(.enabled(if: Shell.has("python3"), "python3 is not installed")) struct ExpandTests {
  /// The search: it prints counts, and the way to everything that it has found.
  static let search = #"""
    """A breadth-first search whose inner loop is 'quiesce expand', as small as it can be."""
    import json
    import struct
    import subprocess
    import sys

    COMMAND = ["quiesce", "expand", *sys.argv[1:]]
    PROGRAM = json.loads(subprocess.run(COMMAND + ["--describe"], check=True, stdout=subprocess.PIPE).stdout)
    SIZE = 8 * PROGRAM["stateWords"]


    def expand(states):
        text = struct.pack("<8sQQQ", b"qfronti1", int(PROGRAM["program"], 16), SIZE // 8, 0)
        text += struct.pack("<Q", len(states)) + b"".join(states) + struct.pack("<QQ", 0, len(states))
        data = subprocess.run(COMMAND, check=True, input=text, stdout=subprocess.PIPE).stdout
        mark, program, words, _ = struct.unpack_from("<8sQQQ", data)
        assert (mark, program, 8 * words) == (b"qsucces1", int(PROGRAM["program"], 16), SIZE)
        place, length = 32, 16 + 2 * SIZE
        while count := struct.unpack_from("<Q", data, place)[0]:
            place += 8
            for start in range(place, place + count * length, length):
                head, number = struct.unpack_from("<QQ", data, start)
                source, target = data[start + 16 : start + 16 + SIZE], data[start + 16 + SIZE : start + length]
                yield head & 255, number, source, (head >> 8) - 1, target
            place += count * length
        expanded, fired, _ = struct.unpack_from("<QQQ", data, place + 8)
        assert (expanded, place + 32) == (len(states), len(data))
        yield "fired", fired, None, None, None


    visited = {bytes.fromhex(state): None for state in PROGRAM["initial"]}
    frontier, depth, transitions, findings = list(visited), 0, 0, {}
    while frontier:
        following = []
        for kind, number, source, transition, target in expand(frontier):
            if kind == "fired":
                transitions += number
            elif kind == 0:
                if target not in visited:
                    visited[target] = (source, transition)
                    following.append(target)
            elif (kind, number) not in findings:
                findings[kind, number] = (source, transition)
        frontier, depth = following, depth + (1 if following else 0)

    print(f"{len(visited)} states, {transitions} transitions, depth {depth}")
    for (kind, number), (state, last) in sorted(findings.items()):
        name = [None, None, "deadlock", "fault", "fault"][kind] or PROGRAM["properties"][number]["name"]
        steps = [] if last < 0 else [last]
        while visited[state]:
            state, transition = visited[state]
            steps.append(transition)
        print(f"{name}:{state.hex()}:{','.join(map(str, reversed(steps)))}")

    """#

  /// A folder with the model of the shards' tests and the search.
  private func scratch() throws -> Scratch {
    try Scratch([
      "bulb.quiesce": ShardTests.bulb, "search.py": Self.search, "sane.quiesce": "property sane: invariant 1 == 1\n",
    ])
  }

  /// With a wire: nine states, a property of each kind, and the deadlock in the light that stays bright. With two wires and sockets
  /// `screw` fails in each of the three states that count two, which is a transition all the same.
  @Test(arguments: [
    (
      "--set wires=1",
      ["9 states, 12 transitions, depth 4", "unlit", "lit", "deadlock"]
    ),
    ("--set wires=2 --set sockets=2", ["6 states, 10 transitions, depth 3", "unlit", "lit", "fault"]),
    ("--set wires=0", ["1 states, 1 transitions, depth 0"]),
  ])
  func whatIsFoundIsWhatIsThere(setting: String, found: [String]) throws {
    let scratch = try scratch()
    let lines = scratch.run("python3 search.py bulb.quiesce \(setting) 2>/dev/null").lines
    #expect(lines.map { $0.prefix { $0 != ":" } } == found.map { $0[...] })
    for path in lines.dropFirst() {
      let shown = scratch.run("quiesce expand bulb.quiesce \(setting) --path '\(path)' 2>/dev/null")
      #expect(shown.status == 0 && shown.line(0).hasPrefix("bulb: \(path.prefix { $0 != ":" }): "), "\(shown.text)")
    }
  }

  /// The counts of the search on one machine, of a model of each kind.
  @Test(arguments: [
    "Models/pcie/pri-stop.quiesce", "Models/iopf/event-log-drain.quiesce", "Models/iopf/shared-completion.quiesce",
    "Models/vtd/drain-steps.quiesce", "Models/sva/mm-references.quiesce",
  ])
  func theCountsAreThoseOfOneMachine(model: String) throws {
    let scratch = try scratch()
    let path = Repository.root + "/" + model
    let counts = scratch.run("python3 search.py \(path) 2>/dev/null").line(0)
    let text = scratch.run(
      "quiesce check \(path) --properties sane.quiesce --keep-going --reduction off --slice off --format json"
    ).text
    let statistics = try JSONReport(reading: [UInt8](text.utf8)).checks.first?.statistics
    let (states, transitions, depth) = (statistics?.states, statistics?.transitions, statistics?.depth)
    #expect(counts == "\(states ?? 0) states, \(transitions ?? 0) transitions, depth \(depth ?? 0)")
  }

  /// Each is refused before anything can be taken for what follows it.
  @Test(arguments: [
    ("nothing", "printf ''", "this is no frontier: it does not begin with 'qfronti1'"),
    ("a text", "echo hello, frontier", "this is no frontier: it does not begin with 'qfronti1'"),
    ("another program", "python3 make.py program", "the model here is program"),
    ("another width", "python3 make.py width", "its states have 2 words, those of the program 1"),
    ("no end", "python3 make.py cut", "the frontier ends before its end, behind 1 state"),
    ("no last state", "python3 make.py half", "the frontier ends before its end, behind 0 states"),
    ("another count", "python3 make.py count", "the frontier ends before its end, behind 1 state"),
    ("no state", "python3 make.py state", "state 1 of the frontier is no state of the program"),
    ("more", "python3 make.py more", "more follows the end of the frontier"),
  ])
  func aDamagedFrontierIsRefused(name: String, command: String, message: String) throws {
    let scratch = try scratch()
    let make = """
      import json, struct, subprocess, sys
      d = json.loads(subprocess.run(["quiesce", "expand", "bulb.quiesce", "--describe"], stdout=-1, stderr=-3).stdout)
      what, program, state = sys.argv[1], int(d["program"], 16), bytes.fromhex(d["initial"][0])
      head = struct.pack("<8sQQQ", b"qfronti1", program ^ (what == "program"), 2 if what == "width" else 1, 0)
      if what == "state": state = b"\\xff" * 8
      body = head + struct.pack("<Q", 1) + (state[:3] if what == "half" else state)
      if what not in ("cut", "half"): body += struct.pack("<QQ", 0, 2 if what == "count" else 1)
      if what == "more": body += b"12345678"
      sys.stdout.buffer.write(body)

      """
    #expect(write(make, to: scratch.path + "/make.py"))
    let result = scratch.run("\(command) | quiesce expand bulb.quiesce 2>&1 >records | grep error")
    #expect(result.text.contains("error: standard input: ") && result.text.contains(message), "\(name): \(result.text)")
    #expect(scratch.run("\(command) | quiesce expand bulb.quiesce >/dev/null 2>&1").status == 2)
  }

  @Test(arguments: [
    ("unlit:0000000000000000:99", "step 1: transition 99 is not enabled"),
    ("unlit:0000000000000000:", "nothing happens"),
    ("unlit:0100000000000000:0", "this is no initial state"), ("unlit:00:0", "is not NAME:STATE:STEPS"),
    ("unlit", "is not NAME:STATE:STEPS"), ("unlit:0000000000000000:x", "is not NAME:STATE:STEPS"),
  ])
  func aWayThatIsNoneIsRefused(path: String, message: String) throws {
    let result = try scratch().run("quiesce expand bulb.quiesce --set wires=1 --path '\(path)' 2>&1")
    #expect(result.status == 2 && result.text.contains(message), "\(result.text)")
  }

  /// A search elsewhere that a program refuses, or whose worker dies, has no verdict; the job is a program of Python in any case.
  @Test func aJobIsWritten() throws {
    let scratch = try scratch()
    #expect(scratch.run("quiesce export spark bulb.quiesce --set wires=1 --output job.py").status == 0)
    #expect(scratch.run("python3 -m py_compile job.py").status == 0)
    #expect(
      try scratch.text(of: "job.py").contains(
        "COMMAND = [\"quiesce\", \"expand\", \"bulb.quiesce\", \"--set\", \"wires=1\"]"))
  }
}
