import QuiesceModel

extension NaiveMachine {
  /// The value of an expression in the current state.
  func evaluate(_ expression: Expression) throws(NaiveFault) -> Value {
    switch expression.kind {
    case .constant(let value): return value
    case .variable(let reference): return state.variables[reference.variable][try position(of: reference)]
    case .local(let local):
      guard let value = locals[local] else { preconditionFailure("local \(model.locals[local].name) has no value") }
      return value
    case .field(let base, let position):
      guard case .structure(let values) = try evaluate(base) else { preconditionFailure("not a structure") }
      return values[position]
    case .element(let base, let index): return try element(of: base, at: index)
    case .wrap(let operand):
      guard case .optional(let wrapped) = expression.type else { preconditionFailure("not an optional") }
      return .some(try stored([operand], in: [wrapped])[0])
    case .unwrap(let operand):
      guard case .some(let inner) = try evaluate(operand) else {
        throw NaiveFault(.unwrapOfNone, at: expression.span)
      }
      return inner
    case .not(let operand): return .bool(!(try truth(of: operand)))
    case .negate(let operand):
      return try integer(Int(0).subtractingReportingOverflow(try number(of: operand)), at: expression.span)
    case .binary(let op, let left, let right): return try binary(op, left, right, at: expression.span)
    case .conditional(let condition, let then, let otherwise):
      return try truth(of: condition) ? evaluate(then) : evaluate(otherwise)
    case .quantified(let quantifier, let local, let domain, let condition, let body):
      return try quantified(quantifier, local, domain, condition, body, at: expression.span)
    case .contains(let set, let element):
      let values = try elements(of: set)
      return .bool(values.contains(try evaluate(element)))
    case .within(let value, let low, let high):
      let number = try number(of: value)
      let bounds = (try self.number(of: low), try self.number(of: high))
      return .bool(bounds.0 <= number && number <= bounds.1)
    case .set(let operands):
      guard case .set(let element) = expression.type else { preconditionFailure("not a set") }
      return .set(Set(try stored(operands, in: operands.map { _ in element })))
    case .setCount(let set): return .integer(try elements(of: set).count)
    case .array(let operands):
      guard case .array(_, let element) = expression.type else { preconditionFailure("not an array") }
      return .array(try stored(operands, in: operands.map { _ in element }))
    case .filledArray(let operand):
      guard case .array(let index, let element) = expression.type else { preconditionFailure("not an array") }
      let value = try stored([operand], in: [element])[0]
      return .array(index.allValues.map { _ in value })
    case .structure(let operands):
      guard case .structure(let structure) = expression.type else { preconditionFailure("not a structure") }
      return .structure(try stored(operands, in: structure.fields.map(\.type)))
    case .channel(let reference, let query): return try ask(reference, query, at: expression.span)
    case .call(let function, let arguments): return try call(function, arguments, at: expression.span)
    case .location(let reference, let locations):
      let instance = try position(reference.instance, in: indexType(of: reference.actor))
      return .bool(locations.contains(state.locations[reference.actor][instance]))
    }
  }

