import QuiesceLanguage

/// `quiesce help`
enum HelpCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    guard let topic = arguments.positionals.first else {
      console.write(HelpText.overview())
      return .success
    }
    if let command = CommandName(rawValue: topic) {
      console.write(HelpText.command(CommandTable.specification(of: command)))
    } else if let topic = HelpTopic(rawValue: topic) {
      console.write(HelpText.topic(topic))
    }
    return .success
  }
}

/// `quiesce explain`
enum ExplainCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    let types = arguments.positionals.compactMap { DiagnosticType(rawValue: $0.uppercased()) }
    guard types.isEmpty else {
      console.write(types.map { $0.explanation + "\n" }.joined(separator: "\n"))
      return .success
    }
    for severity in [Diagnostic.Severity.error, .warning] {
      console.write(severity == .error ? "Errors refuse the input:\n" : "Warnings make an answer hollow:\n")
      for type in DiagnosticType.allCases where type.severity == severity {
        console.write("  \(type.rawValue): \(type.summary)\n")
      }
    }
    console.write("See 'quiesce explain TYPE'.\n")
    return .success
  }
}
