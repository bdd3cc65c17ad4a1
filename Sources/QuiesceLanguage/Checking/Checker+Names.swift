import QuiesceModel

extension Checker {
  /// Checks a bare name: a local, a variable of the own actor or monitor, a declaration, an enum case where one is expected.
  mutating func named(_ name: Name, _ expected: ValueType?) -> Typed? {
    if let local = context.locals[name.text]?.local {
      return local == Context.unknownLocal ? nil : read(local, at: name.span)
    }
    if context.role == .setting, let found = caseNamed(name, expected) { return found }
    if let own = ownVariable(name.text) { return read(own, instance: ownInstance(at: name.span), at: name.span) }
    guard let symbol = symbols[name.text] else {
      if let found = caseNamed(name, expected) { return found }
      reportUnknownValue(name, expected)
      return nil
    }
    if !hasValue(symbol), let found = caseNamed(name, expected) { return found }
    usage.named.insert(symbol)
    guard !facts.failed.contains(symbol) else { return nil }
    switch symbol {
    case .parameter(let id):
      let parameter = model.parameters[id]
      var type = parameter.type
      if case .integer(let number) = parameter.value { type = .integer(number...number) }
      return Typed(Expression(.constant(parameter.value), type, at: name.span))
    case .variable(let id): return read(id, instance: nil, at: name.span)
    case .function(let id):
      guard case .condition = declarations.functions[id] else {
        report(
          .wrongArguments, "'\(name.text)' is a function: it is called with parentheses", at: name.span,
          notes: [Diagnostic.Note("write \(name.text)(…)")])
        return nil
      }
      return call(id, [], at: name.span)
    case .channel:
      report(
        .invalidOperation, "a queue or bag is not a value; ask for its count, isEmpty, isFull, first or contains",
        at: name.span)
    case .actor:
      report(
        .invalidOperation, "an actor is not a value; ask for its state (\(name.text) is …) or a variable of it",
        at: name.span)
    case .event:
      report(
        .invalidOperation, "'\(name.text)' is an event: monitors and properties match it, it has no value",
        at: name.span)
    case .type, .signal:
      report(.invalidOperation, "'\(name.text)' is \(symbol.phrase), not a value", at: name.span)
    }
    return nil
  }

  /// Whether a bare name can mean the symbol's value; else it may be a case of the enumeration that its place needs.
  private func hasValue(_ symbol: Symbol) -> Bool {
    switch symbol {
    case .parameter, .variable, .function: true
    case .channel, .actor, .event, .type, .signal: false
    }
  }

  private mutating func caseNamed(_ name: Name, _ expected: ValueType?) -> Typed? {
    guard case .enumeration(let type)? = expected?.unwrapped, type.cases.contains(name.text) else { return nil }
    return enumCase(name, expected, at: name.span)
  }

  private mutating func reportUnknownValue(_ name: Name, _ expected: ValueType?) {
    var candidates = context.locals.names
    switch context.owner {
    case .shared: break
    case .actor(let id): candidates += facts.shapes[id].variables.keys.sorted()
    case .monitor(let id): candidates += facts.monitorVariables[id].keys.sorted()
    }
    candidates += symbols.keys.sorted()
    if case .enumeration(let type)? = expected?.unwrapped {
      candidates += type.cases
      if context.role == .setting {
        reportUnknown(name, "'\(type.name)' has no case '\(name.text)'", among: type.cases)
        return
      }
    }
    reportUnknown(name, unknownMessage(name, as: "name"), among: candidates)
  }

  /// "there is no event 'x'"; in a property, which may serve several models, with the model that lacks it.
  func unknownMessage(_ name: Name, as what: String) -> String {
    switch context.role {
    case .property, .monitor: "the model '\(modelName)' has no \(what) '\(name.text)'"
    case .constant, .setting, .initialValue, .function, .step: "there is no \(what) '\(name.text)'"
    }
  }

  /// The value of a local.
  func read(_ local: LocalID, at span: SourceSpan) -> Typed {
    let known = facts.locals[local]
    return Typed(
      Expression(.local(local), model.locals[local].type, at: span), ghost: known.ghost?.read(at: span),
      dynamic: known.dynamic?.read(at: span))
  }

