import Glibc
import QuiesceChecks
import QuiesceReport

/// `quiesce resume`
enum ResumeCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console, environment: Environment) -> ExitStatus {
    let folder = Folder.absolute(arguments.positionals[0], from: Folder.current())
    do {
      let stored = try StoredRun(in: folder)
      guard chdir(stored.directory) == 0 else {
        console.error("the run of '\(folder)' was begun in '\(stored.directory)', which is no folder any more")
        return .badInput
      }
      let words = try ArgumentParser.parse(stored.words)
      return CheckCommand.run(
        words, from: .store(stored, folder: folder), console: console, environment: environment)
    } catch let error as StoredRun.Refusal {
      console.error(error.message)
    } catch {
      console.error("'\(folder)' keeps no command line of this version")
    }
    return .badInput
  }
}
