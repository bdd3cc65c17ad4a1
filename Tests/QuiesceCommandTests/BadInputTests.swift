import Testing

/// Wrong input gets an error that names the place, and exit status 2; nothing is half written.
@Suite("Wrong input") struct BadInputTests {
  private static let cycle = [
    "Models/a.quiesce": "model a\nimport \"b.quiesce\"\n", "Models/b.quiesce": "import \"a.quiesce\"\n",
  ]

  @Test(arguments: [
    (["m.quiesce": "var x : 0...1 = 2\n"], "m.quiesce:1:", "[OUT_OF_RANGE]"),
    (["m.quiesce": "actor a {\n"], "m.quiesce:1:10:", "[UNEXPECTED_TOKEN]"),
    (["m.quiesce": "\u{1}\u{1b}[31m"], "m.quiesce:1:1:", "[INVALID_CHARACTER]"),
    (["m.quiesce": "var x : 0...99999999999999999999 = 0\n"], "m.quiesce:1:", "[NUMBER_TOO_LARGE]"),
    (["m.quiesce": "var x : 0...9223372036854775807 = 0\n"], "m.quiesce:1:", "[INVALID_RANGE]"),
    (["m.quiesce": "let x = " + String(repeating: "(", count: 5000)], "m.quiesce:1:", "[NESTING_TOO_DEEP]"),
    (["m.quiesce": "import \"../../etc/passwd\"\n"], "m.quiesce:1:", "[IMPORT_OUTSIDE_WORKSPACE]"),
    (["m.quiesce": "import \"nowhere.quiesce\"\n"], "m.quiesce:1:", "[UNREADABLE_FILE]"),
    (["m.quiesce": ""], "there is nothing in 'm.quiesce' to check", "[NO_PROPERTY_CHECKED]"),
  ])
  func aBadModelIsRefused(files: [String: String], place: String, type: String) throws {
    let result = try Scratch(files).run("timeout 20 quiesce check m.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains(place) && result.text.contains(type), "\(result.text)")
  }

  @Test func importsInACircleAreRefused() throws {
    let result = try Scratch(BadInputTests.cycle).run("quiesce check Models/a.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains("[CYCLIC_IMPORT]"))
    #expect(result.lines.last == "note: Models/a.quiesce -> Models/b.quiesce -> Models/a.quiesce")
  }

  @Test(arguments: ["check", "list", "format", "replay", "graph", "export promela", "crosscheck"])
  func whatIsNoFileIsRefused(command: String) throws {
    let scratch = try Scratch()
    _ = scratch.run("mkfifo pipe.quiesce; mkdir folder; head -c 2000 /dev/urandom > random.quiesce")
    for name in ["missing.quiesce", "pipe.quiesce", "folder", "random.quiesce", "/dev/null", "missing/m.quiesce"] {
      if command == "list", name == "/dev/null" { continue }
      // A pipe is read by all that read models: without a writer they wait, as every tool does.
      if command != "format", name == "pipe.quiesce" { continue }
      let result = scratch.run("timeout 20 quiesce \(command) \(name) 2>&1 >out")
      #expect(result.status == 2, "\(name): \(result.text)")
      #expect(result.text.contains("error: "), "\(name): \(result.text)")
      #expect(!result.text.contains("internal error"), "\(name)")
      #expect(try scratch.text(of: "out").isEmpty || command == "list", "\(name)")
    }
  }

  @Test(arguments: [
    ("", "a subcommand is missing", "usage: quiesce SUBCOMMAND"),
    ("chekc", "unknown subcommand 'chekc'. Did you mean 'check'?", "usage: quiesce SUBCOMMAND"),
    ("check --max-state 4", "unknown option '--max-state'. Did you mean '--max-states'?", "usage: quiesce check"),
    ("check --search bredth", "Did you mean 'breadth'?", "usage: quiesce check"),
    ("check --max-states 0", "'0' is no value for --max-states", "usage: quiesce check"),
    ("check --max-states 99999999999999999999", "is no value for --max-states", "usage: quiesce check"),
    ("check --memory 512", "at least 1M", "usage: quiesce check"),
    ("check --memory 99999999999T", "is no value for --memory", "usage: quiesce check"),
    ("check --time -1", "is no value for --time", "usage: quiesce check"),
    ("check --format yaml", "one of text, json", "usage: quiesce check"),
    ("check --format", "--format", "usage: quiesce check"),
    ("check --quiet=yes", "--quiet", "usage: quiesce check"),
    ("check --ignore NO_SUCH_TYPE", "--ignore", "usage: quiesce check"),
    ("export prolog x.quiesce", "one of promela, murphi", "usage: quiesce export"),
    ("graph", "FILE", "usage: quiesce graph"), ("version now", "'now'", "usage: quiesce version"),
    ("explain NO_SUCH_TYPE", "'NO_SUCH_TYPE'", "usage: quiesce explain"),
    ("help me", "'me' is no value for TOPIC", "usage: quiesce help"),
    ("completions csh", "one of bash, zsh, fish", "usage: quiesce completions"),
  ])
  func aWrongCommandLineIsRefused(words: String, reason: String, usage: String) throws {
    let scratch = try Scratch()
    let result = scratch.run("quiesce \(words)")
    #expect(result.status == 2)
    #expect(result.lines.first?.hasPrefix("quiesce: error: ") == true)
    #expect(result.text.contains(reason), "\(result.text)")
    #expect(result.lines.last?.hasPrefix(usage) == true, "\(result.text)")
    #expect(scratch.run("quiesce \(words) 2>/dev/null").lines.isEmpty)
  }

  @Test func errorsCannotBeSilenced() throws {
    let result = try Scratch().run("quiesce check --ignore UNKNOWN_NAME")
    #expect(result.status == 2)
    #expect(result.text.contains("UNKNOWN_NAME is an error"))
  }

  @Test func warningsCan() throws {
    let scratch = try Scratch(["m.quiesce": CommandModels.part])
    let loud = scratch.run("quiesce check m.quiesce")
    #expect(loud.status == 0)
    #expect(loud.text.contains("[NO_PROPERTY_CHECKED]"))
    let silent = scratch.run("quiesce check m.quiesce --ignore NO_PROPERTY_CHECKED --ignore unused_declaration")
    #expect(silent.line(0).hasPrefix("m: holds: no property was checked"))
  }

  // MARK: output

  @Test(arguments: ["check counter.quiesce", "check counter.quiesce --format json", "list counter.quiesce", "man"])
  func anOutputThatIsFullIsAnError(words: String) throws {
    let result = try Scratch(["counter.quiesce": CommandModels.counter]).run("quiesce \(words) > /dev/full")
    #expect(result.status == 2)
    #expect(result.lines == ["quiesce: error: standard output cannot be written: No space left on device"])
  }

  @Test(arguments: ["check counter.quiesce", "list counter.quiesce", "graph counter.quiesce", "explain", "man"])
  func aReaderThatGoesAwayIsNone(words: String) throws {
    let scratch = try Scratch(["counter.quiesce": CommandModels.counter])
    // The reader is gone before the first byte: the writer waits until it has left.
    let result = scratch.run(
      "{ while [ ! -e gone ]; do sleep 0.05; done; quiesce \(words); echo status $? >&2; } | { exec <&-; touch gone; }")
    #expect(result.lines == ["status 0"])
  }

  @Test(arguments: ["graph counter.quiesce", "export promela counter.quiesce", "export murphi counter.quiesce"])
  func aFileThatCannotBeWrittenIsAnError(words: String) throws {
    let scratch = try Scratch(["counter.quiesce": CommandModels.counter])
    let missing = scratch.run("quiesce \(words) --output no/where")
    #expect(missing.status == 2)
    #expect(missing.lines == ["quiesce: error: 'no/where' cannot be written: No such file or directory"])
    let folder = scratch.run("mkdir folder; quiesce \(words) --output folder")
    #expect(folder.status == 2)
    #expect(scratch.run("ls; ls folder").lines == ["counter.quiesce", "folder"], "no half of a file is left")
    let written = scratch.run("quiesce \(words) --output new")
    #expect(written.status == 0 && written.lines.isEmpty)
    #expect(try scratch.text(of: "new") == scratch.run("quiesce \(words)").lines.map { $0 + "\n" }.joined())
  }
}
