/// A form of the result.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// For people, as the runs are made.
  case text
  /// For scripts.
  case json
  /// Annotations of GitHub's runner.
  case github
  /// SARIF 2.1.0.
  case sarif
  /// JUnit XML.
  case junit
  /// KTAP version 1.
  case ktap
  /// GitLab's code quality report.
  case gitlab
  /// A page.
  case markdown
  /// A folder of pages.
  case html

  /// What it is for: one line, without a full stop.
  package var summary: String {
    switch self {
    case .text: "for people, as the runs are made"
    case .json: "for scripts, with all traces; the same as --format json"
    case .github: "annotations for the runner of GitHub Actions, beside the text, and a page in its step summary"
    case .sarif:
      "SARIF 2.1.0 for code scanning and editors; counterexamples are code flows with a thread for each actor"
    case .junit: "JUnit XML for Jenkins, GitLab and their like: a suite for each model, a case for each run"
    case .ktap:
      "the kernel's KTAP version 1, which readers of TAP take too: a failure that is expected is XFAIL, no verdict"
        + " is TIMEOUT"
    case .gitlab: "GitLab's code quality report"
    case .markdown: "a page for GitHub and GitLab, with the first counterexample as a Mermaid diagram"
    case .html: "a small site in a folder (html=DIR), as 'quiesce report' makes it of a JSON result"
    }
  }

  /// A reporter of this form.
  ///
  /// - Parameters:
  ///   - options: how much of the result `text` shows.
  ///   - style: how `text` looks.
  package func reporter(
    _ options: TextReporter.Options, style: TextStyle, write: @escaping (String) -> Void
  ) -> any Reporter {
    switch self {
    case .text: TextReporter(options, style: style, write: write)
    // A site is made of the JSON result, here as by those who keep it.
    case .json, .html: JSONReporter(write: write)
    case .github: GitHubReporter(write: write)
    case .sarif: SARIFReporter(write: write)
    case .junit: JUnitReporter(write: write)
    case .ktap: KTAPReporter(write: write)
    case .gitlab: GitLabReporter(write: write)
    case .markdown: MarkdownReporter(write: write)
    }
  }
}
