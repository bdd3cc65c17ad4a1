import QuiesceModel

extension Parser {
  /// `{ statements }`
  mutating func statements(of owner: String) throws(Failure) -> [StatementSyntax] {
    var result: [StatementSyntax] = []
    try block(of: owner, .statement, startsElement: { $0.kind == .word && !$0.belongsOutside(.statement) }) {
      (parser) throws(Failure) in
      let statement = try parser.nested { (parser) throws(Failure) in try parser.statement() }
      result.append(statement)
      let isParted =
        parser.kind == .semicolon || parser.kind == .rightBrace || parser.kind == .end || parser.current.startsLine
      if !isParted { throw parser.unseparated(behind: statement) }
    }
    return result
  }

  private mutating func unseparated(behind statement: StatementSyntax) -> Failure {
    if case .assign = statement.kind, kind == .assign {
      return unexpected("the end of the value", notes: [Diagnostic.Note("assignments do not chain")])
    }
    return unexpected(
      "a new line or ';' behind the statement", notes: statementHabit().map { [Diagnostic.Note($0)] } ?? [])
  }

  private mutating func statement() throws(Failure) -> StatementSyntax {
    let start = current
    guard kind == .word else { throw unexpected("a statement") }
    let next = token(1)
    switch text(current) {
    case "if" where isWord("let", ahead: 1): return try ifLet()
    case "if": return try conditionalStatement()
    case "for" where next.kind == .word && isWord("in", ahead: 2): return try loop()
    case "let" where next.kind == .word:
      advance()
      let name = try plainName(of: "the name of the value")
      try expect(.assign, " and the value")
      return StatementSyntax(.letBinding(name, try expression()), at: span(from: start))
    case "emit" where next.kind == .word:
      advance()
      let event = try name(of: "the event's name")
      let arguments = kind == .leftParenthesis && !current.startsLine ? try arguments() : []
      return StatementSyntax(.emit(event, arguments), at: span(from: start))
    case "assert" where !startsPlace(next.kind):
      advance()
      let condition = try expression()
      let message = pass(.comma) ? try quoted("the assertion's text in quotes") : nil
      return StatementSyntax(.assert(condition, message: message), at: span(from: start))
    default:
      if let habit = statementHabit() {
        let failure = unexpected("a statement", notes: [Diagnostic.Note(habit)])
        skipParentheses()
        throw failure
      }
      return try placeStatement()
    }
  }

