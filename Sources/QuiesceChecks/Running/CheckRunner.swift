package import QuiesceLanguage
import QuiesceLowering
package import QuiesceModel
package import QuiesceProgram
package import QuiesceRuns
package import QuiesceSearch
import QuiesceSystem

/// Makes the runs of a plan, and gathers in their order what they show of their models.
package struct CheckRunner {
  /// How every run is made.
  package struct Options: Sendable {
    /// How is searched; what a run itself decides is set for each.
    package var search: SearchOptions
    /// Whether the whole space is searched too where anything was left out.
    package var comparesWholeSpace: Bool
    /// Whether what may be left out is audited in small spaces.
    package var audits: Bool
    /// Whether it is noted which events are emitted, which costs a search of the whole space for each run.
    package var notesEvents: Bool
    /// How many counterexamples are wanted of what does not hold.
    package var counterexamples: Int
    /// Whether a failure that is expected is shown with its trace, which then is looked at as closely as an unexpected one.
    package var showsExpectedTraces: Bool
    /// `--total-time`, for reports; the control is what ends the runs.
    package var totalSeconds: Double?
    /// The words that ask for these options on a command line.
    package var words: [String]
    /// Those that say which searches a swarm makes.
    package var swarmWords: [String]

    /// Makes options.
    package init(
      search: SearchOptions, comparesWholeSpace: Bool = false, audits: Bool = false, counterexamples: Int = 1,
      showsExpectedTraces: Bool = false, notesEvents: Bool = false, totalSeconds: Double? = nil, words: [String] = [],
      swarmWords: [String] = []
    ) {
      self.search = search
      self.comparesWholeSpace = comparesWholeSpace
      self.audits = audits
      self.counterexamples = counterexamples
      self.showsExpectedTraces = showsExpectedTraces
      self.notesEvents = notesEvents
      self.totalSeconds = totalSeconds
      self.words = words
      self.swarmWords = swarmWords
    }
  }

  /// The files and what was said about them.
  package private(set) var session: Session
  private var options: Options
  /// Where the states of the only run are kept, if they are.
  package var store: SearchStore?
  private let control: RunControl
  /// What there is for memory.
  private let memory: MemoryBudget
  private let onDiagnostics: ([Diagnostic], SourceMap) -> Void
  private var coverage = CoverageEvidence()
  private var parts = PartEvidence()
  private var events = EventEvidence()
  /// The runs that were begun.
  private var ahead: RunsAhead?
  /// How many of them are made at once.
  private var jobs = 1
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
    memory = MemoryBudget(options.search.maximumMemory)
    self.onDiagnostics = onDiagnostics
  }

  /// Finds the runs that a request means; what is wrong with it is told by `announce`.
  package mutating func plan(_ request: CheckRequest, jobs: Int = 1) -> CheckPlan {
    let plan = CheckPlanner.plan(request, session: &session, jobs: jobs)
    asksWholeModels = !plan.isNarrowed && plan.skipped == 0
    return plan
  }

  /// Finds what is to be left out of what.
  mutating func needQuestions(_ request: NeedRequest) -> [NeedQuestion] {
    NeedPlanner.questions(request, session: &session)
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

  // MARK: runs

  /// Makes a run; nil if its model is refused, which the diagnostics then say.
  package mutating func make(_ run: PlannedRun) -> RunReport? {
    maker(jobs: 1).attempts([(0, run)]).first.flatMap { settle($0) }
  }

  /// Begins runs, of which several are made at once; `next` gives them out in order.
  package mutating func begin(_ runs: [PlannedRun], jobs: Int) {
    self.jobs = jobs
    if runs.count <= CheckPlan.few { options.showsExpectedTraces = true }
    ahead = RunsAhead(runs, maker(jobs: jobs))
  }

  /// Takes over runs that were searched elsewhere; `next` gives them out in order. One of which nothing is on record is not begun.
  package mutating func begin(_ runs: [PlannedRun], recorded: [Int: RunRecord]) {
    // Nothing is searched: one after the other is fast enough.
    var maker = maker(jobs: 1)
    maker.records = recorded
    ahead = RunsAhead(runs, maker)
  }

  /// Makes the next run of those that were begun, or waits for it; nil if its model is refused.
  package mutating func next() -> RunReport? {
    guard let attempt = ahead?.next() else { return nil }
    return settle(attempt)
  }

  /// What runs come to each for itself, in order; nil for one whose model is refused. Nobody is told what is wrong with them.
  func reports(on runs: [PlannedRun], jobs: Int) -> [RunReport?] {
    let ahead = RunsAhead(runs, maker(jobs: jobs))
    return runs.map { _ in ahead.next()?.report }
  }

  /// Begins none of the other runs any more.
  package mutating func stop() { ahead = nil }

  /// What makes runs, so many at once that each has as much memory as a search takes at least.
  private func maker(jobs: Int) -> RunMaker {
    let jobs = max(1, min(jobs, memory.bytes / MemoryBudget.least))
    return RunMaker(
      session: session, options: options, control: control, memory: memory,
      looksAtParts: asksWholeModels && options.search.order.canProve, jobs: jobs, store: store)
  }

  /// Takes a run into account: what it shows is told behind that of the runs before it, whoever was ready first.
  private mutating func settle(_ attempt: RunMaker.Attempt) -> RunReport? {
    for findings in attempt.findings { announce(findings) }
    defer { announce() }
    guard var result = attempt.report else { return nil }
    guard let evidence = attempt.evidence else { return result }
    if let program = attempt.program {
      // The rest of the run's time.
      let clock = RunClock(control, seconds: options.search.maximumSeconds.map { max(0, $0 - attempt.seconds) })
      guard noteEvents(of: program, clock) else { return nil }
    }
    coverage.add(evidence)
    if let parts = attempt.parts {
      let isWatched = self.parts.add(attempt.run, parts, result)
      if result.isComplete { result.watchesParts = isWatched }
    }
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
    return maker(jobs: 1).unsearched(run, model, Interruption(reason: reason, stage: .notBegun), after: 0)
  }

  /// Whether the program could be searched for what it emits.
  private mutating func noteEvents(of program: Program, _ clock: RunClock) -> Bool {
    do throws(BytecodeLimit) {
      try events.add(program, sources: session.workspace.sources, options: options.search, clock: clock)
      return true
    } catch {
      session.report(Diagnostic(error, of: program))
      return false
    }
  }

  // MARK: shards

  /// What shards of a plan have in common.
  ///
  /// - Parameters:
  ///   - words: the command line, but for what says how the result is shown.
  ///   - record: what is on record of the models; nil where nothing is.
  package func shards(of plan: CheckPlan, count: Int, words: [String], record: Lock?) -> ShardPlan {
    // What is wrong with a model is told by the shard that makes its run.
    var runner = self
    let transitions = record.map { record in
      plan.runs.map { run in runner.leaveOut(run, .shardMissing).flatMap { record.transitions(of: $0) } }
    }
    return ShardPlan(
      plan, count: count, words: words, isSwarm: options.search.order == .swarm, transitions: transitions,
      session: session)
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
  package var firings: [String: Bool] { coverage.firings }

  /// The events of the models, and whether some run so far emitted them; nil where that is not known of all.
  package var emissions: [String: Bool]? { events.isComplete ? events.emissions : nil }

  /// Tells what the runs made so far show of their models.
  ///
  /// - Parameter areAll: whether these are all runs of the plan, and of all properties: then it is told, too, what none of
  ///   them exercised.
  package mutating func judgeCoverage(_ plan: CheckPlan, areAll: Bool) {
    if areAll {
      let leftOut = plan.leftOut + plan.unnamed
      announce(coverage.stepWarnings(ofWholeModels: !plan.isNarrowed, leavingOut: leftOut))
      announce(coverage.variableWarnings(ofWholeModels: asksWholeModels, leavingOut: leftOut))
      parts.look(with: maker(jobs: jobs), leavingOut: leftOut)
      announce(parts.warnings(besides: coverage.vacuousProperties))
    }
    announce(coverage.vacuityWarnings)
  }
}
