import QuiesceModel

extension Checker {
  /// Checks `left op right`.
  mutating func binary(
    _ operation: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ expected: ValueType?,
    at span: SourceSpan
  ) -> Typed? {
    switch operation {
    case .and, .or, .implies: return connective(operation, left, right, at: span)
    case .equal, .notEqual:
      guard let (first, second) = operands(left, right, nil) else { return nil }
      warnAboutComparison(operation, (left, first), (right, second), at: span)
      return equality(operation, first, second, at: span)
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight:
      let hint: ValueType? = if case .set? = expected { expected } else { nil }
      guard let (first, second) = operands(left, right, hint) else { return nil }
      return operate(operation, first, second, at: span)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let (first, second) = operands(left, right, nil) else { return nil }
      warnAboutComparison(operation, (left, first), (right, second), at: span)
      return operate(operation, first, second, at: span)
    }
  }

  private mutating func connective(
    _ operation: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, at span: SourceSpan
  ) -> Typed? {
    let first = condition(left)
    // The right side of `false && …`, `true || …` and `false implies …` is never evaluated.
    let skipping = operation == .or
    let isSkipped = first.flatMap { knownTruth($0) } == skipping
    let second = unless(isSkipped) { $0.condition(right) }
    guard let first, let second else { return nil }
    return Typed(.binary(operation, first.expression, second.expression), .bool, at: span, from: [first, second])
  }

  /// Checks two operands; the one whose type needs no help comes first.
  private mutating func operands(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ hint: ValueType?
  ) -> (Typed, Typed)? {
    if needsExpectation(left), !needsExpectation(right) {
      let second = expression(right, expecting: hint)
      guard let type = second?.type ?? hint else { return nil }
      let first = expression(left, expecting: type)
      guard let first, let second else { return nil }
      return (first, second)
    }
    let first = expression(left, expecting: hint)
    guard let type = first?.type ?? (needsExpectation(right) ? nil : .bool) else { return nil }
    let second = expression(right, expecting: first == nil ? nil : type)
    guard let first, let second else { return nil }
    return (first, second)
  }

  /// Whether an expression has a type only where its place gives it one.
  private func needsExpectation(_ syntax: ExpressionSyntax) -> Bool {
    switch syntax.kind {
    case .none, .enumCase, .array: true
    case .set(let values): values.allSatisfy { needsExpectation($0) }
    case .name(let name):
      symbols[name.text] == nil && ownVariable(name.text) == nil
        && context.locals[name.text] == nil
    case .conditional(_, let then, let otherwise): needsExpectation(then) && needsExpectation(otherwise)
    case .integer, .boolean, .member, .element, .call, .method, .unwrap, .not, .negate, .binary, .quantified,
      .membership, .isState:
      false
    }
  }

  private mutating func equality(
    _ operation: BinaryOperator, _ left: Typed, _ right: Typed, at span: SourceSpan
  ) -> Typed? {
    guard let (first, second) = unify(left, right, at: span) else { return nil }
    var typed = Typed(.binary(operation, first.expression, second.expression), .bool, at: span, from: [first, second])
    if typed.ghost == nil, first.type.containsGhost, !isNone(first), !isNone(second) {
      typed.ghost = Cause("the ghost fields of \(first.type.phrase), which '\(operation.rawValue)' compares", at: span)
    }
    return typed
  }

  private func isNone(_ typed: Typed) -> Bool {
    if case .constant(.none) = typed.expression.kind { true } else { false }
  }

  /// Applies an operator of integers or sets to checked operands.
  mutating func operate(_ operation: BinaryOperator, _ left: Typed, _ right: Typed, at span: SourceSpan) -> Typed? {
    if case .set = left.type, case .set = right.type { return algebra(operation, left, right, at: span) }
    guard isInteger(left, for: operation, with: right), isInteger(right, for: operation, with: left),
      case .integer(let first) = left.type,
      case .integer(let second) = right.type
    else { return nil }
    let type: ValueType
    switch operation {
    case .add: type = .integer(Interval.add(first, second))
    case .subtract: type = .integer(Interval.subtract(first, second))
    case .multiply: type = .integer(Interval.multiply(first, second))
    case .divide, .remainder:
      if !context.isDead, second == 0...0, model.knownValue(right.expression) != nil {
        report(.invalidOperation, "division by zero", at: right.span)
        return nil
      }
      type = .integer(
        operation == .divide ? Interval.divide(first, second) : Interval.remainder(first, second))
    case .bitAnd, .bitOr, .bitXor:
      let whole = Int.min...Int.max
      type = .integer(Interval.bitwise(operation, first ?? whole, second ?? whole))
    case .shiftLeft, .shiftRight:
      if !context.isDead, case .integer(let amount)? = model.knownValue(right.expression),
        !Limits.shiftAmounts.contains(amount)
      {
        report(
          .invalidOperation, "a shift by \(amount) bits", at: right.span,
          notes: [Diagnostic.Note("an integer is shifted by 0 to \(Limits.shiftAmounts.upperBound) bits")])
        return nil
      }
      type = .integer(Interval.shift(operation, first, by: second))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: type = .bool
    case .equal, .notEqual, .and, .or, .implies: return nil
    }
    return Typed(.binary(operation, left.expression, right.expression), type, at: span, from: [left, right])
  }

  /// Whether an operand is an integer; bitwise operators on truth values are a habit from C.
  private mutating func isInteger(_ operand: Typed, for operation: BinaryOperator, with other: Typed) -> Bool {
    if case .integer = operand.type { return true }
    // No literal is negative, so that this can only be how the parser writes `~`.
    var isComplement = false
    if operation == .bitXor, case .constant(.integer(-1)) = other.expression.kind {
      isComplement = other.span.end - other.span.start == 1
    }
    let symbol = isComplement ? "~" : operation.rawValue
    let logical: [String: String] = ["&": "&&", "|": "||", "^": "!=", "~": "!"]
    guard operand.type == .bool, let meant = logical[symbol] else { return isInteger(operand, for: symbol) }
    report(
      .invalidOperation, "'\(symbol)' works on the bits of integers, and this is 'Bool'", at: operand.span,
      notes: [Diagnostic.Note("of truth values it is '\(meant)'")])
    return false
  }

  private mutating func algebra(_ operation: BinaryOperator, _ left: Typed, _ right: Typed, at span: SourceSpan)
    -> Typed?
  {
    guard left.type.matches(right.type) else {
      report(.typeMismatch, "these are sets of different types: \(left.type.phrase) and \(right.type.phrase)", at: span)
      return nil
    }
    switch operation {
    case .add, .subtract:
      let type = operation == .add ? left.type.joined(with: right.type) : left.type
      return Typed(.binary(operation, left.expression, right.expression), type, at: span, from: [left, right])
    case .lessOrEqual:
      return Typed(.binary(.lessOrEqual, left.expression, right.expression), .bool, at: span, from: [left, right])
    case .greaterOrEqual:
      return Typed(.binary(.lessOrEqual, right.expression, left.expression), .bool, at: span, from: [left, right])
    case .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight, .equal, .notEqual, .less,
      .greater, .and, .or, .implies:
      report(
        .invalidOperation, "sets have no '\(operation.rawValue)'", at: span,
        notes: [Diagnostic.Note("they have + (union), - (difference), <= and >= (inclusion), == and !=")])
      return nil
    }
  }
}
