import QuiesceModel
import QuiesceProgram

/// Turns what a search found into an outcome.
struct OutcomeBuilder {
  /// What is searched, and what it stands for.
  let derived: DerivedProgram
  /// What was left out of it.
  let slice: SliceSummary
  let sources: SourceMap
  let options: SearchOptions
  let symmetry: SymmetryUse?

  private var program: Program { derived.whole }

  /// The outcome of a search that could not even begin for want of memory.
  func outOfMemory() -> Outcome { unsearched(.memoryBudget) }

  /// The outcome of a run that had to end before its search.
  func unsearched(_ interruption: Interruption, after seconds: Double) -> Outcome {
    var outcome = unsearched(interruption.reason)
    outcome.interruption = interruption
    outcome.statistics.seconds = seconds
    return outcome
  }

  private func unsearched(_ reason: StopReason) -> Outcome {
    let properties = program.properties.indices.map { property(at: $0, .noVerdict) }
    let silent = Array(repeating: false, count: program.transitions.count)
    return Outcome(
      verdict: .noVerdict, stop: reason, isComplete: false, order: options.order, reductions: [],
      symmetry: symmetry, slice: slice,
      properties: properties, statistics: Statistics(), coverage: Coverage(fired: silent, blocked: silent))
  }

  /// The outcome of a search that has ended.
  func outcome<Model: Stepper & ~Copyable>(of explorer: inout Explorer<Model>) -> Outcome {
    // Behind a fault nothing was visited: what is open then stays open.
    let hasFaults = explorer.watch.findings.contains { $0.kind.isFault }
    let isComplete = explorer.isWhole && !hasFaults
    let hasJudgedEnds = explorer.hasJudgedEnds && !hasFaults
    let seen = explorer.sightings
    var results = program.properties.indices.map { position in
      var result = property(at: position, undecidedVerdict(of: position, isComplete, hasJudgedEnds))
      result.isVacuous =
        explorer.reducer == nil && result.verdict == .holds && program.properties[position].hasCover
        && seen.covered & (1 << UInt64(position)) == 0
      return result
    }
    if options.checksDeadlock {
      results.append(
        PropertyOutcome(
          name: "deadlock", description: "some actor can always go on, or all rest", kind: .deadlock,
          verdict: isComplete ? .holds : .noVerdict))
    }
    if options.checksStuck {
      results.append(
        PropertyOutcome(
          name: stuckPropertyName, description: "every actor rests, or can move again", kind: .stuck,
          verdict: hasJudgedEnds ? .holds : .noVerdict))
    }
    var symmetryUse = symmetry
    if seen.hasManyForAnOrbit { symmetryUse?.exceededLimit = options.symmetryOrderLimit }
    let reduction = explorer.reducer?.statistics
    var finder = explorer.pathFinder(for: actors, explorer.clock.extended())
    for finding in explorer.watch.findings {
      do throws(Interruption) {
        try record(finding, of: &explorer, &finder, in: &results)
      } catch {
        explorer.interruption = error
      }
    }
    sortFaults(in: &results)
    var statistics = explorer.statistics
    statistics.peakMemoryBytes = max(statistics.peakMemoryBytes, explorer.peakBytes + finder.peakBytes)
    var outcome = Outcome(
      verdict: .noVerdict, stop: explorer.stop ?? .complete, isComplete: isComplete && explorer.stop == nil,
      order: options.order, reductions: slicing + (reduction == nil ? [] : [.stubbornSets]) + symmetries,
      reduction: reduction, symmetry: symmetryUse, slice: slice, properties: results, statistics: statistics,
      statesWhenDecided: explorer.statesWhenDecided, coverage: derived.coverage(seen.coverage))
    outcome.interruption = explorer.interruption
    outcome.swarm = explorer.swarm?.summary
    outcome.marks = seen.covered
    outcome.updateVerdict()
    return outcome
  }

  /// Puts the fault with the shortest trace first: which one is found first depends on what a reduction leaves out.
  private func sortFaults(in results: inout [PropertyOutcome]) {
    guard let first = results.firstIndex(where: { $0.kind == .fault }) else { return }
    results[first...].sort { left, right in
      (left.trace?.transitions.count ?? .max) < (right.trace?.transitions.count ?? .max)
    }
  }

  /// The acting instance of each transition that is searched.
  var actors: [Int] { derived.program.transitions.map(\.main.actor) }

  /// What is asked of all that can follow a state; nil if that is nothing.
  var endQuestions: EndQuestions? { EndQuestions(derived, options) }

  /// Whether a finding is given a trace; a witness only where that is wanted.
  func needsTrace(_ finding: Finding) -> Bool {
    guard case .property(let property) = finding.kind else { return true }
    return options.tracesWitnesses || !program.properties[property].wantsTrue
  }

  private var slicing: [Reduction] { slice.isEmpty ? [] : [.slicing] }
  private var symmetries: [Reduction] { (symmetry?.types ?? []).map { .symmetry($0) } }

  private func record<Model: Stepper & ~Copyable>(
    _ finding: Finding, of explorer: inout Explorer<Model>, _ finder: inout PathFinder<Model>,
    in results: inout [PropertyOutcome]
  ) throws(Interruption) {
    let position: Int
    switch finding.kind {
    case .property(let property):
      position = property
      results[position].verdict = results[position].kind == .reachable ? .reached : .violated
      results[position].seed = finding.seed
      if !needsTrace(finding) { return }
    case .deadlock:
      position = program.properties.count
      results[position].verdict = .deadlock
    case .stuck:
      position = program.properties.count + (options.checksDeadlock ? 1 : 0)
      results[position].verdict = .stuck
    case .unreachable(let property):
      position = property
      results[position].verdict = .violated
    case .fault(let site, _):
      position = results.count
      results.append(
        PropertyOutcome(
          name: "fault", description: "", kind: .fault, verdict: .fault, faultSite: program.faultSites[site]))
    }
    results[position].seed = finding.seed
    if finding.path == nil, let interruption = explorer.interruption, interruption.stage == .tracing {
      throw interruption
    }
    let found = try finder.shortestPath(to: finding, in: explorer.table, explorer.frontier.levels)
    var (path, kind) = finder.realPath(found, to: finding.kind, in: explorer.table)
    if let endQuestions { (path, kind) = try explorer.cut(path, to: kind, endQuestions, finder.clock) }
    let state = explorer.table.state(path.initial).words(derived.program.wordCount)
    let replay = derived.replay(from: state, by: path.transitions)
    results[position].finding = kind
    results[position].trace = replay.trace
    results[position].explanation = Explainer(replay: replay, sources: sources).explain(kind)
  }

  private func property(at position: Int, _ verdict: Verdict) -> PropertyOutcome {
    let property = program.properties[position]
    let origin = program.model.properties[property.origin]
    return PropertyOutcome(
      name: property.name, description: origin.description, kind: origin.outcomeKind, verdict: verdict)
  }

  private func undecidedVerdict(of position: Int, _ isComplete: Bool, _ hasJudgedEnds: Bool) -> Verdict {
    switch program.properties[position].kind {
    case .temporal: .noVerdict
    case .alwaysReachable: hasJudgedEnds ? .holds : .noVerdict
    case .invariant, .neverFlagged: isComplete ? .holds : .noVerdict
    case .reachable, .reachableFlag: isComplete ? .notReached : .noVerdict
    }
  }
}
