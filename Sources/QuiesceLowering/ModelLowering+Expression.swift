import QuiesceModel
import QuiesceProgram

/// Expressions.
extension ModelLowering {
  /// The value of an expression of scalar type.
  mutating func scalar(_ expression: Expression) throws(LoweringFailure) -> Term {
    let value = try value(expression)
    precondition(value.terms.count == 1, "a scalar was expected")
    return value.terms[0]
  }

  /// The value of an expression that is evaluated by itself, or not at all.
  mutating func isolated(_ expression: Expression) throws(LoweringFailure) -> Term {
    let outer = openScope()
    let term = try scalar(expression)
    return closeScope(outer, term)
  }

  /// The value of an expression, with the mark that it may have.
  package mutating func value(_ expression: Expression) throws(LoweringFailure) -> GroundValue {
    marked(try unmarked(expression), of: expression)
  }

  private mutating func unmarked(_ expression: Expression) throws(LoweringFailure) -> GroundValue {
    try enter()
    defer { leave() }
    let type = expression.type
    switch expression.kind {
    case .constant(let constant): return GroundValue.constant(constant, as: type)
    case .variable:
      guard let access = try access(expression) else { preconditionFailure("a variable is a place") }
      return try read(access)
    case .local(let local): return refine(environment[local])
    case .field(let base, let index): return try field(expression, of: base, at: index)
    case .element(let base, let index): return try element(expression, of: base, at: index)
    case .wrap(let wrapped): return wrap(try value(wrapped), as: type, wrapped.span)
    case .unwrap(let optional): return try unwrap(optional, at: expression.span)
    case .not(let operand): return GroundValue(.not(try scalar(operand)), type)
    case .negate(let operand):
      let term = try scalar(operand)
      return GroundValue(arithmetic(.subtract, .constant(0), term, at: expression.span), type)
    case .binary(let op, let left, let right): return try binary(op, left, right, expression)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, type: type)
    case .quantified(let quantifier, let local, let domain, let condition, let body):
      return try quantified(quantifier, local, domain, condition, body, expression)
    case .contains(let set, let element): return GroundValue(try contains(set, element), type)
    case .within(let operand, let low, let high): return GroundValue(try within(operand, low, high), type)
    case .set(let elements): return try setLiteral(elements, type: type)
    case .setCount(let set):
      let members = settleFaults(try value(set))
      try charge(members.terms.count)
      return GroundValue(.count(members.terms), type)
    case .array(let elements): return try arrayLiteral(elements, type: type)
    case .filledArray(let element): return try filledArray(element, type: type)
    case .structure(let fields): return try structureLiteral(fields, type: type)
    case .channel(let channel, let query): return try ask(channel, query, expression)
    case .call(let function, let arguments): return try call(function, arguments, at: expression.span)
    case .location(let actor, let locations): return GroundValue(try isAt(actor, locations, expression.span), type)
    }
  }

  /// Several values, evaluated in order.
  mutating func values(_ expressions: [Expression]) throws(LoweringFailure) -> [GroundValue] {
    var result: [GroundValue] = []
    for expression in expressions {
      var mark = pending.count
      let next = try value(expression)
      if pending.count > mark {
        for index in result.indices { protect(&result[index], at: &mark) }
      }
      result.append(next)
    }
    return result
  }

  /// Two values, evaluated in order.
  mutating func values(
    _ left: Expression, _ right: Expression
  ) throws(LoweringFailure) -> (GroundValue, GroundValue) {
    var first = try value(left)
    var mark = pending.count
    let second = try value(right)
    protect(&first, at: &mark)
    return (first, second)
  }

  /// Two scalars, evaluated in order.
  mutating func scalars(_ left: Expression, _ right: Expression) throws(LoweringFailure) -> (Term, Term) {
    let both = try values(left, right)
    return (both.0.terms[0], both.1.terms[0])
  }

  /// A value of the environment, with what is known of it here.
  private func refine(_ value: GroundValue?) -> GroundValue {
    guard var value else { preconditionFailure("a local is used outside its scope") }
    for index in value.terms.indices where value.terms[index].expression.isPlace {
      value.terms[index] = refine(value.terms[index])
    }
    return value
  }

  package func refine(_ term: Term) -> Term {
    guard term.expression.isPlace else { return term }
    return Term(term.expression, in: facts.narrow(term.expression, term.range), mustEvaluate: term.mustEvaluate)
  }

  // MARK: Parts

  private mutating func field(
    _ expression: Expression, of base: Expression, at index: Int
  ) throws(LoweringFailure) -> GroundValue {
    if let access = try access(expression) { return try read(access) }
    let whole = settleFaults(try value(base))
    guard case .structure(let structure) = whole.type else { preconditionFailure("only structures have fields") }
    let start = structure.fields[..<index].reduce(0) { $0 + $1.type.groundWidth }
    let type = structure.fields[index].type
    return GroundValue(type: type, terms: Array(whole.terms[start..<(start + type.groundWidth)]))
  }

  private mutating func element(
    _ expression: Expression, of base: Expression, at index: Expression
  ) throws(LoweringFailure) -> GroundValue {
    if let access = try access(expression) { return try read(access) }
    let whole = settle(try value(base))
    guard case .array(let indexType, let element) = whole.type else { preconditionFailure("only arrays are indexed") }
    let position = settle(try self.position(index, in: indexType))
    let width = element.groundWidth
    try charge(whole.terms.count)
    let terms = (0..<width).map { offset in
      Term.select(position) { whole.terms[$0 * width + offset] }
    }
    return GroundValue(type: element, terms: terms)
  }

  /// How far an index lies from the least of its type; outside the type it is a fault.
  mutating func position(_ index: Expression, in type: ValueType) throws(LoweringFailure) -> Term {
    let converted = convert(try value(index), to: type, .indexOutOfRange, index.span)
    let lower = type.ordinals?.lowerBound ?? 0
    return Term.offset(converted.terms[0], by: -lower) ?? converted.terms[0]
  }

  // MARK: Literals

  private mutating func structureLiteral(
    _ fields: [Expression], type: ValueType
  ) throws(LoweringFailure) -> GroundValue {
    guard case .structure(let structure) = type else { preconditionFailure("a structure literal has a structure type") }
    return GroundValue(type: type, terms: try converted(fields, to: structure.fields.map(\.type)))
  }

  private mutating func arrayLiteral(
    _ elements: [Expression], type: ValueType
  ) throws(LoweringFailure) -> GroundValue {
    guard case .array(_, let element) = type else { preconditionFailure("an array literal has an array type") }
    return GroundValue(type: type, terms: try converted(elements, to: elements.map { _ in element }))
  }

  private mutating func filledArray(_ element: Expression, type: ValueType) throws(LoweringFailure) -> GroundValue {
    guard case .array(let index, let elementType) = type else { preconditionFailure("an array has an array type") }
    let value = settle(GroundValue(type: elementType, terms: try converted([element], to: [elementType])))
    let count = index.cardinality
    try charge(min(ModelLowering.workLimit, count) * max(1, value.terms.count))
    return GroundValue(type: type, terms: (0..<count).flatMap { _ in value.terms })
  }

  /// The scalars of several values, each evaluated and converted before the next.
  mutating func converted(
    _ expressions: [Expression], to types: [ValueType], _ kind: FaultKind = .valueOutOfRange
  ) throws(LoweringFailure) -> [Term] {
    var result = GroundValue(type: .bool, terms: [])
    for (expression, type) in zip(expressions, types) {
      var mark = pending.count
      let next = convert(try value(expression), to: type, kind, expression.span)
      protect(&result, at: &mark)
      result.terms += next.terms
    }
    return result.terms
  }

  // MARK: Conditionals and calls

  private mutating func conditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, type: ValueType
  ) throws(LoweringFailure) -> GroundValue {
    var test = try scalar(condition)
    if let known = test.constant { return try value(known != 0 ? then : otherwise) }
    let before = facts
    if type.groundWidth != 1 { test = settle(test) }
    facts.assume(test.expression)
    let first = try branch(then, type, gatedBy: test)
    facts = before
    facts.assume(test.expression, false)
    let second = try branch(otherwise, type, gatedBy: .not(test))
    facts = before
    return GroundValue(
      type: type, terms: zip(first.terms, second.terms).map { Term.conditional(test, $0, $1) })
  }

  private mutating func branch(
    _ expression: Expression, _ type: ValueType, gatedBy condition: Term
  ) throws(LoweringFailure) -> GroundValue {
    if type.groundWidth == 1 {
      let outer = openScope()
      let result = convert(try value(expression), to: type, .valueOutOfRange, expression.span)
      return GroundValue(closeScope(outer, result.terms[0]), type)
    }
    let mark = pending.count
    let result = convert(try value(expression), to: type, .valueOutOfRange, expression.span)
    gate(since: mark, by: condition)
    return result
  }

  mutating func call(
    _ id: FunctionID, _ arguments: [Expression], at span: SourceSpan, isProperty: Bool = false
  ) throws(LoweringFailure) -> GroundValue {
    let parameters = model.functions[id].parameters
    let types = parameters.map { model.locals[$0].type }
    let marked = coverProperty
    coverProperty = nil
    var terms = try converted(arguments, to: types).map { settle($0) }[...]
    coverProperty = marked
    for (parameter, type) in zip(parameters, types) {
      environment[parameter] = GroundValue(type: type, terms: Array(terms.prefix(type.groundWidth)))
      terms = terms.dropFirst(type.groundWidth)
    }
    let result = model.functions[id].result
    if isProperty { return GroundValue(try property(model.functions[id].body), result) }
    return convert(try value(model.functions[id].body), to: result, .valueOutOfRange, span)
  }

  private mutating func isAt(
    _ actor: ActorReference, _ locations: Set<LocationID>, _ span: SourceSpan
  ) throws(LoweringFailure) -> Term {
    let place = layout.actorPlaces[actor.actor]
    var access = Access(base: place.locationSlot, type: .bool)
    if let instance = actor.instance, let index = place.index {
      access.index(try settle(position(instance, in: index)), stride: 1)
    }
    return .isMember(settle(term(access, offset: 0)), of: locations)
  }
}

