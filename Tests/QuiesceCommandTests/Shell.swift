import Glibc

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
  /// What a command did.
  struct Result {
    /// Both outputs, in the order in which they were written.
    var lines: [String]
    /// The exit status.
    var status: Int32

    /// The lines as one text.
    var text: String { lines.joined(separator: "\n") }

    /// A line, counted from 0; empty where there is none.
    func line(_ number: Int) -> String { number < lines.count ? lines[number] : "" }
  }

  /// Runs a command with both outputs joined.
  static func run(_ command: String, in folder: String) -> Result {
    let script = "cd '\(folder)' && PATH='\(Repository.products)':\"$PATH\" && export PATH && { \(command)\n} 2>&1"
    guard let pipe = popen(script, "r") else { return Result(lines: ["the shell cannot be started"], status: -1) }
    let bytes = content(of: pipe)
    let status = pclose(pipe)
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return Result(lines: lines.map(String.init), status: status >> 8 & 0xff)
  }

  /// Whether a program is installed.
  static func has(_ program: String) -> Bool {
    run("command -v \(program)", in: "/").status == 0
  }
}

/// A folder for one test; it goes away with the test.
final class Scratch {
  /// Its absolute path.
  let path: String

  /// Makes a folder with some files, by their names in it.
  init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/quiesce-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileFailure(path: "/tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files {
      let folder = name.split(separator: "/").dropLast().joined(separator: "/")
      if !folder.isEmpty { _ = run("mkdir -p '\(folder)'") }
      guard write(text, to: path + "/" + name) else { throw FileFailure(path: name) }
    }
  }

  deinit {
    _ = Shell.run("chmod -R u+w '\(path)'; rm -rf '\(path)'", in: "/")
  }

  /// Runs a command in the folder.
  func run(_ command: String) -> Shell.Result {
    Shell.run(command, in: path)
  }

  /// The text of a file in the folder.
  func text(of name: String) throws -> String {
    try contents(of: path + "/" + name)
  }
}

/// A file that a test cannot read or write.
struct FileFailure: Error {
  var path: String
}

/// The text of a file.
func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw FileFailure(path: path) }
  defer { fclose(file) }
  return String(decoding: content(of: file), as: UTF8.self)
}

/// Writes a file; false if it cannot be.
func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  defer { fclose(file) }
  return fputs(text, file) >= 0
}

private func content(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    guard count > 0 else { return bytes }
    bytes += chunk.prefix(count)
  }
}
