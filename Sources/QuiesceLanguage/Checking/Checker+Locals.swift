import QuiesceModel

extension Checker {
  mutating func makeLocal(_ name: String, _ type: ValueType, ghost: Cause? = nil, dynamic: Cause?) -> LocalID {
    model.locals.append(Local(name: name, type: type))
    facts.locals.append(Facts.Local(ghost: ghost, dynamic: dynamic))
    return model.locals.count - 1
  }

  /// Makes a name known from here to the end of its scope.
  mutating func bind(_ name: Name, _ type: ValueType, ghost: Cause? = nil, dynamic: Cause?) -> LocalID {
    if let known = context.locals[name.text] {
      reportDuplicate(name, first: known.name)
    } else if let own = ownVariable(name.text) {
      reportDuplicate(name, first: declarations.variables[own].syntax.name)
    } else if context.role == .step, let symbol = symbols[name.text], isValue(symbol) {
      reportDuplicate(name, first: declarationName(of: symbol))
    }
    let local = makeLocal(name.text, type, ghost: ghost, dynamic: dynamic)
    context.locals.bind(name, local)
    return local
  }

  /// Makes a name known whose value has been reported: whoever reads it is silent.
  mutating func bindUnknown(_ name: Name) {
    context.locals.bind(name, Context.unknownLocal)
  }

  /// A variable of the actor or monitor whose text is checked.
  func ownVariable(_ name: String) -> VariableID? {
    switch context.owner {
    case .shared: nil
    case .actor(let id): facts.shapes[id].variables[name]
    case .monitor(let id): facts.monitorVariables[id][name]
    }
  }

  /// Whether an expression may name the symbol, so that a step's local of its name would mislead.
  private func isValue(_ symbol: Symbol) -> Bool {
    switch symbol {
    case .parameter, .variable, .channel, .function: true
    case .type, .signal, .event, .actor: false
    }
  }
}
