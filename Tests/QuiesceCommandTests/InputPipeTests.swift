import Testing

@Suite("models from pipes") struct InputPipeTests {
  private static let files = [
    "lib.quiesce": "let limit = 1\n",
    "m.quiesce": """
    model m
    import "lib.quiesce"
    var x : 0...1 = 0
    actor a { initial final state s { step go when x < limit { x += 1 } } }
    property p: invariant x <= limit
    property q: reachable x == 1
    check m {
      expect pass of p
      expect pass of q
    }
    """,
  ]

  /// Imports are relative to the current folder, and nothing is printed but what is wrong.
  @Test(arguments: [
    "quiesce check -q - < m.quiesce", "cat m.quiesce | quiesce check -q -", "quiesce check -q /dev/stdin < m.quiesce",
    "bash -c 'quiesce check -q <(cat m.quiesce)'", "mkfifo f; cat m.quiesce > f & quiesce check -q f",
    "quiesce check -q - --properties lib.quiesce < m.quiesce",
  ])
  func areCheckedLikeFiles(command: String) throws {
    let result = try Scratch(InputPipeTests.files).run(command)
    #expect(result.lines == [])
    #expect(result.status == 0)
  }

  @Test func mistakesNameThePipe() throws {
    let scratch = try Scratch(InputPipeTests.files)
    let input = scratch.run("sed s/limit/lmit/ m.quiesce | quiesce check -")
    #expect(input.status == 2)
    #expect(input.line(0) == "<stdin>:4:52: error: there is no name 'lmit' [UNKNOWN_NAME]")
    let descriptor = scratch.run("exec 7< <(sed s/limit/lmit/ m.quiesce); quiesce check /dev/fd/7".inBash)
    #expect(descriptor.line(0) == "<fd 7>:4:52: error: there is no name 'lmit' [UNKNOWN_NAME]")
  }

  @Test func aLineOfStandardInputMeansTheExpectationOnIt() throws {
    let result = try Scratch(InputPipeTests.files).run("quiesce check -:8 < m.quiesce")
    #expect(result.line(1) == "  expected    pass (<stdin>:8): as expected")
    #expect(result.status == 0)
  }

  @Test func anInputWithoutEndIsRefused() throws {
    let result = try Scratch().run("yes | quiesce check -")
    #expect(result.status == 2)
    #expect(result.lines == ["error: '<stdin>' cannot be read: it is larger than 4 MiB [FILE_TOO_LARGE]"])
  }

  /// A result may be larger than a model: what is read of a pipe is what would be read of a file.
  @Test func aResultMayBeLargerThanAModel() throws {
    let result = try Scratch(InputPipeTests.files).run(
      "{ quiesce check m.quiesce --format json; head -c 5000000 /dev/zero | tr '\\0' ' '; } | quiesce replay -q -")
    #expect(result.lines == [])
    #expect(result.status == 0)
  }

  @Test func otherCommandsReadThemToo() throws {
    let scratch = try Scratch(InputPipeTests.files)
    #expect(scratch.run("quiesce list - < m.quiesce").lines.prefix(2) == ["<stdin>", "  model m"])
    #expect(scratch.run("quiesce graph - < m.quiesce").line(0) == "digraph \"m\" {")
  }

  /// A pipe that nobody named is no file of a folder.
  @Test func aFolderDoesNotWaitForPipes() throws {
    let result = try Scratch(InputPipeTests.files).run("mkfifo p.quiesce; quiesce check -q .")
    #expect(result.status == 2)
    #expect(result.text.contains("'p.quiesce' cannot be read: it is not a regular file"))
  }
}

extension String {
  /// The command, run by bash.
  fileprivate var inBash: String { "bash -c '\(self)'" }
}
