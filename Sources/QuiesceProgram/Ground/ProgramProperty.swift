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
    /// From every state, one where the expression is true can be reached.
    case alwaysReachable(GroundExpression)
    /// Every fair run satisfies the formula.
    case temporal(TemporalProperty)
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

  /// The condition on states that it is about; nil for one that transitions flag, and for a formula.
  package var condition: GroundExpression? {
    get {
      switch kind {
      case .invariant(let condition), .reachable(let condition), .alwaysReachable(let condition): condition
      case .neverFlagged, .reachableFlag, .temporal: nil
      }
    }
    set {
      guard let newValue else { return }
      switch kind {
      case .invariant: kind = .invariant(newValue)
      case .reachable: kind = .reachable(newValue)
      case .alwaysReachable: kind = .alwaysReachable(newValue)
      case .neverFlagged, .reachableFlag, .temporal: break
      }
    }
  }

  /// All that is evaluated in states for it: its condition, or those that its formula speaks of.
  var conditions: [GroundExpression] {
    if let temporal { return temporal.conditions }
    return condition.map { [$0] } ?? []
  }

  /// Whether a witness is looked for, a state or transition that shows it; else one that violates it.
  package var wantsTrue: Bool {
    switch kind {
    case .reachable, .reachableFlag: true
    case .invariant, .neverFlagged, .alwaysReachable, .temporal: false
    }
  }

  /// Whether a single state or transition decides it; others need whole runs, or all that can follow.
  package var isLocal: Bool {
    switch kind {
    case .invariant, .neverFlagged, .reachable, .reachableFlag: true
    case .alwaysReachable, .temporal: false
    }
  }

  /// Whether it asks what can be reached from each state.
  package var isOfAllThatFollows: Bool {
    if case .alwaysReachable = kind { true } else { false }
  }

  /// The formula over runs, if it is one.
  package var temporal: TemporalProperty? {
    if case .temporal(let property) = kind { property } else { nil }
  }

  /// The slots that its condition reads.
  package var reads: SlotSet {
    var reads = SlotSet()
    condition?.collectReads(into: &reads)
    return reads
  }
}
