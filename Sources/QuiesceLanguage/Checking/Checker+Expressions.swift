import QuiesceModel

extension Checker {
  /// Checks an expression; nil if something in it has been reported. `expected` is the type of its place, if that is known:
  /// it gives `none`, `.name`, `{}` and `[…]` their types, but the result may have another type.
  mutating func expression(_ syntax: ExpressionSyntax, expecting expected: ValueType? = nil) -> Typed? {
    let span = syntax.span
    switch syntax.kind {
    case .integer(let number): return literal(.integer(number), .integer(number...number), at: span)
    case .boolean(let flag): return literal(.bool(flag), .bool, at: span)
    case .none: return noneLiteral(expected, at: span)
    case .enumCase(let name): return enumCase(name, expected, at: span)
    case .name(let name): return named(name, expected)
    case .member(let base, let name): return member(of: base, name, at: span)
    case .element(let base, let index): return element(of: base, index, at: span)
    case .call(let name, let arguments): return call(name, arguments, at: span)
    case .method(let base, let name, let arguments): return method(of: base, name, arguments, at: span)
    case .unwrap(let operand): return unwrap(operand, at: span)
    case .not(let operand):
      guard let operand = condition(operand) else { return nil }
      return Typed(.not(operand.expression), .bool, at: span, from: [operand])
    case .negate(let operand): return negate(operand, at: span)
    case .binary(let operation, let left, let right): return binary(operation, left, right, expected, at: span)
    case .conditional(let test, let then, let otherwise):
      return conditional(test, then, otherwise, expected, at: span)
    case .quantified: return quantified(syntax)
    case .membership(let element, let domain): return membership(element, domain, at: span)
    case .set(let values): return setLiteral(values, expected, at: span)
    case .array(let values): return arrayLiteral(values, expected, at: span)
    case .isState(let actor, let names): return isState(actor, names, at: span)
    }
  }

  /// Checks an expression whose place needs a value of a type.
  mutating func value(_ syntax: ExpressionSyntax, of type: ValueType) -> Typed? {
    guard let typed = expression(syntax, expecting: type) else { return nil }
    return coerce(typed, to: type)
  }

  /// Checks a condition.
  mutating func condition(_ syntax: ExpressionSyntax) -> Typed? { value(syntax, of: .bool) }

  /// Fits an expression into a place: a value becomes an optional where one is needed. An integer that can never lie in
  /// the place's range is an error here, all others are left to the run.
  mutating func coerce(_ typed: Typed, to type: ValueType) -> Typed? {
    if typed.type.matches(type) {
      guard isPossible(typed, in: type) else { return nil }
      return typed
    }
    if case .optional(let wrapped) = type, fits(typed, wrapped) {
      return coerce(typed, to: wrapped).map { wrap($0, as: wrapped) }
    }
    reportMismatch(typed, type)
    return nil
  }

  /// Whether an expression has the type, or becomes it by wrapping.
  func fits(_ typed: Typed, _ type: ValueType) -> Bool {
    if typed.type.matches(type) { return true }
    guard case .optional(let wrapped) = type else { return false }
    return fits(typed, wrapped)
  }

  /// The value as an optional; its own bounds are kept where they are moderate, so that comparing is never a fault.
  func wrap(_ typed: Typed, as wrapped: ValueType) -> Typed {
    var type = typed.type
    if case .integer(let range) = type {
      let isModerate = range.map { (-Limits.rangeBound...Limits.rangeBound).covers($0) } ?? false
      if !isModerate { type = wrapped }
    }
    if case .constant(let value) = typed.expression.kind {
      return Typed(.constant(.some(value)), .optional(type), at: typed.span, from: [typed])
    }
    return Typed(.wrap(typed.expression), .optional(type), at: typed.span, from: [typed])
  }

  /// Whether an integer may lie in the range of its place. Only what is known to the letter is an error: a range that is
  /// narrow under these parameters must not refuse text that no run reaches.
  private mutating func isPossible(_ typed: Typed, in type: ValueType) -> Bool {
    guard !context.isDead, case .integer(let found?) = typed.type, case .integer(let wanted?) = type,
      !wanted.covers(found), case .integer(let number)? = model.knownValue(typed.expression),
      !wanted.contains(number)
    else { return true }
    report(.outOfRange, "\(number) lies outside \(wanted.lowerBound)...\(wanted.upperBound)", at: typed.span)
    return false
  }

  mutating func reportMismatch(_ typed: Typed, _ type: ValueType) {
    if case .symmetric(let symmetric) = type.unwrapped, case .integer = typed.type {
      reportSymmetric(symmetric, at: typed.span)
      return
    }
    if case .optional(let wrapped) = typed.type, wrapped.matches(type) {
      report(
        .typeMismatch, "expected \(type.phrase), found \(typed.type.phrase)", at: typed.span,
        notes: [Diagnostic.Note("use 'if let', or '!' where it cannot be none")])
      return
    }
    report(.typeMismatch, "expected \(type.phrase), found \(typed.type.phrase)", at: typed.span)
  }

  /// Reports something that would single out a value of a symmetric type.
  mutating func reportSymmetric(_ type: SymmetricType, at span: SourceSpan) {
    report(
      .symmetryBroken, "this would single out one value of the symmetric type '\(type.name)'", at: span,
      notes: [
        Diagnostic.Note("take its values from a binding, a quantifier or an initial 'any'; they have no other names")
      ])
  }

