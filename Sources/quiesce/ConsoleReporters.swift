import QuiesceLanguage
import QuiesceModel
import QuiesceReport
import QuiesceRuns

/// Shows how far a check has come.
struct ProgressReporter: Reporter {
  private let display: ProgressDisplay
  private var count = 0

  init(_ display: ProgressDisplay) {
    self.display = display
  }

  mutating func begin(_ plan: CheckPlan) { count = plan.runs.count }

  mutating func progress(to run: PlannedRun, number: Int) { display.begin(run.unit.name, number: number, of: count) }

  // The line makes way for what others write.
  mutating func notice(_ diagnostics: [Diagnostic], sources: SourceMap) { display.end() }
  mutating func finish(_ run: RunReport) { display.end() }
  mutating func end(_ summary: CheckSummary) { display.end() }
}

/// Shows errors and warnings on standard error.
struct DiagnosticReporter: Reporter {
  /// Which are not shown.
  enum Hidden {
    case none
    case warnings
    case all
  }

  private let console: Console
  private let hidden: Hidden

  init(_ console: Console, hiding hidden: Hidden) {
    self.console = console
    self.hidden = hidden
  }

  mutating func notice(_ diagnostics: [Diagnostic], sources: SourceMap) {
    switch hidden {
    case .none: console.show(diagnostics, sources: sources)
    case .warnings: console.show(diagnostics.filter { $0.severity == .error }, sources: sources)
    case .all: break
    }
  }

  mutating func end(_ summary: CheckSummary) {}
}
