import QuiesceModel

extension Checker {
  /// Checks what a binding, a quantifier or a loop ranges over; where its values are enumerated, there are not too many.
  mutating func domain(_ syntax: DomainSyntax, isEnumerated: Bool = true) -> TypedDomain? {
    switch syntax.kind {
    case .range(let low, let high, let isClosed):
      return range(low, high, isClosed, isEnumerated: isEnumerated, at: syntax.span)
    case .expression(let expression):
      if let type = typeNamed(expression) {
        return type.flatMap { domain(of: $0, isEnumerated: isEnumerated, at: syntax.span) }
      }
      if let id = channelNamed(expression) {
        guard let (reference, cause) = channel(id, expression, isRead: true) else { return nil }
        let channel = model.channels[id]
        return TypedDomain(
          domain: .channel(reference), element: channel.element, size: channel.capacity, ghost: cause.ghost,
          dynamic: cause.dynamic, span: syntax.span)
      }
      guard let set = self.expression(expression) else { return nil }
      guard case .set(let element) = set.type else {
        report(
          .invalidOperation, "this ranges over a type, a range, a set, a queue or a bag, not over \(set.type.phrase)",
          at: syntax.span)
        return nil
      }
      return TypedDomain(
        domain: .set(set.expression), element: element, size: element.cardinality, ghost: set.ghost,
        dynamic: set.dynamic, span: syntax.span)
    }
  }

  /// The type that an expression names, nil if it names none; the inner nil says that it has been reported.
  mutating func typeNamed(_ syntax: ExpressionSyntax) -> ValueType?? {
    guard case .name(let name) = syntax.kind, ownVariable(name.text) == nil,
      context.locals[name.text] == nil
    else { return nil }
    if name.text == "Bool" { return .some(.bool) }
    let isType = symbols[name.text].map { self.isType($0) } ?? (name.text == "Int")
    guard isType else { return nil }
    return .some(resolve(TypeSyntax(.named(name), at: name.span)))
  }

  private mutating func domain(of type: ValueType, isEnumerated: Bool, at span: SourceSpan) -> TypedDomain? {
    let limit = isEnumerated ? Limits.enumeratedValues : Limits.rangeWidth
    guard isEnumerable(type, limit: limit, what: "what this ranges over", at: span) else { return nil }
    return TypedDomain(domain: .type(type), element: type, size: type.cardinality, span: span)
  }

  private mutating func range(
    _ low: ExpressionSyntax, _ high: ExpressionSyntax, _ isClosed: Bool, isEnumerated: Bool, at span: SourceSpan
  ) -> TypedDomain? {
    let lower = integer(low, for: isClosed ? "..." : "..<")
    let end = integer(high, for: isClosed ? "..." : "..<")
    guard let lower, let upper = isClosed ? end : end.flatMap({ predecessor(of: $0) }),
      case .integer(let lowRange) = lower.type, case .integer(let highRange) = upper.type
    else { return nil }
    guard let lowRange, let highRange else {
      report(
        .invalidRange, "the ends of this range have no bounds that are known before the search", at: span)
      return nil
    }
    let bounds = lowRange.lowerBound...max(lowRange.lowerBound, highRange.upperBound)
    noteEnds(bounds, low, high)
    let limit = isEnumerated ? Limits.enumeratedValues : Limits.rangeWidth
    guard bounds.cardinality <= limit else {
      report(.invalidRange, "this may range over more than \(limit) values: \(bounds)", at: span)
      return nil
    }
    var result = TypedDomain(
      domain: .range(low: lower.expression, high: upper.expression, bounds: bounds), element: .integer(bounds),
      size: highRange.upperBound < lowRange.lowerBound ? 0 : bounds.cardinality, span: span)
    result.ghost = lower.ghost ?? upper.ghost
    result.dynamic = lower.dynamic ?? upper.dynamic
    return result
  }

