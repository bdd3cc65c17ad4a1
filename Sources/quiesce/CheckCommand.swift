import QuiesceLanguage
import QuiesceProgram
import QuiesceReport
import QuiesceSearch
import Synchronization

/// `quiesce check`
struct CheckCommand {
  private let arguments: Arguments
  private let console: Console
  private let options: SearchOptions
  private let control: RunControl
  private let progress: ProgressDisplay
  private let report: TextReport
  private var session: Session
  private var evidence = CoverageEvidence()
  private var parts = PartEvidence()
  /// Whether all runs of the models were asked for, so that these together tell what a condition is good for.
  private var asksWholeModels = false
  private var reports: [RunReport] = []
  /// The runs that were not begun; each of them only for JSON.
  private var notBegun: TextReport.NotBegun?
  private var reportsOfNotBegun: [RunReport] = []
  private var diagnostics: [Diagnostic] = []
  private var status = ExitStatus.success
  /// Whether the run that was shown last takes several lines; nil at first.
  private var lastWasBlock: Bool?
  /// What was shown in full, and how many runs are like it.
  private var shown = ShownFailures()
  private var alike = 0
  /// The first run that went wrong as expected and whose trace was not shown.
  private var hidden: RunReport?
  /// Whether so few runs were asked for that expected traces are shown too.
  private var isShort = false

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console, environment: Environment) -> ExitStatus {
    var command = CheckCommand(arguments, console: console, environment: environment)
    return command.run()
  }

  private init(_ arguments: Arguments, console: Console, environment: Environment) {
    self.arguments = arguments
    self.console = console
    options = SearchOptions(arguments)
    let progress = ProgressDisplay(
      mode: ProgressDisplay.mode(
        option: arguments.text(.progress), isQuiet: arguments.has(.quiet), isTerminal: console.errors.isTerminal,
        environment: environment),
      environment: environment, output: console.errors)
    self.progress = progress
    control = RunControl(totalSeconds: arguments.seconds(.totalTime), onProgress: { progress.update($0) })
    report = TextReport(style: console.style)
    session = Session(arguments)
  }

  private var isJSON: Bool { arguments.text(.format) == "json" }
  private var isQuiet: Bool { arguments.has(.quiet) }

  private mutating func run() -> ExitStatus {
    SignalWatch.start(control)
    let plan = CheckPlanner.plan(arguments, session: &session)
    showDiagnostics()
    guard !session.hasErrors else {
      status = .badInput
      if isJSON { writeJSON(plan) }
      return status
    }
    asksWholeModels = !plan.isNarrowed && plan.skipped == 0
    isShort = arguments.positionals.count == 1 && plan.runs.count <= 3
    for (index, run) in plan.runs.enumerated() {
      if let reason = control.stopReason {
        leaveOut(plan.runs[index...], reason)
        break
      }
      progress.begin(run.unit.name, number: index + 1, of: plan.runs.count)
      make(run, isOnly: plan.runs.count == 1)
    }
    finish(plan)
    return status
  }

  // MARK: one run

  private mutating func make(_ run: PlannedRun, isOnly: Bool) {
    let clock = RunClock(control, seconds: options.maximumSeconds)
    guard let model = session.checked(run.unit, run.settings) else { return refuse() }
    let program: Program
    do throws(Interruption) {
      guard let lowered = try session.lowered(model, properties: run.selection, clock: clock) else { return refuse() }
      program = lowered
    } catch {
      showDiagnostics()
      progress.end()
      take(unsearched(run, model, error, after: clock.elapsed))
      return show(isOnly: isOnly)
    }
    showDiagnostics()
    guard let (outcome, whole) = search(program, run, clock) else { return }
    progress.end()
    var result = report(on: run, model, outcome)
    result.whole = whole
    evidence.add(program, result, of: run.unit.files.last?.file)
    look(at: model, &result, clock)
    take(result)
    if !result.differences.isEmpty {
      console.error(
        "'\(program.modelName)': the whole space gives another answer: a defect of quiesce, please report it")
    }
    warn(outcome.warnings(for: program, expectsProperties: run.selection?.isEmpty != true))
    show(isOnly: isOnly)
  }

  /// Looks at the parts of the model in the space of a run.
  private mutating func look(at model: CheckedModel, _ result: inout RunReport, _ clock: RunClock) {
    guard asksWholeModels, options.order != .random, result.bounds.within == nil else { return }
    let isWatched = parts.add(
      model, result, sources: session.workspace.sources, options: options, clock: clock)
    if result.isComplete { result.watchesParts = isWatched }
  }

  private mutating func refuse() {
    showDiagnostics()
    status.combine(.badInput)
  }

  /// What the search comes to, and what that of the whole space does, if it is asked for: it has as much time again.
  private mutating func search(
    _ program: Program, _ run: PlannedRun, _ clock: RunClock
  ) -> (outcome: Outcome, whole: Outcome?)? {
    var options = options
    options.checksDeadlock = run.checksDeadlock
    if run.expectation.isOfFailure { options.statesForFaults = SearchOptions.statesBeyondFailure }
    options.toleratesFaults = !run.allowedFaults.isEmpty
    let sources = session.workspace.sources
    do throws(BytecodeLimit) {
      let outcome = try Search.run(program, sources: sources, options: options, clock: clock)
      guard arguments.has(.compare), !outcome.reductions.isEmpty else { return (outcome, nil) }
      return (
        outcome, try Search.run(program, sources: sources, options: options.withoutReductions, control: control)
      )
    } catch {
      session.report(
        Diagnostic(.modelTooLarge, "'\(program.modelName)' is too large for the interpreter: \(error)", at: nil))
      showDiagnostics()
      status.combine(.badInput)
      return nil
    }
  }

  private func report(on run: PlannedRun, _ model: CheckedModel, _ outcome: Outcome) -> RunReport {
    var result = session.report(
      on: run, model: model, outcome: outcome, options: options, searchWords: arguments.searchWords)
    result.bounds.totalSeconds = arguments.seconds(.totalTime)
    result.bounds.within = run.unit.bound.map { session.workspace.sources.text(of: $0.span) }
    return result
  }

  private func unsearched(
    _ run: PlannedRun, _ model: CheckedModel, _ interruption: Interruption, after seconds: Double
  ) -> RunReport {
    let outcome = Outcome(
      interruption, of: model, properties: run.selection, order: options.order, after: seconds)
    return report(on: run, model, outcome)
  }

  /// Takes note of runs that are not begun any more.
  private mutating func leaveOut(_ runs: ArraySlice<PlannedRun>, _ reason: StopReason) {
    notBegun = TextReport.NotBegun(count: runs.count, reason: reason)
    status.combine(.noVerdict)
    // Their models are looked at once more only where each of them is to be named.
    guard isJSON else { return }
    for run in runs {
      guard let model = session.checked(run.unit, run.settings) else { continue }
      reportsOfNotBegun.append(unsearched(run, model, Interruption(reason: reason, stage: .notBegun), after: 0))
    }
  }

  private mutating func take(_ run: RunReport) {
    reports.append(run)
    status.combine(ExitStatus(of: run))
  }

  private mutating func show(isOnly: Bool) {
    guard !isJSON, let run = reports.last else { return }
    let isAsExpected = run.judgement == .asExpected
    if isQuiet, isAsExpected { return }
    var detail = TextReport.Detail.compact
    if arguments.has(.traces) {
      detail = .everything
    } else if isOnly || !isAsExpected || (isShort && run.hasExpectedTrace) {
      if shown.isNew(run) { detail = .full } else { alike += 1 }
    } else if run.hasExpectedTrace, hidden == nil {
      hidden = run
    }
    let isBlock = detail != .compact
    if let lastWasBlock, lastWasBlock || isBlock { console.write("\n") }
    lastWasBlock = isBlock
    console.write(report.text(of: run, detail: detail))
  }

  // MARK: warnings and errors

  private mutating func warn(_ found: [Diagnostic]) {
    for diagnostic in found { session.report(diagnostic) }
    showDiagnostics()
  }

  private mutating func showDiagnostics() {
    let found = session.newDiagnostics()
    diagnostics += found
    // The result has them all.
    if isJSON { return }
    let visible = hidesWarnings ? found.filter { $0.severity == .error } : found
    guard !visible.isEmpty else { return }
    progress.end()
    console.show(visible, sources: session.workspace.sources)
  }

  private mutating func finish(_ plan: CheckPlan) {
    let signal = control.signal.load(ordering: .relaxed)
    if let interruption = ExitStatus(signal: signal) {
      status.combine(interruption)
    } else if reports.count == plan.runs.count, !arguments.has(.property) {
      let leftOut = plan.leftOut + plan.unnamed
      warn(evidence.stepWarnings(ofWholeModels: !plan.isNarrowed, leavingOut: leftOut))
      warn(evidence.variableWarnings(ofWholeModels: asksWholeModels, leavingOut: leftOut))
      warn(parts.warnings(besides: evidence.vacuousProperties, leavingOut: leftOut))
    }
    warn(evidence.vacuityWarnings)
    judgeWarnings()
    if isJSON {
      writeJSON(plan)
    } else if !isQuiet || notBegun != nil || reports.contains(where: { $0.judgement != .asExpected }) {
      // Who asks about many models does not want to see a certain trace.
      let summary = report.summary(
        of: reports, skipped: plan.skipped, leftOut: plan.leftOut.count, notBegun: notBegun, alike: alike,
        hidden: Set(reports.map(\.modelFile)).count == 1 ? hidden : nil)
      console.write((lastWasBlock == true && !summary.isEmpty ? "\n" : "") + summary)
    }
  }

  /// What `--strict` makes of the warnings, and what `--quiet` hides of them.
  private mutating func judgeWarnings() {
    let count = diagnostics.count { $0.severity == .warning }
    guard count > 0 else { return }
    if arguments.has(.strict) {
      status.combine(.unexpected)
      console.note("\(Figures.count(count, "warning")): not as expected with --strict")
    } else if hidesWarnings, !isJSON {
      console.note("\(Figures.count(count, "warning")) not shown (--quiet)")
    }
  }

  /// With `--strict` a warning is something that is not as expected.
  private var hidesWarnings: Bool { isQuiet && !arguments.has(.strict) }

  private mutating func writeJSON(_ plan: CheckPlan) {
    let document = JSONReport(
      version: Version.number, status: Int(status.rawValue), directory: session.workspace.place,
      checks: (reports + reportsOfNotBegun).map { JSONCheck($0) }, extraLeftOut: plan.leftOut.count,
      skipped: plan.skipped, diagnostics: DiagnosticPrinter.sorted(diagnostics),
      spans: SpanText(session.workspace.sources))
    do {
      console.write(try document.text())
    } catch {
      console.error("the result cannot be written as JSON: \(error)")
      status.combine(.internalError)
    }
  }
}

