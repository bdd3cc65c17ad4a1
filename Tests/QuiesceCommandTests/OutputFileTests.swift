import Testing

/// `--output`, and what the shell makes of standard output.
@Suite("Files that commands write") struct OutputFileTests {
  /// The graph of a model with 3 states has 3 lines in this form.
  private static let graph = "quiesce graph counter.quiesce --format aut --set limit=1"
  private static let text = "des (0,2,3)\n(0,\"clock.up\",1)\n(1,\"clock.stop\",2)\n"

  private func scratch() throws -> Scratch { try Scratch(["counter.quiesce": CommandModels.counter]) }

  @Test func aDeviceStaysADevice() throws {
    let scratch = try scratch()
    // Who may make a device could also lose the real one.
    _ = scratch.run("mknod full c 1 7 2>/dev/null || ln -s /dev/full full; ln -s full link")
    for name in ["full", "link"] {
      let result = scratch.run("\(OutputFileTests.graph) --output \(name)")
      #expect(result.status == 2)
      #expect(result.lines == ["quiesce: error: '\(name)' cannot be written: No space left on device"])
    }
    #expect(scratch.run("test -c full").status == 0)
    #expect(scratch.run("ls").lines == ["counter.quiesce", "full", "link"], "nothing is left beside it")
  }

  @Test func aPipeIsWrittenInto() throws {
    let scratch = try scratch()
    let result = scratch.run("mkfifo pipe; cat pipe & \(OutputFileTests.graph) --output pipe; wait; test -p pipe")
    #expect(result.status == 0)
    #expect(result.text + "\n" == OutputFileTests.text)
    let lost = scratch.run("head -c 0 pipe & sleep 0.2; \(OutputFileTests.graph) --output pipe; echo $?; wait")
    // Whether the reader goes before the writer comes or between its opening and its writing, nothing is delivered in silence.
    #expect(lost.lines.last == "0" || lost.lines.contains("quiesce: error: 'pipe' cannot be written: Broken pipe"))
  }

  @Test(arguments: ["-", "/dev/stdout", "/proc/self/fd/1"])
  func standardOutputIsAppendedToWhereTheShellSaysSo(name: String) throws {
    let scratch = try scratch()
    let result = scratch.run("echo before > all; \(OutputFileTests.graph) --output \(name) >> all; ls")
    #expect(result.lines == ["all", "counter.quiesce"])
    #expect(try scratch.text(of: "all") == "before\n" + OutputFileTests.text)
    #expect(scratch.run("\(OutputFileTests.graph) --output \(name) | cat").text + "\n" == OutputFileTests.text)
  }

  @Test func anOpenDescriptorIsWrittenThrough() throws {
    let scratch = try scratch()
    _ = scratch.run("{ echo before >&7; \(OutputFileTests.graph) --output /dev/fd/7; echo behind >&7; } 7> all")
    #expect(try scratch.text(of: "all") == "before\n" + OutputFileTests.text + "behind\n")
  }

  @Test func linksModesAndOwnersStay() throws {
    let scratch = try scratch()
    _ = scratch.run("mkdir sub; seq 1000 > sub/old; chmod 640 sub/old; ln sub/old hard; ln -s sub/old soft")
    #expect(scratch.run("\(OutputFileTests.graph) --output soft").status == 0)
    #expect(scratch.run("stat -c '%a %h' hard; test hard -ef sub/old && test -L soft").lines == ["640 2"])
    #expect(try scratch.text(of: "hard") == OutputFileTests.text)
    // With one link left, a new file takes its place.
    _ = scratch.run("rm hard; chown 1234:1234 sub/old 2>/dev/null; stat -c '%a %u %g' sub/old > before")
    #expect(
      scratch.run("\(OutputFileTests.graph) --output soft; stat -c '%a %u %g' sub/old | cmp - before").status == 0)
    #expect(scratch.run("ls sub; test -L soft").lines == ["old"])
  }

  @Test func whatALinkPromisesIsMade() throws {
    let scratch = try scratch()
    let result = scratch.run(
      "mkdir a b; ln -s ../b/new a/link; \(OutputFileTests.graph) --output a/link; test -L a/link")
    #expect(result.status == 0)
    #expect(try scratch.text(of: "b/new") == OutputFileTests.text)
  }

  @Test(arguments: [
    ("folder", "Is a directory"), ("missing/file", "No such file or directory"),
    ("loop", "Too many levels of symbolic links"),
    ("counter.quiesce/file", "Not a directory"),
  ])
  func whatCannotBeWrittenIsSaid(name: String, reason: String) throws {
    let scratch = try scratch()
    let result = scratch.run("mkdir folder; ln -s loop loop; \(OutputFileTests.graph) --output \(name)")
    #expect(result.status == 2)
    #expect(result.lines == ["quiesce: error: '\(name)' cannot be written: \(reason)"])
  }

  @Test func formattingInPlaceKeepsHardLinks() throws {
    let scratch = try Scratch(["m.quiesce": "model   m\n"])
    #expect(scratch.run("ln m.quiesce n.quiesce; quiesce format -i m.quiesce; cat n.quiesce").lines == ["model m"])
  }

  @Test func standardOutputThatCannotBeWrittenIsAnError() throws {
    let scratch = try scratch()
    let closed = scratch.run("quiesce version >&-")
    #expect(closed.status == 2)
    #expect(closed.lines == ["quiesce: error: standard output cannot be written: Bad file descriptor"])
    let full = scratch.run("\(OutputFileTests.graph) > /dev/full")
    #expect(full.status == 2)
    #expect(full.lines == ["quiesce: error: standard output cannot be written: No space left on device"])
    // Who stops reading has seen enough.
    #expect(scratch.run("{ quiesce help check; echo $? >&2; } | true").lines == ["0"])
  }
}
