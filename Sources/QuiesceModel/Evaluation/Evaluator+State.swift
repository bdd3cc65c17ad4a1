extension Evaluator {
  func actorIndexType(_ actor: ActorID) -> ValueType? {
    guard model.actors.indices.contains(actor) else { return nil }
    return model.actors[actor].index.map { model.locals[$0].type }
  }

  /// The ordinal of an instance's index; an index outside the type is a fault.
  mutating func instanceOrdinal(
    _ instance: Expression?, type: ValueType?
  ) throws(EvaluationFault) -> Int? {
    guard let instance, let type else { return nil }
    let value = try evaluate(instance)
    guard type.admits(value) else { throw EvaluationFault(.fault(.indexOutOfRange), at: instance.span) }
    return type.ordinal(of: value)
  }

  mutating func value(of reference: VariableReference, at span: SourceSpan) throws(EvaluationFault) -> Value {
    guard model.variables.indices.contains(reference.variable) else {
      throw EvaluationFault(.unknownState, at: span)
    }
    var type: ValueType?
    if case .actor(let actor) = model.variables[reference.variable].owner { type = actorIndexType(actor) }
    let instance = try instanceOrdinal(reference.instance, type: type)
    guard let value = environment.value(of: reference.variable, instance: instance) else {
      throw EvaluationFault(.unknownState, at: span)
    }
    return value
  }

  mutating func content(of reference: ChannelReference, at span: SourceSpan) throws(EvaluationFault) -> [Value] {
    guard model.channels.indices.contains(reference.channel) else {
      throw EvaluationFault(.unknownState, at: span)
    }
    let instance = try instanceOrdinal(reference.instance, type: model.channels[reference.channel].index)
    guard let content = environment.content(of: reference.channel, instance: instance) else {
      throw EvaluationFault(.unknownState, at: span)
    }
    return content
  }

  mutating func ask(
    _ reference: ChannelReference, _ query: ChannelQuery, at span: SourceSpan
  ) throws(EvaluationFault) -> Value {
    let content = try content(of: reference, at: span)
    switch query {
    case .count: return .integer(content.count)
    case .isEmpty: return .bool(content.isEmpty)
    case .isFull: return .bool(content.count >= model.channels[reference.channel].capacity)
    case .capacity: return .integer(model.channels[reference.channel].capacity)
    case .first:
      guard let head = content.first else { throw EvaluationFault(.fault(.popOfEmpty), at: span) }
      return head
    case .contains(let element): return .bool(content.contains(try evaluate(element)))
    }
  }

  /// A field, an element or the content of an optional.
  mutating func part(_ expression: Expression) throws(EvaluationFault) -> Value {
    switch expression.kind {
    case .field(let base, let position):
      guard case .structure(let values) = try evaluate(base) else { throw malformed(base) }
      return values[position]
    case .element(let base, let index):
      guard case .array(let type, _) = base.type, case .array(let values) = try evaluate(base) else {
        throw malformed(base)
      }
      let value = try evaluate(index)
      guard type.admits(value), let least = type.ordinals?.lowerBound else {
        throw EvaluationFault(.fault(.indexOutOfRange), at: index.span)
      }
      return values[type.ordinal(of: value) - least]
    case .unwrap(let operand):
      switch try evaluate(operand) {
      case .some(let value): return value
      case .none: throw EvaluationFault(.fault(.unwrapOfNone), at: expression.span)
      default: throw malformed(operand)
      }
    default: throw malformed(expression)
    }
  }

  /// A value made of parts, each of which must lie in the type of its place.
  mutating func literal(_ expression: Expression) throws(EvaluationFault) -> Value {
    switch (expression.kind, expression.type) {
    case (.wrap(let operand), .optional(let wrapped)): return .some(try stored(operand, in: wrapped))
    case (.set(let members), .set(let element)):
      var values: Set<Value> = []
      for member in members { values.insert(try stored(member, in: element)) }
      return .set(values)
    case (.array(let members), .array(_, let element)):
      var values: [Value] = []
      for member in members { values.append(try stored(member, in: element)) }
      return .array(values)
    case (.filledArray(let member), .array(let index, let element)):
      let value = try stored(member, in: element)
      return .array(Array(repeating: value, count: index.ordinals?.count ?? 0))
    case (.structure(let members), .structure(let type)):
      var values: [Value] = []
      for (member, field) in zip(members, type.fields) { values.append(try stored(member, in: field.type)) }
      return .structure(values)
    default: throw malformed(expression)
    }
  }

  /// The value of an expression that is stored in a place of a type.
  package mutating func stored(_ expression: Expression, in type: ValueType) throws(EvaluationFault) -> Value {
    let value = try evaluate(expression)
    guard type.admits(value) else { throw EvaluationFault(.fault(.valueOutOfRange), at: expression.span) }
    return value
  }
}
