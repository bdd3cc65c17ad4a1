extension Parser {
  /// `[extra] property name "text": …`, `[extra] ltl name "text": formula` or `[extra] rv name "text" { rules }`
  mutating func property(_ documentation: String) throws(Failure) -> PropertySyntax {
    let isExtra = pass(word: "extra")
    let isFormula = isWord("ltl")
    let isRules = isWord("rv")
    advance()
    let name = try plainName(of: "the property's name")
    let description = kind == .string ? try quoted("the property's text") : nil
    if isRules { return try rules(isExtra: isExtra, name, description, documentation) }
    try expect(.colon, " and what must hold")
    let start = current
    let body = isFormula ? .temporal(try formula()) : try propertyBody()
    return PropertySyntax(
      isExtra: isExtra, name: name, description: description, body: body, span: span(from: start),
      documentation: documentation)
  }

  /// The rules of an `rv` between their braces.
  private mutating func rules(
    isExtra: Bool, _ name: Name, _ description: String?, _ documentation: String
  ) throws(Failure) -> PropertySyntax {
    let start = current
    var rules: [PropertySyntax.Rule] = []
    let starts = { (parser: Parser) in parser.kind == .word && parser.token(1).kind == .assign }
    try block(of: "rv '\(name.text)'", .member, startsElement: starts) { (parser) throws(Failure) in
      let name = try parser.plainName(of: "the name of a rule")
      try parser.expect(.assign, " and the formula that '\(name.text)' stands for")
      rules.append(PropertySyntax.Rule(name: name, formula: try parser.formula()))
    }
    return PropertySyntax(
      isExtra: isExtra, name: name, description: description, body: .rules(rules), span: span(from: start),
      documentation: documentation)
  }

  private mutating func propertyBody() throws(Failure) -> PropertySyntax.Body {
    if let body = try stateBody() { return body }
    let start = current
    let formula = try formula()
    if !Parser.isTemporal(formula) {
      report(
        .unexpectedToken, "this property does not say when its condition holds", at: span(from: start),
        notes: [
          Diagnostic.Note("write 'invariant', 'never', 'reachable' or 'eventually' before it, or use 'leads to'")
        ])
      throw .unexpected
    }
    return .temporal(formula)
  }

  /// The body of a property that is no formula over runs, if one starts here.
  private mutating func stateBody() throws(Failure) -> PropertySyntax.Body? {
    let isKeyword = token(1).kind == .word || !continuesExpression(ahead: 1)
    if isKeyword, pass(word: "invariant") { return .invariant(try expression()) }
    if isKeyword, isWord("never"), token(1).kind == .word {
      advance()
      return .neverEvent(try eventPattern { (parser) throws(Failure) in try parser.expression() })
    }
    if isKeyword, pass(word: "reachable") {
      if startsEventPattern() {
        return .reachableEvent(try eventPattern { (parser) throws(Failure) in try parser.expression() })
      }
      return .reachable(try expression())
    }
    if isWord("always"), isWord("reachable", ahead: 1), startsOperand(token(2)) {
      advance()
      advance()
      if startsEventPattern() {
        return .alwaysReachableEvent(try eventPattern { (parser) throws(Failure) in try parser.expression() })
      }
      return .alwaysReachable(try expression())
    }
    if isWord("at"), isWord("rest", ahead: 1) {
      advance()
      advance()
      return .atRest(try expression())
    }
    return nil
  }

  /// Whether the token some places ahead goes on with an expression that ends before it.
  private func continuesExpression(ahead distance: Int) -> Bool {
    var copy = self
    copy.position = min(position + distance, tokens.count - 1)
    guard copy.kind != .leftParenthesis, copy.kind != .exclamation, copy.kind != .dot else { return false }
    return copy.kind != .minus && copy.continuesExpression()
  }

  /// Whether a condition on the state alone would say less.
  private static func isTemporal(_ formula: FormulaSyntax) -> Bool {
    switch formula.kind {
    case .condition: false
    case .event, .always, .eventually, .next, .until, .leadsTo: true
    case .not(let inner): isTemporal(inner)
    case .and(let left, let right), .or(let left, let right), .implies(let left, let right),
      .equivalent(let left, let right):
      isTemporal(left) || isTemporal(right)
    }
  }

  // MARK: - Event patterns

  /// Whether `event(a, _)` stands here, alone or before `when`, and not a call inside a larger expression.
  func startsEventPattern() -> Bool {
    guard kind == .word else { return false }
    var place = position + 1
    func kindAt(_ place: Int) -> Token.Kind { tokens[min(place, tokens.count - 1)].kind }
    if isWord("when", ahead: 1) { return true }
    guard kindAt(place) == .leftParenthesis, !tokens[place].startsLine else { return false }
    place += 1
    while kindAt(place) == .word {
      place += 1
      guard kindAt(place) == .comma else { break }
      place += 1
    }
    guard kindAt(place) == .rightParenthesis else { return false }
    var copy = self
    copy.position = min(place + 1, tokens.count - 1)
    return !copy.continuesExpression() || copy.connective() != nil
  }

  /// `event(a, _) [when condition]`
  mutating func eventPattern(
    condition: (inout Parser) throws(Failure) -> ExpressionSyntax
  ) throws(Failure) -> EventPatternSyntax {
    let event = try name(of: "the event's name")
    var names: [Name]?
    if kind == .leftParenthesis, !current.startsLine {
      mark(.tightBefore)
      advance()
      var list: [Name] = []
      while kind != .rightParenthesis {
        list.append(try plainName(of: "the name of an argument"))
        guard pass(.comma) else { break }
      }
      try expect(.rightParenthesis, " behind the event's arguments")
      names = list
    }
    height = 0
    let when = pass(word: "when") ? try condition(&self) : nil
    return EventPatternSyntax(event: event, arguments: names, condition: when)
  }

  // MARK: - Monitors

  /// `[extra] monitor name ["text"] { variables; on event(arguments) [when condition] { … } }`
  mutating func monitor(_ documentation: String) throws(Failure) -> MonitorSyntax {
    let isExtra = pass(word: "extra")
    advance()
    let name = try plainName(of: "the monitor's name")
    let description = kind == .string ? try quoted("the monitor's text") : nil
    var monitor = MonitorSyntax(
      isExtra: isExtra, name: name, description: description, variables: [], reactions: [],
      documentation: documentation)
    let starts = { (parser: Parser) in parser.isWord("on") || parser.isWord("var") || parser.isWord("ghost") }
    try block(of: "monitor '\(name.text)'", .member, startsElement: starts) { (parser) throws(Failure) in
      if parser.isWord("var") || parser.isWord("ghost") {
        monitor.variables.append(try parser.variable(parser.documentation()))
      } else if parser.pass(word: "on") {
        let event = try parser.eventPattern { (parser) throws(Failure) in try parser.expression() }
        let body = try parser.statements(of: "the reaction to '\(event.event.text)'")
        monitor.reactions.append(MonitorSyntax.Reaction(event: event, body: body))
      } else {
        throw parser.unexpected("'var' or 'on EVENT'")
      }
    }
    return monitor
  }
}
