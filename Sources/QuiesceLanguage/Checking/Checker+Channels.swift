import QuiesceModel

extension Checker {
  /// Checks `place.method(arguments)`: what changes a queue, a bag or a set.
  mutating func method(
    _ syntax: ExpressionSyntax, _ name: Name, _ arguments: [ExpressionSyntax.Argument], at span: SourceSpan
  ) -> Statement.Kind? {
    guard let id = channelNamed(syntax) else { return setMethod(syntax, name, arguments, at: span) }
    guard let target = target(id, syntax, at: span) else { return nil }
    let declared = model.channels[id]
    switch name.text {
    case "push", "insert":
      usage.filledChannels.insert(id)
      guard name.text == "push" || declared.isBag else {
        report(
          .invalidOperation, "a queue has no 'insert'", at: name.span, notes: [Diagnostic.Note("use 'push'")])
        return nil
      }
      guard let argument = only(arguments, of: name), let element = value(argument, of: declared.element) else {
        return nil
      }
      if context.role == .step, !declared.isGhost,
        !isOrdinary(element.ghost, "what is pushed on '\(declared.name)'")
      {
        return nil
      }
      return .push(target, element.expression)
    case "pop", "clear":
      guard arguments.isEmpty else {
        report(.wrongArguments, "'\(name.text)' takes no arguments", at: name.span)
        return nil
      }
      guard name.text == "clear" || !declared.isBag else {
        report(
          .invalidOperation, "a bag has no 'pop': its content has no order", at: name.span,
          notes: [Diagnostic.Note("take any element by a binding: step s(x from \(declared.name))")])
        return nil
      }
      if name.text == "pop" { usage.readChannels.insert(id) }
      return name.text == "pop" ? .pop(target) : .clear(target)
    default:
      reportUnknown(
        name, "a \(kind(of: declared)) has no method '\(name.text)'",
        among: ["push", "pop", "clear", "insert", "removeAll"])
      return nil
    }
  }

  /// The channel that a statement changes, if it may.
  private mutating func target(_ id: ChannelID, _ syntax: ExpressionSyntax, at span: SourceSpan) -> ChannelReference? {
    guard let (reference, cause) = channel(id, syntax, isRead: false) else { return nil }
    let declared = model.channels[id]
    if case .monitor = context.owner {
      report(
        .invalidOperation, "a monitor only observes: it cannot change '\(declared.name)'", at: syntax.span)
      return nil
    }
    if context.role == .step, !declared.isGhost {
      guard isOrdinary(cause.ghost, "the choice of what is changed in '\(declared.name)'"),
        isOrdinaryControl("'\(declared.name)'", at: span)
      else { return nil }
    }
    return reference
  }

  /// Checks `channel.removeAll(where: { x in condition })`.
  mutating func removeAll(
    _ syntax: ExpressionSyntax, _ name: Name, _ test: ExpressionSyntax, at span: SourceSpan
  ) -> Statement.Kind? {
    guard let id = channelNamed(syntax) else {
      report(.invalidOperation, "'removeAll' is for queues and bags", at: syntax.span)
      return nil
    }
    usage.readChannels.insert(id)
    let target = target(id, syntax, at: span)
    guard !facts.failed.contains(.channel(id)) else { return nil }
    let declared = model.channels[id]
    let depth = context.locals.count
    let local = bind(name, declared.element, dynamic: nil)
    let condition = condition(test)
    context.locals.endScopes(downTo: depth)
    guard let target, let condition else { return nil }
    if context.role == .step, !declared.isGhost,
      !isOrdinary(condition.ghost, "what is removed from '\(declared.name)'")
    {
      return nil
    }
    return .removeAll(target, local, condition.expression)
  }

  private mutating func setMethod(
    _ syntax: ExpressionSyntax, _ name: Name, _ arguments: [ExpressionSyntax.Argument], at span: SourceSpan
  ) -> Statement.Kind? {
    guard let place = place(syntax) else { return nil }
    guard case .set(let element) = place.type else {
      report(
        .invalidOperation, "\(place.type.phrase) has no method '\(name.text)' that changes it", at: name.span)
      return nil
    }
    guard name.text == "insert" || name.text == "remove" else {
      reportUnknown(name, "a set has no method '\(name.text)' that changes it", among: ["insert", "remove"])
      return nil
    }
    guard let argument = only(arguments, of: name), let value = value(argument, of: element) else { return nil }
    let single = Typed(.set([value.expression]), place.type, at: value.span, from: [value])
    guard let result = operate(name.text == "insert" ? .add : .subtract, place.current, single, at: span) else {
      return nil
    }
    return store(result, in: place, at: span)
  }
}
