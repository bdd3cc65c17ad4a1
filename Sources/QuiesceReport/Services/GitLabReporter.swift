import QuiesceRuns

/// The result as GitLab reads it from a code quality report: an array of issues.
struct GitLabReporter: Reporter {
  private struct Issue: Encodable {
    struct Location: Encodable {
      struct Lines: Encodable {
        var begin: Int
      }

      var path: String
      var lines: Lines
    }

    var description: String
    var check_name: String
    var fingerprint: String
    var severity: String
    var location: Location
  }

  /// Writes the document when it is whole.
  let write: (String) -> Void

  mutating func end(_ summary: CheckSummary) throws {
    var seen: [String: Int] = [:]
    let issues = summary.problems.map { problem -> Issue in
      // Of issues with one fingerprint only one would be shown.
      seen[problem.fingerprint, default: 0] += 1
      let number = seen[problem.fingerprint] ?? 1
      return Issue(
        description: problem.message, check_name: problem.rule.name,
        fingerprint: problem.fingerprint + (number > 1 ? "-\(number)" : ""), severity: problem.severity.gitLab,
        location: Issue.Location(
          path: problem.region?.path ?? ".", lines: Issue.Location.Lines(begin: problem.region?.line ?? 1)))
    }
    write(try JSONText.text(of: issues))
  }
}

extension Problem.Severity {
  fileprivate var gitLab: String {
    switch self {
    case .error: "critical"
    case .undecided: "major"
    case .warning: "minor"
    }
  }
}
