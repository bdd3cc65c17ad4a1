import QuiesceModel
import QuiesceProgram
import QuiesceSystem

// Formulas over runs are decided after everything that states and transitions decide, each by a search of its own.
extension Search {
  /// Decides the formulas of a program of which all else is known.
  ///
  /// Neither slices nor stubborn sets nor symmetry are used: each may hide that a step changes something, or whose step it is,
  /// and fairness asks for both.
  static func decideFormulas(
    of derived: DerivedProgram, sources: SourceMap, options: SearchOptions, clock: RunClock, into outcome: inout Outcome
  ) throws(BytecodeLimit) {
    let program = derived.program
    guard program.properties.contains(where: { $0.temporal != nil }) else { return }
    let canDecide = options.keepsStates && outcome.canDecideFormulas(options)
    for position in program.properties.indices {
      guard let property = program.properties[position].temporal else { continue }
      outcome.properties[position].verdict = .noVerdict
      guard canDecide else { continue }
      let judge = FormulaJudge(
        derived: derived, property: property, position: position, sources: sources, options: options, clock: clock)
      outcome.properties[position] = try judge.judged(outcome.properties[position])
      if outcome.properties[position].verdict == .fault { outcome.isComplete = false }
      // Where not all states were seen, runs may fail that no search for this formula has followed.
      let knowsFaults = outcome.stop == .complete || (outcome.stop == .decided && program.faultSites.isEmpty)
      if !knowsFaults, outcome.properties[position].verdict == .holds {
        outcome.properties[position].verdict = .noVerdict
        outcome.properties[position].isVacuous = false
      }
    }
    outcome.updateVerdict()
  }
}

extension Outcome {
  /// Whether runs can be spoken of: nothing has failed, and there is time and memory left.
  fileprivate func canDecideFormulas(_ options: SearchOptions) -> Bool {
    if properties.contains(where: { $0.verdict == .fault }) { return false }
    switch stop {
    case .complete, .stateBudget: break
    case .decided: if !options.keepsGoing, properties.contains(where: \.verdict.isFailure) { return false }
    case .memoryBudget, .timeBudget, .totalTimeBudget, .walksDone, .digestsDone, .swarmDone, .interrupted, .terminated,
      .storage, .shardMissing:
      return false
    }
    return true
  }
}

/// Decides one formula and tells why.
struct FormulaJudge {
  /// What is searched, and what it stands for.
  let derived: DerivedProgram
  let property: TemporalProperty
  let position: Int
  let sources: SourceMap
  let options: SearchOptions
  let clock: RunClock

  private var program: Program { derived.program }

  /// The result for the property.
  func judged(_ known: PropertyOutcome) throws(BytecodeLimit) -> PropertyOutcome {
    var outcome = known
    let start = clock.elapsed
    var search = search(property, fairness: program.fairness, maximumStates: options.maximumStates, clock)
    let result = try search.run()
    var statistics = LivenessStatistics(states: search.states, transitions: search.steps)
    statistics.peakMemoryBytes = search.peakBytes
    switch result {
    case .holds(let isVacuous):
      outcome.verdict = .holds
      if !isVacuous { statistics.lacksRuns = try lacksRuns() }
      outcome.isVacuous = isVacuous || statistics.lacksRuns
    case .violated(let lasso):
      outcome.verdict = .violated
      statistics.isShortest = lasso.isShortest
      let lasso = tightened(lasso)
      show(lasso, in: &outcome)
      if options.advisesFairness {
        outcome.trace?.cycle?.missingFairness = try missingFairness(against: lasso, states: search.states)
      }
    case .fault(let site, let path, let ofFormula):
      outcome.verdict = .fault
      outcome.faultSite = program.faultSites[site]
      let replay = derived.replay(path)
      outcome.trace = replay.trace
      outcome.explanation = Explainer(replay: replay, sources: sources).explain(
        .fault(site, property: ofFormula ? position : nil))
    case .undecided(let reason):
      outcome.verdict = .noVerdict
      statistics.undecided = reason.text
    }
    statistics.seconds = clock.elapsed - start
    outcome.liveness = statistics
    return outcome
  }

  /// Whether the formula, which holds, is an implication whose left side no fair run satisfies.
  private func lacksRuns() throws(BytecodeLimit) -> Bool {
    guard case .or(.not(let left), _) = property.formula else { return false }
    var opposite = property
    opposite.formula = .not(left)
    var search = search(opposite, fairness: program.fairness, maximumStates: options.maximumStates, clock)
    return try search.isBroken() == false
  }

  private func search(
    _ property: TemporalProperty, fairness: [FairnessAssumption], maximumStates: Int?, _ clock: RunClock
  ) -> LivenessSearch {
    LivenessSearch(
      program, property, fairness: fairness, maximumStates: maximumStates,
      maximumBytes: MemoryBudget(options.maximumMemory).bytes, compression: options.compression,
      waitingLimit: options.waitingLimit, clock: clock)
  }

  /// The same run with its cycle entered as early as can be: the automaton may notice late that the program repeats itself.
  private func tightened(_ lasso: LivenessSearch.Lasso) -> LivenessSearch.Lasso {
    var lasso = lasso
    let states = derived.replay(lasso).states
    while lasso.start > 0, lasso.start < lasso.transitions.count, let last = lasso.transitions.last,
      lasso.transitions[lasso.start - 1] == last, states[lasso.start - 1] == states[lasso.transitions.count - 1]
    {
      lasso.transitions.removeLast()
      lasso.start -= 1
    }
    return lasso
  }

  private func show(_ lasso: LivenessSearch.Lasso, in outcome: inout PropertyOutcome) {
    let replay = derived.replay(lasso)
    var trace = replay.trace
    trace.cycle = Trace.Cycle(
      start: lasso.start, dues: CycleFairness(replay, start: lasso.start).dues)
    outcome.trace = trace
    let explainer = Explainer(replay: replay, sources: sources)
    outcome.explanation = explainer.explain(.property(position))
    if lasso.start == lasso.transitions.count { outcome.explanation?.stuck = explainer.waiting }
  }

  /// What, declared fair, would leave no run that breaks the formula; looked for in spaces of a size that costs little.
  private func missingFairness(
    against lasso: LivenessSearch.Lasso, states: Int
  ) throws(BytecodeLimit) -> [String]? {
    guard states <= FormulaJudge.roomForAdvice else { return nil }
    return try FairnessAdvice(derived).search(against: lasso) { (fairness) throws(BytecodeLimit) in
      guard clock.stopReason == nil else { return .open }
      let room = min(options.maximumStates ?? .max, FormulaJudge.roomForAdvice * 4)
      var search = search(property, fairness: fairness, maximumStates: room, clock)
      switch try search.run() {
      case .holds: return .holds
      case .violated(let lasso): return .broken(lasso)
      case .fault, .undecided: return .open
      }
    }
  }

  /// The most states of a product to which advice is looked for.
  private static let roomForAdvice = 50_000
}

extension DerivedProgram {
  /// A run that never ends, as the whole program makes it.
  func replay(_ lasso: LivenessSearch.Lasso) -> Replay { replay(from: lasso.initial, by: lasso.transitions) }
}

extension LivenessSearch.UndecidedReason {
  /// The reason in words; nil where the end of the run tells it.
  fileprivate var text: String? {
    switch self {
    case .stopped: nil
    case .bound: "runs leave the search bound, and what they do behind it is not known"
    case .tooLarge(let text): text
    }
  }
}
