package import QuiesceLanguage
package import QuiesceModel
package import QuiesceProgram
package import QuiesceRuns

/// Whoever is told how a check goes, as it goes: each form of the result, and a display of progress. Several listen to one
/// check.
package protocol Reporter {
  /// Whether it names each of the runs that were not begun, when a budget has run out.
  var namesRunsNotBegun: Bool { get }
  /// The runs are known; none if the input is refused.
  mutating func begin(_ plan: CheckPlan)
  /// A run begins, with its place among all runs, counted from 1.
  mutating func progress(to run: PlannedRun, number: Int)
  /// Something is wrong with the input; each is told once, when it is found.
  mutating func notice(_ diagnostics: [Diagnostic], sources: SourceMap)
  /// A run has ended.
  mutating func finish(_ run: RunReport)
  /// There is nothing more to come.
  mutating func end(_ summary: CheckSummary) throws
}

extension Reporter {
  package var namesRunsNotBegun: Bool { false }
  package mutating func begin(_ plan: CheckPlan) {}
  package mutating func progress(to run: PlannedRun, number: Int) {}
  package mutating func notice(_ diagnostics: [Diagnostic], sources: SourceMap) {}
  package mutating func finish(_ run: RunReport) {}
}

/// A check when all is said.
package struct CheckSummary: Sendable {
  /// Runs that were not begun.
  package struct NotBegun: Sendable {
    /// How many.
    package var count: Int
    /// Why.
    package var reason: StopReason
    /// Each of them, where a reporter names them.
    package var runs: [RunReport]

    /// Makes a note of them.
    package init(count: Int, reason: StopReason, runs: [RunReport] = []) {
      self.count = count
      self.reason = reason
      self.runs = runs
    }
  }

  /// The runs that were made, in order.
  package var runs: [RunReport]
  /// Those that were not; nil where all were.
  package var notBegun: NotBegun?
  /// What was meant to be run.
  package var plan: CheckPlan
  /// All errors and warnings, sorted.
  package var diagnostics: [Diagnostic]
  /// Where they stand.
  package var spans: SpanText
  /// The exit status.
  package var status: Int
  /// Where the command was run, seen from the root of the workspace: paths are seen from there.
  package var directory: String
  /// The version of the tool.
  package var version: String
  /// What is handed on if these are the runs of one shard; nil if they are all.
  package var shard: ShardRecord?

  /// Makes a summary.
  package init(
    runs: [RunReport], notBegun: NotBegun?, plan: CheckPlan, diagnostics: [Diagnostic], spans: SpanText, status: Int,
    directory: String, version: String, shard: ShardRecord? = nil
  ) {
    self.runs = runs
    self.notBegun = notBegun
    self.plan = plan
    self.diagnostics = diagnostics
    self.spans = spans
    self.status = status
    self.directory = directory
    self.version = version
    self.shard = shard
  }
}
