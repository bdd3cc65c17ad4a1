import QuiesceModel

extension Checker {
  /// Checks `name(arguments)`: a function, or a structure literal.
  mutating func call(_ name: Name, _ arguments: [ExpressionSyntax.Argument], at span: SourceSpan) -> Typed? {
    guard let symbol = symbols[name.text] else {
      let candidates = declarations.functions.map(\.name.text) + declarations.types.map(\.name.text)
      let hint = name.text == "not" ? "write '!' instead of 'not'" : nil
      reportUnknown(name, unknownMessage(name, as: "function or structure"), among: candidates, hint: hint)
      return nil
    }
    usage.named.insert(symbol)
    guard !facts.failed.contains(symbol) else { return nil }
    switch symbol {
    case .function(let id):
      let function = model.functions[id]
      if case .condition = declarations.functions[id] {
        report(
          .wrongArguments, "'\(name.text)' is a named condition: it is written without parentheses", at: span)
        return nil
      }
      let parameters = function.parameters.map { (name: model.locals[$0].name, type: model.locals[$0].type) }
      guard let values = self.arguments(arguments, for: parameters, of: name) else { return nil }
      return call(id, values, at: span)
    case .type(let id):
      guard case .structure(let type)? = facts.types[id] else {
        report(
          .invalidOperation, "'\(name.text)' is a type, but no structure: it has no literal with parentheses", at: span)
        return nil
      }
      return structure(type, arguments, name, at: span)
    case .event:
      report(
        .invalidOperation, "'\(name.text)' is an event: monitors and properties match it, it has no value",
        at: name.span)
    case .parameter, .variable, .channel, .signal, .actor:
      report(.invalidOperation, "'\(name.text)' is \(symbol.phrase), not a function", at: name.span)
    }
    return nil
  }

  /// A call with checked arguments.
  func call(_ id: FunctionID, _ arguments: [Typed], at span: SourceSpan) -> Typed {
    let known = facts.functions[id]
    let function = model.functions[id]
    var typed = Typed(.call(id, arguments.map(\.expression)), function.result, at: span, from: arguments)
    typed.ghost = known.ghost?.read(through: function.name, at: span) ?? typed.ghost
    typed.dynamic = known.dynamic?.read(through: function.name, at: span) ?? typed.dynamic
    return typed
  }

  /// Checks arguments against labels and types; nil if something is wrong with them.
  mutating func arguments(
    _ arguments: [ExpressionSyntax.Argument], for parameters: [(name: String, type: ValueType)], of name: Name
  ) -> [Typed]? {
    guard arguments.count == parameters.count else {
      let wanted = parameters.map(\.name).joined(separator: ", ")
      let expects =
        switch parameters.count {
        case 0: "no arguments"
        case 1: "1 argument (\(wanted))"
        case let count: "\(count) arguments (\(wanted))"
        }
      report(
        .wrongArguments,
        "'\(name.text)' takes \(expects), and \(arguments.count) \(arguments.count == 1 ? "is" : "are") given",
        at: name.span)
      return nil
    }
    var result: [Typed] = []
    for (argument, parameter) in zip(arguments, parameters) {
      if let label = argument.label, label.text != parameter.name {
        report(
          .wrongArguments, "'\(name.text)' takes '\(parameter.name)' here, not '\(label.text)'", at: label.span)
        continue
      }
      if let value = value(argument.value, of: parameter.type) { result.append(value) }
    }
    return result.count == parameters.count ? result : nil
  }

  private mutating func structure(
    _ type: StructureType, _ arguments: [ExpressionSyntax.Argument], _ name: Name, at span: SourceSpan
  ) -> Typed? {
    var values: [Typed?] = Array(repeating: nil, count: type.fields.count)
    var isGiven = Array(repeating: false, count: type.fields.count)
    var hasUnknown = false
    for argument in arguments {
      guard let label = argument.label else {
        report(
          .wrongArguments, "the fields of '\(type.name)' are given with their labels", at: argument.value.span,
          notes: [Diagnostic.Note("write \(type.name)(\(type.fields.map { "\($0.name): …" }.joined(separator: ", ")))")]
        )
        return nil
      }
      guard let position = type.fields.firstIndex(where: { $0.name == label.text }) else {
        reportUnknown(label, "'\(type.name)' has no field '\(label.text)'", among: type.fields.map(\.name))
        hasUnknown = true
        continue
      }
      guard !isGiven[position] else {
        report(.wrongArguments, "the field '\(label.text)' is given twice", at: label.span)
        continue
      }
      isGiven[position] = true
      values[position] = value(argument.value, of: type.fields[position].type)
    }
    let missing = zip(type.fields, isGiven).filter { !$0.1 }.map { "'\($0.0.name)'" }
    // A label that is unknown was meant for a field that is missing.
    if !missing.isEmpty, !hasUnknown {
      let fields = missing.joined(separator: ", ")
      report(
        .wrongArguments, "'\(type.name)' lacks the field\(missing.count == 1 ? "" : "s") \(fields)", at: name.span)
      return nil
    }
    let complete = values.compactMap { $0 }
    guard complete.count == type.fields.count else { return nil }
    var typed = Typed(.structure(complete.map(\.expression)), .structure(type), at: span, from: [])
    for (value, field) in zip(complete, type.fields) {
      // A ghost field may hold what only ghosts may know.
      var part = value
      if field.isGhost { part.ghost = nil }
      typed.add(part)
    }
    return typed
  }

