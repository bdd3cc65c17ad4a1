import QuiesceModel

extension Checker {
  /// Checks all monitors.
  mutating func checkMonitors() {
    for (id, syntax) in declarations.monitors.enumerated() {
      context = Context()
      context.role = .monitor
      context.owner = .monitor(id)
      var reactions: [Monitor.Reaction] = []
      for reaction in syntax.reactions {
        var body: [Statement] = []
        let pattern = pattern(reaction.event) { body = $0.block(reaction.body) }
        if let pattern { reactions.append(Monitor.Reaction(pattern: pattern, body: body)) }
      }
      model.monitors.append(Monitor(name: syntax.name.text, reactions: reactions, span: syntax.name.span))
    }
    context = Context()
  }

  /// Checks all properties.
  mutating func checkProperties() {
    context = Context()
    context.role = .property
    for declaration in declarations.properties {
      switch declaration {
      case .monitor(let id):
        let syntax = declarations.monitors[id]
        model.properties.append(
          Property(
            isExtra: syntax.isExtra, name: syntax.name.text, description: syntax.description ?? "", kind: .monitor(id),
            span: syntax.name.span))
      case .property(let syntax):
        guard let kind = kind(of: syntax) else { continue }
        model.properties.append(
          Property(
            isExtra: syntax.isExtra, name: syntax.name.text, description: syntax.description ?? "", kind: kind,
            span: syntax.span))
      }
    }
    context = Context()
  }

  /// Checks the search bound as a property: it says what is looked at, not what the model does, so that it may read ghosts.
  mutating func checkBound() {
    guard let bound = declarations.bound else { return }
    context = Context()
    context.role = .property
    model.bound = condition(bound)?.expression
    context = Context()
  }

  private mutating func kind(of syntax: PropertySyntax) -> Property.Kind? {
    switch syntax.body {
    case .invariant(let expression): return condition(expression).map { .invariant($0.expression) }
    case .neverEvent(let event): return pattern(event).map { .never($0) }
    case .reachable(let expression):
      if let event = eventPattern(expression) { return pattern(event).map { .reachableEvent($0) } }
      return condition(expression).map { .reachable($0.expression) }
    case .reachableEvent(let event):
      if let expression = expression(insteadOf: event) {
        return condition(expression).map { .reachable($0.expression) }
      }
      return pattern(event).map { .reachableEvent($0) }
    case .alwaysReachable(let expression):
      if let event = eventPattern(expression) { return alwaysReachable(event) }
      return condition(expression).map { .alwaysReachable($0.expression) }
    case .alwaysReachableEvent(let event):
      guard let expression = expression(insteadOf: event) else { return alwaysReachable(event) }
      return condition(expression).map { .alwaysReachable($0.expression) }
    case .atRest(let expression): return condition(expression).map { .atRest($0.expression) }
    case .temporal(let formula): return wholeFormula(formula).map { .temporal($0) }
    case .rules(let rules): return self.rules(rules, of: syntax.name).map { .temporal($0) }
    }
  }

  /// `always reachable event`: an event belongs to a step, not to a state.
  private mutating func alwaysReachable(_ event: EventPatternSyntax) -> Property.Kind? {
    guard pattern(event) != nil else { return nil }
    let name = event.event.text
    report(
      .invalidOperation, "'always reachable' asks about states, and the event '\(name)' belongs to a step",
      at: event.event.span,
      notes: [
        Diagnostic.Note("keep in a 'ghost var' what the step that emits it has done, and ask about that variable"),
        Diagnostic.Note("where every fair run is meant, write 'infinitely often \(name)'"),
      ])
    return nil
  }

  /// An expression that names an event, as a pattern: `reachable delivered`.
  func eventPattern(_ syntax: ExpressionSyntax) -> EventPatternSyntax? {
    switch syntax.kind {
    case .name(let name):
      guard case .event? = symbols[name.text] else { return nil }
      return EventPatternSyntax(event: name, arguments: nil, condition: nil)
    case .call(let name, let arguments):
      guard case .event? = symbols[name.text] else { return nil }
      var names: [Name] = []
      for argument in arguments {
        guard argument.label == nil, case .name(let word) = argument.value.kind else { return nil }
        names.append(word)
      }
      return EventPatternSyntax(event: name, arguments: names, condition: nil)
    default: return nil
    }
  }

  /// What looks like an event's pattern but calls a function or names a condition.
  func expression(insteadOf pattern: EventPatternSyntax) -> ExpressionSyntax? {
    guard case .function? = symbols[pattern.event.text], pattern.condition == nil else { return nil }
    guard let names = pattern.arguments else {
      return ExpressionSyntax(.name(pattern.event), at: pattern.event.span)
    }
    let arguments = names.map {
      ExpressionSyntax.Argument(label: nil, value: ExpressionSyntax(.name($0), at: $0.span))
    }
    let span = names.last.map { pattern.event.span.joined(to: $0.span) } ?? pattern.event.span
    return ExpressionSyntax(.call(pattern.event, arguments), at: span)
  }

  /// Checks `event(a, b) when condition`, then what follows in the scope of its names.
  mutating func pattern(
    _ syntax: EventPatternSyntax, then body: (inout Checker) -> Void = { _ in }
  ) -> EventPattern? {
    let depth = context.locals.count
    defer { context.locals.endScopes(downTo: depth) }
    guard case .event(let id)? = symbols[syntax.event.text], !facts.failed.contains(.event(id)) else {
      if case .event? = symbols[syntax.event.text] {} else { reportNotEvent(syntax.event) }
      for name in syntax.arguments ?? [] where name.text != "_" { bindUnknown(name) }
      if let condition = syntax.condition { _ = self.condition(condition) }
      body(&self)
      return nil
    }
    usage.named.insert(.event(id))
    let event = model.events[id]
    var locals: [LocalID?] = Array(repeating: nil, count: event.parameters.count)
    var isComplete = true
    if let names = syntax.arguments {
      if names.count != event.parameters.count {
        let wanted = event.parameters.isEmpty ? "none" : event.parameters.map(\.name).joined(separator: ", ")
        report(
          .wrongArguments,
          "the event '\(event.name)' has \(event.parameters.count) arguments (\(wanted)), and \(names.count) "
            + "\(names.count == 1 ? "is" : "are") named",
          at: syntax.event.span, notes: [Diagnostic.Note("write '_' for one that does not matter")])
        isComplete = false
      }
      for (position, name) in names.enumerated() where name.text != "_" {
        if locals.indices.contains(position) {
          locals[position] = bind(name, event.parameters[position].type, dynamic: nil)
        } else {
          bindUnknown(name)
        }
      }
    }
    let condition = syntax.condition.map { self.condition($0) }
    body(&self)
    if let condition, condition == nil { return nil }
    return isComplete
      ? EventPattern(event: id, arguments: locals, condition: (condition ?? nil)?.expression) : nil
  }
}