  /// The values of several expressions, left to right.
  func evaluateAll(_ expressions: [Expression]) throws(NaiveFault) -> [Value] {
    var values: [Value] = []
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  /// The values of a literal's parts, or of what is sent, left to right: each must lie in its type.
  func stored(_ expressions: [Expression], in types: [ValueType]) throws(NaiveFault) -> [Value] {
    var values: [Value] = []
    for (expression, type) in zip(expressions, types) {
      let value = try evaluate(expression)
      guard type.admits(value) else { throw NaiveFault(.valueOutOfRange, at: expression.span) }
      values.append(value)
    }
    return values
  }

  private func integer(_ result: (Int, overflow: Bool), at span: SourceSpan) throws(NaiveFault) -> Value {
    if result.overflow { throw NaiveFault(.overflow, at: span) }
    return .integer(result.0)
  }

  private func element(of base: Expression, at index: Expression) throws(NaiveFault) -> Value {
    guard case .array(let type, _) = base.type, case .array(let values) = try evaluate(base) else {
      preconditionFailure("not an array")
    }
    guard let position = type.position(of: try evaluate(index)) else {
      throw NaiveFault(.indexOutOfRange, at: index.span)
    }
    return values[position]
  }

  private func ask(_ reference: ChannelReference, _ query: ChannelQuery, at span: SourceSpan) throws(NaiveFault)
    -> Value
  {
    let content = try content(of: reference)
    switch query {
    case .count: return .integer(content.count)
    case .isEmpty: return .bool(content.isEmpty)
    case .isFull: return .bool(content.count == model.channels[reference.channel].capacity)
    case .capacity: return .integer(model.channels[reference.channel].capacity)
    case .first:
      guard let head = content.first else { throw NaiveFault(.popOfEmpty, at: span) }
      return head
    case .contains(let element): return .bool(content.contains(try evaluate(element)))
    }
  }

  private func call(_ id: FunctionID, _ arguments: [Expression], at span: SourceSpan) throws(NaiveFault) -> Value {
    let function = model.functions[id]
    let values = try evaluateAll(arguments)
    var callee = self
    for ((parameter, value), argument) in zip(zip(function.parameters, values), arguments) {
      guard model.locals[parameter].type.admits(value) else { throw NaiveFault(.valueOutOfRange, at: argument.span) }
      callee.locals[parameter] = value
    }
    let result = try callee.evaluate(function.body)
    guard function.result.admits(result) else { throw NaiveFault(.valueOutOfRange, at: function.body.span) }
    return result
  }

  // MARK: Operators

  private func binary(_ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: SourceSpan)
    throws(NaiveFault) -> Value
  {
    switch op {
    case .and: return .bool(try truth(of: left) ? truth(of: right) : false)
    case .or: return .bool(try truth(of: left) ? true : truth(of: right))
    case .implies: return .bool(try truth(of: left) ? truth(of: right) : true)
    case .equal: return .bool(try evaluate(left) == evaluate(right))
    case .notEqual: return .bool(try evaluate(left) != evaluate(right))
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight, .less,
      .lessOrEqual, .greater, .greaterOrEqual:
      break
    }
    switch (try evaluate(left), try evaluate(right)) {
    case (.integer(let first), .integer(let second)): return try arithmetic(op, first, second, at: span)
    case (.set(let first), .set(let second)):
      switch op {
      case .add: return .set(first.union(second))
      case .subtract: return .set(first.subtracting(second))
      case .lessOrEqual: return .bool(first.isSubset(of: second))
      default: preconditionFailure("sets have no \(op.rawValue)")
      }
    default: preconditionFailure("operands of \(op.rawValue) are neither integers nor sets")
    }
  }

  private func arithmetic(_ op: BinaryOperator, _ left: Int, _ right: Int, at span: SourceSpan) throws(NaiveFault)
    -> Value
  {
    switch op {
    case .add: return try integer(left.addingReportingOverflow(right), at: span)
    case .subtract: return try integer(left.subtractingReportingOverflow(right), at: span)
    case .multiply: return try integer(left.multipliedReportingOverflow(by: right), at: span)
    case .divide, .remainder:
      if right == 0 { throw NaiveFault(.divisionByZero, at: span) }
      if op == .divide { return try integer(left.dividedReportingOverflow(by: right), at: span) }
      return .integer(right == -1 ? 0 : left % right)
    case .bitAnd: return .integer(left & right)
    case .bitOr: return .integer(left | right)
    case .bitXor: return .integer(left ^ right)
    case .shiftLeft, .shiftRight:
      guard right >= 0, right < 63 else { throw NaiveFault(.overflow, at: span) }
      var result = left
      for _ in 0..<right {
        if op == .shiftRight {
          // Rounded down: an odd number loses its last bit first.
          result = (result % 2 == 0 ? result : result - 1) / 2
        } else {
          guard case .integer(let double) = try integer(result.addingReportingOverflow(result), at: span) else { break }
          result = double
        }
      }
      return .integer(result)
    case .less: return .bool(left < right)
    case .lessOrEqual: return .bool(left <= right)
    case .greater: return .bool(left > right)
    case .greaterOrEqual: return .bool(left >= right)
    case .equal, .notEqual, .and, .or, .implies: preconditionFailure("not arithmetic")
    }
  }

  // MARK: Quantifiers

  private func quantified(
    _ quantifier: Quantifier, _ local: LocalID, _ domain: Domain, _ condition: Expression?, _ body: Expression?,
    at span: SourceSpan
  ) throws(NaiveFault) -> Value {
    var scope = self
    var count = 0
    var best: Int?
    var filtered: Set<Value> = []
    for value in try values(of: domain) {
      scope.locals[local] = value
      if let condition, !(try scope.truth(of: condition)) { continue }
      guard let body else {
        if quantifier == .choose { return value }
        filtered.insert(value)
        continue
      }
      switch quantifier {
      case .forall: if !(try scope.truth(of: body)) { return .bool(false) }
      case .exists: if try scope.truth(of: body) { return .bool(true) }
      case .count: if try scope.truth(of: body) { count += 1 }
      case .min:
        let number = try scope.number(of: body)
        best = Swift.min(best ?? number, number)
      case .max:
        let number = try scope.number(of: body)
        best = Swift.max(best ?? number, number)
      case .choose, .filter: preconditionFailure("has no body")
      }
    }
    switch quantifier {
    case .forall: return .bool(true)
    case .exists: return .bool(false)
    case .count: return .integer(count)
    case .filter: return .set(filtered)
    case .min, .max, .choose:
      guard let best else { throw NaiveFault(.emptyChoice, at: span) }
      return .integer(best)
    }
  }
}
