package import QuiesceModel
package import QuiesceSystem

/// What a search, or a property, came to.
package enum Verdict: String, Codable, Sendable {
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
  /// A reachable state from which some actor, outside its final states, can never take a step again.
  case stuck = "stuck"

  /// Whether something was found that should not be.
  package var isFailure: Bool {
    switch self {
    case .violated, .notReached, .deadlock, .stuck, .fault: true
    case .holds, .reached, .noVerdict: false
    }
  }
}

/// Why a search ended.
package enum StopReason: String, Codable, Sendable {
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
  /// `--total-time`
  case totalTimeBudget = "total time budget"
  /// The random walks that were asked for are done.
  case walksDone = "walks done"
  /// Every state that seemed new was visited, but those that were taken for visited ones were not.
  case digestsDone = "digests done"
  /// The time, or the searches, of a swarm are over.
  case swarmDone = "swarm done"
  /// The disk has no more room for the states of `--store`, or failed.
  case storage = "storage"
  /// SIGINT
  case interrupted = "interrupted"
  /// SIGTERM
  case terminated = "terminated"
  /// The run is one of a shard whose result is not there.
  case shardMissing = "shard missing"
}

/// The result of one run: one model under one setting of its parameters.
package struct Outcome: Codable, Sendable {
  /// The run's verdict: the worst of its properties', a fault and a deadlock first.
  package var verdict: Verdict
  /// Why the search ended.
  package var stop: StopReason
  /// What was given up outside of the search, if anything was.
  package var interruption: Interruption?
  /// What the search had for memory; nil where there was none.
  package var memory: MemoryBudget?
  /// Whether every reachable state was visited; not so behind a fault.
  package var isComplete: Bool
  /// The search order.
  package var order: SearchOrder
  /// What may have been omitted where the states were not kept; nil where they were.
  package var omission: OmissionEstimate?
  /// What the trees are made of as which the states were kept; nil where they were kept as they are, or not at all.
  package var trees: TreeFigures?
  /// Which reductions were applied; empty for the full space.
  package var reductions: [Reduction]
  /// What the reduction came to; nil for the full space.
  package var reduction: ReductionStatistics?
  /// Why there was none although it was asked for.
  package var reductionRefusal: String?
  /// What ran the transitions.
  package var engine = EngineUse()
  /// Why one thread has searched, or decided a part of what was asked, although there might have been more; nil where there is
  /// no such reason.
  package var oneThreadReason: String?
  /// Which symmetric types were permuted; nil where that was not asked for.
  package var symmetry: SymmetryUse?
  /// What was left out because no checked property, guard or fault depends on it.
  package var slice: SliceSummary
  /// One for each selected property, in order; then, where checked, the absence of deadlocks and of faults as `deadlock` and `fault`
  /// if there is one to report.
  package var properties: [PropertyOutcome]
  /// The figures.
  package var statistics: Statistics
  /// What the searches of a swarm have seen together; nil for other searches.
  package var swarm: SwarmSummary?
  /// How many states an earlier process had stored, from where the search went on; nil where there was none.
  package var resumedStates: Int?
  /// How many states there were when everything was decided, if the search went on for faults then.
  package var statesWhenDecided: Int?
  /// What fired and what blocked, for warnings.
  package var coverage: Coverage
  /// The covers that were seen, as bits.
  package var marks: UInt64 = 0

  /// Makes an outcome.
  package init(
    verdict: Verdict, stop: StopReason, isComplete: Bool, order: SearchOrder, reductions: [Reduction],
    reduction: ReductionStatistics? = nil, symmetry: SymmetryUse? = nil, slice: SliceSummary = SliceSummary(),
    properties: [PropertyOutcome],
    statistics: Statistics, statesWhenDecided: Int? = nil, coverage: Coverage
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
    self.statesWhenDecided = statesWhenDecided
    self.coverage = coverage
  }
}

