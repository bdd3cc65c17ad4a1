import QuiesceLanguage
import QuiesceReport
import QuiesceRuns

extension ArgumentError {
  /// The sentence for standard error, with the next thing to try.
  var message: String {
    switch self {
    case .noCommand:
      return "a subcommand is missing"
    case .unknownCommand(let word):
      return "unknown subcommand '\(word)'" + hint(word, CommandName.allCases.map(\.rawValue))
    case .unknownOption(let option, let command):
      let names = CommandTable.specification(of: command).allOptions.map { "--\($0.name.rawValue)" }
      if let name = OptionName(rawValue: String(option.drop { $0 == "-" })) {
        let owners = CommandTable.commands.filter { $0.option(name) != nil }.map(\.name.rawValue)
        return "'quiesce \(command.rawValue)' has no option '\(option)'"
          + (owners.isEmpty ? "" : "; it belongs to: \(owners.joined(separator: ", "))")
      }
      return "unknown option '\(option)'" + hint(option, names)
    case .missingValue(let option, _):
      return "the option '--\(option.rawValue)' needs a value" + advice("--" + option.rawValue)
    case .unexpectedValue(let option, _):
      return "the option '--\(option.rawValue)' takes no value"
    case .repeatedOption(let option, _):
      return "the option '--\(option.rawValue)' was given twice"
    case .invalidValue(let text, let place, let kind, _):
      return "'\(text)' is no value for \(place): " + kind.expectation + hint(text, kind.words) + advice(place)
    case .unexpectedArgument(let text, let command):
      return "unexpected argument '\(text)'; quiesce \(command.rawValue) takes "
        + (CommandTable.specification(of: command).arguments.isEmpty ? "none" : "no more than it has")
    case .missingArgument(let placeholder, _):
      return "the argument \(placeholder) is missing"
    }
  }

  /// What somebody may have meant who says it without a number, as it was once said.
  private func advice(_ place: String) -> String {
    guard place == "--" + OptionName.traces.rawValue else { return "" }
    return ": how many counterexamples are looked for; --\(OptionName.full.rawValue) shows every trace there is"
  }

  private func hint(_ text: String, _ candidates: [String]) -> String {
    guard let near = closest(to: text, among: candidates) else { return "" }
    return ". Did you mean '\(near)'?"
  }
}

extension ValueKind {
  /// What the value should be.
  var expectation: String {
    switch self {
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .integer(let minimum): "an integer, at least \(minimum)"
    case .size: "a number of bytes, at least 1M, such as 512M or 4G"
    case .seconds: "a time of more than 0 and at most 100000h, such as 90, 90s, 200ms, 15m or 2h"
    case .file: "a path"
    case .directory: "a folder"
    case .shard: "K/N, such as 2/8: part 2 of 8, of at most \(ShardNumber.limit)"
    case .setting: "NAME=VALUE"
    case .property: "the name of a property"
    case .reports: "a list of \(words.joined(separator: ", ")), each alone or with =FILE behind it, html with =DIR"
    case .diagnosticType: "the upper-case name of a diagnostic (quiesce explain lists them)"
    case .text: "a text"
    }
  }

  /// The words that it takes, where they are known.
  var words: [String] {
    switch self {
    case .choice(let words): words
    case .diagnosticType: DiagnosticType.allCases.map(\.rawValue)
    case .reports: ReportFormat.allCases.map(\.rawValue)
    case .integer, .size, .seconds, .file, .directory, .shard, .setting, .property, .text: []
    }
  }
}