  /// The end of a half-open range as the end of a closed one.
  private mutating func predecessor(of end: Typed) -> Typed? {
    if case .constant(.integer(let number)) = end.expression.kind, number != Int.min {
      return Typed(Expression(.constant(.integer(number - 1)), .integer(number - 1...number - 1), at: end.span))
    }
    let one = Typed(Expression(.constant(.integer(1)), .integer(1...1), at: end.span))
    return operate(.subtract, end, one, at: end.span)
  }

  /// Checks a quantifier.
  mutating func quantified(_ syntax: ExpressionSyntax) -> Typed? {
    guard case .quantified(let quantifier, let name, let range, let test, let body) = syntax.kind else { return nil }
    guard let domain = domain(range) else { return nil }
    let depth = context.locals.count
    let local = bind(name, domain.element, ghost: domain.ghost, dynamic: domain.dynamic)
    let isNumeric = quantifier == .min || quantifier == .max
    let (condition, result) = unless(domain.size == 0) { checker in
      (
        test.map { checker.condition($0) },
        body.map { isNumeric ? checker.integer($0, for: quantifier.rawValue) : checker.condition($0) }
      )
    }
    context.locals.endScopes(downTo: depth)
    // A nil inside says that the part has been reported.
    if let condition, condition == nil { return nil }
    if let result, result == nil { return nil }
    let checkedCondition = condition ?? nil
    let checkedBody = result ?? nil
    if quantifier == .choose, !mayChoose(from: domain, at: syntax.span) { return nil }
    if quantifier == .filter, !isEnumerable(domain.element, what: "the elements of a set", at: syntax.span) {
      return nil
    }

    var typed = Typed(
      .quantified(
        quantifier, local, domain.domain, condition: checkedCondition?.expression, body: checkedBody?.expression),
      resultType(quantifier, domain, checkedBody), at: syntax.span,
      from: [checkedCondition, checkedBody].compactMap { $0 })
    typed.ghost = domain.ghost ?? typed.ghost
    typed.dynamic = domain.dynamic ?? typed.dynamic
    if quantifier == .choose { typed.ghost = typed.ghost ?? ghostOrder(of: domain) }
    return typed
  }

  private func resultType(_ quantifier: Quantifier, _ domain: TypedDomain, _ body: Typed?) -> ValueType {
    switch quantifier {
    case .forall, .exists: .bool
    case .count: .integer(0...domain.size)
    case .min, .max: body?.type ?? .integer(nil)
    case .choose: domain.element
    case .filter: .set(domain.element)
    }
  }

  /// `choose` takes the least value: among values that have no order it would tell them apart. The first match in a queue
  /// is fine, its order is not that of the values.
  private mutating func mayChoose(from domain: TypedDomain, at span: SourceSpan) -> Bool {
    guard let symmetric = domain.element.orderingSymmetric, !isQueue(domain.domain) else { return true }
    report(
      .symmetryBroken,
      "'choose' takes the least value, and those of the symmetric type '\(symmetric.name)' have no order",
      at: span, notes: [Diagnostic.Note("let a step bind the value: every choice is then a transition of its own")])
    return false
  }

  func isQueue(_ domain: Domain) -> Bool {
    guard case .channel(let reference) = domain else { return false }
    return !model.channels[reference.channel].isBag
  }

  /// A bag is kept sorted by whole elements: where these hold ghost fields, the order depends on ghost state.
  func ghostOrder(of domain: TypedDomain) -> Cause? {
    guard case .channel(let reference) = domain.domain, model.channels[reference.channel].isBag,
      domain.element.containsGhost
    else { return nil }
    let name = model.channels[reference.channel].name
    return Cause(
      "the order of the bag '\(name)', whose elements hold ghost fields", at: domain.span,
      declaration: model.channels[reference.channel].span)
  }