extension Outcome {
  /// A run that had to end before there was a program to search, or that never began.
  ///
  /// - Parameters:
  ///   - names: the selected properties; nil for all of the model.
  ///   - seconds: how long it lasted.
  package init(
    _ interruption: Interruption, of model: CheckedModel, properties names: [String]?, order: SearchOrder,
    after seconds: Double
  ) {
    let selected = model.properties.filter { names?.contains($0.name) ?? true }
    self.init(
      verdict: .noVerdict, stop: interruption.reason, isComplete: false, order: order, reductions: [],
      properties: selected.map {
        PropertyOutcome(name: $0.name, description: $0.description, kind: $0.outcomeKind, verdict: .noVerdict)
      }, statistics: Statistics(), coverage: Coverage(fired: [], blocked: []))
    self.interruption = interruption
    statistics.seconds = seconds
  }
}

extension Outcome {
  /// Makes the verdict the worst of the properties'; without any, whether the search was complete.
  package mutating func updateVerdict() {
    let worstFirst: [Verdict] = [
      .fault, .violated, .deadlock, .stuck, .notReached, .noVerdict, .holds, .reached,
    ]
    let verdicts = Set(properties.map(\.verdict))
    verdict = worstFirst.first { verdicts.contains($0) } ?? (isComplete ? .holds : .noVerdict)
  }

  /// The seed of the search of a swarm that has found what makes the verdict; nil where nothing went wrong, and for other searches.
  package var failureSeed: UInt64? { properties.first { $0.verdict == verdict && verdict.isFailure }?.seed }
}

/// The result for one property.
package struct PropertyOutcome: Codable, Sendable {
  /// What kind of property.
  package enum Kind: String, Codable, Sendable {
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
    /// `always reachable`
    case alwaysReachable = "always reachable"
    /// `at rest`
    case atRest = "at rest"
    /// The absence of deadlocks.
    case deadlock
    /// The absence of actors that can never move again.
    case stuck
    /// The absence of faults.
    case fault
  }

  /// The name.
  package var name: String
  /// The sentence in quotes.
  package var description: String
  /// What kind.
  package var kind: Kind
  /// What it came to.
  package var verdict: Verdict
  /// What a search has found.
  package var finding: Finding.Kind?
  /// The counterexample or witness.
  package var trace: Trace?
  /// Why the end of the trace is a violation.
  package var explanation: Explanation?
  /// It holds, but says nothing: see `vacuity`.
  package var isVacuous: Bool
  /// Where it failed, if it is a fault: its number in `finding` is that of one program, and another may have been made since.
  package var faultSite: FaultSite?
  /// The figures of the search that decided it, for a formula over runs.
  package var liveness: LivenessStatistics?
  /// The seed of the search of a swarm that has found it; nil for what other searches find.
  package var seed: UInt64?
  /// Other counterexamples; nil where none were asked for.
  package var others: OtherCounterexamples?

  /// Makes a result.
  package init(
    name: String, description: String, kind: Kind, verdict: Verdict, trace: Trace? = nil,
    explanation: Explanation? = nil, isVacuous: Bool = false, faultSite: FaultSite? = nil
  ) {
    self.name = name
    self.description = description
    self.kind = kind
    self.verdict = verdict
    self.trace = trace
    self.explanation = explanation
    self.isVacuous = isVacuous
    self.faultSite = faultSite
  }
}

extension PropertyOutcome {
  /// The result once with each of its counterexamples, the first one as it is.
  package var counterexamples: [PropertyOutcome] {
    [self]
      + (others?.found ?? []).map { other in
        var property = self
        property.trace = other.trace
        property.explanation = other.explanation
        property.others = nil
        return property
      }
  }

  /// What made it hold, if it is vacuous.
  package var vacuity: String {
    switch kind {
    case .temporal where liveness?.lacksRuns ?? false: "no fair run satisfies its left side"
    case .invariant, .reachable, .alwaysReachable, .temporal, .deadlock, .stuck, .fault: "its left side never held"
    case .never: "its event was never emitted"
    case .atRest: "no state at rest was reached for which it says anything"
    case .monitor: "none of its assertions was ever reached"
    }
  }
}

