extension Checker {
  /// Checks all initial values.
  mutating func checkVariables() {
    for id in model.variables.indices where !facts.failed.contains(.variable(id)) {
      let declared = model.variables[id]
      let isComplete: Bool
      var initial: Expression?
      if let syntax = declarations.variables[id].syntax.value {
        initial = initialValue(syntax, of: declared)
        isComplete = initial != nil
      } else {
        isComplete = isSmall(declared)
      }
      guard isComplete else { continue }
      model.variables[id] = Variable(
        name: declared.name, type: declared.type, owner: declared.owner, initial: initial, isGhost: declared.isGhost,
        span: declared.span)
    }
    context = Context()
  }

  /// Whether `any` stands for a moderate number of initial values.
  private mutating func isSmall(_ variable: Variable) -> Bool {
    guard variable.type.cardinality > Limits.enumeratedValues else { return true }
    report(
      .invalidRange,
      "'any' gives '\(variable.name)' more than \(Limits.enumeratedValues) initial values", at: variable.span)
    return false
  }

  private mutating func initialValue(_ syntax: ExpressionSyntax, of variable: Variable) -> Expression? {
    context = Context()
    context.role = .initialValue
    var index: LocalID?
    if case .actor(let id) = variable.owner, let family = declarations.actors[id].index {
      guard let local = facts.shapes[id].index else { return nil }
      index = local
      context.locals = [(family.name, local)]
    }
    guard let typed = filling(syntax, variable.type) else { return nil }
    if let dynamic = typed.dynamic {
      report(
        .notConstant,
        "the initial value of '\(variable.name)' must be known before the search, but it depends on \(dynamic.what)",
        at: dynamic.span, notes: declarationNotes(dynamic))
      return nil
    }
    let indices: [Value?] = index.map { model.locals[$0].type.allValues } ?? [nil]
    var values: [Value] = []
    for value in indices {
      guard let value = initialValue(typed.expression, index: index, value, of: variable) else { return nil }
      values.append(value)
    }
    guard index == nil, let only = values.first else { return typed.expression }
    return Expression(.constant(only), variable.type, at: typed.span)
  }

  /// The initial value of one instance, if it lies in the variable's type.
  private mutating func initialValue(
    _ expression: Expression, index: LocalID?, _ instance: Value?, of variable: Variable
  ) -> Value? {
    var locals: [LocalID: Value] = [:]
    if let index, let instance { locals[index] = instance }
    guard let value = evaluateConstant(expression, locals: locals) else { return nil }
    guard variable.type.admits(value) else {
      report(
        .outOfRange,
        "the initial value \(value.description(as: variable.type)) lies outside \(variable.type.description)",
        at: expression.span)
      return nil
    }
    return value
  }

  /// Checks an initial value; one that is no array fills an array.
  private mutating func filling(_ syntax: ExpressionSyntax, _ type: ValueType) -> Typed? {
    if case .array = syntax.kind { return value(syntax, of: type) }
    var innermost = type
    while case .array(_, let element) = innermost { innermost = element }
    guard let typed = expression(syntax, expecting: innermost) else { return nil }
    return fill(typed, type)
  }

  private mutating func fill(_ typed: Typed, _ type: ValueType) -> Typed? {
    guard case .array(_, let element) = type, !fits(typed, type) else { return coerce(typed, to: type) }
    guard let inner = fill(typed, element) else { return nil }
    return Typed(.filledArray(inner.expression), type, at: typed.span, from: [inner])
  }
}

extension ValueType {
  /// How many values the type has, as far as that is moderate.
  var cardinality: Int {
    switch self {
    case .bool, .enumeration, .symmetric: return ordinals?.count ?? Int.max
    case .integer(let range): return range.map { $0.count } ?? Int.max
    case .structure(let type): return type.fields.reduce(1) { $0.multipliedClamped($1.type.cardinality) }
    case .optional(let wrapped): return wrapped.cardinality.addingClamped(1)
    case .array(let index, let element):
      return Self.power(element.cardinality, index.ordinals?.count ?? 1)
    case .set(let element): return Self.power(2, element.ordinals?.count ?? 1)
    }
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    guard base > 1 else { return base }
    var result = 1
    for _ in 0..<min(exponent, 64) { result = result.multipliedClamped(base) }
    return result
  }
}
