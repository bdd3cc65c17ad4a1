import QuiesceModel

extension Checker {
  /// Checks a block; names bound in it end with it.
  mutating func block(_ statements: [StatementSyntax]) -> [Statement] {
    let depth = context.locals.count
    var result: [Statement] = []
    for syntax in statements {
      if let checked = statement(syntax) { result.append(checked) }
    }
    context.locals.endScopes(downTo: depth)
    return result
  }

  private mutating func statement(_ syntax: StatementSyntax) -> Statement? {
    let kind: Statement.Kind?
    switch syntax.kind {
    case .assign(let place, let compound, let value): kind = assignment(place, compound, value, at: syntax.span)
    case .conditional(let test, let then, let otherwise): kind = conditional(test, then, otherwise)
    case .ifLet(let name, let optional, let then, let otherwise): kind = ifLet(name, optional, then, otherwise)
    case .forEach: kind = forEach(syntax)
    case .letBinding(let name, let value):
      if let typed = expression(value) {
        noteRange(of: typed)
        let local = bind(name, typed.type, ghost: typed.ghost, dynamic: typed.dynamic)
        kind = .letBinding(local, typed.expression)
      } else {
        // The name is known from here on all the same; nil marks that nothing is known about it.
        bindUnknown(name)
        kind = nil
      }
    case .method(let place, let name, let arguments):
      kind = method(place, name, arguments, at: syntax.span)
    case .removeAll(let place, let name, let test): kind = removeAll(place, name, test, at: syntax.span)
    case .emit(let name, let arguments): kind = emit(name, arguments)
    case .assert(let test, let message): kind = assertion(test, message)
    }
    return kind.map { Statement($0, at: syntax.span) }
  }

  private mutating func assignment(
    _ target: ExpressionSyntax, _ compound: BinaryOperator?, _ syntax: ExpressionSyntax, at span: SourceSpan
  ) -> Statement.Kind? {
    let place = place(target)
    guard let compound else {
      guard let place else {
        // The value is checked for its own mistakes only.
        return nil
      }
      guard !place.isUnwrapped else {
        reportUnwrapped(place)
        return nil
      }
      guard let value = value(syntax, of: place.type) else { return nil }
      return store(value, in: place, at: span)
    }
    guard let place else { return nil }
    if case .integer = place.type { usage.countingVariables.insert(place.place.variable.variable) }
    let hint: ValueType? = if case .set = place.type { place.type } else { nil }
    guard let operand = expression(syntax, expecting: hint),
      let result = operate(compound, place.current, operand, at: span),
      let value = coerce(result, to: place.type)
    else { return nil }
    return store(value, in: place, at: span)
  }

  /// An assignment, if ghost state does not leak through it.
  mutating func store(_ value: Typed, in place: TypedPlace, at span: SourceSpan) -> Statement.Kind? {
    if !place.isGhost, context.role == .step {
      let name = model.variables[place.place.variable.variable].name
      guard isOrdinary(value.ghost, "the value of '\(name)'"),
        isOrdinary(place.selector, "the choice of what is written in '\(name)'"),
        isOrdinaryControl("'\(name)'", at: span)
      else { return nil }
    }
    return .assign(place.place, place.isUnwrapped ? wrap(value, as: place.type).expression : value.expression)
  }

  private mutating func conditional(
    _ test: ExpressionSyntax, _ then: [StatementSyntax], _ otherwise: [StatementSyntax]
  ) -> Statement.Kind? {
    let test = condition(test)
    let truth = test.flatMap { knownTruth($0) }
    let first = under(test?.ghost) { checker in checker.unless(truth == false) { $0.block(then) } }
    let second = under(test?.ghost) { checker in checker.unless(truth == true) { $0.block(otherwise) } }
    return test.map { .conditional($0.expression, then: first, otherwise: second) }
  }

  /// Checks statements that run only under a condition.
  private mutating func under<Result>(_ ghost: Cause?, _ check: (inout Checker) -> Result) -> Result {
    let saved = context.ghostControl
    context.ghostControl = saved ?? ghost
    let result = check(&self)
    context.ghostControl = saved
    return result
  }

  private mutating func ifLet(
    _ name: Name, _ syntax: ExpressionSyntax, _ then: [StatementSyntax], _ otherwise: [StatementSyntax]
  ) -> Statement.Kind? {
    let optional = expression(syntax)
    guard let optional, case .optional(let wrapped) = optional.type else {
      if let optional {
        report(
          .typeMismatch, "'if let' needs an optional, and this is \(optional.type.phrase)", at: optional.span)
      }
      let depth = context.locals.count
      bindUnknown(name)
      _ = block(then)
      context.locals.endScopes(downTo: depth)
      _ = block(otherwise)
      return nil
    }
    let depth = context.locals.count
    let local = bind(name, wrapped, ghost: optional.ghost, dynamic: optional.dynamic)
    let first = under(optional.ghost) { $0.block(then) }
    context.locals.endScopes(downTo: depth)
    let second = under(optional.ghost) { $0.block(otherwise) }
    return .ifLet(local, optional.expression, then: first, otherwise: second)
  }

  private mutating func forEach(_ syntax: StatementSyntax) -> Statement.Kind? {
    guard case .forEach(let name, let range, let test, let body) = syntax.kind else { return nil }
    let depth = context.locals.count
    guard let domain = domain(range) else {
      bindUnknown(name)
      _ = block(body)
      context.locals.endScopes(downTo: depth)
      return nil
    }
    let local = bind(name, domain.element, ghost: domain.ghost, dynamic: domain.dynamic)
    let condition = unless(domain.size == 0) { checker in test.map { checker.condition($0) } }
    let control = domain.ghost ?? ghostOrder(of: domain) ?? condition??.ghost
    let statements = under(control) { checker in checker.unless(domain.size == 0) { $0.block(body) } }
    context.locals.endScopes(downTo: depth)
    if let condition, condition == nil { return nil }
    checkOrder(of: statements, local: local, domain: domain, condition: (condition ?? nil)?.expression)
    return .forEach(local, domain.domain, condition: (condition ?? nil)?.expression, body: statements)
  }

  private mutating func emit(_ name: Name, _ arguments: [ExpressionSyntax.Argument]) -> Statement.Kind? {
    guard case .event(let id)? = symbols[name.text] else {
      reportNotEvent(name)
      return nil
    }
    usage.named.insert(.event(id))
    usage.emitted.insert(id)
    if case .monitor = context.owner {
      report(.invalidOperation, "a monitor only observes: it emits no events", at: name.span)
      return nil
    }
    guard !facts.failed.contains(.event(id)),
      let values = self.arguments(arguments, for: model.events[id].parameters, of: name)
    else { return nil }
    return .emit(id, values.map(\.expression))
  }

  /// Reports a name that should be an event's.
  mutating func reportNotEvent(_ name: Name) {
    if let symbol = symbols[name.text] {
      report(
        .invalidOperation, "'\(name.text)' is \(symbol.phrase), not an event", at: name.span,
        notes: declarationName(of: symbol).map { [Diagnostic.Note("declared here", at: $0.span)] } ?? [])
    } else {
      reportUnknown(name, unknownMessage(name, as: "event"), among: declarations.events.map(\.name.text))
    }
  }

  private mutating func assertion(_ syntax: ExpressionSyntax, _ message: String?) -> Statement.Kind? {
    guard let test = condition(syntax) else { return nil }
    if context.role == .step {
      guard isOrdinary(test.ghost, "an assertion of a step"), isOrdinaryControl("an assertion", at: syntax.span) else {
        return nil
      }
    }
    return .assert(test.expression, message: message)
  }
}
