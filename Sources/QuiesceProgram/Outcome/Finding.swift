/// Something a search found: a violation, a witness, a deadlock or a fault.
package struct Finding: Sendable {
  /// What it is.
  package enum Kind: Equatable, Codable, Sendable {
    /// The property at this position is violated, or reached.
    case property(Int)
    /// A state without successors that is not final.
    case deadlock
    /// A state from which these actors, outside their final locations, can never take a step again.
    case stuck([Int])
    /// A state from which none can be reached in which the condition of the property at this position is true.
    case unreachable(property: Int)
    /// A guard or effect failed, or, with a position, the evaluation of a property.
    case fault(FaultSiteID, property: Int?)
  }

  /// Where it is, by positions in the visited set.
  package enum Place: Equatable, Sendable {
    /// An initial state.
    case initial(Int)
    /// A state that was being expanded.
    case state(Int)
    /// A transition that leaves a state.
    case transition(source: Int, Int)
  }

  /// What.
  package var kind: Kind
  /// Where.
  package var place: Place
  /// The way there, where the search order knows it; breadth first finds it afterwards.
  package var path: Path?
  /// The seed of the search that has made it, if that is one of a swarm.
  package var seed: UInt64?

  /// Makes a finding.
  package init(kind: Kind, place: Place, path: Path? = nil, seed: UInt64? = nil) {
    self.kind = kind
    self.place = place
    self.path = path
    self.seed = seed
  }
}

extension Finding.Kind {
  /// Whether it is about all that can follow a state, and not about what happens there.
  package var isOfEnd: Bool {
    switch self {
    case .stuck, .unreachable: true
    case .property, .deadlock, .fault: false
    }
  }

  /// Whether a state shows it by what can follow, and no transition that leaves it or leads to it.
  package var isOfState: Bool {
    switch self {
    case .deadlock, .stuck, .unreachable: true
    case .property, .fault: false
    }
  }
}

/// A path as an initial state and the transitions that follow.
package struct Path: Sendable {
  /// The position of the initial state in the visited set.
  package let initial: Int
  /// The transitions, in order.
  package var transitions: [Int]

  /// Makes a path.
  package init(initial: Int, transitions: [Int]) {
    self.initial = initial
    self.transitions = transitions
  }
}
