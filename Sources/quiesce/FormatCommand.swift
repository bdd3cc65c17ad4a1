import Glibc
import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceSystem

/// `quiesce format`
enum FormatCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    if arguments.has(.inPlace), arguments.has(.check) { throw Refusal("--in-place and --check exclude each other") }
    var status = ExitStatus.success
    for argument in arguments.positionals {
      let paths = Folder.files(argument)
      if paths.isEmpty {
        console.error("there is no .quiesce file in the folder '\(argument)' or below it")
        status.combine(.badInput)
      }
      for path in paths { status.combine(format(path, arguments, console)) }
    }
    return status
  }

  private static func format(_ path: String, _ arguments: Arguments, _ console: Console) -> ExitStatus {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes =
        path == "-"
        ? try DiskReader.content(of: STDIN_FILENO)
        : try DiskReader().read(Folder.absolute(path, from: Folder.current()))
    } catch {
      console.error("'\(path)' cannot be read: \(error.reason)")
      return .badInput
    }
    var sources = SourceMap()
    var diagnostics: [Diagnostic] = []
    let source = SourceFile(path: path == "-" ? InputPipe.standardInput : path, bytes: bytes)
    let id = sources.add(source)
    guard let text = QuiesceLanguage.format(source, id: id, diagnostics: &diagnostics) else {
      console.show(diagnostics, sources: sources)
      return .badInput
    }
    return deliver(text, of: path, bytes, arguments, console)
  }

  private static func deliver(
    _ text: String, of path: String, _ bytes: [UInt8], _ arguments: Arguments, _ console: Console
  ) -> ExitStatus {
    let isSame = Array(text.utf8) == bytes
    if arguments.has(.check) {
      if !isSame { console.write("\(path)\n") }
      return isSame ? .success : .unexpected
    }
    if arguments.has(.inPlace), path != "-", isSame { return .success }
    return console.deliver(text, to: arguments.has(.inPlace) ? path : "-")
  }
}
