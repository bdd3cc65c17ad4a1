import Testing

/// The documentation is executed: what it shows is what the command prints today.
@Suite("Documentation")
struct DocumentationTests {
  /// Pages whose commands run in the root of the repository.
  static let pages = [
    "README.md", "Models/README.md", "Documentation/drain.md", "Documentation/need.md", "Documentation/seeds.md",
    "Documentation/findings.md", "Documentation/scale.md", "Documentation/fidelity.md", "Documentation/show.md",
    "Documentation/patch-note.md",
  ]

  /// Pages that a reader follows in an empty folder, with how many commands each has at least.
  static let standalone = [
    ("Documentation/tutorial.md", 5), ("Documentation/language.md", 2), ("Documentation/json.md", 4),
    ("Documentation/symmetry.md", 1), ("Documentation/ends.md", 1), ("Documentation/liveness.md", 2),
    ("Documentation/ci.md", 3), ("Documentation/native.md", 2), ("Documentation/shards.md", 8),
    ("Documentation/digests.md", 2), ("Documentation/swarm.md", 3), ("Documentation/compress.md", 1),
  ]

  @Test("Commands in the repository print what the page shows", arguments: pages)
  func page(_ path: String) throws {
    let page = DocumentationPage(try contents(of: Repository.root + "/" + path))
    for action in page.actions { perform(action, on: path, in: Repository.root) }
  }

  @Test("Pages followed in an empty folder print what they show", arguments: standalone)
  func followed(_ path: String, commands: Int) throws {
    let page = DocumentationPage(try contents(of: Repository.root + "/" + path))
    #expect(page.commands >= commands, "a page without commands would agree with anything")
    let scratch = try Scratch()
    for action in page.actions { perform(action, on: path, in: scratch.path) }
  }

  @Test("README shows a counterexample as it prints")
  func counterexample() throws {
    let page = DocumentationPage(try contents(of: Repository.root + "/README.md"))
    let shown = page.actions.contains { action in
      if case .run(_, let output, _) = action { output.contains { $0.contains("Counterexample to") } } else { false }
    }
    #expect(shown, "by it a reader decides whether such traces are of use")
  }

  @Test("The picture of the sequence is what the command draws")
  func picture() throws {
    let drawn = Shell.run(
      "quiesce check Documentation/late-write.quiesce --format json | quiesce show - --svg -", in: Repository.root)
    #expect(drawn.text + "\n" == (try contents(of: Repository.root + "/Documentation/late-write.svg")))
  }

  @Test("Ellipses stand for what changes from run to run")
  func ellipses() {
    #expect(matches(["a 1 b", "c"], ["a ... b", "c"]), "within a line")
    #expect(matches(["a", "b", "c"], ["a", "...", "c"]), "for lines")
    #expect(matches(["a", "c"], ["a", "...", "c"]), "for no line")
    #expect(!matches(["a", "b"], ["a"]), "a line more than shown is a difference")
    #expect(!matches(["a 1 c"], ["a ... b"]), "the rest of the line counts")
  }

  private func perform(_ action: DocumentationPage.Action, on page: String, in folder: String) {
    switch action {
    case .save(let name, let text):
      #expect(write(text, to: folder + "/" + name), "\(page): '\(name)' cannot be written")
    case .run(let command, let output, let line):
      let printed = run(command, in: folder)
      let comment = Comment(rawValue: "\(page):\(line): '\(command)' prints\n" + printed.joined(separator: "\n"))
      #expect(matches(printed[...], trimmed(output)[...]), comment)
    }
  }

  /// The exit status of the last command, for `echo $?`.
  private let status = LastStatus()

  private func run(_ command: String, in folder: String) -> [String] {
    if command == "echo $?" { return [String(status.value)] }
    let result = Shell.run(command, in: folder)
    status.value = result.status
    return trimmed(result.lines)
  }

  private func trimmed(_ lines: [String]) -> [String] {
    Array(lines.reversed().drop(while: { $0.isEmpty }).reversed())
  }
}

/// The exit status of the command before.
private final class LastStatus {
  var value: Int32 = 0
}