  private func literal(_ value: Value, _ type: ValueType, at span: SourceSpan) -> Typed {
    Typed(Expression(.constant(value), type, at: span))
  }

  private mutating func noneLiteral(_ expected: ValueType?, at span: SourceSpan) -> Typed? {
    switch expected {
    case .optional?: return expected.map { literal(.none, $0, at: span) }
    case .enumeration(let type)? where type.cases.contains("none"):
      // `none` is a reserved word, and still a good name for a case.
      return enumCase(Name("none", at: span), expected, at: span)
    case let type?:
      report(
        .typeMismatch, "expected \(type.phrase), found 'none'", at: span,
        notes: [Diagnostic.Note("only a type written with '?' has 'none'")])
    case nil: report(.typeMismatch, "nothing here tells the type of 'none'", at: span)
    }
    return nil
  }

  mutating func enumCase(_ name: Name, _ expected: ValueType?, at span: SourceSpan) -> Typed? {
    guard let expected else {
      report(.typeMismatch, "nothing here tells the enumeration of '.\(name.text)'", at: span)
      return nil
    }
    guard case .enumeration(let type) = expected.unwrapped else {
      report(.typeMismatch, "expected \(expected.phrase), found the enum case '.\(name.text)'", at: span)
      return nil
    }
    guard let position = type.cases.firstIndex(of: name.text) else {
      reportUnknown(name, "'\(type.name)' has no case '\(name.text)'", among: type.cases)
      return nil
    }
    return literal(.ordinal(position), .enumeration(type), at: span)
  }

  private mutating func unwrap(_ syntax: ExpressionSyntax, at span: SourceSpan) -> Typed? {
    guard let operand = expression(syntax) else { return nil }
    guard case .optional(let wrapped) = operand.type else {
      report(.invalidOperation, "'!' unwraps an optional, and this is \(operand.type.phrase)", at: span)
      return nil
    }
    return Typed(.unwrap(operand.expression), wrapped, at: span, from: [operand])
  }

  private mutating func negate(_ syntax: ExpressionSyntax, at span: SourceSpan) -> Typed? {
    guard let operand = integer(syntax, for: "-") else { return nil }
    guard case .integer(let range) = operand.type else { return nil }
    if case .constant(.integer(let number)) = operand.expression.kind, number != Int.min {
      return literal(.integer(-number), .integer(-number...(-number)), at: span)
    }
    return Typed(.negate(operand.expression), .integer(Interval.subtract(0...0, range)), at: span, from: [operand])
  }

  /// Checks an operand that must be an integer.
  mutating func integer(_ syntax: ExpressionSyntax, for operation: String) -> Typed? {
    guard let operand = expression(syntax) else { return nil }
    return isInteger(operand, for: operation) ? operand : nil
  }

  mutating func isInteger(_ operand: Typed, for operation: String) -> Bool {
    switch operand.type {
    case .integer: return true
    case .symmetric(let type):
      report(
        .symmetryBroken, "'\(operation)' would tell the values of the symmetric type '\(type.name)' apart",
        at: operand.span)
    case .bool, .enumeration, .structure, .optional, .array, .set:
      report(.invalidOperation, "'\(operation)' needs integers, and this is \(operand.type.phrase)", at: operand.span)
    }
    return false
  }

  private mutating func conditional(
    _ test: ExpressionSyntax, _ then: ExpressionSyntax, _ otherwise: ExpressionSyntax, _ expected: ValueType?,
    at span: SourceSpan
  ) -> Typed? {
    let test = condition(test)
    let truth = test.flatMap { knownTruth($0) }
    let first = unless(truth == false) { $0.expression(then, expecting: expected) }
    let hint = expected ?? first?.type
    let second = unless(truth == true) { $0.expression(otherwise, expecting: hint) }
    guard let test, let first, let second, let (left, right) = unify(first, second, at: span) else { return nil }
    let kind = Expression.Kind.conditional(test.expression, left.expression, right.expression)
    return Typed(kind, left.type.joined(with: right.type), at: span, from: [test, left, right])
  }

  /// Checks text that is never evaluated if `isDead`: what would surely be out of range there is no error.
  mutating func unless<Result>(_ isDead: Bool, _ check: (inout Checker) -> Result) -> Result {
    let saved = context.isDead
    context.isDead = saved || isDead
    let result = check(&self)
    context.isDead = saved
    return result
  }

  /// Gives two expressions one type up to the bounds of integers: one of them may become an optional.
  mutating func unify(_ left: Typed, _ right: Typed, at span: SourceSpan) -> (Typed, Typed)? {
    if left.type.matches(right.type) { return (left, right) }
    if fits(right, left.type) {
      return optional(right, like: left.type).map { (left, $0) }
    }
    if fits(left, right.type) {
      return optional(left, like: right.type).map { ($0, right) }
    }
    if case .symmetric(let type) = left.type.unwrapped, case .integer = right.type {
      reportSymmetric(type, at: right.span)
    } else if case .symmetric(let type) = right.type.unwrapped, case .integer = left.type {
      reportSymmetric(type, at: left.span)
    } else {
      report(
        .typeMismatch, "these have different types: \(left.type.phrase) and \(right.type.phrase)", at: span)
    }
    return nil
  }

  private func optional(_ typed: Typed, like type: ValueType) -> Typed? {
    if typed.type.matches(type) { return typed }
    guard case .optional(let wrapped) = type, let inner = optional(typed, like: wrapped) else { return nil }
    return wrap(inner, as: wrapped)
  }
}
