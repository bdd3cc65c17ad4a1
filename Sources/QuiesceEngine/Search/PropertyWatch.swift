/// Something a search found: a violation, a witness, a deadlock or a fault.
struct Finding {
  /// What it is.
  enum Kind: Equatable {
    /// The property at this position is violated, or reached.
    case property(Int)
    /// A state without successors that is not final.
    case deadlock
    /// A guard or effect failed, or, with a position, the evaluation of a property.
    case fault(FaultSiteID, property: Int?)
  }

  /// Where it is, by positions in the visited set.
  enum Place: Equatable {
    /// An initial state.
    case initial(Int)
    /// A state that was being expanded.
    case state(Int)
    /// A transition that leaves a state.
    case transition(source: Int, Int)
  }

  /// What.
  let kind: Kind
  /// Where.
  let place: Place
  /// The way there, where the search order knows it; breadth first finds it afterwards.
  let path: Path?
}

/// A path as an initial state and the transitions that follow.
struct Path {
  /// The position of the initial state in the visited set.
  let initial: Int
  /// The transitions, in order.
  var transitions: [Int]
}

/// What a search looks for, and what it has found.
struct PropertyWatch {
  /// A property that is decided by an expression over states.
  struct StateProperty {
    /// The position in `Program.properties`.
    let position: Int
    /// A witness is a state where it is true; a violation one where it is false.
    let wantsTrue: Bool
  }

  let stateProperties: [StateProperty]
  private(set) var findings: [Finding] = []
  /// The properties not decided yet, as bits.
  private var open: UInt64 = 0
  /// Those of them that are asked for by `reachable`.
  private let witnesses: UInt64
  private let asksAnything: Bool
  private(set) var checksDeadlock: Bool
  private var hasFailed = false

  /// - Parameter looksForFaults: whether faults are a verdict that is still open when all else is decided.
  init(_ properties: [ProgramProperty], checksDeadlock: Bool, looksForFaults: Bool = false) {
    var stateProperties: [StateProperty] = []
    var witnesses: UInt64 = 0
    for (position, property) in properties.enumerated() {
      let bit: UInt64 = 1 << UInt64(position)
      switch property.kind {
      case .invariant: stateProperties.append(StateProperty(position: position, wantsTrue: false))
      case .reachable:
        stateProperties.append(StateProperty(position: position, wantsTrue: true))
        witnesses |= bit
      case .reachableFlag: witnesses |= bit
      case .neverFlagged: break
      case .temporal: continue
      }
      open |= bit
    }
    self.stateProperties = stateProperties
    self.witnesses = witnesses
    self.checksDeadlock = checksDeadlock
    asksAnything = !looksForFaults && (open != 0 || checksDeadlock)
  }

  /// Whether new states have to be looked at.
  var hasStateProperties: Bool { !stateProperties.isEmpty }

  /// Whether a property is not decided yet.
  func isOpen(_ property: Int) -> Bool { open & (1 << UInt64(property)) != 0 }

  /// Takes note of the first finding of its kind.
  mutating func found(_ finding: Finding) {
    switch finding.kind {
    case .property(let property):
      open &= ~(1 << UInt64(property))
      if witnesses & (1 << UInt64(property)) == 0 { hasFailed = true }
    case .deadlock:
      checksDeadlock = false
      hasFailed = true
    case .fault:
      if findings.contains(where: { $0.kind.isFault }) { return }
      hasFailed = true
    }
    findings.append(finding)
  }

  /// Whether there is nothing left to look for.
  func isDecided(keepsGoing: Bool) -> Bool {
    (hasFailed && !keepsGoing) || (asksAnything && open == 0 && !checksDeadlock)
  }
}

extension Finding.Kind {
  /// Whether it is a fault.
  var isFault: Bool {
    if case .fault = self { true } else { false }
  }
}
