import QuiesceModel
import QuiesceProgram

/// Operators.
extension ModelLowering {
  mutating func binary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ expression: Expression
  ) throws(LoweringFailure) -> GroundValue {
    let type = expression.type
    switch op {
    case .and, .or, .implies: return GroundValue(try logical(op, left, right), type)
    case .equal, .notEqual:
      let both = try values(left, right)
      let equal = try self.equal(both.0, both.1)
      return GroundValue(op == .equal ? equal : .not(equal), type)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if case .set = left.type { return GroundValue(try inclusion(left, right), type) }
      let (first, second) = try scalars(left, right)
      return GroundValue(compare(op, first, second), type)
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight:
      if case .set = type { return try setAlgebra(op, left, right) }
      let (first, second) = try scalars(left, right)
      return GroundValue(arithmetic(op, first, second, at: expression.span), type)
    }
  }

  private mutating func logical(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression
  ) throws(LoweringFailure) -> Term {
    let first = try scalar(left)
    let needed = op != .or
    if let known = first.constant, (known != 0) != needed { return .truth(op != .and) }
    let before = facts
    facts.assume(first.expression, needed)
    let second = try isolated(right)
    facts = before
    switch op {
    case .and: return .and(first, second)
    case .or: return .or(first, second)
    default: return .or(.not(first), second)
    }
  }

  private func compare(_ op: BinaryOperator, _ left: Term, _ right: Term) -> Term {
    // The ground program has no `>`: operands change sides where the order of their evaluation does not matter.
    let isOrdered = left.mustEvaluate && right.mustEvaluate
    switch op {
    case .less: return .less(left, right)
    case .lessOrEqual: return .lessOrEqual(left, right)
    case .greater: return isOrdered ? .not(.lessOrEqual(left, right)) : .less(right, left)
    default: return isOrdered ? .not(.less(left, right)) : .lessOrEqual(right, left)
    }
  }

  // MARK: Arithmetic

  /// The result of an operation on integers; where 64 bits may not hold it the operands are checked first.
  mutating func arithmetic(_ op: BinaryOperator, _ left: Term, _ right: Term, at span: SourceSpan) -> Term {
    switch op {
    case .add:
      if let sum = Term.sum(left, right) { return sum }
      let (first, second) = checkedForOverflow(left, right, within: ModelLowering.sumLimits, span)
      return Term.sum(first, second) ?? first
    case .subtract:
      if let difference = Term.difference(left, right) { return difference }
      let (first, second) = checkedForOverflow(left, right, within: ModelLowering.sumLimits, span)
      return Term.difference(first, second) ?? first
    case .multiply:
      if let product = Term.product(left, right) { return product }
      let (first, second) = checkedForOverflow(left, right, within: ModelLowering.factorLimits, span)
      return Term.product(first, second) ?? first
    case .divide: return division(.divide, left, right, span)
    case .bitAnd: return .bitwise(.bitAnd, left, right)
    case .bitOr: return .bitwise(.bitOr, left, right)
    case .bitXor: return .bitwise(.bitXor, left, right)
    case .shiftLeft: return arithmetic(.multiply, left, powerOfTwo(right, span), at: span)
    case .shiftRight: return shiftedRight(left, right, span)
    default: return division(.remainder, left, right, span)
    }
  }

  /// Operands within these limits have a sum and a difference.
  static let sumLimits = -(1 << 62)...((1 << 62) - 1)
  /// Operands within these limits have a product.
  static let factorLimits = -(1 << 31)...(1 << 31)

  private mutating func checkedForOverflow(
    _ left: Term, _ right: Term, within limits: ClosedRange<Int>, _ span: SourceSpan
  ) -> (Term, Term) {
    let overflow = site(.overflow, span)
    return (Term.check(left, limits, overflow), Term.check(right, limits, overflow))
  }

  private mutating func division(
    _ op: GroundOperator, _ left: Term, _ right: Term, _ span: SourceSpan
  ) -> Term {
    var dividend = left
    var divisor = right
    // Conservative for the remainder, whose value by -1 would be 0.
    if divisor.range.contains(-1) && dividend.range.lowerBound == .min {
      dividend = .check(dividend, (.min + 1)...Int.max, site(.overflow, span))
    }
    if divisor.range.contains(0) { divisor = excludingZero(divisor, span) }
    return .division(op, dividend, divisor)
  }

  private mutating func excludingZero(_ divisor: Term, _ span: SourceSpan) -> Term {
    let fault = site(.divisionByZero, span)
    let (low, high) = (divisor.range.lowerBound, divisor.range.upperBound)
    if low == 0 && high == 0 { return .check(divisor, 1...1, fault) }
    if low == 0 { return .check(divisor, 1...high, fault) }
    if high == 0 { return .check(divisor, low...(-1), fault) }
    let local = newLocal()
    let body = GroundExpression.conditional(
      .binary(.notEqual, .local(local), .constant(0)), .local(local), .fault(fault))
    return Term(.letIn(local, divisor.expression, body: body), in: divisor.range, mustEvaluate: true)
  }

  /// Two to the power of an amount of bits; an amount that is none is a fault.
  private mutating func powerOfTwo(_ amount: Term, _ span: SourceSpan) -> Term {
    let checked = Term.check(amount, Limits.shiftAmounts, site(.overflow, span))
    if checked.isAtomic { return .select(checked) { .constant(1 << $0) } }
    let local = newLocal()
    let power = Term.select(Term(.local(local), in: checked.range)) {
      .constant(1 << $0)
    }
    return Term(
      .letIn(local, checked.expression, body: power.expression), in: power.range, mustEvaluate: checked.mustEvaluate)
  }

  /// The quotient by a power of two, rounded down: that of a negative number is taken from its complement, which is natural.
  private mutating func shiftedRight(_ left: Term, _ amount: Term, _ span: SourceSpan) -> Term {
    if left.range.lowerBound >= 0 { return .division(.divide, left, powerOfTwo(amount, span)) }
    let local = left.isAtomic ? nil : newLocal()
    let number = local.map { Term(.local($0), in: left.range) } ?? left
    let natural = Term(number.expression, in: 0...Swift.max(0, left.range.upperBound))
    let complement = Term(
      Term.bitwise(.bitXor, number, .constant(-1)).expression, in: 0...Swift.max(0, ~left.range.lowerBound))
    let quotient = Term.division(.divide, complement, powerOfTwo(amount, span))
    let shifted = Term.conditional(
      .less(number, .constant(0)), .bitwise(.bitXor, quotient, .constant(-1)),
      .division(.divide, natural, powerOfTwo(amount, span)))
    guard let local else { return shifted }
    return Term(
      .letIn(local, left.expression, body: shifted.expression), in: shifted.range,
      mustEvaluate: left.mustEvaluate || shifted.mustEvaluate)
  }

  mutating func within(
    _ operand: Expression, _ low: Expression, _ high: Expression
  ) throws(LoweringFailure) -> Term {
    var three = GroundValue(type: .bool, terms: try values([operand, low, high]).flatMap(\.terms))
    three = settleFaults(three)
    let value = settle(three.terms[0])
    return .and(.lessOrEqual(three.terms[1], value), .lessOrEqual(value, three.terms[2]))
  }
}
