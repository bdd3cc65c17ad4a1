/// What a cross-check came to.
package struct CrossCheckReport: Sendable {
  /// One for each tool that was asked for, in order.
  package var tools: [ToolReport]

  /// What the comparison with one tool came to.
  package struct ToolReport: Sendable {
    /// Which tool.
    package var tool: CrossCheck.Tool
    /// Whether it could be asked.
    package var status: Status
    /// What was compared.
    package var comparisons: [Comparison]
  }

  /// Whether a tool could be asked.
  package enum Status: Sendable {
    /// It ran.
    case compared
    /// These commands are not installed.
    case missing([String])
    /// Its language cannot express the program.
    case notExportable(ExportError)
  }

  /// One claim beside what the tool says of it.
  package struct Comparison: Sendable {
    /// What the claim is about: `states`, `transitions`, a property's name, `deadlock` or `fault`.
    package var subject: String
    /// What the search claims.
    package var ours: String
    /// What the tool says.
    package var theirs: String
    /// Whether both agree.
    package var result: Result
    /// The end of the tool's output, where they do not.
    package var detail: String
  }

  /// Whether a claim and a tool agree.
  package enum Result: String, Sendable {
    /// They agree.
    case agrees
    /// They contradict each other.
    case disagrees
    /// The tool gave no answer: it failed, or ran out of time or memory.
    case unanswered
  }

  /// The contradictions, each with its tool.
  package var disagreements: [(tool: CrossCheck.Tool, comparison: Comparison)] { comparisons(.disagrees) }

  /// What a tool left open, each with its tool.
  package var unanswered: [(tool: CrossCheck.Tool, comparison: Comparison)] { comparisons(.unanswered) }

  /// The tools that are not installed.
  package var missing: [CrossCheck.Tool] {
    tools.compactMap { if case .missing = $0.status { $0.tool } else { nil } }
  }

  /// Whether every tool ran and confirmed every claim.
  package var confirmsEverything: Bool {
    tools.allSatisfy { tool in
      guard case .compared = tool.status else { return false }
      return tool.comparisons.allSatisfy { $0.result == .agrees }
    }
  }

  private func comparisons(_ result: Result) -> [(tool: CrossCheck.Tool, comparison: Comparison)] {
    tools.flatMap { report in
      report.comparisons.filter { $0.result == result }.map { (tool: report.tool, comparison: $0) }
    }
  }
}

extension CrossCheckReport: CustomStringConvertible {
  /// A line for each comparison; below a contradiction the end of the tool's output.
  package var description: String {
    var lines: [String] = []
    for report in tools {
      switch report.status {
      case .compared: break
      case .missing(let commands):
        lines.append("\(report.tool.rawValue): not installed (\(commands.joined(separator: ", ")))")
      case .notExportable(let error): lines.append("\(report.tool.rawValue): \(error)")
      }
      for comparison in report.comparisons {
        var line = "\(report.tool.rawValue): \(comparison.subject): "
        switch comparison.result {
        case .agrees: line += comparison.ours
        case .disagrees: line += "Quiesce says \(comparison.ours), \(report.tool.rawValue) \(comparison.theirs)"
        case .unanswered: line += "Quiesce says \(comparison.ours), no answer: \(comparison.theirs)"
        }
        lines.append(line)
        if comparison.result != .agrees {
          lines += comparison.detail.split(separator: "\n").map { "    \($0)" }
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}
