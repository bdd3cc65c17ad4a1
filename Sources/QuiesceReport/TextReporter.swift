import QuiesceProgram
package import QuiesceRuns

/// The result for people, run by run.
package struct TextReporter: Reporter {
  /// How much is shown.
  package struct Options: Sendable {
    /// Nothing but what is not as expected.
    package var isQuiet: Bool
    /// All traces.
    package var showsTraces: Bool
    /// One file is asked for; if it has few runs, expected traces are shown too.
    package var isAboutOneFile: Bool

    /// Makes options.
    package init(
      isQuiet: Bool = false, showsTraces: Bool = false, isAboutOneFile: Bool = false
    ) {
      self.isQuiet = isQuiet
      self.showsTraces = showsTraces
      self.isAboutOneFile = isAboutOneFile
    }
  }

  private let options: Options
  private let report: TextReport
  private let write: (String) -> Void
  /// How many runs there are.
  private var count = 0
  /// Whether the runs are rows of a table.
  private var isTable = false
  /// Whether the run that was shown last takes several lines; nil at first.
  private var lastWasBlock: Bool?
  /// What was shown in full, and how many runs are like it.
  private var shown = ShownFailures()
  private var alike = 0
  /// The first run that went wrong as expected and whose trace was not shown.
  private var hidden: RunReport?

  /// Makes a reporter that writes as it goes.
  package init(_ options: Options = Options(), style: TextStyle = .plain, write: @escaping (String) -> Void) {
    self.options = options
    report = TextReport(style: style)
    self.write = write
  }

  package mutating func begin(_ plan: CheckPlan) {
    count = plan.runs.count
    isTable = !plan.swept.isEmpty && plan.grown.isEmpty
  }

  package mutating func finish(_ run: RunReport) {
    let isAsExpected = run.judgement == .asExpected
    if options.isQuiet, isAsExpected { return }
    // That a budget ends it is how a growth comes to its end.
    if run.family != nil, run.isUnfinished { return }
    var detail = TextReport.Detail.compact
    if options.showsTraces {
      detail = .everything
    } else if count == 1 || !isAsExpected || (isShort && run.hasExpectedTrace) {
      if shown.isNew(run) { detail = .full } else { alike += 1 }
    } else if run.hasExpectedTrace, hidden == nil {
      hidden = run
    }
    let isBlock = detail != .compact
    if !isBlock, isTable || run.family != nil { return }
    if let lastWasBlock, lastWasBlock || isBlock { write("\n") }
    lastWasBlock = isBlock
    write(report.text(of: run, detail: detail))
  }

  /// Whether so few runs were asked for that expected traces are shown too.
  private var isShort: Bool { options.isAboutOneFile && count <= CheckPlan.few }

  package mutating func end(_ summary: CheckSummary) {
    guard !summary.plan.runs.isEmpty else { return }
    if isTable, !summary.runs.isEmpty {
      write(lastWasBlock == nil ? "" : "\n")
      write(SweepTable(summary.runs, over: summary.plan.swept).lines.map { $0 + "\n" }.joined() + "\n")
      lastWasBlock = false
    }
    let growths = Growth.families(of: summary.runs)
    if !growths.isEmpty {
      write(lastWasBlock == nil ? "" : "\n")
      for growth in growths { write(report.text(of: growth) + "\n") }
      lastWasBlock = false
    }
    let isWorthSaying = summary.notBegun != nil || summary.runs.contains { $0.judgement != .asExpected }
    if options.isQuiet, !isWorthSaying { return }
    // Who asks about many models does not want to see a certain trace.
    let text = report.summary(
      of: summary.runs, skipped: summary.plan.skipped, leftOut: summary.plan.leftOut.count,
      notBegun: summary.notBegun, alike: alike,
      hidden: Set(summary.runs.map(\.modelFile)).count == 1 ? hidden : nil)
    write((lastWasBlock == true && !text.isEmpty ? "\n" : "") + text)
  }
}

extension RunReport {
  /// Whether it shows, as it should, how something goes wrong.
  var hasExpectedTrace: Bool {
    switch expectation {
    case .violation, .deadlock, .stuck, .fault:
      outcome.properties.contains { $0.trace != nil && $0.verdict != .reached }
    case .pass, .unstated: false
    }
  }
}
