import QuiesceModel

extension Checker {
  mutating func resolveVariable(_ id: VariableID) -> Bool {
    let (syntax, owner) = declarations.variables[id]
    guard let type = resolve(syntax.type, anonymousName: syntax.name.text) else { return false }
    model.variables[id] = Variable(
      name: syntax.name.text, type: type, owner: owner, initial: nil, isGhost: syntax.isGhost, span: syntax.name.span)
    return true
  }

  mutating func resolveChannel(_ id: ChannelID) -> Bool {
    let syntax = declarations.channels[id]
    var index: ValueType?
    if let family = syntax.index {
      index = enumerable(family.type, what: "the index of a family")
      if index == nil { return false }
    }
    let element = resolve(syntax.element)
    let capacity = constant(syntax.capacity, of: .integer(nil), what: "a capacity")
    guard let element, case .integer(let places)? = capacity else { return false }
    guard (1...Limits.channelCapacity).contains(places) else {
      report(
        .invalidRange, "a capacity lies between 1 and \(Limits.channelCapacity), and this is \(places)",
        at: syntax.capacity.span)
      return false
    }
    guard element.scalarCount.multipliedClamped(places) <= Limits.scalarsPerVariable else {
      report(
        .modelTooLarge, "'\(syntax.name.text)' takes more than \(Limits.scalarsPerVariable) scalars",
        at: syntax.name.span)
      return false
    }
    noteEnds(0...places, syntax.capacity)
    model.channels[id] = Channel(
      name: syntax.name.text, isBag: syntax.isBag, index: index, element: element, capacity: places,
      isGhost: syntax.isGhost, span: syntax.name.span)
    return true
  }

  mutating func resolveMessage(_ syntax: MessageSyntax, isSignal: Bool, id: Int) -> Bool {
    var first: [String: Name] = [:]
    var parameters: [(name: String, type: ValueType)] = []
    for field in syntax.parameters {
      if let known = first[field.name.text] { reportDuplicate(field.name, first: known) }
      first[field.name.text] = field.name
      guard let type = resolve(field.type) else { continue }
      if isSignal, type.containsGhost {
        report(
          .ghostDependency,
          "the values of a signal are compared when its sides meet, and \(type.phrase) holds a ghost field",
          at: field.type.span)
        continue
      }
      parameters.append((field.name.text, type))
    }
    guard parameters.count == syntax.parameters.count else { return false }
    var message = Message(name: syntax.name.text, parameters: parameters)
    message.record = record(syntax.attributes, of: parameters.map(\.name))
    if isSignal { model.signals[id] = message } else { model.events[id] = message }
    return true
  }

  /// Gives an actor family its index.
  mutating func resolveActorIndex(_ id: ActorID) -> Bool {
    guard let index = declarations.actors[id].index else { return true }
    guard let type = enumerable(index.type, what: "the index of a family") else { return false }
    let local = makeLocal(index.name.text, type, dynamic: nil)
    facts.shapes[id].index = local
    return true
  }

  /// Checks a function or named condition. It may read state; what it reads is remembered for its callers.
  mutating func resolveFunction(_ id: FunctionID) -> Bool {
    context.role = .function
    let name = declarations.functions[id].name
    var parameters: [LocalID] = []
    let body: Typed?
    let result: ValueType
    switch declarations.functions[id] {
    case .condition(let syntax):
      body = expression(syntax.value)
      guard let body else { return false }
      result = body.type
    case .function(let syntax):
      var isComplete = true
      for parameter in syntax.parameters {
        guard let type = resolve(parameter.type, allowsInt: true) else {
          isComplete = false
          continue
        }
        parameters.append(bind(parameter.name, type, dynamic: nil))
      }
      guard let declared = resolve(syntax.result, allowsInt: true), isComplete else { return false }
      result = declared
      body = value(syntax.body, of: declared)
    }
    guard let body else { return false }
    model.functions[id] = Function(
      name: name.text, parameters: parameters, body: body.expression, result: result)
    return measure(id, body, name)
  }

  /// Remembers what a function reads and how large it is with all its calls expanded.
  private mutating func measure(_ id: FunctionID, _ body: Typed, _ name: Name) -> Bool {
    var facts = Facts.Function(ghost: body.ghost, dynamic: body.dynamic)
    facts.depth = measure(body.expression, into: &facts)
    self.facts.functions[id] = facts
    if facts.depth > Limits.callDepth {
      report(
        .nestingTooDeep,
        "'\(name.text)', with the functions that it calls, nests more than \(Limits.callDepth) expressions",
        at: name.span)
      return false
    }
    if facts.nodes > Limits.inlinedNodes {
      report(
        .modelTooLarge,
        "'\(name.text)', with the functions that it calls, has more than \(Limits.inlinedNodes) expressions",
        at: name.span)
      return false
    }
    return true
  }

  /// Adds an expression's nodes and reads; the result is its depth.
  private func measure(_ expression: Expression, into facts: inout Facts.Function) -> Int {
    facts.nodes = facts.nodes.addingClamped(1)
    var deepest = 0
    switch expression.kind {
    case .call(let callee, _):
      let known = self.facts.functions[callee]
      facts.nodes = facts.nodes.addingClamped(known.nodes)
      facts.reads.formUnion(known.reads)
      deepest = known.depth
    case .variable(let reference): facts.reads.insert(.variable(reference.variable))
    case .channel(let reference, _), .quantified(_, _, .channel(let reference), _, _):
      facts.reads.insert(.channel(reference.channel))
    default: break
    }
    for child in expression.children { deepest = max(deepest, measure(child, into: &facts)) }
    return deepest + 1
  }
}