/// The figures of a search for a fair run that breaks a formula.
package struct LivenessStatistics: Codable, Sendable {
  /// States of the product with the automaton of the formula.
  package var states: Int
  /// Steps of the product.
  package var transitions: Int
  /// Wall seconds.
  package var seconds = 0.0
  /// The most bytes held at once.
  package var peakMemoryBytes = 0
  /// Whether no shorter way leads to a cycle that breaks the formula.
  package var isShortest = true
  /// Whether no fair run satisfies the left side of the implication that the whole formula is.
  package var lacksRuns = false
  /// Why there is no verdict, where there is none.
  package var undecided: String?

  /// Makes figures.
  package init(states: Int, transitions: Int) {
    self.states = states
    self.transitions = transitions
  }
}

/// The figures of a run.
package struct Statistics: Codable, Sendable {
  /// Distinct states stored (for random walks: states entered; for a swarm: distinct ones, estimated).
  package var states = 0
  /// Transitions fired, those to known states included.
  package var transitions = 0
  /// How many steps the furthest state is away from the start: breadth first, by the shortest way; else, by the way taken. A
  /// trace may be one step longer, if its last step fails or leads to a state that was known.
  package var depth = 0
  /// Wall seconds of the search.
  package var seconds = 0.0
  /// Bytes of the visited set, all told, for each stored state.
  package var bytesPerState = 0.0
  /// How many threads have searched, at most at once.
  package var threads = 1
  /// The most bytes that everything which grows while searching held at once: what `--memory` bounds.
  package var peakMemoryBytes = 0
  /// The bytes of a state by itself, which `--store` has in a file.
  package var stateBytes = 0
  /// How many stored states were not expanded.
  package var frontier = 0
  /// The levels of a breadth-first search; none of another one.
  package var levels = SpaceLevels()

  /// Makes empty figures.
  package init() {}

  // What a search leaves open is of no matter to whoever only reads what it came to.
  private enum CodingKeys: CodingKey {
    case states, transitions, depth, seconds, bytesPerState, threads, peakMemoryBytes
  }
}

/// What a run exercised, by position in `Program.transitions`.
package struct Coverage: Sendable {
  /// Whether the transition fired.
  package var fired: [Bool]
  /// Whether its guard was false while its actor stood at its location.
  package var blocked: [Bool]

  /// Makes coverage.
  package init(fired: [Bool], blocked: [Bool]) {
    self.fired = fired
    self.blocked = blocked
  }

  /// Adds what another part of the search has seen.
  package mutating func add(_ other: Coverage) {
    for transition in other.fired.indices {
      if other.fired[transition] { fired[transition] = true }
      if other.blocked[transition] { blocked[transition] = true }
    }
  }
}

/// In a text a digit for each transition: a search has thousands of them.
extension Coverage: Codable {
  private enum CodingKeys: CodingKey {
    case fired
    case blocked
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    fired = try container.decode(String.self, forKey: .fired).utf8.map { $0 == UInt8(ascii: "1") }
    blocked = try container.decode(String.self, forKey: .blocked).utf8.map { $0 == UInt8(ascii: "1") }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(fired.map { $0 ? "1" : "0" }.joined(), forKey: .fired)
    try container.encode(blocked.map { $0 ? "1" : "0" }.joined(), forKey: .blocked)
  }
}

/// Which state is looked at next.
package enum SearchOrder: String, Codable, CaseIterable, Sendable {
  /// Level by level: shortest counterexamples.
  case breadth
  /// Deep first: little memory for the frontier, long counterexamples.
  case depth
  /// Walks from the initial states, seeded: finds, never proves.
  case random
  /// Many depth-first searches, each seeded, that remember states as bits: finds, never proves.
  case swarm

  /// Whether it visits every state, so that it can prove something.
  package var canProve: Bool {
    switch self {
    case .breadth, .depth: true
    case .random, .swarm: false
    }
  }
}
