extension Parser {
  /// A declaration at the top of a file.
  mutating func declaration() throws(Failure) -> DeclarationSyntax {
    let documentation = documentation()
    if kind == .at { return .event(try event(documentation)) }
    guard kind == .word else { throw unknownDeclaration() }
    switch text(current) {
    case "param": return .parameter(try parameter(documentation))
    case "type", "symmetric", "enum", "struct": return .type(try typeDeclaration(documentation))
    case "var": return .variable(try variable(documentation))
    case "ghost" where isWord("queue", ahead: 1) || isWord("bag", ahead: 1):
      return .channel(try channel(documentation))
    case "ghost": return .variable(try variable(documentation))
    case "queue", "bag": return .channel(try channel(documentation))
    case "signal": return .signal(try message("the signal's name", documentation))
    case "event": return .event(try event(documentation))
    case "let": return .condition(try condition(documentation))
    case "func": return .function(try function(documentation))
    case "actor", "fair", "strongly": return .actor(try actor(documentation))
    case "extra" where isWord("monitor", ahead: 1): return .monitor(try monitor(documentation))
    case "extra" where ["property", "ltl", "rv"].contains { isWord($0, ahead: 1) }:
      return .property(try property(documentation))
    case "monitor": return .monitor(try monitor(documentation))
    case "property", "ltl", "rv": return .property(try property(documentation))
    case "check", "extra": return .check(try check(documentation))
    case "model":
      report(.unexpectedToken, "'model' comes first in a file, before imports and declarations", at: span(current))
      throw .unexpected
    default: throw unknownDeclaration()
    }
  }

  private mutating func unknownDeclaration() -> Failure {
    if kind == .rightBrace {
      report(.unexpectedToken, "this '}' closes nothing", at: span(current))
      return .unexpected
    }
    var notes: [Diagnostic.Note] = []
    if kind == .word, let habit = declarationHabit() {
      notes.append(Diagnostic.Note(habit))
    } else if kind == .word, let word = closest(to: text(current), among: Parser.declarationWords) {
      notes.append(Diagnostic.Note("did you mean '\(word)'?", at: span(current)))
    } else if let note = markHabit(wanted: "a declaration") ?? misplacedHome() {
      notes.append(Diagnostic.Note(note))
    }
    if kind != .invalid {
      report(.unexpectedToken, "expected a declaration, found \(description(current))", at: span(current), notes: notes)
    }
    return .unexpected
  }

  private func misplacedHome() -> String? {
    guard kind == .word else { return nil }
    switch text(current) {
    case "state", "initial", "final", "committed", "sequence": return "states and sequences stand inside an 'actor'"
    case "step": return "steps stand inside a 'state' or a 'sequence'"
    case "expect", "allow": return "expectations stand inside a 'check'"
    case "within": return "a search bound stands inside a 'check'"
    case "invariant", "never", "reachable", "eventually": return "write 'property NAME: …' around it"
    default: return nil
    }
  }

  private mutating func parameter(_ documentation: String) throws(Failure) -> ParameterSyntax {
    advance()
    let name = try plainName(of: "the parameter's name")
    mark(.spacedColon)
    try expect(.colon, " and the parameter's type")
    let type = try type()
    try expect(.assign, " and the parameter's default value")
    return ParameterSyntax(name: name, type: type, value: try expression(), documentation: documentation)
  }

  /// `[ghost] var name : type = value`
  mutating func variable(_ documentation: String) throws(Failure) -> VariableSyntax {
    let isGhost = pass(word: "ghost")
    guard pass(word: "var") else { throw unexpected("'var', 'queue' or 'bag' behind 'ghost'") }
    let name = try plainName(of: "the variable's name")
    mark(.spacedColon)
    try expect(.colon, " and the variable's type")
    let type = try type()
    try expect(.assign, " and the variable's initial value ('any' for all)")
    var value: ExpressionSyntax?
    if !isBareAny() { value = try expression() } else { advance() }
    return VariableSyntax(name: name, type: type, value: value, isGhost: isGhost, documentation: documentation)
  }

