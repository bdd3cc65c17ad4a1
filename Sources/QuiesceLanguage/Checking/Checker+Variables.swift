import QuiesceModel

extension Checker {
  /// Checks all initial values.
  mutating func checkVariables() {
    for id in model.variables.indices where !facts.failed.contains(.variable(id)) {
      let declared = model.variables[id]
      let isComplete: Bool
      var initial: Expression?
      if let syntax = declarations.variables[id].syntax.value {
        initial = initialValue(syntax, of: declared, id)
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

  private mutating func initialValue(_ syntax: ExpressionSyntax, of variable: Variable, _ id: VariableID) -> Expression?
  {
    context = Context()
    context.role = .initialValue
    context.owner = variable.owner
    var index: LocalID?
    if case .actor(let id) = variable.owner, let family = declarations.actors[id].index {
      guard let local = facts.shapes[id].index else { return nil }
      index = local
      context.locals = LocalNames(family.name, local)
    }
    guard let typed = filling(syntax, variable.type),
      variable.isGhost || isOwnedByMonitor(variable)
        || isOrdinary(typed.ghost, "the initial value of '\(variable.name)'"),
      isKnownInitially(typed.expression, before: id, of: "the initial value of '\(variable.name)'")
    else { return nil }
    // What depends on other variables is computed for each initial state.
    guard typed.dynamic == nil else {
      usage.relatedVariables.insert(id)
      return typed.expression
    }
    let indices: [Value?] = index.map { model.locals[$0].type.allValues } ?? [nil]
    var values: [Value] = []
    for value in indices {
      guard
        let value = initialValue(
          typed.expression, index: index, value, in: variable.type, "the initial value")
      else { return nil }
      values.append(value)
    }
    guard index == nil, let only = values.first else { return typed.expression }
    return Expression(.constant(only), variable.type, at: typed.span)
  }

  private func isOwnedByMonitor(_ variable: Variable) -> Bool {
    if case .monitor = variable.owner { true } else { false }
  }

  /// Whether an initial value reads nothing but variables that have theirs already: those declared before it, the shared ones
  /// before those of actors and monitors.
  private mutating func isKnownInitially(
    _ expression: Expression, before limit: VariableID, of what: String, at place: SourceSpan? = nil
  ) -> Bool {
    let place = place ?? expression.span
    switch expression.kind {
    case .variable(let reference) where reference.variable >= limit:
      let read = model.variables[reference.variable]
      report(
        .notConstant, "\(what) reads '\(read.name)', which has no value yet", at: place,
        notes: [
          Diagnostic.Note(
            reference.variable == limit ? "this is its own initial value" : "it is declared later", at: read.span)
        ])
      return false
    case .channel(let reference, _), .quantified(_, _, .channel(let reference), _, _):
      let read = model.channels[reference.channel]
      report(
        .notConstant, "\(what) may read variables, and '\(read.name)' is a \(kind(of: read))", at: place,
        notes: [Diagnostic.Note("declared here", at: read.span)])
      return false
    case .location(let reference, _):
      report(
        .notConstant, "\(what) may read variables, and this asks where '\(model.actors[reference.actor].name)' stands",
        at: place)
      return false
    case .call(let function, _):
      let body = model.functions[function].body
      guard isKnownInitially(body, before: limit, of: what, at: place) else { return false }
    default: break
    }
    return expression.children.allSatisfy {
      isKnownInitially($0, before: limit, of: what, at: place == expression.span ? nil : place)
    }
  }

  /// The initial value of one instance, if it lies in the variable's type.
  private mutating func initialValue(
    _ expression: Expression, index: LocalID?, _ instance: Value?, in type: ValueType, _ what: String
  ) -> Value? {
    var locals: [LocalID: Value] = [:]
    if let index, let instance { locals[index] = instance }
    guard let value = evaluateConstant(expression, locals: locals) else { return nil }
    guard type.admits(value) else {
      report(
        .outOfRange, "\(what) \(value.description(as: type)) lies outside \(type.description)", at: expression.span)
      return nil
    }
    return value
  }

  /// Checks what queues and bags hold at first.
  mutating func checkContents() {
    for id in model.channels.indices where !facts.failed.contains(.channel(id)) {
      guard let syntax = declarations.channels[id].content else { continue }
      context = Context()
      context.role = .initialValue
      if let family = declarations.channels[id].index, let type = model.channels[id].index {
        let local = makeLocal(family.name.text, type, dynamic: nil)
        context.locals = LocalNames(family.name, local)
        model.channels[id].member = local
      }
      checkContent(syntax, of: id)
    }
    context = Context()
  }

  private mutating func checkContent(_ syntax: ExpressionSyntax, of id: ChannelID) {
    let channel = model.channels[id]
    guard case .array(let elements) = syntax.kind else {
      report(
        .typeMismatch, "a \(kind(of: channel)) starts with a list of elements", at: syntax.span,
        notes: [Diagnostic.Note("write them in brackets: = [e], or nothing for an empty one")])
      return
    }
    guard elements.count <= channel.capacity else {
      report(
        .outOfRange,
        "'\(channel.name)' starts with \(elements.count) elements and has room for \(channel.capacity)", at: syntax.span
      )
      return
    }
    let what = "the content of '\(channel.name)'"
    let members: [Value?] = channel.member.map { model.locals[$0].type.allValues } ?? [nil]
    for element in elements {
      guard let typed = value(element, of: channel.element), channel.isGhost || isOrdinary(typed.ghost, what),
        isKnownInitially(typed.expression, before: model.variables.count, of: what)
      else { continue }
      usage.filledChannels.insert(id)
      model.channels[id].content.append(typed.expression)
      guard typed.dynamic == nil else { continue }
      for member in members {
        let value = initialValue(typed.expression, index: channel.member, member, in: channel.element, "the element")
        if value == nil { break }
      }
    }
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
