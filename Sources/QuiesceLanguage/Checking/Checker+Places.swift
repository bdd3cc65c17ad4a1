import QuiesceModel

/// A checked place with what the checker has to know about it.
struct TypedPlace: Sendable {
  /// The place.
  var place: Place
  /// Whether only ghost state is written.
  var isGhost: Bool
  /// The place as an expression, not counted as read.
  var current: Typed
  /// The ghost state that decides which place it is.
  var selector: Cause?
  /// Whether it is what an optional holds: the place is the optional, and what is written is wrapped.
  var isUnwrapped = false

  /// The type of what is written.
  var type: ValueType { current.type }
}

extension Checker {
  /// Checks what an assignment writes: a variable, an element, a field.
  mutating func place(_ syntax: ExpressionSyntax) -> TypedPlace? {
    switch syntax.kind {
    case .name(let name): return variablePlace(name)
    case .member(let base, let name):
      if let actor = actorNamed(base) {
        report(
          .invalidOperation,
          "only the actor '\(declarations.actors[actor].name.text)' itself writes its variables, by their bare names",
          at: syntax.span)
        return nil
      }
      if channelNamed(base) != nil {
        report(
          .invalidOperation, "a queue or bag is changed by push, pop, clear and removeAll, not by assignment",
          at: syntax.span)
        return nil
      }
      guard let base = wholePlace(base) else { return nil }
      guard case .structure(let type) = base.place.type else {
        report(.invalidOperation, "\(base.place.type.phrase) has no field to assign", at: name.span)
        return nil
      }
      guard let part = field(of: base.current, type, name, at: syntax.span),
        case .field(_, let position) = part.expression.kind
      else { return nil }
      return extend(base, by: .field(position), current: part, isGhost: type.fields[position].isGhost)
    case .element(let base, let index):
      guard let base = wholePlace(base) else { return nil }
      guard case .array(let indexType, let element) = base.place.type else {
        report(
          .invalidOperation, "only arrays have elements to assign, and this is \(base.place.type.phrase)",
          at: syntax.span)
        return nil
      }
      guard let index = value(index, of: indexType) else { return nil }
      let current = Typed(
        .element(base.current.expression, index.expression), element, at: syntax.span, from: [base.current, index])
      var result = extend(base, by: .element(index.expression), current: current, isGhost: false)
      result.selector = result.selector ?? index.ghost
      return result
    case .unwrap(let operand):
      guard var base = wholePlace(operand) else { return nil }
      guard case .optional(let wrapped) = base.type else {
        report(.invalidOperation, "'!' unwraps an optional, and this is \(base.type.phrase)", at: syntax.span)
        return nil
      }
      base.current = Typed(.unwrap(base.current.expression), wrapped, at: syntax.span, from: [base.current])
      base.isUnwrapped = true
      return base
    case .integer, .boolean, .none, .enumCase, .call, .method, .not, .negate, .binary, .conditional,
      .quantified, .membership, .set, .array, .isState:
      report(.invalidOperation, "this cannot be assigned: it is no variable, element or field", at: syntax.span)
      return nil
    }
  }

  /// A place of its own, not what an optional holds.
  private mutating func wholePlace(_ syntax: ExpressionSyntax) -> TypedPlace? {
    guard let place = place(syntax) else { return nil }
    guard place.isUnwrapped else { return place }
    reportUnwrapped(place)
    return nil
  }

  /// Reports that what an optional holds can be changed as a whole only.
  mutating func reportUnwrapped(_ place: TypedPlace) {
    report(
      .invalidOperation, "what an optional holds is changed by +=, -=, insert and remove only", at: place.current.span,
      notes: [Diagnostic.Note("assign the optional itself, without '!'")])
  }

  private func extend(_ base: TypedPlace, by part: Place.Part, current: Typed, isGhost: Bool) -> TypedPlace {
    let place = Place(
      variable: base.place.variable, path: base.place.path + [part], type: current.type, span: current.span)
    return TypedPlace(
      place: place, isGhost: base.isGhost || isGhost, current: current, selector: base.selector)
  }

  private mutating func variablePlace(_ name: Name) -> TypedPlace? {
    if context.locals[name.text] != nil {
      report(
        .invalidOperation, "'\(name.text)' is a name for a value here: it cannot be assigned", at: name.span)
      return nil
    }
    if let own = ownVariable(name.text) { return variablePlace(own, instance: ownInstance(at: name.span), name) }
    guard let symbol = symbols[name.text] else {
      let own: [String]
      switch context.owner {
      case .shared: own = []
      case .actor(let id): own = facts.shapes[id].variables.keys.sorted()
      case .monitor(let id): own = facts.monitorVariables[id].keys.sorted()
      }
      let candidates = own + declarations.variables.filter { $0.owner == .shared }.map(\.syntax.name.text)
      reportUnknown(name, "there is no variable '\(name.text)'", among: candidates)
      return nil
    }
    usage.named.insert(symbol)
    guard case .variable(let id) = symbol else {
      report(
        .invalidOperation, "'\(name.text)' is \(symbol.phrase): it cannot be assigned", at: name.span,
        notes: declarationName(of: symbol).map { [Diagnostic.Note("declared here", at: $0.span)] } ?? [])
      return nil
    }
    if case .monitor = context.owner {
      report(
        .invalidOperation, "a monitor only observes: it cannot write the model's variable '\(name.text)'",
        at: name.span)
      return nil
    }
    return variablePlace(id, instance: nil, name)
  }

  private mutating func variablePlace(_ id: VariableID, instance: Typed?, _ name: Name) -> TypedPlace? {
    guard !facts.failed.contains(.variable(id)) else { return nil }
    usage.writtenVariables.insert(id)
    let declared = model.variables[id]
    let place = Place(
      variable: VariableReference(id, instance: instance?.expression), path: [], type: declared.type, span: name.span)
    return TypedPlace(
      place: place, isGhost: declared.isGhost, current: variable(id, instance: instance, at: name.span))
  }
}
