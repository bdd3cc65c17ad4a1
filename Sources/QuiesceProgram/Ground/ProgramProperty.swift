/// A property as the search sees it.
package struct ProgramProperty: Sendable {
  /// How the search decides it.
  package enum Kind: Sendable {
    /// The expression is true in every state.
    case invariant(GroundExpression)
    /// No transition flags it: `never event`, a monitor.
    case neverFlagged
    /// The expression is true in some state.
    case reachable(GroundExpression)
    /// Some transition flags it: `reachable event`.
    case reachableFlag
    /// Not decided by this version.
    case temporal
  }

  /// The name.
  package var name: String
  /// How the search decides it.
  package var kind: Kind
  /// The position in `CheckedModel.properties`.
  package var origin: Int
  /// Whether `cover` marks it: a property without a left side cannot be vacuous.
  package var hasCover: Bool

  /// Makes a program property.
  package init(name: String, kind: Kind, origin: Int, hasCover: Bool) {
    self.name = name
    self.kind = kind
    self.origin = origin
    self.hasCover = hasCover
  }

  /// The condition that states decide it by, or nil: then transitions flag it, or this version does not decide it.
  package var condition: GroundExpression? {
    get {
      switch kind {
      case .invariant(let condition), .reachable(let condition): condition
      case .neverFlagged, .reachableFlag, .temporal: nil
      }
    }
    set {
      guard let newValue else { return }
      switch kind {
      case .invariant: kind = .invariant(newValue)
      case .reachable: kind = .reachable(newValue)
      case .neverFlagged, .reachableFlag, .temporal: break
      }
    }
  }

  /// Whether a witness is looked for, a state or transition that shows it; else one that violates it.
  package var wantsTrue: Bool {
    switch kind {
    case .reachable, .reachableFlag: true
    case .invariant, .neverFlagged, .temporal: false
    }
  }

  /// Whether states or transitions decide it; a temporal property needs whole runs.
  package var isDecided: Bool {
    if case .temporal = kind { false } else { true }
  }

  /// The slots that its condition reads.
  var reads: SlotSet {
    var reads = SlotSet()
    condition?.collectReads(into: &reads)
    return reads
  }
}
