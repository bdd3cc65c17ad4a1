import QuiesceProgram

/// What a search looks for, and what it has found.
struct PropertyWatch {
  var questions: PropertyQuestions
  /// The state properties to evaluate in a new state, as bits: those that are not decided yet, and those that may fault, since
  /// a fault in a later state is one all the same.
  private(set) var asked: UInt64 = 0
  private(set) var findings: [Finding] = []
  /// The properties not decided yet, as bits.
  private var open: UInt64 = 0
  /// Those that are not decided, or asked since they may fault, when the search begins.
  var openAtFirst: UInt64 = 0
  /// Whether the search is over once everything is decided; not so where faults are looked for.
  private var canEndEarly: Bool
  private(set) var checksDeadlock: Bool
  /// Whether faults are a verdict of their own.
  let looksForFaults: Bool
  /// Whether a fault is no reason to end.
  private let toleratesFaults: Bool
  private var hasFailed = false
  /// The faults that are known to be there, and are looked for again.
  private var wantedFaults: Set<FaultSiteID> = []

  /// The most faults, at different places, that are kept.
  static let faultLimit = 8

  /// - Parameters:
  ///   - looksBehind: whether what can follow the states is asked, too, which nothing decides before all are visited.
  ///   - looksForFaults: whether faults are a verdict that is still open when all else is decided.
  ///   - toleratesFaults: whether a fault is no reason to end, since something else is looked for.
  init(
    _ program: Program, checksDeadlock: Bool, looksBehind: Bool = false, looksForFaults: Bool = false,
    toleratesFaults: Bool = false
  ) {
    questions = PropertyQuestions(program)
    open = questions.decidable
    self.checksDeadlock = checksDeadlock
    self.looksForFaults = looksForFaults
    self.toleratesFaults = toleratesFaults
    canEndEarly = !looksBehind && !looksForFaults && (open != 0 || checksDeadlock)
    updateAsked()
    openAtFirst = open | asked
  }

  private mutating func updateAsked() {
    asked = (open | (looksForFaults ? questions.fallible : 0)) & questions.ofStates
  }

  /// The state properties among them.
  var openOfStatesAtFirst: UInt64 { openAtFirst & questions.ofStates }

  /// Whether a property is not decided yet.
  func isOpen(_ property: Int) -> Bool { open & (1 << UInt64(property)) != 0 }

  /// What is asked of new states.
  @inline(__always)
  var askedProperties: AskedProperties { AskedProperties(asked: asked, open: open, witnesses: questions.witnesses) }

  /// The undecided properties that a transition decides by its flags.
  func decided(byFlags flags: UInt64) -> [Finding.Kind] {
    var kinds: [Finding.Kind] = []
    var rest = flags & open
    while rest != 0 {
      kinds.append(.property(rest.trailingZeroBitCount))
      rest &= rest - 1
    }
    return kinds
  }

  /// Whether something was found already, or is not looked for any more.
  func knows(_ kind: Finding.Kind) -> Bool {
    switch kind {
    case .property(let property): !isOpen(property)
    case .deadlock: !checksDeadlock
    case .fault(let site, _):
      findings.contains { $0.kind.isFault(at: site) } || findings.count { $0.kind.isFault } >= PropertyWatch.faultLimit
    case .stuck, .unreachable: findings.contains { $0.kind == kind }
    }
  }

  /// Takes note of the first finding of its kind.
  mutating func found(_ finding: Finding) {
    switch finding.kind {
    case .property(let property):
      open &= ~(1 << UInt64(property))
      if !questions.wantsTrue(property) { hasFailed = true }
    case .deadlock:
      checksDeadlock = false
      hasFailed = true
    case .stuck, .unreachable: hasFailed = true
    case .fault(let site, _):
      wantedFaults.remove(site)
      let known = findings.filter { $0.kind.isFault }
      if known.contains(where: { $0.kind.isFault(at: site) }) || known.count >= PropertyWatch.faultLimit { return }
      if !toleratesFaults { hasFailed = true }
    }
    updateAsked()
    findings.append(finding)
  }

  /// Takes note of what became known of the findings to which there was no way.
  mutating func completeFindings<Failure>(_ complete: (inout Finding) throws(Failure) -> Void) throws(Failure) {
    for position in findings.indices where findings[position].path == nil { try complete(&findings[position]) }
  }

  /// Gives findings other ways.
  mutating func changePaths(_ change: (Finding) -> Path?) {
    for position in findings.indices { findings[position].path = change(findings[position]) }
  }

  /// Adds what another search has found, where it is not known.
  mutating func add(_ findings: [Finding]) {
    for finding in findings where !knows(finding.kind) { found(finding) }
  }

  /// A watch that looks again for what some findings are about, and for nothing else.
  func lookingAgain(for findings: [Finding]) -> PropertyWatch {
    var result = self
    result.findings = []
    result.open = 0
    result.checksDeadlock = false
    result.hasFailed = false
    result.canEndEarly = true
    for finding in findings {
      switch finding.kind {
      case .property(let property): result.open |= 1 << UInt64(property)
      case .deadlock: result.checksDeadlock = true
      case .stuck, .unreachable: break
      case .fault(let site, _): result.wantedFaults.insert(site)
      }
    }
    result.updateAsked()
    result.openAtFirst = result.open | result.asked
    return result
  }

  /// A watch that looks for nothing and ends no search.
  var lookingForNothing: PropertyWatch {
    var result = lookingAgain(for: [])
    result.canEndEarly = false
    return result
  }

  /// Whether single states and transitions can decide nothing of what is asked.
  var isIdle: Bool { open == 0 && !checksDeadlock && !looksForFaults }

  /// Whether there is nothing left to look for.
  func isDecided(keepsGoing: Bool) -> Bool {
    (hasFailed && !keepsGoing) || (canEndEarly && open == 0 && !checksDeadlock && wantedFaults.isEmpty)
  }
}

/// What is asked of new states, by itself: a copy of the whole watch for each would have threads count references together.
struct AskedProperties: BitwiseCopyable {
  /// The properties to evaluate, as bits.
  fileprivate let asked: UInt64
  /// Those that are not decided yet.
  fileprivate let open: UInt64
  /// Those that are decided by what is true.
  fileprivate let witnesses: UInt64

  /// What a new state decides of the undecided properties, or makes impossible to evaluate.
  ///
  /// - Parameter affected: the properties that may have come out differently in the state before, as bits.
  @inline(__always)
  func decided<Model: Stepper & ~Copyable>(
    by state: PackedState, affected: UInt64, _ model: inout Expander<Model>
  ) -> [Finding.Kind] {
    var kinds: [Finding.Kind] = []
    var rest = asked & affected
    while rest != 0 {
      let property = rest.trailingZeroBitCount
      let bit = rest & (0 &- rest)
      rest ^= bit
      let isDecided: Bool
      switch model.evaluate(property, in: state) {
      case .fault(let site):
        kinds.append(.fault(site, property: property))
        continue
      case .yes: isDecided = witnesses & bit != 0
      case .no: isDecided = witnesses & bit == 0
      }
      if isDecided, open & bit != 0 { kinds.append(.property(property)) }
    }
    return kinds
  }
}

extension Finding.Kind {
  /// Whether it is a fault.
  var isFault: Bool {
    if case .fault = self { true } else { false }
  }

  /// Whether it is a fault at this place.
  func isFault(at other: FaultSiteID) -> Bool {
    if case .fault(let site, _) = self { site == other } else { false }
  }
}
