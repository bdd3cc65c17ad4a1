import QuiesceChecks
import QuiesceLanguage

extension Session {
  /// Opens the workspace that the arguments mean: `--root`, or the one that fits the files.
  init(_ arguments: Arguments) {
    self.init(
      in: Folder.current(), files: arguments.positionals + arguments.all(.properties), root: arguments.text(.root),
      models: [.replay, .show, .report].contains(arguments.command) ? [] : arguments.positionals,
      ignoring: Set(arguments.all(.ignore).compactMap { DiagnosticType(rawValue: $0.uppercased()) }))
  }
}

extension CheckRequest {
  /// What the arguments of `check` and `crosscheck` ask for.
  init(_ arguments: Arguments) {
    self.init(
      files: arguments.positionals, propertyFiles: arguments.all(.properties), settings: arguments.all(.set),
      sweeps: arguments.all(.over), coversPairs: arguments.has(.pairs),
      properties: arguments.all(.property), includesExtra: arguments.has(.extra))
  }
}

extension Arguments {
  /// The parameters that `--over` goes through.
  var sweptParameters: [String] {
    all(.over).flatMap { text -> [String] in
      guard text.contains("=") else { return text.split(separator: ",").map(String.init) }
      return [String(text.prefix { $0 != "=" })]
    }
  }
}
