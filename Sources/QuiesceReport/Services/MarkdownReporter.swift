import QuiesceProgram
import QuiesceRuns

/// The result as a page in the Markdown of GitHub and GitLab: a summary, a row for each model, what is not as it should be, and
/// the first counterexample as a diagram and a table.
struct MarkdownReporter: Reporter {
  /// A page of a service holds a mebibyte; nobody reads more rows than these.
  private static let mostRows = 200
  /// The most bytes of a trace.
  private static let mostTrace = 100_000

  /// Writes the page when it is whole.
  let write: (String) -> Void

  mutating func end(_ summary: CheckSummary) {
    var lines = ["## Quiesce: \(verdict(of: summary))", ""]
    lines += models(summary) + growths(summary) + problems(summary) + counterexample(summary)
    write(lines.joined(separator: "\n") + "\n")
  }

  private func verdict(of summary: CheckSummary) -> String {
    let runs = summary.runs
    if runs.isEmpty, summary.notBegun == nil { return "the input is refused" }
    let counts = [
      ("as expected", runs.count { $0.judgement == .asExpected }),
      ("NOT as expected", runs.count { $0.judgement == .unexpected }),
      ("undecided", runs.count { $0.judgement == .undecided }), ("not begun", summary.notBegun?.count ?? 0),
    ]
    let parts = counts.filter { $0.0 == "as expected" || $0.1 > 0 }.map { "\(Figures.count($0.1)) \($0.0)" }
    return "\(Figures.count(runs.count, "run")): \(parts.joined(separator: ", "))"
  }

  // MARK: tables

  private func models(_ summary: CheckSummary) -> [String] {
    var order: [String] = []
    var runs: [String: [RunReport]] = [:]
    for run in summary.runs {
      if runs[run.model] == nil { order.append(run.model) }
      runs[run.model, default: []].append(run)
    }
    guard !order.isEmpty else { return [] }
    let rows = order.map { model -> [String] in
      let own = runs[model] ?? []
      let states = own.map(\.outcome.statistics.states).reduce(0, +)
      return [
        MarkdownText.escaped(model), Figures.count(own.count),
        Figures.count(own.count { $0.judgement == .asExpected }),
        Figures.count(own.count { $0.judgement == .unexpected }),
        Figures.count(own.count { $0.judgement == .undecided }), Figures.count(states),
      ]
    }
    return table(["model", "runs", "as expected", "not as expected", "undecided", "states"], rows) + [""]
  }

  /// A table for each family of runs that differ in a size.
  private func growths(_ summary: CheckSummary) -> [String] {
    Growth.families(of: summary.runs).flatMap { growth in
      let grown = GrowthTable(growth: growth)
      return ["### \(MarkdownText.escaped("\(grown.title), by \(growth.parameter)"))", ""]
        + table(grown.head, grown.rows.map { $0.map(MarkdownText.escaped) })
        + ["", MarkdownText.escaped(grown.sentences.joined(separator: " ")), ""]
    }
  }

  private func problems(_ summary: CheckSummary) -> [String] {
    let problems = summary.problems
    guard !problems.isEmpty else { return [] }
    let rows = problems.map { problem -> [String] in
      let place = problem.region.map { "\($0.path):\($0.line)" } ?? ""
      return [problem.severity.word, MarkdownText.escaped(problem.message), MarkdownText.escaped(place)]
    }
    return ["### What is not as it should be", ""] + table(["", "what", "where"], rows) + [""]
  }

  private func table(_ head: [String], _ rows: [[String]]) -> [String] {
    var lines = [head, head.map { _ in "---" }] + rows.prefix(MarkdownReporter.mostRows)
    if rows.count > MarkdownReporter.mostRows {
      let more = "and \(Figures.count(rows.count - MarkdownReporter.mostRows)) more"
      lines.append([more] + head.dropFirst().map { _ in "" })
    }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }
  }

  // MARK: the trace

  /// The counterexample of the first run that is not as expected; of the first that fails as expected, if there is none.
  private func counterexample(_ summary: CheckSummary) -> [String] {
    let runs = summary.runs.filter { $0.judgement == .unexpected } + summary.runs
    for run in runs {
      guard let property = run.outcome.culprits.first(where: { $0.trace != nil }), let trace = property.trace else {
        continue
      }
      let setting = run.settingText.isEmpty ? "" : ", with \(run.settingText)"
      let steps = Figures.count(trace.steps.count, "step")
      let expected = run.judgement == .asExpected ? ", as expected" : ""
      let title = "\(run.model): \(property.heading), \(steps)\(setting)\(expected)"
      var lines = ["### \(MarkdownText.escaped(title))", ""]
      if let diagram = MermaidSequence(trace) { lines += MarkdownText.fenced(diagram.lines, as: "mermaid") + [""] }
      let text =
        TextReport().lines(of: property, trace, spans: run.spans) + TextReport().others(of: property, spans: run.spans)
      if text.map(\.utf8.count).reduce(0, +) <= MarkdownReporter.mostTrace {
        lines += ["<details><summary>As a table</summary>", ""] + MarkdownText.fenced(text, as: "text")
        lines += ["", "</details>", ""]
      }
      return lines + ["To repeat it:", ""] + MarkdownText.fenced([run.reproduction], as: "sh")
    }
    return []
  }
}

extension Problem.Severity {
  /// A word for it.
  var word: String {
    switch self {
    case .error: "error"
    case .undecided: "no verdict"
    case .warning: "warning"
    }
  }
}

/// Text as Markdown takes it.
enum MarkdownText {
  /// On one line, with everything escaped that could mean something.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\n", "\r", "\t": " "
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$", "@": "\\\(scalar)"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}": "\u{fffd}"
      default: String(scalar)
      }
    }.joined()
  }

  /// Lines between fences that no line of them ends.
  static func fenced(_ lines: [String], as language: String) -> [String] {
    var longest = 2
    for line in lines {
      for ticks in line.split(whereSeparator: { $0 != "`" }) { longest = max(longest, ticks.count) }
    }
    let fence = String(repeating: "`", count: longest + 1)
    return [fence + language] + lines + [fence]
  }
}
