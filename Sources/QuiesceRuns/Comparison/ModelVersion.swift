package import QuiesceProgram

/// What a version of a model comes to under every setting of its parameters that its checks speak of.
package struct ModelVersion: Sendable {
  /// What a property comes to.
  package struct Answer: Hashable, Sendable {
    /// The verdict.
    package var verdict: Verdict
    /// How many steps the shortest trace that shows it has, where one does.
    package var steps: Int?
  }

  /// What one setting comes to.
  package struct Run: Sendable {
    /// The properties that were asked, `deadlock` and `stuck` included, and `fault` where there is one.
    package var answers: [String: Answer] = [:]
    /// `444 states, 990 transitions`; nil where not all of them were visited.
    package var size: String?

    /// Whether a property has no verdict, and that is not for a fault, behind which there is nothing to be known.
    func isUndecided(_ name: String) -> Bool {
      answers[name]?.verdict == .noVerdict && (size == nil || answers["fault"] == nil)
    }
  }

  /// As the user names it.
  package let name: String
  /// The parameters with their defaults.
  package let parameters: [String: String]
  /// The runs, by the parameters that are not at their defaults and the search bound.
  package private(set) var runs: [String: Run] = [:]
  /// The steps, and whether some run fires them; nil where that is not known of all.
  package private(set) var steps: [String: Bool]?
  /// The events, and whether some run emits them; nil where that is not known of all.
  package private(set) var events: [String: Bool]?

  /// Takes down what the runs of a version came to.
  package init(
    name: String, parameters: [String: String], _ reports: [RunReport], steps: [String: Bool], events: [String: Bool]?
  ) {
    self.name = name
    self.parameters = parameters
    for report in reports { add(report) }
    // A run that met a fault has seen all the same what can fire: behind it there is nothing.
    if reports.allSatisfy({ $0.outcome.stop == .complete }) { self.steps = steps }
    self.events = events
  }

  private mutating func add(_ report: RunReport) {
    let key = [report.settingText, report.boundText ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    var run = runs[key] ?? Run()
    for property in report.outcome.properties {
      let answer = Answer(verdict: property.verdict, steps: property.trace?.steps.count)
      // Of several faults the first is the nearest.
      if property.kind != .fault || run.answers[property.name] == nil { run.answers[property.name] = answer }
    }
    if report.outcome.stop == .complete {
      let figures = report.outcome.statistics
      run.size = "\(Figures.count(figures.states, "state")), \(Figures.count(figures.transitions, "transition"))"
    }
    runs[key] = run
  }

  /// What has no verdict: `p, with n = 3`.
  package var undecided: [String] {
    runs.sorted { $0.key < $1.key }.flatMap { setting, run in
      run.answers.keys.sorted().filter { run.isUndecided($0) }.map { VersionDifference.subject($0, setting) }
    }
  }
}