  /// The index of the actor's own instance, or nil.
  func ownInstance(at span: SourceSpan) -> Typed? {
    guard case .actor(let id) = context.owner, let index = facts.shapes[id].index else { return nil }
    return read(index, at: span)
  }

  /// The value of a variable.
  mutating func read(_ id: VariableID, instance: Typed?, at span: SourceSpan) -> Typed? {
    guard !facts.failed.contains(.variable(id)) else { return nil }
    usage.readVariables.insert(id)
    return variable(id, instance: instance, at: span)
  }

  /// A variable as an expression, not counted as read.
  func variable(_ id: VariableID, instance: Typed?, at span: SourceSpan) -> Typed {
    let variable = model.variables[id]
    let reference = VariableReference(id, instance: instance?.expression)
    var typed = Typed(
      Expression(.variable(reference), variable.type, at: span),
      dynamic: Cause("the variable", named: variable.name, at: span, declaration: variable.span))
    if variable.isGhost {
      typed.ghost = Cause("the ghost variable", named: variable.name, at: span, declaration: variable.span)
    }
    if let instance { typed.add(instance) }
    return typed
  }

  /// The channel that an expression names, if it names one; a member of a family with its index.
  func channelNamed(_ syntax: ExpressionSyntax) -> ChannelID? {
    guard case .channel(let id)? = symbolNamed(syntax) else { return nil }
    return id
  }

  /// The actor that an expression names, if it names one; a member of a family with its index.
  func actorNamed(_ syntax: ExpressionSyntax) -> ActorID? {
    guard case .actor(let id)? = symbolNamed(syntax) else { return nil }
    return id
  }

  private func symbolNamed(_ syntax: ExpressionSyntax) -> Symbol? {
    let name: Name
    switch syntax.kind {
    case .name(let word): name = word
    case .element(let base, _):
      guard case .name(let word) = base.kind else { return nil }
      name = word
    default: return nil
    }
    let isLocal = context.locals[name.text] != nil || ownVariable(name.text) != nil
    return isLocal ? nil : symbols[name.text]
  }

  /// A channel as an expression names it, with what it depends on.
  mutating func channel(
    _ id: ChannelID, _ syntax: ExpressionSyntax, isRead: Bool
  ) -> (reference: ChannelReference, cause: Typed)? {
    usage.named.insert(.channel(id))
    if isRead { usage.readChannels.insert(id) }
    guard !facts.failed.contains(.channel(id)) else { return nil }
    let channel = model.channels[id]
    guard let instance = instance(syntax, of: channel.index, name: channel.name) else { return nil }
    var cause = Typed(
      Expression(.constant(.bool(true)), .bool, at: syntax.span),
      dynamic: Cause("the \(kind(of: channel))", named: channel.name, at: syntax.span, declaration: channel.span))
    if channel.isGhost {
      cause.ghost = Cause(
        "the ghost \(kind(of: channel))", named: channel.name, at: syntax.span, declaration: channel.span)
    }
    if let index = instance.index { cause.add(index) }
    return (ChannelReference(id, instance: instance.index?.expression), cause)
  }

  func kind(of channel: Channel) -> String { channel.isBag ? "bag" : "queue" }

  /// The index with which an expression names a member of a family, or nothing for what is no family.
  mutating func instance(
    _ syntax: ExpressionSyntax, of index: ValueType?, name: String
  ) -> (index: Typed?, Void)? {
    switch (syntax.kind, index) {
    case (.element(_, let position), let type?):
      guard let typed = value(position, of: type) else { return nil }
      return (typed, ())
    case (.element, nil):
      report(.wrongArguments, "'\(name)' is not a family: it has no index", at: syntax.span)
      return nil
    case (_, let type?):
      report(
        .wrongArguments, "'\(name)' is a family: it needs an index of type \(type.description)", at: syntax.span,
        notes: [Diagnostic.Note("write \(name)[…]")])
      return nil
    case (_, nil): return (nil, ())
    }
  }
}
