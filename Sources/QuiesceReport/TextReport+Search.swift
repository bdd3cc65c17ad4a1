import QuiesceModel
import QuiesceProgram
import QuiesceRuns

// How a run was searched.
extension TextReport {
  /// In how many states something was found to be what it is defined to be, and why in no more of them.
  func auditText(of result: AuditResult) -> String {
    let asked = Figures.count(result.states, "state")
    let text = result.flaw == nil ? "as defined in \(asked)" : "NOT as defined"
    guard let omission = result.omission else { return "\(result.subject.rawValue): \(text)" }
    return "\(result.subject.rawValue): " + (result.states == 0 ? "not audited: \(omission)" : "\(text); \(omission)")
  }

  /// Native code, where there was some, or the search would have had some; it is the interpreter otherwise. Why there was none that was asked
  /// for by name is among what was refused.
  func engineText(of engine: EngineUse) -> String {
    if engine.kind == .interpreter, !engine.isNativeWanted, let reason = engine.refusal {
      return "interpreter, for want of native code: \(reason)"
    }
    guard engine.kind == .native, let seconds = engine.compileSeconds.map(Figures.seconds) else { return "" }
    guard let states = engine.statesBefore else { return "native code (made in \(seconds), before the search)" }
    return "native code after \(Figures.count(states, "state")) (made in \(seconds), beside the search)"
  }

  /// What a swarm has done, and whether more of it would see more.
  func swarmText(of outcome: Outcome) -> String {
    guard let swarm = outcome.swarm else { return "" }
    var parts = [
      figures(
        Figures.count(swarm.searches, "search", plural: "searches"),
        "\(Figures.count(swarm.entered, "state")) entered")
    ]
    if outcome.stop != .decided, let percent = swarm.newPercent {
      parts.append(percent == 0 ? "saturated: nothing new in its last tenth" : "still finding \(percent) % new")
    }
    if let seed = outcome.failureSeed { parts.append("found with seed \(seed)") }
    return parts.joined(separator: "; ")
  }

  /// The searches for fair runs that break a formula: in the whole program, whatever else was left out.
  func formulasText(of outcome: Outcome) -> String {
    let searches = outcome.properties.compactMap(\.liveness)
    guard !searches.isEmpty else { return "" }
    let states = searches.reduce(0) { $0 + $1.states }
    let transitions = searches.reduce(0) { $0 + $1.transitions }
    let isReduced = outcome.reductions.contains { $0 != .slicing }
    return figures(
      Figures.count(searches.count, "formula"),
      "the whole program" + (isReduced ? " (a reduction may hide what fairness asks for)" : ""),
      "\(Figures.count(states, "state")) with \(searches.count == 1 ? "its automaton" : "their automata")",
      Figures.count(transitions, "transition"), Figures.seconds(searches.reduce(0) { $0 + $1.seconds }),
      Figures.bytes(searches.map(\.peakMemoryBytes).max() ?? 0))
  }

  /// What the stored states lack, and the steps that are not taken; all of it only where everything is wanted. Events are not
  /// state: JSON has those that nobody watches.
  func leftOutText(of slice: SliceSummary, detail: Detail) -> String {
    let names = slice.variables + slice.steps.map { "step \($0)" }
    let limit = 6
    guard detail != .everything, names.count > limit + 1 else { return names.joined(separator: ", ") }
    return names.prefix(limit).joined(separator: ", ") + " and \(Figures.count(names.count - limit)) more"
  }

  func orderText(of run: RunReport) -> String {
    switch run.outcome.order {
    case .breadth: return "breadth first"
    case .depth: return "depth first"
    case .random:
      guard let walks = run.bounds.walks else { return "random walks" }
      return
        "\(Figures.count(walks.count, "random walk")) of \(Figures.count(walks.length, "step")), seed \(walks.seed)"
    case .swarm: return run.bounds.swarm.map { "swarm, seeds from \($0.seed) on" } ?? "swarm"
    }
  }

  func extent(of run: RunReport) -> String {
    let interruption = run.outcome.interruption
    let lack = interruption.map { ", without a trace (\($0.reason.rawValue) \($0.stage.adverbial))" } ?? ""
    let decided = run.outcome.statesWhenDecided
    if run.outcome.isComplete {
      let bound = run.boundText.map { " \($0)" } ?? ""
      return "complete\(bound)" + (decided.map { ", decided after \(Figures.count($0, "state"))" } ?? "") + lack
    }
    switch run.outcome.stop {
    case .complete: return "complete but for what lies behind the fault\(lack)"
    case .decided:
      guard let decided else { return "ended when decided\(lack)" }
      return "ended \(Figures.count(run.outcome.statistics.states - decided, "state")) after it was decided\(lack)"
    case .digestsDone: return "to its end but for what was omitted\(lack)"
    case .stateBudget, .memoryBudget, .timeBudget, .totalTimeBudget, .walksDone, .swarmDone, .interrupted,
      .terminated, .storage, .shardMissing:
      let time = interruption.map { " \($0.stage.adverbial)" } ?? ""
      return "incomplete (\(run.outcome.stop.rawValue)\(time))"
    }
  }

  func reductionText(of run: RunReport) -> String {
    let texts = run.outcome.reductions.map { kind in
      let name = kind.text
      guard kind == .stubbornSets, let reduction = run.outcome.reduction else { return name }
      let states = Figures.count(reduction.reducedStates + reduction.fullStates)
      let text = "\(name) in \(Figures.count(reduction.reducedStates)) of \(states) states"
      let passed = ", \(Figures.count(reduction.passedStates)) passed through"
      return text + passed + (reduction.tracesAreShortest ? "" : ", traces perhaps not the shortest")
    }
    return texts.isEmpty ? "no reduction" : texts.joined(separator: ", ")
  }

  func boundsText(of run: RunReport) -> String {
    var parts: [String] = []
    if let states = run.bounds.states { parts.append(Figures.count(states, "state")) }
    if let memory = run.bounds.memory { parts.append(Figures.bytes(memory)) }
    if let seconds = run.bounds.seconds { parts.append(Figures.seconds(seconds)) }
    if let seconds = run.bounds.swarm?.seconds { parts.append(Figures.seconds(seconds)) }
    if let searches = run.bounds.swarm?.searches {
      parts.append(Figures.count(searches, "search", plural: "searches"))
    }
    if let seconds = run.bounds.totalSeconds { parts.append("\(Figures.seconds(seconds)) in total") }
    return parts.isEmpty ? "no bounds" : "bounds " + figures(parts)
  }

  func parametersText(of run: RunReport) -> String {
    let pairs = { (list: [RunReport.Parameter]) in list.map { "\($0.name) = \($0.value)" }.joined(separator: ", ") }
    let changed = run.parameters.filter { !$0.isDefault }
    let defaults = run.parameters.filter(\.isDefault)
    if run.parameters.isEmpty { return "none" }
    if changed.isEmpty { return "all default: \(pairs(defaults))" }
    return pairs(changed) + (defaults.isEmpty ? "" : "; default: \(pairs(defaults))")
  }
}
