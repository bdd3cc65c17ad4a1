import QuiesceModel

extension Checker {
  /// Checks `base.name`.
  mutating func member(of base: ExpressionSyntax, _ name: Name, at span: SourceSpan) -> Typed? {
    if let channel = channelNamed(base) { return ask(channel, base, name, at: span) }
    if let actor = actorNamed(base) { return variable(of: actor, base, name, at: span) }
    if let type = typeNamed(base) { return type.flatMap { enumCase(of: $0, name, at: span) } }
    guard let base = expression(base) else { return nil }
    switch base.type {
    case .structure(let type): return field(of: base, type, name, at: span)
    case .set:
      switch name.text {
      case "count": return count(of: base, at: span)
      case "isEmpty":
        guard let count = count(of: base, at: span) else { return nil }
        let zero = Expression(.constant(.integer(0)), .integer(0...0), at: span)
        return Typed(.binary(.equal, count.expression, zero), .bool, at: span, from: [base])
      default: reportUnknown(name, "a set has no member '\(name.text)'", among: ["count", "isEmpty"])
      }
    case .optional:
      report(
        .invalidOperation, "\(base.type.phrase) is an optional: unwrap it before you ask for '\(name.text)'",
        at: name.span, notes: [Diagnostic.Note("use 'if let', or '!' where it cannot be none")])
    case .bool, .integer, .enumeration, .symmetric, .array:
      report(.invalidOperation, "\(base.type.phrase) has no member '\(name.text)'", at: name.span)
    }
    return nil
  }

  /// Checks `Type.name`, a case with the name of its enumeration.
  private mutating func enumCase(of type: ValueType, _ name: Name, at span: SourceSpan) -> Typed? {
    guard case .enumeration = type else {
      report(
        .invalidOperation, "\(type.phrase) has no members: only an enumeration's name stands before a case", at: span)
      return nil
    }
    return enumCase(name, type, at: span)
  }

  mutating func field(of base: Typed, _ type: StructureType, _ name: Name, at span: SourceSpan) -> Typed? {
    guard let position = type.fields.firstIndex(where: { $0.name == name.text }) else {
      reportUnknown(name, "'\(type.name)' has no field '\(name.text)'", among: type.fields.map(\.name))
      return nil
    }
    let field = type.fields[position]
    var typed = Typed(.field(base.expression, position), field.type, at: span, from: [base])
    if field.isGhost, typed.ghost == nil {
      typed.ghost = Cause("the ghost field", named: field.name, at: span)
    }
    return typed
  }

  private func count(of set: Typed, at span: SourceSpan) -> Typed? {
    guard case .set(let element) = set.type else { return nil }
    return Typed(
      .setCount(set.expression), .integer(0...element.cardinality), at: span, from: [set])
  }

  /// Checks a question about a queue or bag.
  private mutating func ask(
    _ id: ChannelID, _ syntax: ExpressionSyntax, _ name: Name, at span: SourceSpan
  ) -> Typed? {
    let declared = model.channels[id]
    if name.text == "capacity" {
      guard let (reference, cause) = channel(id, syntax, isRead: false) else { return nil }
      let type = ValueType.integer(declared.capacity...declared.capacity)
      if isSurelyMember(reference.instance, of: declared.index) {
        return Typed(Expression(.constant(.integer(declared.capacity)), type, at: span))
      }
      return Typed(.channel(reference, .capacity), type, at: span, from: [cause])
    }
    guard let (reference, cause) = channel(id, syntax, isRead: true) else { return nil }
    switch name.text {
    case "count":
      return Typed(.channel(reference, .count), .integer(0...declared.capacity), at: span, from: [cause])
    case "isEmpty": return Typed(.channel(reference, .isEmpty), .bool, at: span, from: [cause])
    case "isFull": return Typed(.channel(reference, .isFull), .bool, at: span, from: [cause])
    case "first":
      guard !declared.isBag else {
        report(
          .invalidOperation, "a bag has no first element: its content has no order", at: name.span,
          notes: [Diagnostic.Note("take any element by a binding: step s(x from \(declared.name))")])
        return nil
      }
      return Typed(.channel(reference, .first), declared.element, at: span, from: [cause])
    default:
      reportUnknown(
        name, "a \(kind(of: declared)) has no member '\(name.text)'",
        among: ["count", "isEmpty", "isFull", "first", "capacity"])
      return nil
    }
  }

  /// Whether evaluating the index of a family's member can do nothing but name one that exists.
  private func isSurelyMember(_ instance: Expression?, of index: ValueType?) -> Bool {
    guard let instance, let index else { return true }
    switch instance.kind {
    case .constant, .local: break
    default: return false
    }
    guard case .integer(let own?) = instance.type, case .integer(let members?) = index else {
      return instance.type == index
    }
    return members.covers(own)
  }

  /// Checks `actor.variable` and `actor[i].variable`.
  private mutating func variable(
    of actor: ActorID, _ syntax: ExpressionSyntax, _ name: Name, at span: SourceSpan
  ) -> Typed? {
    usage.named.insert(.actor(actor))
    guard !facts.failed.contains(.actor(actor)) else { return nil }
    let shape = facts.shapes[actor]
    let actorName = declarations.actors[actor].name.text
    let index = shape.index.map { model.locals[$0].type }
    guard let instance = instance(syntax, of: index, name: actorName) else { return nil }
    guard let id = shape.variables[name.text] else {
      reportUnknown(
        name, "the actor '\(actorName)' has no variable '\(name.text)'", among: shape.variables.keys.sorted())
      return nil
    }
    return read(id, instance: instance.index, at: span)
  }

  /// Checks `base[index]`.
  mutating func element(of base: ExpressionSyntax, _ index: ExpressionSyntax, at span: SourceSpan) -> Typed? {
    guard let base = expression(base) else { return nil }
    guard case .array(let type, let element) = base.type else {
      report(.invalidOperation, "only arrays and families have an index, and this is \(base.type.phrase)", at: span)
      return nil
    }
    guard let index = value(index, of: type) else { return nil }
    return Typed(.element(base.expression, index.expression), element, at: span, from: [base, index])
  }

  /// Checks `actor is state`.
  mutating func isState(_ syntax: ExpressionSyntax, _ names: [Name], at span: SourceSpan) -> Typed? {
    guard let actor = actorNamed(syntax) else {
      if case .name(let name) = syntax.kind, symbols[name.text] == nil {
        reportUnknown(name, unknownMessage(name, as: "actor"), among: declarations.actors.map(\.name.text))
      } else {
        report(.invalidOperation, "'is' asks for the state of an actor, and this is none", at: syntax.span)
      }
      return nil
    }
    usage.named.insert(.actor(actor))
    guard !facts.failed.contains(.actor(actor)) else { return nil }
    let shape = facts.shapes[actor]
    let actorName = declarations.actors[actor].name.text
    let index = shape.index.map { model.locals[$0].type }
    guard let instance = instance(syntax, of: index, name: actorName) else { return nil }
    var locations: Set<LocationID> = []
    for name in names {
      guard let found = shape.named[name.text] else {
        reportUnknown(
          name, "the actor '\(actorName)' has no state or sequence '\(name.text)'", among: shape.named.keys.sorted())
        return nil
      }
      locations.formUnion(found)
    }
    var typed = Typed(
      Expression(.location(ActorReference(actor, instance: instance.index?.expression), locations), .bool, at: span),
      dynamic: Cause("the state of", named: actorName, at: span, declaration: declarations.actors[actor].name.span))
    if let index = instance.index { typed.add(index) }
    return typed
  }
}
