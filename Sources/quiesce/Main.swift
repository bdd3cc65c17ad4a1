import Glibc
import QuiesceLanguage

/// The command: reads its arguments, does what they ask, and says how it went.
@main
enum Main {
  /// Runs the process.
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    occupyStandardDescriptors()
    CrashReport.install()
    exit(run(Array(CommandLine.arguments.dropFirst()), environment: .current()).rawValue)
  }

  /// Sees to it that no file that is opened later takes the place of a standard stream that the caller closed.
  private static func occupyStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free descriptor is this one; writing to it goes on being an error.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Runs one command line.
  static func run(_ words: [String], environment: Environment) -> ExitStatus {
    do throws(ArgumentError) {
      let arguments = try ArgumentParser.parse(words)
      let console = Console(color: arguments.text(.color), environment: environment)
      var status = ExitStatus.badInput
      do throws(Refusal) {
        status = try run(arguments, console: console, environment: environment)
      } catch {
        console.error(error.message)
      }
      guard let number = console.output.error else { return status }
      console.error("standard output cannot be written: \(String(cString: strerror(number)))")
      return status.combined(with: .badInput)
    } catch {
      let console = Console(color: nil, environment: environment)
      console.error(error.message)
      console.errors.write(HelpText.usage(after: error.command))
      return .badInput
    }
  }

  private static func run(
    _ arguments: Arguments, console: Console, environment: Environment
  ) throws(Refusal) -> ExitStatus {
    if arguments.has(.help) {
      console.write(HelpText.command(CommandTable.specification(of: arguments.command)))
      return .success
    }
    try refuseIgnoredErrors(arguments)
    switch arguments.command {
    case .check: return try CheckCommand.run(arguments, console: console, environment: environment)
    case .merge: return try MergeCommand.run(arguments, console: console, environment: environment)
    case .diff: return try DiffCommand.run(arguments, console: console)
    case .need: return NeedCommand.run(arguments, console: console, environment: environment)
    case .list: return ListCommand.run(arguments, console: console)
    case .format: return try FormatCommand.run(arguments, console: console)
    case .explain: return ExplainCommand.run(arguments, console: console)
    case .replay: return try ReplayCommand.run(arguments, console: console)
    case .report: return try ReportCommand.run(arguments, console: console)
    case .show: return try ShowCommand.run(arguments, console: console)
    case .conform: return try ConformCommand.run(arguments, console: console)
    case .resume: return try ResumeCommand.run(arguments, console: console, environment: environment)
    case .explore: return try ExploreCommand.run(arguments, console: console)
    case .graph: return GraphCommand.run(arguments, console: console)
    case .export: return try ExportCommand.run(arguments, console: console)
    case .expand: return try ExpandCommand.run(arguments, console: console)
    case .crosscheck: return CrosscheckCommand.run(arguments, console: console, environment: environment)
    case .help: return HelpCommand.run(arguments, console: console)
    case .version:
      console.write(Version.line + "\n")
      return .success
    case .completions:
      console.write(Completions.script(shell: arguments.positionals[0]))
      return .success
    case .syntax: return SyntaxCommand.run(arguments, console: console)
    case .man:
      console.write(ManualPage.text())
      return .success
    }
  }

  /// Errors cannot be silenced.
  private static func refuseIgnoredErrors(_ arguments: Arguments) throws(Refusal) {
    for type in arguments.all(.ignore).compactMap({ DiagnosticType(rawValue: $0.uppercased()) })
    where type.severity == .error {
      throw Refusal("--ignore silences warnings; \(type.rawValue) is an error")
    }
  }
}
