import QuiesceModel
package import QuiesceProgram

/// One run as the reports show it: what was checked, what was expected, and what it came to.
package struct RunReport: Sendable {
  /// A parameter with its value.
  package struct Parameter: Hashable, Sendable {
    /// The name.
    package var name: String
    /// The value as the language writes it.
    package var value: String
    /// Whether it is the default.
    package var isDefault: Bool

    /// Makes a parameter.
    package init(name: String, value: String, isDefault: Bool) {
      self.name = name
      self.value = value
      self.isDefault = isDefault
    }
  }

  /// The budgets that the search was given.
  package struct Bounds: Hashable, Sendable {
    /// `--max-states`
    package var states: Int?
    /// `--threads`
    package var threads: Int?
    /// `--memory`
    package var memory: Int?
    /// `--time`
    package var seconds: Double?
    /// `--total-time`: what all runs together may take.
    package var totalSeconds: Double?
    /// `within`: states where this condition is false were not left.
    package var within: String?
    /// For random walks: how many, how long and from which seed.
    package var walks: Walks?
    /// For a swarm: how long, how many searches and from which seed.
    package var swarm: Swarm?

    /// How a swarm was made.
    package struct Swarm: Hashable, Sendable {
      /// `--for`
      package var seconds: Double?
      /// `--searches`
      package var searches: Int?
      /// The seed of the first search.
      package var seed: UInt64

      /// Takes what a command line says.
      package init(seconds: Double?, searches: Int?, seed: UInt64) {
        self.seconds = seconds
        self.searches = searches
        self.seed = seed
      }
    }

    /// How random walks were made.
    package struct Walks: Hashable, Sendable {
      /// How many.
      package var count: Int
      /// The most transitions of each.
      package var length: Int
      /// The seed.
      package var seed: UInt64

      /// Takes what a command line says.
      package init(count: Int, length: Int, seed: UInt64) {
        self.count = count
        self.length = length
        self.seed = seed
      }
    }

    /// Makes bounds.
    package init(states: Int? = nil, memory: Int? = nil, seconds: Double? = nil, walks: Walks? = nil) {
      self.states = states
      self.memory = memory
      self.seconds = seconds
      self.walks = walks
    }
  }

  /// A file that the run was made from.
  package struct Source: Hashable, Codable, Sendable {
    /// The path as the user may write it.
    package var path: String
    /// The hash of its bytes.
    package var hash: String

    /// Makes a source.
    package init(path: String, hash: String) {
      self.path = path
      self.hash = hash
    }
  }

  /// The model's name.
  package var model: String
  /// The file that declares it.
  package var modelFile: String
  /// The property files that were given with it.
  package var propertyFiles: [String]
  /// Every file that was read for it, the two above included.
  package var sources: [Source]
  /// The parameters, in order of declaration.
  package var parameters: [Parameter]
  /// The names of the parts of the model that are left out.
  package var without: [String]
  /// What should come out.
  package var expectation: Expectation
  /// Why that is expected: the first paragraph of the expectation's doc comment, on one line; empty without one.
  package var remark: String
  /// Where the expectation stands, `Properties/a.quiesce:12`; nil without a check.
  package var place: String?
  /// The faults that the same check expects under the same parameters.
  package var allowedFaults: [FaultPattern]
  /// Whether the check is an extra one, which is left out unless somebody asks for it.
  package var isExtra: Bool
  /// The properties that were selected; nil for all.
  package var selection: [String]?
  /// Whether a deadlock is a verdict.
  package var checksDeadlock: Bool
  /// Whether an actor that can never move again is one.
  package var checksStuck: Bool
  /// The parameter of which it has one of several sizes that are compared; nil where nothing is raised.
  package var raised: String?
  /// Which of the families of runs it belongs to that differ in this alone.
  package var family: Int?
  /// The budgets.
  package var bounds: Bounds
  /// What it came to.
  package var outcome: Outcome
  /// What the search of the whole space came to, where that was asked for too.
  package var whole: Outcome?
  /// What the audits of what may be left out came to; nil where nobody asked for them.
  package var audits: [AuditResult]?
  /// Whether the space is small enough to look at the parts of properties and the branches; nil where there is nothing to look for.
  package var watchesParts: Bool?
  /// The most states of a space in which these are looked at.
  package static let mostStatesForParts = 100_000
  /// The place of every step of the traces and of explanations, by span, resolved: see `SpanText`.
  package var spans: SpanText
  /// The command that makes this run again.
  package var reproduction: String

  /// Makes a report.
  package init(
    model: String, modelFile: String, propertyFiles: [String], sources: [Source], parameters: [Parameter],
    without: [String] = [], expectation: Expectation, remark: String, place: String?,
    allowedFaults: [FaultPattern] = [], isExtra: Bool, selection: [String]?,
    checksDeadlock: Bool, checksStuck: Bool = false, raised: String? = nil, family: Int? = nil, bounds: Bounds,
    outcome: Outcome, spans: SpanText, reproduction: String
  ) {
    self.model = model
    self.modelFile = modelFile
    self.propertyFiles = propertyFiles
    self.sources = sources
    self.parameters = parameters
    self.without = without
    self.expectation = expectation
    self.remark = remark
    self.place = place
    self.allowedFaults = allowedFaults
    self.isExtra = isExtra
    self.selection = selection
    self.checksDeadlock = checksDeadlock
    self.checksStuck = checksStuck
    self.raised = raised
    self.family = family
    self.bounds = bounds
    self.outcome = outcome
    self.spans = spans
    self.reproduction = reproduction
  }

  /// How the outcome compares with the expectation.
  package var judgement: Judgement {
    isContradicted ? .unexpected : expectation.judge(outcome, allowing: allowedFaults)
  }

  /// The parameters that are not at their defaults, as a check writes them, and what is left out; empty if there is nothing to
  /// say.
  package var settingText: String {
    let changed = parameters.filter { !$0.isDefault }.map { "\($0.name) = \($0.value)" }
    return (changed + without.map { "without \($0)" }).joined(separator: ", ")
  }

  /// `within outstanding <= 3`, on one line, where the check bounds the search: then no verdict speaks of all reachable states.
  package var boundText: String? {
    guard let within = bounds.within else { return nil }
    let code = within.split(separator: "\n").map { line in
      line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    }
    return "within " + code.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether every reachable state was visited: a bounded search does not claim that.
  package var isComplete: Bool { outcome.isComplete && bounds.within == nil }

  /// Why there is no verdict on a property; nil where there is one.
  package func reason(for property: PropertyOutcome) -> String? {
    guard property.verdict == .noVerdict else { return nil }
    guard property.needsVisitedStates else { return outcome.undecidedReason }
    if outcome.order == .swarm { return "a swarm does not look for it" }
    return outcome.omission == nil ? outcome.undecidedReason : "it is decided only where states are kept"
  }

  /// Whether the verdict cannot be trusted, since Quiesce contradicts itself.
  package var isContradicted: Bool { !differences.isEmpty || !flaws.isEmpty }

  /// What audits found that is not as it is defined.
  package var flaws: [AuditResult] { audits?.filter { $0.flaw != nil } ?? [] }

  /// Where the search of the whole space gives another answer.
  package var differences: [VerdictDifference] { whole.map { outcome.differences(from: $0) } ?? [] }

  /// What was asked for and not done, native code and reductions, with the reasons and places.
  package var refusals: [String] {
    let stubbornSets = outcome.reductionRefusal.map { ["stubborn sets: \($0)"] } ?? []
    return withoutNativeCode + withoutStates + stubbornSets + withoutSymmetry
      + (outcome.symmetry?.refusals ?? []).map { refusal in
        let place = refusal.span.flatMap { spans.line(of: $0) }
        return "symmetry \(refusal.type.name): \(refusal.reason)" + (place.map { " (\($0))" } ?? "")
      }
  }

  /// The reductions that were applied but leave out less than they could, with the reasons.
  package var partialReductions: [String] {
    guard let limit = outcome.symmetry?.exceededLimit else { return [] }
    return [
      "symmetry: some states have more than \(Figures.count(limit)) orders of values that look alike; "
        + "their orbits may be visited more than once"
    ]
  }

  private var withoutStates: [String] {
    let properties = outcome.properties.filter(\.needsVisitedStates).map(\.name)
    guard let form = outcome.omission?.form, !properties.isEmpty else { return [] }
    return [
      "\(properties.joined(separator: ", ")): decided where states are kept, without '--visited \(form.rawValue)'"
    ]
  }

  private var withoutNativeCode: [String] {
    guard outcome.engine.isNativeWanted, let reason = outcome.engine.refusal else { return [] }
    return ["native code: \(reason)"]
  }

  private var withoutSymmetry: [String] {
    guard let symmetry = outcome.symmetry, symmetry.types.isEmpty, symmetry.refusals.isEmpty else { return [] }
    return ["symmetry: no state has to do with a symmetric type of more than one value"]
  }

  /// Whether the expectation says what the explorer found in a model, and nobody has confirmed of the real thing: its doc
  /// comment begins with `suspicion`.
  package var isSuspicion: Bool { remark.lowercased().hasPrefix("suspicion") }
}

extension Outcome {
  /// Why the search did not decide what it did not decide.
  package var undecidedReason: String {
    switch stop {
    case .complete: "what lies behind the fault was not visited"
    case .decided: "the search ended first"
    case .stateBudget: "the state budget ran out"
    case .memoryBudget: "the memory budget ran out"
    case .timeBudget: "the time budget ran out"
    case .totalTimeBudget: "the total time budget ran out"
    case .storage: "the disk of its store has no more room, or failed"
    case .walksDone: "random walks prove nothing"
    case .digestsDone: "a state may have been omitted"
    case .swarmDone: "a swarm proves nothing"
    case .interrupted: "interrupted"
    case .terminated: "terminated"
    case .shardMissing: "the result of its shard is missing"
    }
  }
}

extension PropertyOutcome {
  /// Whether it is about what can follow the states, so that they have to be there once they are visited.
  fileprivate var needsVisitedStates: Bool {
    switch kind {
    case .temporal, .alwaysReachable, .stuck: true
    case .invariant, .never, .monitor, .reachable, .atRest, .deadlock, .fault: false
    }
  }
}
