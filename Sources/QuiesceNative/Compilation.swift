import Glibc

/// A text of C on its way to a library of this process.
///
/// It is compiled in a directory that only this user can enter, beside this process and without a shell. If the value ends
/// first, the compiler is killed; in any case the directory is removed.
package struct Compilation: ~Copyable {
  /// Why there is no library.
  package enum Failure: Error, Sendable, CustomStringConvertible {
    /// No directory could be made for it.
    case noDirectory
    /// The compiler could not be started.
    case notStarted(String)
    /// It ended with something else than a library; what it said.
    case refused(String)
    /// The system does not load what it made.
    case notLoaded

    /// A clause that says so.
    package var description: String {
      switch self {
      case .noDirectory: "no temporary directory can be made"
      case .notStarted(let compiler): "'\(compiler)' cannot be started"
      case .refused(let output):
        "the compiler failed: \(output.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it said nothing")"
      case .notLoaded: "the system does not load what the compiler made"
      }
    }
  }

  private let text: String
  private let compiler: CCompiler
  private let cache: LibraryCache?
  /// Where it is made.
  let directory: TemporaryDirectory
  private var process: RunningCommand

  private static let library = "library.so"

  /// Starts the compiler; what it makes is kept in the cache.
  package init(_ text: String, by compiler: CCompiler, cache: LibraryCache?) throws(Failure) {
    self.text = text
    self.compiler = compiler
    self.cache = cache
    guard let directory = TemporaryDirectory() else { throw .noDirectory }
    directory.write(text, to: "program.c")
    guard let process = compiler.start("program.c", to: Self.library, in: directory) else {
      throw .notStarted(compiler.path)
    }
    self.directory = directory
    self.process = process
  }

  /// The library; nil if the compiler still runs after so many seconds.
  package mutating func library(within seconds: Double = 0) throws(Failure) -> NativeLibrary? {
    guard let end = process.wait(atMost: seconds) else { return nil }
    guard case .exited(0) = end else {
      throw .refused(RunningCommand.text(of: "\(directory.path)/output"))
    }
    let path = "\(directory.path)/\(Self.library)"
    guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC)), let library = NativeLibrary(file) else {
      throw .notLoaded
    }
    cache?.keep(path, madeFrom: text, by: compiler)
    return library
  }
}
