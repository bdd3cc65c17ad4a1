import QuiesceLanguage
import QuiesceLowering
import QuiesceModel
import QuiesceProgram
import QuiesceRuns
import QuiesceSearch
import QuiesceSystem

/// Makes runs each for itself, on any thread: what they show together is gathered from what it hands back.
struct RunMaker: Sendable {
  /// The files as they are when the runs begin.
  let session: Session
  let options: CheckRunner.Options
  let control: RunControl
  /// What there was for memory when the runs began: to find that out for each of them costs more than many a run.
  let memory: MemoryBudget
  /// Whether all runs of the models are made, so that these together tell what a condition is good for.
  let looksAtParts: Bool
  /// How many runs are made at once, which share the memory that there is.
  var jobs: Int
  /// What the runs came to elsewhere, by their positions; nil where they are searched here.
  var records: [Int: RunRecord]?
  /// Where the states of the only run are kept, if they are.
  var store: SearchStore?

  /// What a run came to, before anything is known of the others.
  struct Attempt: Sendable {
    let run: PlannedRun
    /// The run; nil if its model is refused.
    var report: RunReport?
    /// What it shows of the model; nil where it was not begun.
    var evidence: CoverageEvidence?
    /// The parts of the model that are to be looked at in its space; nil where none are.
    var parts: [SetPart]?
    /// The program that was searched, for what its events are looked at.
    var program: Program?
    /// What was found wrong, in the portions in which it is told.
    var findings: [[Diagnostic]] = []
    /// How long it took.
    var seconds = 0.0

    /// Whether its search, or that of the whole space, ended for want of memory.
    var hasSpentItsMemory: Bool {
      [report?.outcome, report?.whole].contains { $0?.stop == .memoryBudget }
    }
  }

  /// What the runs of a model under one setting share: made by the first of them that needs it, for all behind it.
  private struct Shared {
    /// The last program, which the next run may ask for again.
    var last: (selection: [String]?, program: Program)?
    /// What its programs have in common, whatever is selected.
    var moves: LoweredMoves?
    /// The branches of its steps.
    var branches: [SetPart]?
  }

  /// Makes runs of one model under one setting, which is checked once, and made ground once for each selection of properties.
  func attempts(_ runs: [(position: Int, run: PlannedRun)]) -> [Attempt] {
    var session = session
    var checked: (model: CheckedModel?, findings: [Diagnostic])?
    var shared = Shared()
    return runs.map { position, run in
      let clock = RunClock(control, seconds: records == nil ? options.search.maximumSeconds : nil)
      var attempt = Attempt(run: run)
      let first = checked ?? (session.checked(run.unit, run.settings), session.newDiagnostics())
      if checked == nil { attempt.findings.append(first.findings) }
      checked = first
      if let model = first.model {
        if let records {
          take(records[position], for: &attempt, of: model, &shared, &session, clock)
        } else {
          make(&attempt, of: model, &shared, &session, clock)
        }
        if let program = attempt.program { gatherEvidence(&attempt, of: model, program, &shared) }
      }
      attempt.findings.append(session.newDiagnostics())
      attempt.seconds = clock.elapsed
      return attempt
    }
  }

  /// Takes from a run what it shows, so that model and program end with it, on the thread that has made them.
  private func gatherEvidence(
    _ attempt: inout Attempt, of model: CheckedModel, _ program: Program, _ shared: inout Shared
  ) {
    if !options.notesEvents { attempt.program = nil }
    guard let report = attempt.report else { return }
    attempt.evidence = CoverageEvidence(program, report, of: attempt.run.unit.files.last?.file)
    guard looksAtParts, report.bounds.within == nil else { return }
    let branches = shared.branches ?? model.branches
    shared.branches = branches
    attempt.parts = SetPart.inOrder(model.parts(ofProperties: report.selection) + branches)
  }

  private func make(
    _ attempt: inout Attempt, of model: CheckedModel, _ shared: inout Shared, _ session: inout Session,
    _ clock: RunClock
  ) {
    let run = attempt.run
    do throws(Interruption) {
      try lower(&attempt, model, &shared, &session, clock)
    } catch {
      attempt.report = unsearched(run, model, error, after: clock.elapsed)
      return
    }
    guard let program = attempt.program, let (outcome, whole) = search(program, run, &session, clock) else { return }
    settle(&attempt, of: model, program, outcome, whole, &session)
    // What a shard has found out of its traces is on its record.
    study(&attempt, of: program, clock)
    audit(&attempt, program, run, &session)
  }

  /// Looks closely at the traces of a run that are shown in full.
  private func study(_ attempt: inout Attempt, of program: Program, _ clock: RunClock) {
    guard var report = attempt.report, showsTraces(ofFailures: report.judgement == .unexpected) else { return }
    let study = TraceStudy(of: program, sources: session.workspace.sources, clock: clock)
    study.complete(&report.outcome, counterexamples: options.counterexamples)
    attempt.report = report
  }

  /// Whether the traces of a run are shown in full, and so are worth a closer look: those of failures that nobody expects always are.
  private func showsTraces(ofFailures areUnexpected: Bool) -> Bool {
    areUnexpected || options.showsExpectedTraces || options.counterexamples > 1
  }

  /// Audits what may be left out of a program, if that is asked for: it has as much time again.
  private func audit(_ attempt: inout Attempt, _ program: Program, _ run: PlannedRun, _ session: inout Session) {
    guard options.audits else { return }
    var search = options.search
    search.checksDeadlock = run.checksDeadlock
    search.checksStuck = run.checksStuck
    do throws(BytecodeLimit) {
      attempt.report?.audits = try Audits.results(
        of: program, options: search, clock: RunClock(control, seconds: options.search.maximumSeconds))
    } catch {
      session.report(Diagnostic(error, of: program))
    }
  }

