import QuiesceModel
import QuiesceProgram

/// The selected properties.
extension ModelLowering {
  /// Enters the reactions of properties and monitors to events; transitions are lowered after that.
  mutating func registerReactions(_ selected: [Int]) {
    var nextFlag = selected.count
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
      case .temporal(let formula):
        for pattern in formula.patterns {
          reactions[pattern.event].append(
            Reaction(property: nextFlag, pattern: pattern, body: nil, covers: false))
          nextFlag += 1
        }
      case .invariant, .reachable, .alwaysReachable, .atRest: break
      }
    }
  }

  mutating func programProperty(
    _ property: Property, of program: Program, origin: Int, position: Int
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
    case .alwaysReachable(let expression): kind = .alwaysReachable(try condition(expression, coveredBy: nil))
    case .atRest(let expression):
      hasCover = true
      kind = .invariant(try atRest(expression, of: program, position))
    case .temporal(let formula): kind = .temporal(try temporal(formula))
    }
    return ProgramProperty(name: property.name, kind: kind, origin: origin, hasCover: hasCover)
  }

  /// A formula whose atoms are numbered as they stand in it, equal conditions once; its events raise the flags that are next.
  private mutating func temporal(_ formula: Formula) throws(LoweringFailure) -> TemporalProperty {
    var property = TemporalProperty(formula: .constant(true), atoms: [])
    property.formula = try temporal(formula, &property)
    return property
  }

  private mutating func temporal(
    _ formula: Formula, _ property: inout TemporalProperty
  ) throws(LoweringFailure) -> TemporalFormula {
    switch formula {
    case .condition(let expression):
      let condition = try condition(expression, coveredBy: nil)
      if case .constant(let number) = condition { return .constant(number != 0) }
      return try atom(.condition(condition), .text(expression.span), of: &property)
    case .event(let pattern):
      nextFormulaFlag += 1
      return try atom(.flag(nextFormulaFlag - 1), .event(pattern.event), of: &property)
    case .not(let operand): return .not(try temporal(operand, &property))
    case .always(let operand): return .always(try temporal(operand, &property))
    case .eventually(let operand): return .eventually(try temporal(operand, &property))
    case .next(let operand): return .next(try temporal(operand, &property))
    case .and(let left, let right): return .and(try temporal(left, &property), try temporal(right, &property))
    case .or(let left, let right): return .or(try temporal(left, &property), try temporal(right, &property))
    case .until(let left, let right): return .until(try temporal(left, &property), try temporal(right, &property))
    }
  }

  private func atom(
    _ atom: TemporalProperty.Atom, _ label: TemporalProperty.Label, of property: inout TemporalProperty
  ) throws(LoweringFailure) -> TemporalFormula {
    if case .condition(let condition) = atom {
      let known = property.atoms.firstIndex { if case .condition(condition) = $0 { true } else { false } }
      if let known { return .atom(known) }
    }
    guard property.atoms.count < TemporalProperty.atomLimit else {
      throw LoweringFailure(
        tooLarge: "\(subject.text) speaks of more than \(TemporalProperty.atomLimit) different conditions and events",
        at: subject.span, hint: "split the formula into several properties")
    }
    property.atoms.append(atom)
    property.labels.append(label)
    return .atom(property.atoms.count - 1)
  }

  /// The search bound as a condition on states, to tell a state that is not left from a deadlock.
  mutating func programBound(_ bound: Expression) throws(LoweringFailure) -> GroundExpression {
    subject = ("the search bound", bound.span)
    return try condition(bound, coveredBy: nil)
  }

  /// That a condition holds wherever nothing is under way: there alone it is asked, and there the property is not vacuous.
  private mutating func atRest(
    _ expression: Expression, of program: Program, _ position: Int
  ) throws(LoweringFailure) -> GroundExpression {
    let hasLeftSide = expression.hasLeftSide(in: model)
    let condition = try condition(expression, coveredBy: hasLeftSide ? position : nil)
    let isUnderWay = try ground(Enabledness(of: program).underWay)
    let isMarked = hasLeftSide || notes.marks != nil
    let asked: GroundExpression = isMarked ? condition : .binary(.and, .cover(position, .constant(1)), condition)
    return .binary(.or, isUnderWay, asked)
  }

  /// A condition on states.
  mutating func condition(
    _ expression: Expression, coveredBy position: Int?
  ) throws(LoweringFailure) -> GroundExpression {
    beginTransition([])
    coverProperty = notes.marks == nil ? position : nil
    defer { coverProperty = nil }
    let outer = openScope()
    let term = try property(expression)
    return GroundCleaning.expression(closeScope(outer, term).expression)
  }
}

extension Formula {
  /// The patterns of its events, as they stand in it.
  var patterns: [EventPattern] {
    switch self {
    case .condition: []
    case .event(let pattern): [pattern]
    case .not(let operand), .always(let operand), .eventually(let operand), .next(let operand): operand.patterns
    case .and(let left, let right), .or(let left, let right), .until(let left, let right):
      left.patterns + right.patterns
    }
  }
}
