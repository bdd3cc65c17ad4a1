import QuiesceLanguage

extension Explainer {
  /// The place of a fault, with the values of what stands there.
  func explainFault(_ site: FaultSite, property: Int?) -> Explanation {
    var sentence = site.kind.rawValue
    if let message = site.message { sentence += ": \(message)" }
    if let property { sentence += " while evaluating '\(program.properties[property].name)'" }
    let before = replay.states.count > 1 && property == nil ? replay.states[replay.states.count - 2] : lastState
    return Explanation(
      sentence: sentence, expression: sources.text(of: site.span), parts: partsInside(site.span, before),
      span: site.span)
  }

  /// The expressions of the last step that lie inside a span, evaluated where the step began.
  private func partsInside(_ span: SourceSpan, _ state: [Int]) -> [Explanation.Part] {
    guard let last = replay.transitions.last else { return [] }
    let transition = program.transitions[last]
    var result: [Explanation.Part] = []
    for participant in [transition.main] + (transition.partner.map { [$0] } ?? []) {
      let instance = program.actors[participant.actor]
      let actor = model.actors[instance.actor]
      var locals: [LocalID: Value] = [:]
      if let index = actor.index, let ordinal = instance.instance {
        locals[index] = model.locals[index].type.value(ordinal: ordinal)
      }
      for binding in participant.bindings { locals[binding.local] = replay.value(of: binding, in: state) }
      for expression in actor.steps[participant.step].expressions(inside: span) {
        for part in parts(of: expression, in: state, locals) where !result.contains(part) { result.append(part) }
      }
    }
    return result
  }
}

extension Step {
  /// The outermost expressions of the step that lie inside a span.
  fileprivate func expressions(inside span: SourceSpan) -> [Expression] {
    let conditions = [bindingCondition, guardCondition].compactMap { $0 }
    return (conditions + body.expressions).flatMap { $0.outermost(inside: span) }
  }
}

extension [Statement] {
  /// Every expression of the statements, in order.
  fileprivate var expressions: [Expression] {
    flatMap { statement -> [Expression] in
      switch statement.kind {
      case .assign(let place, let value): place.indices + [value]
      case .conditional(let condition, let then, let otherwise):
        [condition] + then.expressions + otherwise.expressions
      case .ifLet(_, let value, let then, let otherwise): [value] + then.expressions + otherwise.expressions
      case .forEach(_, _, let condition, let body): (condition.map { [$0] } ?? []) + body.expressions
      case .letBinding(_, let value), .push(_, let value), .removeAll(_, _, let value): [value]
      case .emit(_, let arguments): arguments
      case .assert(let condition, _): [condition]
      case .pop, .clear: []
      }
    }
  }
}

extension Place {
  /// The index expressions of the path.
  fileprivate var indices: [Expression] {
    path.compactMap { if case .element(let index) = $0 { index } else { nil } }
  }
}

extension Expression {
  /// This expression if it lies inside the span, else the outermost of its children that do.
  fileprivate func outermost(inside span: SourceSpan) -> [Expression] {
    if self.span.file == span.file, self.span.start >= span.start, self.span.end <= span.end { return [self] }
    return children.flatMap { $0.outermost(inside: span) }
  }
}
