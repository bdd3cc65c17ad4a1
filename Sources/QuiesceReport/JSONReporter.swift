/// The result for scripts: one document when everything is known.
package struct JSONReporter: Reporter {
  private let write: (String) -> Void

  /// Makes a reporter that writes the document when it is whole.
  package init(write: @escaping (String) -> Void) {
    self.write = write
  }

  package var namesRunsNotBegun: Bool { true }

  package mutating func end(_ summary: CheckSummary) throws {
    let report = JSONReport(summary)
    write(try summary.shard.map { try JSONText.text(of: JSONShard(report, $0)) } ?? report.text())
  }
}
