extension Evaluator {
  mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, at span: SourceSpan
  ) throws(EvaluationFault) -> Value {
    switch operation {
    case .and: return .bool(try truth(left) ? try truth(right) : false)
    case .or: return .bool(try truth(left) ? true : try truth(right))
    case .implies: return .bool(try truth(left) ? try truth(right) : true)
    case .equal:
      let value = try evaluate(left)
      return .bool(try evaluate(right) == value)
    case .notEqual:
      let value = try evaluate(left)
      return .bool(try evaluate(right) != value)
    case .add, .subtract, .lessOrEqual, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft,
      .shiftRight,
      .less, .greater, .greaterOrEqual:
      let first = try evaluate(left)
      let second = try evaluate(right)
      switch (first, second) {
      case (.integer(let a), .integer(let b)): return try arithmetic(operation, a, b, at: span)
      case (.set(let a), .set(let b)):
        guard let result = algebra(operation, a, b) else { throw malformed(left) }
        return result
      default: throw malformed(left)
      }
    }
  }

  private func arithmetic(
    _ operation: BinaryOperator, _ a: Int, _ b: Int, at span: SourceSpan
  ) throws(EvaluationFault) -> Value {
    switch operation {
    case .add: return try number(a.addingReportingOverflow(b), at: span)
    case .subtract: return try number(a.subtractingReportingOverflow(b), at: span)
    case .multiply: return try number(a.multipliedReportingOverflow(by: b), at: span)
    case .divide:
      guard b != 0 else { throw EvaluationFault(.fault(.divisionByZero), at: span) }
      return try number(a.dividedReportingOverflow(by: b), at: span)
    case .remainder:
      guard b != 0 else { throw EvaluationFault(.fault(.divisionByZero), at: span) }
      // The remainder by -1 is 0 even where the quotient overflows.
      return .integer(b == -1 ? 0 : a % b)
    case .bitAnd: return .integer(a & b)
    case .bitOr: return .integer(a | b)
    case .bitXor: return .integer(a ^ b)
    case .shiftLeft, .shiftRight:
      guard Limits.shiftAmounts.contains(b) else { throw EvaluationFault(.fault(.overflow), at: span) }
      if operation == .shiftRight { return .integer(a >> b) }
      return try number(a.multipliedReportingOverflow(by: 1 << b), at: span)
    case .less: return .bool(a < b)
    case .lessOrEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterOrEqual: return .bool(a >= b)
    case .equal, .notEqual, .and, .or, .implies: throw EvaluationFault(.unknownState, at: span)
    }
  }

  private func algebra(_ operation: BinaryOperator, _ a: Set<Value>, _ b: Set<Value>) -> Value? {
    switch operation {
    case .add: .set(a.union(b))
    case .subtract: .set(a.subtracting(b))
    case .lessOrEqual: .bool(a.isSubset(of: b))
    case .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight, .equal, .notEqual, .less,
      .greater, .greaterOrEqual, .and, .or, .implies:
      nil
    }
  }

  /// The values that a domain ranges over, in order.
  package mutating func values(of domain: Domain, at span: SourceSpan) throws(EvaluationFault) -> [Value] {
    switch domain {
    case .type(let type): return type.allValues
    case .set(let set):
      guard case .set(let element) = set.type else { throw malformed(set) }
      return try elements(of: set).sorted { element.ordinal(of: $0) < element.ordinal(of: $1) }
    case .range(let low, let high, _):
      let bounds = (try integer(low), try integer(high))
      guard bounds.0 <= bounds.1 else { return [] }
      return (bounds.0...bounds.1).map { .integer($0) }
    case .channel(let reference): return try content(of: reference, at: span)
    }
  }

  mutating func quantified(_ expression: Expression) throws(EvaluationFault) -> Value {
    guard case .quantified(let quantifier, let local, let domain, let condition, let body) = expression.kind else {
      throw malformed(expression)
    }
    var count = 0
    var best: Int?
    var admitted: Set<Value> = []
    for value in try values(of: domain, at: expression.span) {
      try countStep(at: expression.span)
      locals[local] = value
      if let condition, !(try truth(condition)) { continue }
      guard let body else {
        if quantifier == .choose { return value }
        admitted.insert(value)
        continue
      }
      switch quantifier {
      case .forall: if !(try truth(body)) { return .bool(false) }
      case .exists: if try truth(body) { return .bool(true) }
      case .count: if try truth(body) { count += 1 }
      case .min:
        let number = try integer(body)
        best = min(best ?? number, number)
      case .max:
        let number = try integer(body)
        best = max(best ?? number, number)
      case .choose, .filter: throw malformed(expression)
      }
    }
    switch quantifier {
    case .forall: return .bool(true)
    case .exists: return .bool(false)
    case .count: return .integer(count)
    case .filter: return .set(admitted)
    case .min, .max, .choose:
      guard let best else { throw EvaluationFault(.fault(.emptyChoice), at: expression.span) }
      return .integer(best)
    }
  }

  mutating func call(
    _ function: Function, _ arguments: [Expression], at span: SourceSpan
  ) throws(EvaluationFault) -> Value {
    var values: [Value] = []
    for (argument, parameter) in zip(arguments, function.parameters) {
      let value = try evaluate(argument)
      guard model.locals[parameter].type.admits(value) else {
        throw EvaluationFault(.fault(.valueOutOfRange), at: argument.span)
      }
      values.append(value)
    }
    for (value, parameter) in zip(values, function.parameters) { locals[parameter] = value }
    let result = try evaluate(function.body)
    guard function.result.admits(result) else { throw EvaluationFault(.fault(.valueOutOfRange), at: span) }
    return result
  }
}
