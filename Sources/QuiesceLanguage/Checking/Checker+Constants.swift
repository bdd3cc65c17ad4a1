package import QuiesceModel

extension Checker {
  /// The truth value of a condition, if it is the same in every state: what it guards may then be dead under these
  /// parameters.
  func knownTruth(_ condition: Typed) -> Bool? { model.knownTruth(condition.expression) }
}

/// What is known of an expression before the search.
extension CheckedModel {
  /// The truth value of a condition, if it is the same in every state.
  package func knownTruth(_ expression: Expression) -> Bool? {
    switch expression.kind {
    case .constant(.bool(let flag)): return flag
    case .not(let operand): return knownTruth(operand).map { !$0 }
    case .binary(.and, let left, let right): return conjunction(knownTruth(left), knownTruth(right))
    case .binary(.or, let left, let right):
      return conjunction(knownTruth(left).map { !$0 }, knownTruth(right).map { !$0 }).map { !$0 }
    case .binary(.implies, let left, let right):
      return conjunction(knownTruth(left), knownTruth(right).map { !$0 }).map { !$0 }
    case .binary(let operation, let left, let right):
      if case .integer(let first?) = left.type, case .integer(let second?) = right.type,
        let truth = knownTruth(operation, first, second)
      {
        return truth
      }
    default: break
    }
    guard case .bool(let flag)? = knownValue(expression) else { return nil }
    return flag
  }

  private func conjunction(_ left: Bool?, _ right: Bool?) -> Bool? {
    if left == false || right == false { return false }
    return left == nil || right == nil ? nil : true
  }

  /// What the bounds of two integers say about their comparison.
  func knownTruth(
    _ operation: BinaryOperator, _ left: ClosedRange<Int>, _ right: ClosedRange<Int>
  ) -> Bool? {
    switch operation {
    case .less: left.isLess(than: right)
    case .greaterOrEqual: left.isLess(than: right).map(!)
    case .greater: right.isLess(than: left)
    case .lessOrEqual: right.isLess(than: left).map(!)
    case .equal: left.equals(right)
    case .notEqual: left.equals(right).map(!)
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight, .and, .or,
      .implies:
      nil
    }
  }

  /// The value of an expression that reads neither state nor locals, if it is cheap to find.
  func knownValue(_ expression: Expression) -> Value? {
    if case .constant(let value) = expression.kind { return value }
    guard !expression.readsFirst else { return nil }
    var evaluator = Evaluator(model: self, environment: ConstantEnvironment(), steps: 10_000)
    return try? evaluator.evaluate(expression)
  }
}

extension Expression {
  /// Whether the first thing that its evaluation does is to read state or a local: then it has no value before the search.
  fileprivate var readsFirst: Bool {
    switch kind {
    case .variable, .local, .channel, .location: true
    case .field(let operand, _), .element(let operand, _), .wrap(let operand), .unwrap(let operand), .not(let operand),
      .negate(let operand), .binary(_, let operand, _), .conditional(let operand, _, _), .contains(let operand, _),
      .within(let operand, _, _), .setCount(let operand):
      operand.readsFirst
    case .constant, .quantified, .set, .array, .filledArray, .structure, .call: false
    }
  }
}
