package import QuiesceLanguage
import QuiesceLowering
package import QuiesceProgram
package import QuiesceSearch

/// Makes the runs of a plan one by one, and gathers what they show of their models.
package struct CheckRunner {
  /// How every run is made.
  package struct Options: Sendable {
    /// How is searched; what a run itself decides is set for each.
    package var search: SearchOptions
    /// Whether the whole space is searched too where anything was left out.
    package var comparesWholeSpace: Bool
    /// Whether it is noted which events are emitted, which costs a search of the whole space for each run.
    package var notesEvents: Bool
    /// `--total-time`, for reports; the control is what ends the runs.
    package var totalSeconds: Double?
    /// The words that ask for these options on a command line.
    package var words: [String]

    /// Makes options.
    package init(
      search: SearchOptions, comparesWholeSpace: Bool = false, notesEvents: Bool = false, totalSeconds: Double? = nil,
      words: [String] = []
    ) {
      self.search = search
      self.comparesWholeSpace = comparesWholeSpace
      self.notesEvents = notesEvents
      self.totalSeconds = totalSeconds
      self.words = words
    }
  }

  /// The files and what was said about them.
  package private(set) var session: Session
  private let options: Options
  private let control: RunControl
  private var onDiagnostics: ([Diagnostic], SourceMap) -> Void
  private var evidence = CoverageEvidence()
  private var parts = PartEvidence()
  private var events = EventEvidence()
  /// Whether all runs of the models were asked for, so that these together tell what a condition is good for.
  private var asksWholeModels = false

  /// Makes a runner.
  ///
  /// - Parameter onDiagnostics: hears of what is wrong as soon as it is found, each once.
  package init(
    _ session: Session, options: Options, control: RunControl,
    onDiagnostics: @escaping ([Diagnostic], SourceMap) -> Void
  ) {
    self.session = session
    self.options = options
    self.control = control
    self.onDiagnostics = onDiagnostics
  }

  /// Finds the runs that a request means; what is wrong with it is told by `announce`.
  package mutating func plan(_ request: CheckRequest) -> CheckPlan {
    let plan = CheckPlanner.plan(request, session: &session)
    asksWholeModels = !plan.isNarrowed && plan.skipped == 0
    return plan
  }

  /// Finds what is to be left out of what.
  mutating func needQuestions(_ request: NeedRequest) -> [NeedQuestion] {
    NeedPlanner.questions(request, session: &session)
  }

  /// A runner that tells nobody what it finds wrong.
  var muted: CheckRunner {
    var runner = self
    runner.onDiagnostics = { _, _ in }
    return runner
  }

  /// Tells what was found wrong and has not been told yet.
  package mutating func announce() {
    let found = session.newDiagnostics()
    if !found.isEmpty { onDiagnostics(found, session.workspace.sources) }
  }

  private mutating func announce(_ found: [Diagnostic]) {
    for diagnostic in found { session.report(diagnostic) }
    announce()
  }

  // MARK: one run

  /// Makes a run; nil if its model is refused, which the diagnostics then say.
  package mutating func make(_ run: PlannedRun) -> RunReport? {
    defer { announce() }
    let clock = RunClock(control, seconds: options.search.maximumSeconds)
    guard let model = session.checked(run.unit, run.settings) else { return nil }
    let program: Program
    do throws(Interruption) {
      guard let lowered = try session.lowered(model, properties: run.selection, clock: clock) else { return nil }
      program = lowered
    } catch {
      return unsearched(run, model, error, after: clock.elapsed)
    }
    announce()
    guard let (outcome, whole) = search(program, run, clock) else { return nil }
    if options.notesEvents, !noteEvents(of: program, clock) { return nil }
    var result = report(on: run, model, outcome)
    result.whole = whole
    evidence.add(program, result, of: run.unit.files.last?.file)
    look(at: model, &result, clock)
    announce(outcome.warnings(for: program, expectsProperties: run.selection?.isEmpty != true))
    return result
  }

  /// For each formula of a run, the automaton of the runs that break it, in the Hanoi Omega-Automata format; nil if the model is
  /// refused, or a formula is too large.
  package mutating func automata(of run: PlannedRun) -> [String]? {
    defer { announce() }
    guard let model = session.checked(run.unit, run.settings),
      let program = session.lowered(model, properties: run.selection)
    else { return nil }
    var result: [String] = []
    for property in program.properties {
      guard let formula = property.temporal else { continue }
      do throws(AutomatonLimit) {
        let negation = formula.formula.negated
        result.append(try Automaton(negation).hoa(of: negation) { name(of: formula.labels[$0], model) })
      } catch {
        session.report(
          Diagnostic(
            .modelTooLarge, "'\(property.name)' has no automaton: \(error.description)",
            at: model.properties[property.origin].span))
        return nil
      }
    }
    return result
  }

  private func name(of label: TemporalProperty.Label, _ model: CheckedModel) -> String {
    switch label {
    case .text(let span): session.workspace.sources.line(of: span)
    case .event(let event): model.events[event].name
    }
  }

  /// A run that is not begun any more; nil if its model is refused.
  package mutating func leaveOut(_ run: PlannedRun, _ reason: StopReason) -> RunReport? {
    guard let model = session.checked(run.unit, run.settings) else { return nil }
    return unsearched(run, model, Interruption(reason: reason, stage: .notBegun), after: 0)
  }

  /// Looks at the parts of the model in the space of a run.
  private mutating func look(at model: CheckedModel, _ result: inout RunReport, _ clock: RunClock) {
    guard asksWholeModels, options.search.order != .random, result.bounds.within == nil else { return }
    let isWatched = parts.add(
      model, result, sources: session.workspace.sources, options: options.search, clock: clock)
    if result.isComplete { result.watchesParts = isWatched }
  }

  /// What the search comes to, and what that of the whole space does, if it is asked for: it has as much time again.
  private mutating func search(
    _ program: Program, _ run: PlannedRun, _ clock: RunClock
  ) -> (outcome: Outcome, whole: Outcome?)? {
    var search = options.search
    search.checksDeadlock = run.checksDeadlock
    search.checksStuck = run.checksStuck
    if run.expectation.isOfFailure { search.statesForFaults = SearchOptions.statesBeyondFailure }
    search.toleratesFaults = !run.allowedFaults.isEmpty
    let sources = session.workspace.sources
    do throws(BytecodeLimit) {
      let outcome = try Search.run(program, sources: sources, options: search, clock: clock)
      guard options.comparesWholeSpace, !outcome.reductions.isEmpty else { return (outcome, nil) }
      return (
        outcome, try Search.run(program, sources: sources, options: search.withoutReductions, control: control)
      )
    } catch {
      report(error, of: program)
      return nil
    }
  }

  /// Whether the program could be searched for what it emits.
  private mutating func noteEvents(of program: Program, _ clock: RunClock) -> Bool {
    do throws(BytecodeLimit) {
      try events.add(program, sources: session.workspace.sources, options: options.search, clock: clock)
      return true
    } catch {
      report(error, of: program)
      return false
    }
  }

  private mutating func report(_ limit: BytecodeLimit, of program: Program) {
    session.report(
      Diagnostic(.modelTooLarge, "'\(program.modelName)' is too large for the interpreter: \(limit)", at: nil))
  }

  private func unsearched(
    _ run: PlannedRun, _ model: CheckedModel, _ interruption: Interruption, after seconds: Double
  ) -> RunReport {
    let outcome = Outcome(
      interruption, of: model, properties: run.selection, order: options.search.order, after: seconds)
    return report(on: run, model, outcome)
  }

  private func report(on run: PlannedRun, _ model: CheckedModel, _ outcome: Outcome) -> RunReport {
    var bounds = options.search.bounds
    bounds.totalSeconds = options.totalSeconds
    bounds.within = run.unit.bound.map { session.workspace.sources.text(of: $0.span) }
    return RunReport(
      model: run.unit.name, modelFile: session.path(of: run.unit.files[run.unit.files.count - 1]),
      propertyFiles: run.unit.propertyFiles.map { session.path(of: $0) }, sources: session.sources(of: run.unit),
      parameters: model.parameters.map { parameter in
        RunReport.Parameter(
          name: parameter.name, value: parameter.value.description(as: parameter.type), isDefault: parameter.isDefault)
      },
      without: run.without, expectation: run.expectation, remark: run.remark, place: run.place,
      allowedFaults: run.allowedFaults,
      isExtra: run.isExtra, selection: run.selection, checksDeadlock: run.checksDeadlock,
      checksStuck: run.checksStuck,
      bounds: bounds, outcome: outcome, spans: SpanText(session.workspace.sources),
      reproduction: ShellText.line(["quiesce", "check"] + run.reproduction + options.words))
  }

  // MARK: all runs together

  /// The parameters of the models that a plan has runs of, with their defaults.
  package mutating func defaults(of plan: CheckPlan) -> [String: String] {
    var result: [String: String] = [:]
    for run in plan.runs {
      for parameter in session.checked(run.unit, [:])?.parameters ?? [] where result[parameter.name] == nil {
        result[parameter.name] = parameter.value.description(as: parameter.type)
      }
    }
    return result
  }

  /// The steps of the models, as `driver.flush`, and whether some run so far fired them.
  package var firings: [String: Bool] { evidence.firings }

  /// The events of the models, and whether some run so far emitted them; nil where that is not known of all.
  package var emissions: [String: Bool]? { events.isComplete ? events.emissions : nil }

  /// Tells what the runs made so far show of their models.
  ///
  /// - Parameter areAll: whether these are all runs of the plan, and of all properties: then it is told, too, what none of
  ///   them exercised.
  package mutating func judgeCoverage(_ plan: CheckPlan, areAll: Bool) {
    if areAll {
      let leftOut = plan.leftOut + plan.unnamed
      announce(evidence.stepWarnings(ofWholeModels: !plan.isNarrowed, leavingOut: leftOut))
      announce(evidence.variableWarnings(ofWholeModels: asksWholeModels, leavingOut: leftOut))
      announce(parts.warnings(besides: evidence.vacuousProperties, leavingOut: leftOut))
    }
    announce(evidence.vacuityWarnings)
  }
}

extension SearchOptions {
  /// How many states a run visits, at most, after it has found what was expected to go wrong, so that a fault which nobody expects
  /// does not hide behind it. Most spaces are smaller, and more than these take no longer than a tenth of a second.
  static let statesBeyondFailure = 100_000

  /// The same search of the whole space.
  var withoutReductions: SearchOptions {
    var options = self
    options.reduction = .off
    options.slices = false
    options.symmetry = false
    return options
  }

  /// The budgets as reports show them.
  var bounds: RunReport.Bounds {
    RunReport.Bounds(
      states: maximumStates, memory: maximumMemory, seconds: maximumSeconds,
      walks: order == .random ? RunReport.Bounds.Walks(count: walks, length: walkLength, seed: seed) : nil)
  }
}