  /// Takes over what a run came to elsewhere.
  private func take(
    _ record: RunRecord?, for attempt: inout Attempt, of model: CheckedModel, _ shared: inout Shared,
    _ session: inout Session, _ clock: RunClock
  ) {
    let run = attempt.run
    guard let record, record.isBegun else {
      let reason = record?.outcome.stop ?? .shardMissing
      attempt.report = unsearched(run, model, Interruption(reason: reason, stage: .notBegun), after: 0)
      return
    }
    if record.lacksProgram {
      attempt.report = report(on: run, model, record.outcome)
      return
    }
    do throws(Interruption) {
      try lower(&attempt, model, &shared, &session, clock)
    } catch {
      attempt.report = unsearched(run, model, error, after: 0)
      return
    }
    guard let program = attempt.program else { return }
    guard record.fits(program) else {
      return session.report(
        Diagnostic(
          .unreadableFile, "what a shard has on record of '\(run.unit.name)' is not what its program can come to",
          at: nil, notes: [Diagnostic.Note("make the shard again; its result was changed since it was written")]))
    }
    settle(&attempt, of: model, program, record.outcome, record.whole, &session)
    attempt.report?.audits = record.audits
  }

  private func lower(
    _ attempt: inout Attempt, _ model: CheckedModel, _ shared: inout Shared, _ session: inout Session, _ clock: RunClock
  ) throws(Interruption) {
    let selection = attempt.run.selection
    if let last = shared.last, last.selection == selection {
      attempt.program = last.program
      return
    }
    attempt.program = try session.lowered(model, properties: selection, clock: clock, sharing: &shared.moves)
    if let program = attempt.program { shared.last = (selection, program) }
    attempt.findings.append(session.newDiagnostics())
  }

  private func settle(
    _ attempt: inout Attempt, of model: CheckedModel, _ program: Program, _ outcome: Outcome, _ whole: Outcome?,
    _ session: inout Session
  ) {
    attempt.report = report(on: attempt.run, model, outcome)
    attempt.report?.whole = whole
    for warning in outcome.warnings(for: program, expectsProperties: attempt.run.selection?.isEmpty != true) {
      session.report(warning)
    }
  }

  /// What the search comes to, and what that of the whole space does, if it is asked for: it has as much time again.
  private func search(
    _ program: Program, _ run: PlannedRun, _ session: inout Session, _ clock: RunClock
  ) -> (outcome: Outcome, whole: Outcome?)? {
    var search = options.search
    search.checksDeadlock = run.checksDeadlock
    search.checksStuck = run.checksStuck
    if run.expectation.isOfFailure { search.statesForFaults = SearchOptions.statesBeyondFailure }
    search.toleratesFaults = !run.allowedFaults.isEmpty
    search.advisesFairness = showsTraces(ofFailures: !run.expectation.isOfFailure)
    search.maximumMemory = max(1, memory.bytes / jobs)
    if !search.namesThreads { search.threads = max(1, search.threads / jobs) }
    if store != nil { search.reduction = .off }
    let sources = session.workspace.sources
    do throws(BytecodeLimit) {
      var outcome = try Search.run(program, sources: sources, options: search, clock: clock, store: store)
      if outcome.memory != nil { outcome.memory = memory }
      guard options.comparesWholeSpace, !outcome.reductions.isEmpty else { return (outcome, nil) }
      return (
        outcome, try Search.run(program, sources: sources, options: search.withoutReductions, control: control)
      )
    } catch {
      session.report(Diagnostic(error, of: program))
      return nil
    }
  }

  /// Looks at parts of a model in the space of a run; nil if the model is refused.
  func audit(_ parts: [SetPart], of run: PlannedRun) -> PartAudit? {
    var session = session
    guard let model = session.checked(run.unit, run.settings) else { return nil }
    var search = options.search
    search.maximumMemory = max(1, memory.bytes / jobs)
    return PartAudit(
      parts, of: model, sources: session.workspace.sources, options: search,
      clock: RunClock(control, seconds: options.search.maximumSeconds))
  }

  func unsearched(
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
      checksStuck: run.checksStuck, raised: run.raised, family: run.family,
      bounds: bounds, outcome: outcome, spans: SpanText(session.workspace.sources),
      reproduction: ShellText.line(["quiesce", "check"] + run.reproduction + options.words + swarmWords(for: outcome)))
  }
}

extension RunMaker {
  /// The words that ask for the search of a swarm that has found something, or for all of them. One search has all of the memory to
  /// itself, and would be larger than it was where it had a share of too little.
  private func swarmWords(for outcome: Outcome) -> [String] {
    guard let seed = outcome.failureSeed else { return options.swarmWords }
    let memory = outcome.swarm?.scarceBytes.map { ["--memory", String($0)] } ?? []
    return memory + ["--seed", String(seed), "--searches", "1"]
  }
}

extension Diagnostic {
  /// Says that a program is too large to be searched.
  init(_ limit: BytecodeLimit, of program: Program) {
    self.init(.modelTooLarge, "'\(program.modelName)' is too large for the interpreter: \(limit)", at: nil)
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
    var bounds = RunReport.Bounds(
      states: maximumStates, memory: maximumMemory, seconds: maximumSeconds,
      walks: order == .random ? RunReport.Bounds.Walks(count: walks, length: walkLength, seed: seed) : nil)
    if order == .swarm {
      bounds.swarm = RunReport.Bounds.Swarm(seconds: swarm.seconds, searches: swarm.searches, seed: seed)
    }
    bounds.threads = namesThreads ? threads : nil
    return bounds
  }
}
