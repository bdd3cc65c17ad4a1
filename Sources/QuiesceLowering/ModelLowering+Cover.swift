import QuiesceModel
import QuiesceProgram

/// Left sides of properties: an invariant whose left side never holds says nothing.
///
/// The left side of the outermost `implies` is marked, also where it stands below `forall` or in a function that the property calls.
extension ModelLowering {
  /// The truth value of a property, its left sides marked.
  mutating func property(_ expression: Expression) throws(LoweringFailure) -> Term {
    guard coverProperty != nil else { return try scalar(expression) }
    try enter()
    defer { leave() }
    switch expression.kind {
    case .binary(.implies, let left, let right):
      let first = try aside(left)
      if let known = first.constant, known == 0 { return .yes }
      let before = facts
      facts.assume(first.expression)
      let second = try isolatedProperty(right)
      facts = before
      // Where the right side has a left side of its own, that one is what has to hold.
      let marked = right.hasLeftSide(in: model) ? first : covered(first)
      return .or(.not(marked), second)
    case .call(let function, let arguments) where expression.hasLeftSide(in: model):
      return try call(function, arguments, at: expression.span, isProperty: true).terms[0]
    case .quantified(.forall, _, _, _, _): return try scalar(expression)
    default: return try aside(expression)
    }
  }

  /// A property that is evaluated by itself, or not at all.
  mutating func isolatedProperty(_ expression: Expression) throws(LoweringFailure) -> Term {
    let outer = openScope()
    let term = try property(expression)
    return closeScope(outer, term)
  }

  /// An expression in which nothing is marked.
  mutating func aside(_ expression: Expression) throws(LoweringFailure) -> Term {
    let property = coverProperty
    coverProperty = nil
    defer { coverProperty = property }
    return try scalar(expression)
  }

  mutating func isolatedAside(_ expression: Expression) throws(LoweringFailure) -> Term {
    let outer = openScope()
    let term = try aside(expression)
    return closeScope(outer, term)
  }

  /// Whether the condition of a quantifier is a left side of the property.
  func coversLeftSide(_ quantifier: Quantifier) -> Bool {
    coverProperty != nil && quantifier == .forall
  }

  /// The term, marking the property where it is true.
  func covered(_ term: Term) -> Term {
    guard let coverProperty else { return term }
    return Term(.cover(coverProperty, term.expression), in: term.range, mustEvaluate: true)
  }
}

extension Expression {
  /// Whether `property` marks a left side in it.
  func hasLeftSide(in model: CheckedModel) -> Bool {
    switch kind {
    case .binary(.implies, _, _): true
    case .quantified(.forall, _, _, let condition, let body):
      condition != nil || body?.hasLeftSide(in: model) == true
    case .call(let function, _): model.functions[function].body.hasLeftSide(in: model)
    default: false
    }
  }
}
