/// What a search, or a property, came to.
public enum Verdict: String, Codable, Sendable {
  /// Proved for every state within the stated bounds.
  case holds = "holds"
  /// A trace breaks it.
  case violated = "violated"
  /// A `reachable` property has its witness.
  case reached = "reached"
  /// A `reachable` property has no witness in the whole space.
  case notReached = "not reached"
  /// A reachable state has no successor, and some actor is not in a final state.
  case deadlock = "deadlock"
  /// A step, guard or property failed to evaluate.
  case fault = "fault"
  /// A budget ran out, the search was interrupted or ended early, or it was random: nothing was found so far.
  case noVerdict = "no verdict"
  /// A temporal property: this version does not decide it.
  case notChecked = "not checked"
}

/// Why a search ended.
public enum StopReason: String, Codable, Sendable {
  /// Every reachable state was visited.
  case complete = "complete"
  /// What was asked was answered before every state was visited.
  case decided = "decided"
  /// `--max-states`
  case stateBudget = "state budget"
  /// `--memory`
  case memoryBudget = "memory budget"
  /// `--time`
  case timeBudget = "time budget"
  /// The random walks that were asked for are done.
  case walksDone = "walks done"
  /// SIGINT
  case interrupted = "interrupted"
  /// SIGTERM
  case terminated = "terminated"
}

/// The result of one run: one model under one setting of its parameters.
public struct Outcome: Sendable {
  /// The run's verdict: the worst of its properties', a fault and a deadlock first.
  public var verdict: Verdict
  /// Why the search ended.
  public var stop: StopReason
  /// Whether every reachable state was visited.
  public var isComplete: Bool
  /// The search order.
  public var order: SearchOrder
  /// Which reductions were applied; empty for the full space.
  public var reductions: [String]
  /// What the reduction came to; nil for the full space.
  public var reduction: ReductionStatistics?
  /// Why there was none although it was asked for.
  public var reductionRefusal: String?
  /// Which symmetric types were permuted; nil where that was not asked for.
  public var symmetry: SymmetryUse?
  /// What was left out because no checked property, guard or fault depends on it.
  public var slice: SliceSummary
  /// One for each selected property, in order; then, where checked, the absence of deadlocks and of faults as `deadlock` and `fault`
  /// if there is one to report.
  public var properties: [PropertyOutcome]
  /// The figures.
  public var statistics: Statistics
  /// What fired and what blocked, for warnings.
  public var coverage: Coverage

  /// Makes an outcome.
  public init(
    verdict: Verdict, stop: StopReason, isComplete: Bool, order: SearchOrder, reductions: [String],
    reduction: ReductionStatistics? = nil, symmetry: SymmetryUse? = nil, slice: SliceSummary = SliceSummary(),
    properties: [PropertyOutcome],
    statistics: Statistics, coverage: Coverage
  ) {
    self.verdict = verdict
    self.stop = stop
    self.isComplete = isComplete
    self.order = order
    self.reductions = reductions
    self.reduction = reduction
    self.symmetry = symmetry
    self.slice = slice
    self.properties = properties
    self.statistics = statistics
    self.coverage = coverage
  }
}

/// The result for one property.
public struct PropertyOutcome: Sendable {
  /// What kind of property.
  public enum Kind: String, Codable, Sendable {
    /// `invariant`
    case invariant
    /// `never event`
    case never
    /// A monitor.
    case monitor
    /// `reachable`
    case reachable
    /// `eventually`, `leads to`, `ltl`
    case temporal
    /// The absence of deadlocks.
    case deadlock
    /// The absence of faults.
    case fault
  }

  /// The name.
  public var name: String
  /// The sentence in quotes.
  public var description: String
  /// What kind.
  public var kind: Kind
  /// What it came to.
  public var verdict: Verdict
  /// The counterexample or witness.
  public var trace: Trace?
  /// Why the end of the trace is a violation.
  public var explanation: Explanation?
  /// It holds, but its left side never did.
  public var isVacuous: Bool

  /// Makes a result.
  public init(
    name: String, description: String, kind: Kind, verdict: Verdict, trace: Trace? = nil,
    explanation: Explanation? = nil, isVacuous: Bool = false
  ) {
    self.name = name
    self.description = description
    self.kind = kind
    self.verdict = verdict
    self.trace = trace
    self.explanation = explanation
    self.isVacuous = isVacuous
  }
}

/// The figures of a run.
public struct Statistics: Sendable {
  /// Distinct states stored (for random walks: states entered).
  public var states = 0
  /// Transitions fired, those to known states included.
  public var transitions = 0
  /// The greatest depth reached: for breadth first, the number of levels less one.
  public var depth = 0
  /// Wall seconds of the search.
  public var seconds = 0.0
  /// Bytes of the visited set, all told, for each stored state.
  public var bytesPerState = 0.0
  /// The process's peak resident memory.
  public var peakMemoryBytes = 0

  /// Makes empty figures.
  public init() {}
}

/// What a run exercised, by position in `Program.transitions`.
public struct Coverage: Sendable {
  /// Whether the transition fired.
  public var fired: [Bool]
  /// Whether its guard was false while its actor stood at its location.
  public var blocked: [Bool]

  /// Makes coverage.
  public init(fired: [Bool], blocked: [Bool]) {
    self.fired = fired
    self.blocked = blocked
  }
}

/// Which state is looked at next.
public enum SearchOrder: String, Codable, CaseIterable, Sendable {
  /// Level by level: shortest counterexamples.
  case breadth
  /// Deep first: little memory for the frontier, long counterexamples.
  case depth
  /// Walks from the initial states, seeded: finds, never proves.
  case random
}
