import Glibc
import QuiesceChecks
import QuiesceReport

/// `quiesce resume`
enum ResumeCommand {
  /// Runs the subcommand.
  static func run(
    _ arguments: Arguments, console: Console, environment: Environment
  ) throws(Refusal) -> ExitStatus {
    let folder = Folder.absolute(arguments.positionals[0], from: Folder.current())
    let stored = try StoredRun(in: folder)
    guard chdir(stored.directory) == 0 else {
      throw Refusal("the run of '\(folder)' was begun in '\(stored.directory)', which is no folder any more")
    }
    guard let words = try? ArgumentParser.parse(stored.words) else {
      throw Refusal("'\(folder)' keeps no command line of this version")
    }
    return try CheckCommand.run(
      words, from: .store(stored, folder: folder), console: console, environment: environment)
  }
}
