/// The result for scripts: one document when everything is known.
struct JSONReporter: Reporter {
  /// Writes the document when it is whole.
  let write: (String) -> Void

  var namesRunsNotBegun: Bool { true }

  mutating func end(_ summary: CheckSummary) throws {
    let report = JSONReport(summary)
    write(try summary.shard.map { try JSONText.text(of: JSONShard(report: report, record: $0)) } ?? report.text())
  }
}
