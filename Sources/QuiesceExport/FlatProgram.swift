package import QuiesceProgram

/// The ground program in the form that both exports print: pure expressions, and plain statements where an effect
/// needs temporaries or can fail.
package struct FlatProgram {
  /// The ground program it came from.
  package var program: Program
  /// The transitions, in the program's order.
  var transitions: [FlatTransition]
  /// The properties, in the program's order; nil for a temporal one that is not exported.
  var properties: [FlatProperty?]
  /// Whether a state without successors is no deadlock: every actor is in a final state, or the search bound is false.
  var mayRest: FlatTerm
  /// Whether an actor is in a committed location; nil if the program has none.
  var committed: FlatTerm?
  /// The distinct initial states.
  var initialStates: [[Int]]
  /// How the slots are declared.
  var storage: ExportStorage
  /// Whether a transition can fault.
  var canFail: Bool { transitions.contains { $0.canFail || $0.undefined.constant != 0 } }
}

/// A transition of a `FlatProgram`.
package struct FlatTransition {
  /// What it is called in comments and messages: `driver.release`.
  var label: String
  /// The participants are at their locations.
  var place: FlatTerm
  /// The guard has a value and is true.
  var enabling: FlatTerm
  /// The guard fails to evaluate.
  var undefined: FlatTerm
  /// Whether it may fire while an actor is in a committed location.
  var leavesCommitted: Bool
  /// What it does.
  var body: [FlatStatement]
  /// The values of its temporaries.
  var temporaries: [ClosedRange<Int>]
  /// Whether a fault statement is in the body.
  var canFail: Bool { body.contains { $0.canFail } }
}

/// A property of a `FlatProgram`.
struct FlatProperty {
  /// The name.
  var name: String
  /// The state condition under which an invariant is broken or a `reachable` property reached; nil where transitions
  /// flag the property.
  var alarm: FlatTerm?
  /// The state condition that is reachable from every state, if that is asked.
  var goal: FlatTerm?
  /// The formula over runs, and what its atoms mean, if that is asked.
  var formula: (TemporalFormula, atoms: [FlatTerm])?
  /// The condition fails to evaluate.
  var undefined: FlatTerm
}

/// A statement over pure expressions.
indirect enum FlatStatement {
  case assign(SlotID, FlatTerm)
  case assignAt(DynamicAccess, index: FlatTerm, FlatTerm)
  case setTemporary(Int, FlatTerm)
  case conditional(FlatTerm, then: [FlatStatement], otherwise: [FlatStatement])
  case fault(FaultSiteID)
  case flag(Int)

  /// Whether a fault can end it.
  var canFail: Bool {
    switch self {
    case .assign, .assignAt, .setTemporary, .flag: false
    case .conditional(_, let then, let otherwise): (then + otherwise).contains { $0.canFail }
    case .fault: true
    }
  }
}

/// Slots that are chosen among by an index: `base + index * stride`.
struct DynamicAccess: Hashable, Sendable {
  var base: SlotID
  var stride: Int
  package var count: Int

  /// The slot that an index chooses.
  func slot(at index: GroundExpression) -> GroundExpression {
    .slotAt(base: base, stride: stride, count: count, index: index)
  }

  /// The positions from the first to the last of these slots, those between them included.
  var extent: ClosedRange<SlotID> {
    let last = base + max(0, count - 1) * stride
    return min(base, last)...max(base, last)
  }
}
