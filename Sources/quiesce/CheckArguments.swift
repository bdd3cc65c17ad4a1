import QuiesceChecks
import QuiesceLanguage
import QuiesceReport
import QuiesceSystem

extension Session {
  /// Opens the workspace that the arguments mean: `--root`, or the one that fits the files.
  init(_ arguments: Arguments) {
    self.init(
      in: Folder.current(),
      files: arguments.positionals + arguments.all(.properties)
        + (arguments.command == .conform ? arguments.all(.trace) : []),
      pipeLimit: arguments.pipeLimit,
      root: arguments.text(.root), models: arguments.models,
      ignoring: Set(arguments.all(.ignore).compactMap { DiagnosticType(rawValue: $0.uppercased()) }))
  }
}

extension CheckRequest {
  /// What the arguments of `check` and `crosscheck` ask for.
  init(_ arguments: Arguments) {
    self.init(
      files: arguments.positionals, propertyFiles: arguments.all(.properties), settings: arguments.all(.set),
      sweeps: arguments.all(.over), coversPairs: arguments.has(.pairs), growth: arguments.all(.grow),
      properties: arguments.all(.property), without: arguments.all(.without), includesExtra: arguments.has(.extra))
  }
}

extension Arguments {
  /// The most bytes that are read of a pipe: those that the largest file may have which the command takes.
  fileprivate var pipeLimit: Int {
    if [.replay, .show, .report, .merge].contains(command) { return RecordedResult.maximumSize }
    return command == .conform ? ConformCommand.maximumSize : maximumFileSize
  }

  /// The models among the arguments, around which a workspace is looked for.
  fileprivate var models: [String] {
    switch command {
    case .replay, .show, .report, .merge: []
    case .export: Array(positionals.dropFirst().prefix(1))
    default: positionals
    }
  }
}
