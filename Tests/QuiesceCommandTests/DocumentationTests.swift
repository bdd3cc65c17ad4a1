import Glibc
import Testing

/// The documentation is executed: what it shows is what the command prints today.
@Suite("Documentation")
struct DocumentationTests {
  /// Pages whose commands run in the root of the repository.
  static let pages = ["README.md", "Models/README.md"]

  /// Pages that a reader follows in an empty folder, with how many commands each has at least.
  static let standalone = [
    ("Documentation/tutorial.md", 5), ("Documentation/language.md", 2), ("Documentation/json.md", 4),
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
    let folder = try #require(temporaryFolder())
    defer { removeFolder(folder) }
    for action in page.actions { perform(action, on: path, in: folder) }
  }

  @Test("README shows a counterexample as it prints")
  func counterexample() throws {
    let page = DocumentationPage(try contents(of: Repository.root + "/README.md"))
    let shown = page.actions.contains { action in
      if case .run(_, let output, _) = action { output.contains { $0.contains("Counterexample to") } } else { false }
    }
    #expect(shown, "by it a reader decides whether such traces are of use")
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

/// Where the repository and the built command are.
enum Repository {
  /// The root of the repository.
  static var root: String {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }

  /// The folder of the built products: that of the running test program.
  static var products: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }
}

/// Commands run by a shell that finds the built `quiesce`.
enum Shell {
  /// Runs a command with both outputs joined.
  static func run(_ command: String, in folder: String) -> (lines: [String], status: Int32) {
    let script = "cd '\(folder)' && PATH='\(Repository.products)':\"$PATH\" && export PATH && { \(command); } 2>&1"
    guard let pipe = popen(script, "r") else { return (["the shell cannot be started"], -1) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, pipe)
      guard count > 0 else { break }
      bytes += chunk.prefix(count)
    }
    let status = pclose(pipe)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.map(String.init), status >> 8 & 0xff)
  }
}

private struct CannotRead: Error {
  var path: String
}

private func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw CannotRead(path: path) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
    bytes += chunk.prefix(count)
  }
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  defer { fclose(file) }
  return fputs(text, file) >= 0
}

private func temporaryFolder() -> String? {
  var template = Array("/tmp/quiesce-documentation-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { return nil }
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func removeFolder(_ path: String) {
  _ = Shell.run("rm -rf '\(path)'", in: "/")
}
