import QuiesceReport

/// Topics of `quiesce help` beside the subcommands.
enum HelpTopic: String, CaseIterable, Sendable {
  case exitCodes = "exit-codes"
  case settings
  case reports
  case environment
  case language

  /// One sentence, without a full stop.
  var summary: String {
    switch self {
    case .exitCodes: "what the exit statuses mean"
    case .settings: "how --set works with checks"
    case .reports: "the forms of the result, for people, scripts and CI services"
    case .environment: "the environment variables"
    case .language: "the language on two screens, as a model"
    }
  }

  /// The text, paragraph by paragraph; a line that starts with two spaces is kept as it is.
  var paragraphs: [String] {
    switch self {
    case .exitCodes:
      ["The exit status is the same for every subcommand. When several apply, the first of 70, 143, 130, 2, 1, 3 wins."]
        + ExitStatus.allCases.map { status in
          let number = String(status.rawValue)
          return "  " + String(repeating: " ", count: 3 - number.count) + number + "  " + status.summary
        }
    case .settings:
      [
        "--set NAME=VALUE gives a parameter of the model a value, written as in the language: a number, true, false, an"
          + " enum case.",
        "Several values are several runs: --set depth=1...4 for a range, --set flush=none,both for a list. Several sweeps"
          + " multiply: each combination is a run, whose report names the values. One expectation stands for at most 10000"
          + " runs.",
        "--over NAME,NAME goes through all values of these parameters, --over NAME=1...4 through some, as --set does, and"
          + " --over 'n in 1...3, m in 1...3, n <= m' through those that satisfy a condition, as 'where' in a check; the runs"
          + " are then rows of a table, and of those that fail alike one is shown in full. With --pairs only so many"
          + " combinations are tried that any two values of two parameters come together in one.",
        "--grow NAME raises an integer parameter from its default on, or through the values of --grow NAME=1...9, one run"
          + " after another until one has no verdict since a budget ended it; then the exit status is 3. --grow NAME,NAME"
          + " raises each of several for itself. A family of runs that differ in nothing else is a table: the states, how"
          + " many times as many as at the size before, and an estimate of what the next one needs. The states are those"
          + " of the whole space, or until something was found. --over and --set beside it make several families.",
        "Without a check, the value replaces the default.",
        "With checks, it replaces the default in every run whose 'where' does not set the parameter. A run whose 'where'"
          + " sets it to this very value is made; one that sets it to another is skipped, and a note says how many"
          + " were. So --set with the values of one run of a family selects that run.",
        "A parameter that no model of the invocation has is an error; models without it are checked as they are.",
      ]
    case .reports:
      [
        "--report NAME=FILE,NAME=FILE writes the result of one check in several forms. Without =FILE, or with =-, a report"
          + " goes to standard output, which takes one of them, and text if none is asked for. A file is written whole or"
          + " not at all, at the end; what is not as expected is in all of them."
      ]
        + ReportFormat.allCases.map { format in
          let name = format.rawValue
          return "  " + name + String(repeating: " ", count: 10 - name.count) + format.summary
        } + [
          "Paths in reports are seen from the current folder: services want it to be the root of the repository."
        ]
    case .environment:
      [
        "NO_COLOR, not empty: no colour. CLICOLOR_FORCE or FORCE_COLOR, not empty and not 0: colour even without a"
          + " terminal. CLICOLOR=0 or TERM=dumb: no colour. --color always and --color never win over all of them.",
        "COLUMNS: the width that progress lines may take when the terminal does not tell.",
        "TMPDIR: where crosscheck works and native code is made; default /tmp.",
        "XDG_CACHE_HOME: where native code is kept, in the folder quiesce; default ~/.cache.",
        "PATH: where the C compiler is looked for, and the tools of crosscheck.",
        "GITHUB_STEP_SUMMARY: the file to which --report github appends a page.",
      ]
    case .language: [LanguageSheet.text]
    }
  }
}

/// The texts of `quiesce help`, from the table.
enum HelpText {
  private static let width = 79

  /// `quiesce help`
  static func overview() -> String {
    var text = "OVERVIEW: quiesce checks models of hardware and driver protocols for races.\n\n"
    text += "USAGE: quiesce SUBCOMMAND [options]\n\nSUBCOMMANDS:\n"
    text += rows(CommandTable.commands.map { ($0.name.rawValue, $0.summary) })
    text += "\nTOPICS:\n" + rows(HelpTopic.allCases.map { ($0.rawValue, $0.summary) })
    text += "\nEXIT STATUS:\n" + rows(ExitStatus.allCases.map { (String($0.rawValue), $0.summary) })
    return text + "\nSee 'quiesce help SUBCOMMAND' for more.\n"
  }

  /// `quiesce help SUBCOMMAND`
  static func command(_ command: CommandSpecification) -> String {
    var text = "OVERVIEW: \(command.summary)\n\nUSAGE: \(command.usage)\n"
    for paragraph in command.discussion {
      text += "\n" + TextWrapping.wrap(paragraph, width: width).joined(separator: "\n") + "\n"
    }
    if !command.arguments.isEmpty {
      text += "\nARGUMENTS:\n" + rows(command.arguments.map { ($0.placeholder, $0.summary) })
    }
    text += "\nOPTIONS:\n" + rows(command.allOptions.map { (label($0), $0.summary + choices($0)) })
    if !command.examples.isEmpty {
      text += "\nEXAMPLES:\n"
      for example in command.examples { text += "  \(example.line)\n      \(example.meaning)\n" }
    }
    return text + "\nThe exit status is described by 'quiesce help exit-codes'.\n"
  }

  /// `quiesce help TOPIC`
  static func topic(_ topic: HelpTopic) -> String {
    // A model is laid out already.
    if topic == .language { return LanguageSheet.text }
    var text = ""
    for paragraph in topic.paragraphs {
      if paragraph.hasPrefix("  ") {
        text += TextWrapping.wrap(paragraph, width: width, indent: 7).joined(separator: "\n") + "\n"
      } else {
        text += (text.isEmpty ? "" : "\n") + TextWrapping.wrap(paragraph, width: width).joined(separator: "\n") + "\n"
      }
    }
    return text
  }

  /// The lines that follow an error about the command line.
  static func usage(after command: CommandName?) -> String {
    guard let command else { return "usage: quiesce SUBCOMMAND [options]; see 'quiesce help'\n" }
    return "usage: \(CommandTable.specification(of: command).usage); see 'quiesce help \(command.rawValue)'\n"
  }

  /// `-q, --quiet`, `--memory SIZE`
  static func label(_ option: OptionSpecification) -> String {
    guard let short = option.short else { return option.usage }
    return "-\(short), \(option.usage)"
  }

  private static func choices(_ option: OptionSpecification) -> String {
    guard option.placeholder != nil, case .choice(let words) = option.kind else { return "" }
    if words.allSatisfy({ option.summary.contains($0) || option.placeholder?.contains($0) == true }) { return "" }
    return " (\(words.joined(separator: ", ")))"
  }

  private static func rows(_ pairs: [(String, String)]) -> String {
    let column = min(24, (pairs.map(\.0.count).max() ?? 0) + 4)
    var text = ""
    for (label, summary) in pairs {
      let lines = TextWrapping.wrap(summary, width: width - column)
      var head = "  " + label
      if head.count + 2 > column {
        text += head + "\n"
        head = ""
      }
      for (index, line) in lines.enumerated() {
        let start = index == 0 ? head : ""
        text += start + String(repeating: " ", count: column - start.count) + line + "\n"
      }
    }
    return text
  }
}