  /// Whether a word before this token is a variable that is assigned to.
  func startsPlace(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .assign, .addAssign, .subtractAssign, .dot, .leftBracket: true
    default: false
    }
  }

  private mutating func ifLet() throws(Failure) -> StatementSyntax {
    let start = current
    advance()
    advance()
    let name = try plainName(of: "the name of the unwrapped value")
    try expect(.assign, " and an optional value")
    let value = try expression()
    let positive = try statements(of: "the block of 'if'")
    return StatementSyntax(.ifLet(name, value, then: positive, otherwise: try otherwise()), at: span(from: start))
  }

  private mutating func conditionalStatement() throws(Failure) -> StatementSyntax {
    let start = current
    advance()
    let condition = try expression()
    if isWord("then") {
      throw unexpected("'{'", notes: [Diagnostic.Note("a statement has braces: 'if e { … } else { … }'")])
    }
    let positive = try statements(of: "the block of 'if'")
    let negative = try otherwise()
    return StatementSyntax(.conditional(condition, then: positive, otherwise: negative), at: span(from: start))
  }

  private mutating func otherwise() throws(Failure) -> [StatementSyntax] {
    guard isWord("else") else { return [] }
    mark(.startsElement)
    advance()
    guard isWord("if") else { return try statements(of: "the block of 'else'") }
    return [try nested { (parser) throws(Failure) in try parser.statement() }]
  }

  private mutating func loop() throws(Failure) -> StatementSyntax {
    let start = current
    advance()
    let name = try plainName(of: "the name of the loop's value")
    advance()
    let domain = try domain()
    let condition = pass(word: "where") ? try expression() : nil
    let body = try statements(of: "the block of 'for'")
    return StatementSyntax(.forEach(name, domain, condition: condition, body: body), at: span(from: start))
  }

  /// An assignment, or a method of a queue, bag or set.
  private mutating func placeStatement() throws(Failure) -> StatementSyntax {
    let start = current
    var place = try node(.name(try plainName(of: "a statement's first word")), from: start)
    while true {
      let placeHeight = height
      switch kind {
      case .dot:
        mark(.tight)
        advance()
        let member = try name(of: "a member's name")
        if kind == .leftParenthesis, !current.startsLine { return try method(member, of: place, from: start) }
        place = try node(.member(place, member), from: start, above: placeHeight)
      case .leftBracket where !current.startsLine:
        let index = try subscriptIndex()
        place = try node(.element(place, index), from: start, above: max(placeHeight, height))
      case .exclamation where !current.startsLine:
        mark(.tightBefore)
        advance()
        place = try node(.unwrap(place), from: start, above: placeHeight)
      case .assign, .addAssign, .subtractAssign:
        let compound: BinaryOperator? = kind == .assign ? nil : kind == .addAssign ? .add : .subtract
        advance()
        return StatementSyntax(
          .assign(place: place, compound: compound, value: try expression()), at: span(from: start))
      case .plus where doubledSign() != nil, .minus where doubledSign() != nil:
        return try incremented(place, from: start)
      default: throw noStatement(from: start)
      }
    }
  }

  /// `x++`, taken for `x += 1` once it is reported.
  private mutating func incremented(
    _ place: ExpressionSyntax, from start: Token
  ) throws(Failure) -> StatementSyntax {
    let sign = current
    let operation: BinaryOperator = kind == .plus ? .add : .subtract
    let written = source.text(from: Int(start.start), to: Int(tokens[position - 1].end))
    advance()
    advance()
    report(
      .unexpectedToken, "there is no '\(text(sign))\(text(sign))'", at: span(from: sign),
      notes: [Diagnostic.Note("write '\(written) \(text(sign))= 1'")])
    let one = try node(.integer(1), from: sign)
    return StatementSyntax(.assign(place: place, compound: operation, value: one), at: span(from: start))
  }

  private mutating func noStatement(from start: Token) -> Failure {
    var notes: [Diagnostic.Note] = []
    let written = source.text(from: Int(start.start), to: Int(tokens[position - 1].end))
    if let sign = compoundSign() {
      notes.append(Diagnostic.Note("write '\(written) = \(written) \(sign) …'"))
    } else if kind == .leftParenthesis {
      notes.append(Diagnostic.Note("a function gives a value and changes nothing; what a step does stands in its body"))
    } else if kind == .arrow, token(1).kind == .word {
      notes.append(Diagnostic.Note("a field is written '\(written).\(text(token(1)))'"))
    } else if tokens[position - 1].start == start.start {
      let words = ["if", "for", "let", "emit", "assert"]
      if let word = closest(to: text(start), among: words) { notes.append(Diagnostic.Note("did you mean '\(word)'?")) }
    }
    return unexpected("'=', '+=', '-=' or a method call", notes: notes)
  }

  private mutating func method(
    _ name: Name, of place: ExpressionSyntax, from start: Token
  ) throws(Failure) -> StatementSyntax {
    guard name.text == "removeAll" else {
      return StatementSyntax(.method(place: place, name, try arguments()), at: span(from: start))
    }
    mark(.tightBefore)
    advance()
    guard pass(word: "where") else { throw unexpected("'where: { x in condition }'") }
    try expect(.colon, " behind 'where'")
    try expect(.leftBrace, " and 'x in condition }'")
    let element = try plainName(of: "the name of an element")
    guard pass(word: "in") else { throw unexpected("'in' and the condition of what is removed") }
    let condition = try expression()
    try expect(.rightBrace, " behind the condition")
    try expect(.rightParenthesis, " behind the arguments")
    return StatementSyntax(.removeAll(place: place, element, condition), at: span(from: start))
  }
}