extension RunReport {
  /// Whether it shows, as it should, how something goes wrong.
  var hasExpectedTrace: Bool {
    switch expectation {
    case .violation, .deadlock, .fault: outcome.properties.contains { $0.trace != nil && $0.verdict != .reached }
    case .pass, .unstated: false
    }
  }
}

extension Session {
  /// A run with its outcome, as the reports need it.
  func report(
    on run: PlannedRun, model: CheckedModel, outcome: Outcome, options: SearchOptions, searchWords: [String]
  ) -> RunReport {
    RunReport(
      model: run.unit.name, modelFile: path(of: run.unit.files[run.unit.files.count - 1]),
      propertyFiles: run.unit.propertyFiles.map { path(of: $0) }, sources: sources(of: run.unit),
      parameters: model.parameters.map { parameter in
        RunReport.Parameter(
          name: parameter.name, value: parameter.value.description(as: parameter.type), isDefault: parameter.isDefault)
      },
      expectation: run.expectation, remark: run.remark, place: run.place, allowedFaults: run.allowedFaults,
      isExtra: run.isExtra,
      selection: run.selection, checksDeadlock: run.checksDeadlock,
      bounds: options.bounds, engine: "interpreter", outcome: outcome, spans: SpanText(workspace.sources),
      reproduction: ShellText.line(["quiesce", "check"] + run.reproduction + searchWords))
  }
}
