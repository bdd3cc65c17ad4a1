import QuiesceLanguage
import QuiesceProgram
import QuiesceRuns

/// A trace as the text of a mail: ASCII in 72 columns, with the command that repeats it.
package struct TraceMail {
  /// What survives a few levels of quotation.
  private static let width = 72

  private let shown: ShownTrace

  /// Prepares a mail.
  package init(_ shown: ShownTrace) {
    self.shown = shown
  }

  /// The text, with a line break at its end.
  package var text: String {
    let property = shown.property
    let check = shown.check
    let steps = Figures.count(shown.trace.steps.count, "step")
    var lines = wrapped("\(shown.title) after \(steps)")
    if !property.description.isEmpty { lines += wrapped("  \(property.description)") }
    lines += wrapped("with \(setting)")
    if let remark = check.remark { lines += wrapped("because: \(remark)") }
    lines += [""] + TraceTable(shown.trace, width: TraceMail.width).lines
    if let explanation = shown.explanation {
      lines += [""]
      lines +=
        ExplanationText(explanation, of: shown.trace, spans: shown.spans, width: TraceMail.width).lines
    }
    return (lines + ["", "To repeat it:"] + command).map { $0 + "\n" }.joined()
  }

  /// The command, on several lines as a shell takes it: broken before options, but not inside quotes.
  private var command: [String] {
    let parts = shown.check.reproduce.replacing(" --", with: "\n--").split(separator: "\n")
    var lines = ["  "]
    for part in parts {
      let last = lines[lines.count - 1]
      let isQuoted = lines.joined().count { $0 == "'" } % 2 == 1
      if last.allSatisfy({ $0 == " " }) {
        lines[lines.count - 1] += part
      } else if isQuoted || TextColumns.count(last) + TextColumns.count(part) + 3 <= TraceMail.width {
        lines[lines.count - 1] += " " + part
      } else {
        lines[lines.count - 1] += " \\"
        lines.append("    " + part)
      }
    }
    return lines
  }

  /// The parameters that matter, and how many do not.
  private var setting: String {
    let others = shown.check.parameters.count - shown.check.changedParameters.count
    guard !shown.settingText.isEmpty else { return "all parameters at their defaults" }
    return shown.settingText + (others > 0 ? "; \(Figures.count(others, "other")) at the default" : "")
  }

  private func wrapped(_ text: String) -> [String] {
    TextWrapping.wrap(TextWrapping.ascii(text), width: TraceMail.width, indent: 4)
  }
}
