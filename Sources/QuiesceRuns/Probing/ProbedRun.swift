package import QuiesceProgram

/// What a search of a moment tells about the whole run that it is the beginning of: an estimate, and never a verdict.
package struct ProbedRun: Sendable {
  /// How much of the run has been made.
  package enum Extent: Hashable, Sendable {
    /// All of it, or all up to a bound of its own: there is nothing to estimate.
    case ended
    /// All states were visited, but not all formulas over runs decided.
    case counted
    /// So much that the levels tell how many states there may be.
    case estimated(SpaceForecast)
    /// Not so much.
    case open
  }

  /// How the levels go on.
  package enum Trend: String, Sendable {
    /// Over the last quarter, eighth and sixteenth of them.
    case shrinking
    /// The ratio of one to the next falls.
    case slowing = "growing, less and less"
    /// Nothing can be said of the others.
    case growing
    /// Too few of them are known.
    case few = "too few to go by"
  }

  /// What an estimate does not take into account, or why it is so wide.
  package enum Caveat: Hashable, Sendable {
    /// The probe has ended in something else than the search.
    case stage(RunStage)
    /// Levels that still grow do not show where they end.
    case growing
    /// So many formulas have searches of their own.
    case formulas(Int)
    /// What is expected to fail ends the search.
    case failure
    /// With so many states it is tried whether a reduced search ends soon.
    case trial(Int)
    /// Native code is made behind the probe.
    case nativeCode
    /// A signal has ended the probe before its time.
    case signal
  }

  /// The run, which the probe has ended unless it was shorter.
  package let run: RunReport
  /// How much of it has been made.
  package let extent: Extent
  /// How many states it visits.
  package let states: Estimate
  /// How many seconds it takes.
  package let seconds: Estimate
  /// What it takes of what there may be too little of.
  package let needs: [ResourceNeed]
  /// What is to be known about all that.
  package let caveats: [Caveat]

  /// States expanded in a second.
  package var speed: Double {
    let statistics = run.outcome.statistics
    return statistics.seconds > 0 ? Double(statistics.states - statistics.frontier) / statistics.seconds : 0
  }

  /// Whether there is enough of everything.
  package var fits: ResourceNeed.Answer {
    if needs.contains(where: { $0.fits == .no }) { return .no }
    return !needs.isEmpty && needs.allSatisfy { $0.fits == .yes } ? .yes : .unknown
  }

  /// The levels by which the estimate goes.
  package var levels: SpaceLevels { run.outcome.statistics.levels }

  /// How the levels go on, as far as they are known.
  package var trend: Trend {
    if levels.count < SpaceForecast.fewestLevels { return .few }
    guard let forecast = SpaceForecast(levels, found: run.outcome.statistics.states) else { return .growing }
    return forecast.isShrinking ? .shrinking : .slowing
  }

  /// Says what is told by a run that was given a moment.
  ///
  /// - Parameter limits: what the whole run has.
  package init(_ run: RunReport, _ limits: ProbeLimits) {
    self.run = run
    let extent = Extent(run)
    let prospect = ProbeProspect(run, extent, limits)
    self.extent = extent
    states = prospect.states
    seconds = prospect.seconds
    needs = prospect.needs
    caveats = prospect.caveats
  }
}

extension ProbedRun.Extent {
  fileprivate init(_ run: RunReport) {
    let outcome = run.outcome
    switch outcome.stop {
    case .complete, .decided, .stateBudget, .walksDone, .digestsDone, .swarmDone:
      self = outcome.interruption == nil && run.openFormulas == 0 || outcome.stop == .stateBudget ? .ended : .counted
    case .memoryBudget, .timeBudget, .totalTimeBudget, .interrupted, .terminated, .storage, .shardMissing:
      let forecast = SpaceForecast(outcome.statistics.levels, found: outcome.statistics.states)
      self = forecast.map { .estimated($0) } ?? .open
    }
  }
}

extension RunReport {
  /// How many formulas over runs have no verdict.
  var openFormulas: Int { outcome.properties.count { $0.kind == .temporal && $0.verdict == .noVerdict } }
}
