import QuiesceRuns

/// The result as commands of GitHub's runner: an annotation for each problem, as far as it shows them.
///
/// What else is written meanwhile has text of models in it, which must not be taken for commands: it stands between
/// `stop-commands` and a token that nobody can guess.
struct GitHubReporter: Reporter {
  /// The runner shows ten annotations of each kind for a step; the last one says how many there are beside.
  private static let mostAnnotations = 9

  /// What ends the part without commands: 128 random bits.
  private let token = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined()
  let write: (String) -> Void

  mutating func begin(_ plan: CheckPlan) { write("::stop-commands::\(token)\n") }

  mutating func end(_ summary: CheckSummary) {
    write("::\(token)::\n")
    var counts: [String: (shown: Int, more: Int)] = [:]
    for problem in summary.problems {
      let command = problem.severity.command
      var count = counts[command] ?? (0, 0)
      if problem.isRepeated || count.shown == GitHubReporter.mostAnnotations {
        count.more += 1
      } else {
        count.shown += 1
        write(annotation(problem))
      }
      counts[command] = count
    }
    for (command, count) in counts.sorted(by: { $0.key < $1.key }) where count.more > 0 {
      write("::\(command) title=quiesce::and \(Figures.count(count.more)) more\n")
    }
  }

  private func annotation(_ problem: Problem) -> String {
    var properties: [(name: String, value: String)] = []
    if let region = problem.region {
      properties += [("file", region.path), ("line", String(region.line))]
      if let extent = region.extent {
        properties.append(("endLine", String(extent.endLine)))
        // Columns mark a part of one line only.
        if extent.endLine == region.line {
          properties += [("col", String(extent.column)), ("endColumn", String(extent.endColumn))]
        }
      }
    }
    properties.append(("title", problem.title))
    let list = properties.map { "\($0.name)=\(GitHubText.property($0.value))" }.joined(separator: ",")
    let repetition = problem.run.map { "\nTo repeat it: \($0.reproduction)" } ?? ""
    return "::\(problem.severity.command) \(list)::\(GitHubText.message(problem.message + repetition))\n"
  }
}

extension Problem.Severity {
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .undecided, .warning: "warning"
    }
  }
}

/// Text as commands of the runner take it.
enum GitHubText {
  /// Behind the command.
  static func message(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// The value of a property.
  static func property(_ text: String) -> String {
    message(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