  /// Whether `any` stands here alone, and not as the start of an expression over something of that name.
  private func isBareAny() -> Bool {
    guard isWord("any") else { return false }
    let next = token(1)
    return next.startsLine || next.kind == .end || next.kind == .rightBrace || next.kind == .semicolon
  }

  private mutating func channel(_ documentation: String) throws(Failure) -> ChannelSyntax {
    let isGhost = pass(word: "ghost")
    let isBag = isWord("bag")
    let what = isBag ? "bag" : "queue"
    advance()
    let name = try plainName(of: "the \(what)'s name")
    let index = try familyIndex()
    mark(.spacedColon)
    try expect(.colon, " and the type of the \(what)'s elements")
    allowsElementAccess = false
    defer { allowsElementAccess = true }
    let element = try type()
    allowsElementAccess = true
    mark(.tightBefore)
    try expect(.leftBracket, " and the \(what)'s capacity")
    let capacity = try expression()
    try expect(.rightBracket, " behind the capacity")
    let content = pass(.assign) ? try expression() : nil
    return ChannelSyntax(
      isBag: isBag, name: name, index: index, element: element, capacity: capacity, content: content, isGhost: isGhost,
      documentation: documentation)
  }

  /// `[i in T]` behind the name of a family, if it stands here.
  mutating func familyIndex() throws(Failure) -> IndexSyntax? {
    guard kind == .leftBracket, !current.startsLine else { return nil }
    mark(.tightBefore)
    advance()
    let name = try plainName(of: "the index's name")
    guard pass(word: "in") else { throw unexpected("'in' and the index's type") }
    let type = try type()
    try expect(.rightBracket, " behind the index")
    return IndexSyntax(name: name, type: type)
  }

  private mutating func message(_ what: String, _ documentation: String) throws(Failure) -> MessageSyntax {
    advance()
    let name = try plainName(of: what)
    let parameters = kind == .leftParenthesis && !current.startsLine ? try parameters() : []
    return MessageSyntax(name: name, parameters: parameters, attributes: [], documentation: documentation)
  }

  /// `[@attribute]* event name[(label: type, …)]`
  private mutating func event(_ documentation: String) throws(Failure) -> MessageSyntax {
    let attributes = try attributes()
    guard isWord("event") else {
      report(
        .unexpectedToken, "expected 'event' behind the attribute, found \(description(current))", at: span(current),
        notes: [Diagnostic.Note("attributes belong to steps and events")])
      throw .unexpected
    }
    var event = try message("the event's name", documentation)
    event.attributes = attributes
    return event
  }

  /// `(label: type, …)`
  private mutating func parameters() throws(Failure) -> [FieldSyntax] {
    mark(.tightBefore)
    try expect(.leftParenthesis)
    var fields: [FieldSyntax] = []
    while kind != .rightParenthesis {
      let isGhost = isWord("ghost") && token(1).kind == .word && pass(word: "ghost")
      let name = try plainName(of: "a parameter's name")
      try expect(.colon, " and the parameter's type")
      fields.append(FieldSyntax(name: name, type: try type(), isGhost: isGhost))
      guard pass(.comma) else { break }
    }
    try expect(.rightParenthesis, " behind the parameters")
    return fields
  }

  private mutating func condition(_ documentation: String) throws(Failure) -> ConditionSyntax {
    advance()
    let name = try plainName(of: "the condition's name")
    try expect(.assign, " and what the name stands for")
    return ConditionSyntax(name: name, value: try expression(), documentation: documentation)
  }

  private mutating func function(_ documentation: String) throws(Failure) -> FunctionSyntax {
    advance()
    let name = try plainName(of: "the function's name")
    guard kind == .leftParenthesis else { throw unexpected("'(' and the function's parameters") }
    let parameters = try parameters()
    try expect(.arrow, " and the type of the result")
    let result = try type()
    try expect(.assign, " and the function's value")
    return FunctionSyntax(
      name: name, parameters: parameters, result: result, body: try expression(), documentation: documentation)
  }
}
