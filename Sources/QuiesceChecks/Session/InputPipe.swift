import Glibc
import QuiesceSystem

/// Files of a command line that can be read only once: standard input, what `<(…)` of a shell stands for, named pipes.
///
/// They are read before anything else, while an interrupt still ends the process. What comes from a descriptor has no folder:
/// its imports are relative to the current one.
package enum InputPipe {
  /// The name of standard input in messages.
  package static let standardInput = "<stdin>"

  /// The descriptor that an argument means, if it means one.
  private static func descriptor(_ argument: String) -> Int32? {
    if argument == "-" || argument == "/dev/stdin" { return STDIN_FILENO }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where argument.hasPrefix(folder) {
      return Int32(argument.dropFirst(folder.count))
    }
    return nil
  }

  /// What messages call an argument that is a descriptor.
  package static func name(of argument: String) -> String? {
    descriptor(argument).map { $0 == STDIN_FILENO ? standardInput : "<fd \($0)>" }
  }

  /// The contents of the pipes among the files of a command line, of at most so many bytes each, by their absolute paths.
  static func contents(
    of files: [String], from directory: String, limit: Int
  ) -> [String: Result<[UInt8], FileError>] {
    var contents: [String: Result<[UInt8], FileError>] = [:]
    for text in files {
      let path = FileArgument.path(in: text)
      let file = FileArgument(file: path, from: directory).path
      guard contents[file] == nil, let content = content(of: path, limit: limit) else { continue }
      contents[file] = content
    }
    return contents
  }

  /// Whether an argument means something that can be read only once.
  package static func isMeant(by argument: String) -> Bool {
    let path = FileArgument.path(in: argument)
    return descriptor(path) != nil || isPipe(path)
  }

  /// What a pipe holds; nil for an argument that is none.
  private static func content(of argument: String, limit: Int) -> Result<[UInt8], FileError>? {
    guard isMeant(by: argument) else { return nil }
    let given = descriptor(argument)
    let source = given ?? open(argument, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { return .failure(.failed(errno)) }
    defer { if given == nil { close(source) } }
    do throws(FileError) {
      return .success(try DiskReader.content(of: source, limit: limit))
    } catch {
      return .failure(error)
    }
  }

  private static func isPipe(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }
}
