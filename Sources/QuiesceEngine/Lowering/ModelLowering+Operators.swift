import QuiesceLanguage

/// Operators.
extension ModelLowering {
  mutating func binary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ expression: Expression
  ) throws(LoweringFailure) -> GroundValue {
    let type = expression.type
    switch op {
    case .and, .or, .implies: return GroundValue(try logical(op, left, right), type)
    case .equal, .notEqual:
      let both = try values([left, right])
      let equal = try self.equal(both[0], both[1])
      return GroundValue(op == .equal ? equal : .not(equal), type)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if case .set = left.type { return GroundValue(try inclusion(left, right), type) }
      let (first, second) = try scalars(left, right)
      return GroundValue(compare(op, first, second), type)
    case .add, .subtract, .multiply, .divide, .remainder:
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
    switch op {
    case .less: return .less(left, right)
    case .lessOrEqual: return .lessOrEqual(left, right)
    // The other operand comes first in the ground program, which matters only where both can end in a fault.
    case .greater: return left.mustEvaluate && right.mustEvaluate ? .not(.lessOrEqual(left, right)) : .less(right, left)
    default: return left.mustEvaluate && right.mustEvaluate ? .not(.less(left, right)) : .lessOrEqual(right, left)
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
    let body = GroundExpression.conditional(.local(local), .local(local), .fault(fault))
    return Term(.letIn(local, divisor.expression, body: body), in: divisor.range, mustEvaluate: true)
  }

  mutating func within(
    _ operand: Expression, _ low: Expression, _ high: Expression
  ) throws(LoweringFailure) -> Term {
    let three = try values([operand, low, high]).map { settleUnlessPure($0.terms[0]) }
    let value = settle(three[0])
    return .and(.lessOrEqual(three[1], value), .lessOrEqual(value, three[2]))
  }

  /// A term that must be evaluated is evaluated now.
  mutating func settleUnlessPure(_ term: Term) -> Term {
    term.mustEvaluate ? settle(term) : term
  }

  // MARK: Sets

  mutating func setLiteral(_ elements: [Expression], type: ValueType) throws(LoweringFailure) -> GroundValue {
    guard case .set(let element) = type else { preconditionFailure("a set literal has a set type") }
    let width = try setWidth(of: element)
    let terms = try converted(elements, to: elements.map { _ in element }).map { settle($0) }
    try charge(min(width, ModelLowering.workLimit) * max(1, terms.count))
    let lower = element.ordinals?.lowerBound ?? 0
    return GroundValue(
      type: type,
      terms: (0..<width).map { offset in .any(terms.map { .equal($0, .constant(lower + offset)) }) })
  }

  private func setWidth(of element: ValueType) throws(LoweringFailure) -> Int {
    let width = SlotLayout.cardinality(of: element)
    if width > ModelLowering.domainLimit {
      throw LoweringFailure(
        tooLarge: "a set of \(element.description) has more than \(ModelLowering.domainLimit) possible elements",
        at: subject.span, hint: "use a smaller element type")
    }
    return width
  }

  private mutating func setAlgebra(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression
  ) throws(LoweringFailure) -> GroundValue {
    let both = try values([left, right]).map { settleFaults($0) }
    let element = ModelLowering.join(ModelLowering.element(of: both[0].type), ModelLowering.element(of: both[1].type))
    let first = members(of: both[0], among: element).inside
    let second = members(of: both[1], among: element).inside
    try charge(first.count)
    let terms = zip(first, second).map { Term in op == .add ? .or(Term.0, Term.1) : .and(Term.0, .not(Term.1)) }
    return GroundValue(type: .set(element), terms: terms)
  }

  private mutating func inclusion(_ left: Expression, _ right: Expression) throws(LoweringFailure) -> Term {
    let both = try values([left, right]).map { settleFaults($0) }
    let element = ModelLowering.join(ModelLowering.element(of: both[0].type), ModelLowering.element(of: both[1].type))
    let first = members(of: both[0], among: element).inside
    let second = members(of: both[1], among: element).inside
    try charge(first.count)
    return .all(zip(first, second).map { .or(.not($0), $1) })
  }

  mutating func contains(_ set: Expression, _ element: Expression) throws(LoweringFailure) -> Term {
    if case .set(let literal) = set.kind {
      var all = try values(literal + [element]).map { settle(settleFaults($0)) }
      let wanted = all.removeLast()
      return .any(try all.map { member throws(LoweringFailure) in try equal(wanted, member) })
    }
    if let access = try access(set), case .set(let type) = access.type {
      let wanted = settle(try value(element))
      return contains(wanted, type) { $0.first.map { GroundValue.slot(self, access, $0) } ?? [] }
    }
    let both = try values([set, element])
    let whole = settle(both[0])
    let wanted = settle(both[1])
    return .no
  }
}
