import QuiesceLanguage
import QuiesceProgram

/// The selected properties.
extension ModelLowering {
  /// Enters the reactions of properties and monitors to events; transitions are lowered after that.
  mutating func registerReactions(_ selected: [Int]) {
    for (position, origin) in selected.enumerated() {
      switch model.properties[origin].kind {
      case .never(let pattern):
        reactions[pattern.event].append(
          Reaction(property: position, pattern: pattern, body: nil, covers: pattern.condition != nil))
      case .reachableEvent(let pattern):
        reactions[pattern.event].append(Reaction(property: position, pattern: pattern, body: nil, covers: false))
      case .monitor(let monitor):
        for reaction in model.monitors[monitor].reactions {
          reactions[reaction.pattern.event].append(
            Reaction(property: position, pattern: reaction.pattern, body: reaction.body, covers: false))
        }
      case .invariant, .reachable, .temporal: break
      }
    }
  }

  mutating func programProperty(
    _ property: Property, origin: Int, position: Int
  ) throws(LoweringFailure) -> ProgramProperty {
    subject = ("property '\(property.name)'", property.span)
    let kind: ProgramProperty.Kind
    var hasCover = false
    switch property.kind {
    case .invariant(let expression):
      hasCover = expression.hasLeftSide(in: model)
      kind = .invariant(try condition(expression, coveredBy: hasCover ? position : nil))
    case .never(let pattern):
      hasCover = pattern.condition != nil
      kind = .neverFlagged
    case .monitor(let monitor):
      hasCover = model.monitors[monitor].reactions.contains { $0.body.assertsSomething }
      kind = .neverFlagged
    case .reachable(let expression): kind = .reachable(try condition(expression, coveredBy: nil))
    case .reachableEvent: kind = .reachableFlag
    case .temporal: kind = .temporal
    }
    return ProgramProperty(name: property.name, kind: kind, origin: origin, hasCover: hasCover)
  }

  /// The search bound as a condition on states, to tell a state that is not left from a deadlock.
  mutating func programBound(_ bound: Expression) throws(LoweringFailure) -> GroundExpression {
    subject = ("the search bound", bound.span)
    return try condition(bound, coveredBy: nil)
  }

  /// A condition on states.
  private mutating func condition(
    _ expression: Expression, coveredBy position: Int?
  ) throws(LoweringFailure) -> GroundExpression {
    beginTransition([])
    coverProperty = marks == nil ? position : nil
    defer { coverProperty = nil }
    let outer = openScope()
    let term = try property(expression)
    let result = GroundCleaning.expression(closeScope(outer, term).expression)
    try checkLocals(result.highestLocal)
    return result
  }
}
