import Glibc
package import QuiesceSystem

/// A compiler for C that makes libraries.
package struct CCompiler: Sendable {
  /// The file that is run.
  package let path: String
  /// Tells this compiler, in this version, from others: where it really lies, its size and when it was last changed, which is
  /// what ccache goes by, too; and what it is asked for.
  let identity: String
  private let searchPath: CommandPath

  /// The commands that are tried where none is named.
  package static let names = ["cc", "clang", "gcc"]

  /// What it is asked for besides the files. Arithmetic wraps as in the machine, and nothing of the system's C library is
  /// needed, neither headers nor start files.
  private static let options = ["-O2", "-w", "-fwrapv", "-fPIC", "-shared", "-nostdlib", "-x", "c"]

  /// Finds a compiler: the file or command of that name, or the first of `names`; nil if there is none.
  package init?(_ name: String? = nil, in searchPath: CommandPath = CommandPath()) {
    let names = name.map { [$0] } ?? CCompiler.names
    let found = names.lazy.compactMap { name in
      name.utf8.contains(UInt8(ascii: "/")) ? (access(name, X_OK) == 0 ? name : nil) : searchPath.find(name)
    }
    guard let path = found.first, let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.path = path
    self.searchPath = searchPath
    let file = "\(String(cString: real)) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    identity = ([path, file] + CCompiler.options).joined(separator: " ")
  }

  /// Starts to make the library of a text in a directory.
  func start(_ source: String, to library: String, in directory: borrowing TemporaryDirectory) -> RunningCommand? {
    RunningCommand(
      [path] + CCompiler.options + ["\(directory.path)/\(source)", "-o", "\(directory.path)/\(library)"],
      environment: ["PATH=\(searchPath.text)", "LC_ALL=C", "TMPDIR=\(directory.path)", "HOME=\(directory.path)"],
      output: "\(directory.path)/output")
  }
}
