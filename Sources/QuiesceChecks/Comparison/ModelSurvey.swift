package import QuiesceLanguage
package import QuiesceModel
package import QuiesceProgram
package import QuiesceRuns
package import QuiesceSearch

/// Finds out all that a version of a model comes to: each setting that its checks speak of is searched once, and wholly.
package struct ModelSurvey {
  private let options: CheckRunner.Options
  private let control: RunControl
  private let onDiagnostics: ([Diagnostic], SourceMap) -> Void

  /// Prepares surveys.
  ///
  /// - Parameters:
  ///   - search: the budgets.
  ///   - onDiagnostics: hears of what is wrong.
  package init(
    search: SearchOptions, totalSeconds: Double?, control: RunControl,
    onDiagnostics: @escaping ([Diagnostic], SourceMap) -> Void
  ) {
    var search = search
    search.keepsGoing = true
    search.tracesWitnesses = true
    search.reduction = .off
    search.slices = false
    options = CheckRunner.Options(search: search, notesEvents: true, totalSeconds: totalSeconds)
    self.control = control
    self.onDiagnostics = onDiagnostics
  }

  /// Makes the runs of a version; nil if it is refused.
  package func version(_ name: String, of request: CheckRequest, in session: Session) -> ModelVersion? {
    var runner = CheckRunner(session, options: options, control: control, onDiagnostics: onDiagnostics)
    let plan = runner.plan(request)
    runner.announce()
    guard !runner.session.hasErrors else { return nil }
    var reports: [RunReport] = []
    for run in plan.questions {
      // What is not begun any more is told with the rest that has no verdict.
      let report = control.stopReason.map { runner.leaveOut(run, $0) } ?? runner.make(run)
      guard let report else { return nil }
      reports.append(report)
    }
    return ModelVersion(
      name: name, parameters: runner.defaults(of: plan), reports, steps: runner.firings, events: runner.emissions)
  }
}

extension CheckPlan {
  /// A run for each setting, bound and set of property files, that asks all that the planned ones do, and for actors that cannot go on: what is expected
  /// does not matter.
  fileprivate var questions: [PlannedRun] {
    var order: [String] = []
    var joined: [String: PlannedRun] = [:]
    for run in runs {
      let settings = run.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let files = (run.unit.files + run.unit.propertyFiles).map(\.file)
      let key = "\(files) \(settings) \(run.unit.bound.map { "\($0.span)" } ?? "")"
      if joined[key] == nil { order.append(key) }
      joined[key] = run.asking(joined[key])
    }
    return order.compactMap { joined[$0] }
  }
}

extension PlannedRun {
  /// The run that asks what this one and another one ask.
  fileprivate func asking(_ other: PlannedRun?) -> PlannedRun {
    var properties = selection
    if let other { properties = other.selection.flatMap { others in selection.map { Set(others + $0).sorted() } } }
    return PlannedRun(
      unit: unit, settings: settings, expectation: .unstated, remark: "", selection: properties, checksDeadlock: true,
      checksStuck: true, place: nil, isExtra: isExtra, reproduction: reproduction)
  }
}