  /// Checks `base.name(arguments)`.
  mutating func method(
    of base: ExpressionSyntax, _ name: Name, _ arguments: [ExpressionSyntax.Argument], at span: SourceSpan
  ) -> Typed? {
    if let id = channelNamed(base) {
      guard name.text == "contains" else {
        let what = kind(of: model.channels[id])
        reportUnknown(name, "a \(what) has no question '\(name.text)'", among: ["contains"])
        return nil
      }
      guard let element = only(arguments, of: name) else { return nil }
      return contains(id, base, element, at: span)
    }
    guard let set = expression(base) else { return nil }
    guard case .set(let type) = set.type else {
      report(.invalidOperation, "\(set.type.phrase) has no method '\(name.text)'", at: name.span)
      return nil
    }
    switch name.text {
    case "contains":
      guard let argument = only(arguments, of: name), let element = expression(argument, expecting: type) else {
        return nil
      }
      return contains(set, element, at: span)
    case "inserting", "removing":
      guard let argument = only(arguments, of: name), let element = value(argument, of: type) else { return nil }
      let single = Typed(.set([element.expression]), set.type, at: element.span, from: [element])
      return operate(name.text == "inserting" ? .add : .subtract, set, single, at: span)
    case "intersection":
      guard let argument = only(arguments, of: name), let other = value(argument, of: set.type),
        let difference = operate(.subtract, set, other, at: span)
      else { return nil }
      return operate(.subtract, set, difference, at: span)
    default:
      let known = ["contains", "inserting", "removing", "intersection"]
      reportUnknown(name, "a set has no method '\(name.text)'", among: known)
      return nil
    }
  }

  /// The only argument, without a label.
  mutating func only(_ arguments: [ExpressionSyntax.Argument], of name: Name) -> ExpressionSyntax? {
    guard arguments.count == 1, arguments[0].label == nil else {
      report(.wrongArguments, "'\(name.text)' takes one value without a label", at: name.span)
      return nil
    }
    return arguments[0].value
  }

  /// Checks `{a, b}`.
  mutating func setLiteral(_ values: [ExpressionSyntax], _ expected: ValueType?, at span: SourceSpan) -> Typed? {
    if case .set(let element)? = expected?.unwrapped {
      let members = values.map { value($0, of: element) }
      guard !members.contains(where: { $0 == nil }) else { return nil }
      return setOf(members.compactMap { $0 }, element, at: span)
    }
    guard !values.isEmpty else {
      report(.typeMismatch, "nothing here tells the type of '{}'", at: span)
      return nil
    }
    var members: [Typed] = []
    var type: ValueType?
    for syntax in values {
      guard let member = expression(syntax, expecting: type) else { return nil }
      guard let known = type else {
        type = member.type
        members.append(member)
        continue
      }
      guard fits(member, known) else {
        reportMismatch(member, known)
        return nil
      }
      let fitted = coerce(member, to: anyBounds(known)) ?? member
      type = known.joined(with: fitted.type)
      members.append(fitted)
    }
    guard let type, isEnumerable(type, what: "the elements of a set", at: span) else { return nil }
    return setOf(members, type, at: span)
  }

  /// The type without the bounds of its integers.
  private func anyBounds(_ type: ValueType) -> ValueType {
    switch type {
    case .integer: .integer(nil)
    case .optional(let wrapped): .optional(anyBounds(wrapped))
    case .bool, .enumeration, .symmetric, .structure, .array, .set: type
    }
  }

  private func setOf(_ members: [Typed], _ element: ValueType, at span: SourceSpan) -> Typed {
    if members.isEmpty { return Typed(Expression(.constant(.set([])), .set(element), at: span)) }
    return Typed(.set(members.map(\.expression)), .set(element), at: span, from: members)
  }

  /// Checks `[a, b]`, one value for each index.
  mutating func arrayLiteral(_ values: [ExpressionSyntax], _ expected: ValueType?, at span: SourceSpan) -> Typed? {
    guard case .array(let index, let element)? = expected?.unwrapped else {
      report(.typeMismatch, "nothing here tells the index of this array", at: span)
      return nil
    }
    if let symmetric = index.containedSymmetric {
      report(
        .symmetryBroken, "a list of elements would tell the values of the symmetric type '\(symmetric.name)' apart",
        at: span, notes: [Diagnostic.Note("give one value, which fills the array")])
      return nil
    }
    let count = index.ordinals?.count ?? 0
    guard values.count == count else {
      report(
        .wrongArguments,
        "this array has \(count) elements, and \(values.count) \(values.count == 1 ? "is" : "are") given",
        at: span)
      return nil
    }
    let members = values.map { value($0, of: element) }.compactMap { $0 }
    guard members.count == count else { return nil }
    return Typed(.array(members.map(\.expression)), .array(index: index, element: element), at: span, from: members)
  }
}
