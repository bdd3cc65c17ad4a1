/// Something a search found: a violation, a witness, a deadlock or a fault.
package struct Finding: Sendable {
  /// What it is.
  package enum Kind: Equatable, Sendable {
    /// The property at this position is violated, or reached.
    case property(Int)
    /// A state without successors that is not final.
    case deadlock
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

  /// Makes a finding.
  package init(kind: Kind, place: Place, path: Path? = nil) {
    self.kind = kind
    self.place = place
    self.path = path
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