extension Term {
  /// The one of several terms at a position, found by halving.
  static func select(_ position: Term, _ term: (Int) -> Term) -> Term {
    select(position, position.range, term)
  }

  private static func select(_ position: Term, _ range: ClosedRange<Int>, _ term: (Int) -> Term) -> Term {
    if range.lowerBound == range.upperBound { return term(range.lowerBound) }
    let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
    let isLow = Term.lessOrEqual(position, .constant(middle))
    return .conditional(
      isLow, select(position, range.lowerBound...middle, term), select(position, (middle + 1)...range.upperBound, term))
  }
}

extension GroundValue {
  /// A value of one scalar.
  init(_ term: Term, _ type: ValueType) {
    self.init(type: type, terms: [term])
  }

  /// A constant.
  package static func constant(_ value: Value, as type: ValueType) -> GroundValue {
    guard type.isWideOptional, case .optional(let wrapped) = type else {
      return GroundValue(type: type, terms: scalars(of: value, as: type).map { Term.constant($0) })
    }
    guard case .some(let inner) = value else {
      return GroundValue(type: type, terms: (0..<type.groundWidth).map { _ in .constant(0) })
    }
    return GroundValue(type: type, terms: [.yes] + constant(inner, as: wrapped).terms)
  }

  private static func scalars(of value: Value, as type: ValueType) -> [Int] {
    if case .integer(let number) = value { return [number] }
    return SlotLayout.scalars(of: value, as: type)
  }
}

extension ValueType {
  /// Whether it is an optional of an integer without limits that fit: a tag and a payload instead of one ordinal.
  var isWideOptional: Bool {
    guard case .optional(let wrapped) = self, wrapped.isScalar else { return false }
    return wrapped.cardinality == .max
  }

  /// How many scalars a value has inside an expression.
  var groundWidth: Int {
    guard isWideOptional, case .optional(let wrapped) = self else { return scalarCount }
    return 1 + wrapped.groundWidth
  }
}