  /// Checks `element in domain`.
  mutating func membership(_ element: ExpressionSyntax, _ domain: DomainSyntax, at span: SourceSpan) -> Typed? {
    switch domain.kind {
    case .range(let low, let high, let isClosed):
      guard let number = integer(element, for: "in") else { return nil }
      let lower = integer(low, for: "in")
      let end = integer(high, for: "in")
      guard let lower, let upper = isClosed ? end : end.flatMap({ predecessor(of: $0) }) else { return nil }
      warnAboutMembership((element, number), (low, lower), (high, upper), at: span)
      return within(number, lower, upper, at: span)
    case .expression(let expression):
      if let type = typeNamed(expression) { return type.flatMap { membership(element, in: $0, at: span) } }
      if let id = channelNamed(expression) { return contains(id, expression, element, at: span) }
      if case .set = expression.kind {
        guard let value = self.expression(element) else { return nil }
        // Integers keep their own bounds: the literal may hold one that the element can never be.
        var expected: ValueType?
        if !isIntegral(value.type) { expected = .set(value.type) }
        guard let set = self.expression(expression, expecting: expected) else { return nil }
        return contains(set, value, at: span)
      }
      guard let set = self.expression(expression) else { return nil }
      guard case .set(let type) = set.type else {
        report(
          .invalidOperation, "'in' needs a set, a range, a type, a queue or a bag, and this is \(set.type.phrase)",
          at: expression.span)
        return nil
      }
      guard let value = self.expression(element, expecting: type) else { return nil }
      return contains(set, value, at: span)
    }
  }

  private func isIntegral(_ type: ValueType) -> Bool {
    if case .integer = type { true } else { false }
  }

  private func within(_ number: Typed, _ low: Typed, _ high: Typed, at span: SourceSpan) -> Typed {
    Typed(
      .within(number.expression, low: low.expression, high: high.expression), .bool, at: span,
      from: [number, low, high])
  }

  private mutating func membership(_ element: ExpressionSyntax, in type: ValueType, at span: SourceSpan) -> Typed? {
    guard let value = expression(element, expecting: type) else { return nil }
    guard fits(value, type) else {
      reportMismatch(value, type)
      return nil
    }
    guard case .integer(let range?) = type else {
      return Typed(Expression(.constant(.bool(true)), .bool, at: span))
    }
    let low = Typed(constantInteger(range.lowerBound, at: span))
    let high = Typed(constantInteger(range.upperBound, at: span))
    return within(value, low, high, at: span)
  }

  private func constantInteger(_ number: Int, at span: SourceSpan) -> Expression {
    Expression(.constant(.integer(number)), .integer(number...number), at: span)
  }

  /// `set.contains(element)`; an element outside the type of the set's elements is not in it.
  mutating func contains(_ set: Typed, _ element: Typed, at span: SourceSpan) -> Typed? {
    guard case .set(let type) = set.type else { return nil }
    guard fits(element, type) else {
      reportMismatch(element, type)
      return nil
    }
    var element = element
    if !element.type.matches(type), case .optional(let wrapped) = type { element = wrap(element, as: wrapped) }
    return Typed(
      .contains(set: set.expression, element: element.expression), .bool, at: span, from: [set, element])
  }

  /// `channel.contains(element)`.
  mutating func contains(
    _ id: ChannelID, _ syntax: ExpressionSyntax, _ element: ExpressionSyntax, at span: SourceSpan
  ) -> Typed? {
    let value = expression(element, expecting: model.channels[id].element)
    guard let (reference, cause) = channel(id, syntax, isRead: true), let value else { return nil }
    let type = model.channels[id].element
    guard fits(value, type) else {
      reportMismatch(value, type)
      return nil
    }
    var element = value
    if !element.type.matches(type), case .optional(let wrapped) = type { element = wrap(element, as: wrapped) }
    var typed = Typed(
      .channel(reference, .contains(element.expression)), .bool, at: span, from: [cause, element])
    if typed.ghost == nil, type.containsGhost {
      typed.ghost = Cause("the ghost fields of \(type.phrase), which 'contains' compares", at: span)
    }
    return typed
  }
}
