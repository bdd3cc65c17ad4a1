/// The manual page in man(7) macros, from the table.
enum ManualPage {
  /// `quiesce man`
  static func text() -> String {
    var page = ".TH QUIESCE 1 \"\" \"quiesce \(Version.number)\" \"User Commands\"\n"
    page += ".SH NAME\nquiesce \\- check models of hardware and driver protocols for races\n.SH SYNOPSIS\n"
    for command in CommandTable.commands { page += ".B \(escaped(command.usage))\n.br\n" }
    page += ".SH DESCRIPTION\n"
    page +=
      escaped(
        "Models in the Quiesce language say how devices, queues and drivers behave; properties say what must hold."
          + " quiesce visits every reachable state and prints the shortest trace to a violation.") + "\n"
    page += ".SH SUBCOMMANDS\n"
    for command in CommandTable.commands { page += section(command) }
    for topic in HelpTopic.allCases { page += section(topic) }
    return page
  }

  private static func section(_ command: CommandSpecification) -> String {
    var text = ".SS \(escaped(command.usage))\n\(escaped(command.summary)).\n"
    for paragraph in command.discussion { text += ".PP\n\(escaped(paragraph))\n" }
    for argument in command.arguments {
      text += ".TP\n.I \(escaped(argument.placeholder))\n\(escaped(argument.summary))\n"
    }
    for option in command.allOptions {
      text += ".TP\n.B \(escaped(HelpText.label(option)))\n\(escaped(option.summary))\n"
    }
    for example in command.examples {
      text += ".PP\n.nf\n\(escaped("    " + example.line))\n.fi\n\(escaped(example.meaning))\n"
    }
    return text
  }

  private static func section(_ topic: HelpTopic) -> String {
    var text = ".SH \(topic == .exitCodes ? "EXIT STATUS" : topic.rawValue.uppercased())\n"
    switch topic {
    case .exitCodes:
      text += escaped(topic.paragraphs[0]) + "\n"
      for status in ExitStatus.allCases { text += ".TP\n.B \(status.rawValue)\n\(escaped(status.summary))\n" }
    case .language:
      text +=
        ".nf\n"
        + topic.paragraphs[0].split(separator: "\n", omittingEmptySubsequences: false)
        .map { escaped(String($0)) }.joined(separator: "\n") + ".fi\n"
    case .settings, .reports, .environment:
      for paragraph in topic.paragraphs { text += ".PP\n\(escaped(paragraph))\n" }
    }
    return text
  }

  /// Backslashes and hyphens as roff wants them, and no line that starts like a request.
  private static func escaped(_ text: String) -> String {
    let body = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return body.hasPrefix(".") || body.hasPrefix("'") ? "\\&" + body : body
  }
}
