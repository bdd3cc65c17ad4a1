import QuiesceModel

extension NaiveMachine {
  /// Runs statements one after the other; each sees what the ones before it wrote.
  mutating func run(_ statements: [Statement]) throws(NaiveFault) {
    for statement in statements { try run(statement) }
  }

  private mutating func run(_ statement: Statement) throws(NaiveFault) {
    switch statement.kind {
    case .assign(let place, let expression): try assign(try evaluate(expression), to: place)
    case .conditional(let condition, let then, let otherwise):
      try run(try truth(of: condition) ? then : otherwise)
    case .ifLet(let local, let optional, let then, let otherwise):
      guard case .some(let inner) = try evaluate(optional) else { return try run(otherwise) }
      locals[local] = inner
      try run(then)
    case .forEach(let local, let domain, let condition, let body):
      for value in try values(of: domain) {
        locals[local] = value
        if let condition, !(try truth(of: condition)) { continue }
        try run(body)
      }
    case .letBinding(let local, let expression): locals[local] = try evaluate(expression)
    case .push(let reference, let expression): try push(try evaluate(expression), reference, at: statement.span)
    case .pop(let reference):
      if try content(of: reference).isEmpty { throw NaiveFault(.popOfEmpty, at: statement.span) }
      state.channels[reference.channel][try position(of: reference)].removeFirst()
    case .clear(let reference): state.channels[reference.channel][try position(of: reference)] = []
    case .removeAll(let reference, let local, let condition):
      var kept: [Value] = []
      for value in try content(of: reference) {
        locals[local] = value
        if !(try truth(of: condition)) { kept.append(value) }
      }
      state.channels[reference.channel][try position(of: reference)] = kept
    case .emit(let event, let arguments): try emit(event, arguments)
    case .assert(let condition, _):
      if try truth(of: condition) { return }
      guard let monitor else { throw NaiveFault(.assertion, at: statement.span) }
      flagged.insert(monitor)
    }
  }

  // MARK: Writing

  private mutating func assign(_ value: Value, to place: Place) throws(NaiveFault) {
    guard place.type.admits(value) else { throw NaiveFault(.valueOutOfRange, at: place.span) }
    let variable = place.variable.variable
    let instance = try position(of: place.variable)
    let whole = state.variables[variable][instance]
    state.variables[variable][instance] = try replacing(
      place.path[...], of: whole, as: model.variables[variable].type, with: value)
  }

  /// The value with one part of it replaced.
  private func replacing(_ path: ArraySlice<Place.Part>, of whole: Value, as type: ValueType, with value: Value)
    throws(NaiveFault) -> Value
  {
    guard let part = path.first else { return value }
    switch (part, whole, type) {
    case (.field(let position), .structure(var values), .structure(let type)):
      values[position] = try replacing(
        path.dropFirst(), of: values[position], as: type.fields[position].type, with: value)
      return .structure(values)
    case (.element(let index), .array(var values), .array(let indexType, let element)):
      guard let position = indexType.position(of: try evaluate(index)) else {
        throw NaiveFault(.indexOutOfRange, at: index.span)
      }
      values[position] = try replacing(path.dropFirst(), of: values[position], as: element, with: value)
      return .array(values)
    default: preconditionFailure("a place that does not fit its variable")
    }
  }

  private mutating func push(_ value: Value, _ reference: ChannelReference, at span: SourceSpan) throws(NaiveFault) {
    let channel = model.channels[reference.channel]
    let member = try position(of: reference)
    guard channel.element.admits(value) else { throw NaiveFault(.valueOutOfRange, at: span) }
    guard state.channels[reference.channel][member].count < channel.capacity else {
      throw NaiveFault(.pushOnFull, at: span)
    }
    state.channels[reference.channel][member].append(value)
    if channel.isBag { state.channels[reference.channel][member].sort { channel.element.precedes($0, $1) } }
  }

  // MARK: Events

  /// Lets monitors and event properties see an event, in the order of the model's properties.
  private mutating func emit(_ event: EventID, _ arguments: [Expression]) throws(NaiveFault) {
    let values = try evaluateAll(arguments)
    for ((parameter, value), argument) in zip(zip(model.events[event].parameters, values), arguments)
    where !parameter.type.admits(value) {
      throw NaiveFault(.valueOutOfRange, at: argument.span)
    }
    for (position, property) in model.properties.enumerated() {
      switch property.kind {
      case .never(let pattern), .reachableEvent(let pattern):
        if try matches(pattern, event, values) != nil { flagged.insert(position) }
      case .monitor(let monitor):
        for reaction in model.monitors[monitor].reactions {
          guard var scope = try matches(reaction.pattern, event, values) else { continue }
          scope.monitor = position
          try scope.run(reaction.body)
          state = scope.state
          flagged = scope.flagged
          seen = scope.seen
        }
      case .temporal(let formula): see(event, values, formula, of: position)
      case .invariant, .reachable, .alwaysReachable, .atRest: break
      }
    }
  }

  /// Formulas are asked for themselves, so that a fault in one is no fault of the step.
  private mutating func see(_ event: EventID, _ values: [Value], _ formula: Formula, of property: Int) {
    for (number, pattern) in formula.eventPatterns.enumerated() {
      do throws(NaiveFault) {
        if try matches(pattern, event, values) != nil { seen.insert(NaiveEvent(property: property, pattern: number)) }
      } catch {
        seen.insert(NaiveEvent(property: property, pattern: nil))
      }
    }
  }

  /// The scope in which a reaction runs if the event fits the pattern.
  private func matches(_ pattern: EventPattern, _ event: EventID, _ values: [Value]) throws(NaiveFault)
    -> NaiveMachine?
  {
    guard pattern.event == event else { return nil }
    var scope = self
    for (local, value) in zip(pattern.arguments, values) {
      if let local { scope.locals[local] = value }
    }
    guard let condition = pattern.condition else { return scope }
    return try scope.truth(of: condition) ? scope : nil
  }
}

extension Formula {
  /// The patterns of its events, from left to right.
  var eventPatterns: [EventPattern] {
    switch self {
    case .condition: []
    case .event(let pattern): [pattern]
    case .not(let operand), .always(let operand), .eventually(let operand), .next(let operand): operand.eventPatterns
    case .and(let left, let right), .or(let left, let right), .until(let left, let right):
      left.eventPatterns + right.eventPatterns
    }
  }
}
