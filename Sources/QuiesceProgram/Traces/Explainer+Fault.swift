import QuiesceModel

extension Explainer {
  /// The place of a fault, with the values of what stands there.
  func explainFault(_ site: FaultSite, property: Int?) -> Explanation {
    var sentence = site.kind.rawValue
    if let detail = site.message ?? detail(of: site, property: property) { sentence += ": \(detail)" }
    if let property { sentence += " while evaluating '\(program.properties[property].name)'" }
    let state = property == nil ? replay.firings.last?.faultState ?? lastState : lastState
    return Explanation(
      sentence: sentence, expression: sources.text(of: site.span), parts: partsInside(site.span, state),
      span: site.span)
  }

  /// The value that does not fit, and what would: `users would be -1, its type is 0...2`, `requests holds 2 of 2`.
  private func detail(of site: FaultSite, property: Int?) -> String? {
    guard let limits = site.limits else { return nil }
    guard let value = property.map({ faultValue(of: $0) }) ?? replay.firings.last?.faultValue else { return nil }
    let statement = statement(at: site.span)
    switch (site.kind, statement?.kind) {
    case (.pushOnFull, .push(let reference, _)?):
      return "\(name(of: reference)) holds \(value) of \(limits.upperBound + 1)"
    case (_, .assign(let place, _)?):
      return "\(flat(place.span)) would be \(value), its type is \(limits.lowerBound)...\(limits.upperBound)"
    case (_, .push(let reference, _)?):
      return "\(name(of: reference)) takes \(limits.lowerBound)...\(limits.upperBound), and not \(value)"
    default:
      let range = "\(limits.lowerBound)...\(limits.upperBound)"
      let text = flat(site.span)
      return text == String(value) ? "\(value) lies outside \(range)" : "\(text) is \(value), its type is \(range)"
    }
  }

  /// The value by which a property cannot be evaluated in the last state.
  private func faultValue(of property: Int) -> Int? {
    GroundInterpreter(program).fault(of: program.properties[property].conditions, in: lastState)?.value
  }

  /// The assignment or push of the model that stands just there.
  private func statement(at span: SourceSpan) -> Statement? {
    let bodies = model.actors.flatMap { $0.steps.map(\.body) } + model.monitors.flatMap { $0.reactions.map(\.body) }
    for body in bodies {
      if let found = body.nested.first(where: { $0.span == span }) { return found }
    }
    return nil
  }

  /// A queue or bag as the statement names it.
  private func name(of channel: ChannelReference) -> String {
    model.channels[channel.channel].name + (channel.instance.map { "[\(flat($0.span))]" } ?? "")
  }

  private func flat(_ span: SourceSpan) -> String {
    sources.line(of: span)
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
        for operand in expression.operands {
          for part in parts(of: operand, in: state, locals) where !result.contains(part) { result.append(part) }
        }
      }
    }
    return result
  }
}

extension Step {
  /// The outermost expressions of the step that lie inside a span.
  fileprivate func expressions(inside span: SourceSpan) -> [Expression] {
    let conditions = [otherwise, bindingCondition, guardCondition].compactMap { $0 }
    return (conditions + body.expressions + target.conditions).flatMap { $0.outermost(inside: span) }
  }
}

extension Step.Target {
  /// The conditions on which it depends.
  fileprivate var conditions: [Expression] {
    switch self {
    case .location: []
    case .choice(let condition, let then, let otherwise): [condition] + then.conditions + otherwise.conditions
    }
  }
}

extension [Statement] {
  /// The statements and those inside them.
  fileprivate var nested: [Statement] {
    flatMap { statement -> [Statement] in
      switch statement.kind {
      case .conditional(_, let then, let otherwise), .ifLet(_, _, let then, let otherwise):
        [statement] + then.nested + otherwise.nested
      case .forEach(_, _, _, let body): [statement] + body.nested
      case .assign, .letBinding, .push, .pop, .clear, .removeAll, .emit, .assert: [statement]
      }
    }
  }

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
  /// What arithmetic is made with.
  fileprivate var operands: [Expression] {
    switch (kind, type) {
    case (.binary(_, let left, let right), .integer): left.operands + right.operands
    case (.negate(let operand), _), (.wrap(let operand), _): operand.operands
    default: [self]
    }
  }

  /// This expression if it lies inside the span, else the outermost of its children that do.
  fileprivate func outermost(inside span: SourceSpan) -> [Expression] {
    if self.span.file == span.file, self.span.start >= span.start, self.span.end <= span.end { return [self] }
    return children.flatMap { $0.outermost(inside: span) }
  }
}
