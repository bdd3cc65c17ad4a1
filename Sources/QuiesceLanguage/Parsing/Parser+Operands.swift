import QuiesceModel

extension Parser {
  /// An operand with its prefix and postfix operators.
  mutating func operand() throws(Failure) -> ExpressionSyntax {
    let start = current
    switch kind {
    case .exclamation:
      mark(.tightAfter)
      advance()
      let inner = try nested { (parser) throws(Failure) in try parser.operand() }
      return try node(.not(inner), from: start, above: height)
    case .minus:
      mark(.tightAfter)
      advance()
      let inner = try nested { (parser) throws(Failure) in try parser.operand() }
      return try node(.negate(inner), from: start, above: height)
    case .word where startsNegation():
      reportWord(as: "!")
      advance()
      let inner = try nested { (parser) throws(Failure) in try parser.operand() }
      return try node(.not(inner), from: start, above: height)
    case .tilde:
      mark(.tightAfter)
      advance()
      let inner = try nested { (parser) throws(Failure) in try parser.operand() }
      let ones = ExpressionSyntax(.integer(-1), at: span(start))
      return try node(.binary(.bitXor, inner, ones), from: start, above: height)
    default:
      return try postfix(try primary(), from: start)
    }
  }

  private mutating func postfix(_ base: ExpressionSyntax, from start: Token) throws(Failure) -> ExpressionSyntax {
    var result = base
    while true {
      let baseHeight = height
      switch kind {
      case .dot:
        mark(.tight)
        advance()
        let member = try name(of: "a member's name")
        if kind == .leftParenthesis, !current.startsLine {
          let arguments = try arguments()
          result = try node(.method(result, member, arguments), from: start, above: max(baseHeight, height))
        } else {
          result = try node(.member(result, member), from: start, above: baseHeight)
        }
      case .leftBracket where allowsElementAccess && !current.startsLine:
        let index = try subscriptIndex()
        result = try node(.element(result, index), from: start, above: max(baseHeight, height))
      case .exclamation where !current.startsLine:
        mark(.tightBefore)
        advance()
        result = try node(.unwrap(result), from: start, above: baseHeight)
      default: return result
      }
    }
  }

  /// `[position]`
  mutating func subscriptIndex() throws(Failure) -> ExpressionSyntax {
    mark(.tightBefore)
    try expect(.leftBracket)
    let index = try inBrackets { (parser) throws(Failure) in try parser.expression() }
    try expect(.rightBracket, " behind the index")
    return index
  }

  /// Parses what stands inside brackets, where `[` behind a name is an index whatever stands outside.
  private mutating func inBrackets<Result>(
    _ parse: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = allowsElementAccess
    allowsElementAccess = true
    defer { allowsElementAccess = outer }
    return try parse(&self)
  }

  /// `(label: value, value)`; `height` is that of the highest afterwards.
  mutating func arguments() throws(Failure) -> [ExpressionSyntax.Argument] {
    try labelled { (parser, label) throws(Failure) in
      ExpressionSyntax.Argument(label: label, value: try parser.expression())
    }
  }

  /// `(label: value, let name)`: what a step receives.
  mutating func received() throws(Failure) -> [StepSyntax.Received] {
    try labelled { (parser, label) throws(Failure) in
      guard parser.isWord("let"), parser.token(1).kind == .word else {
        return StepSyntax.Received(label: label, kind: .value(try parser.expression()))
      }
      parser.advance()
      let name = try parser.plainName(of: "the name of the received value")
      return StepSyntax.Received(label: label, kind: .anything(name))
    }
  }

  private mutating func labelled<Element>(
    _ element: (inout Parser, Name?) throws(Failure) -> Element
  ) throws(Failure) -> [Element] {
    mark(.tightBefore)
    try expect(.leftParenthesis)
    var highest = 0
    let result = try inBrackets { (parser) throws(Failure) in
      var elements: [Element] = []
      while parser.kind != .rightParenthesis {
        var label: Name?
        if parser.kind == .word, parser.token(1).kind == .colon {
          label = try parser.name(of: "a label")
          parser.advance()
        }
        elements.append(try element(&parser, label))
        highest = max(highest, parser.height)
        guard parser.pass(.comma) else { break }
      }
      return elements
    }
    try expect(.rightParenthesis, " behind the arguments")
    height = highest
    return result
  }

  private mutating func primary() throws(Failure) -> ExpressionSyntax {
    let start = current
    switch kind {
    case .integer: return try node(.integer(try integer()), from: start)
    case .dot:
      mark(.tightAfter)
      advance()
      return try node(.enumCase(try name(of: "a case's name")), from: start)
    case .leftParenthesis:
      advance()
      let inner = try inBrackets { (parser) throws(Failure) in try parser.expression() }
      try expect(.rightParenthesis, " to close the parenthesis")
      return ExpressionSyntax(inner.kind, at: span(from: start))
    case .leftBrace:
      let kind = try list(closedBy: .rightBrace, "a set")
      return try node(kind, from: start, above: height)
    case .leftBracket:
      let kind = try list(closedBy: .rightBracket, "an array")
      return try node(kind, from: start, above: height)
    case .word: return try wordPrimary()
    default: throw unexpected("an expression")
    }
  }

  /// `{a, b}`, `{x in S where c}` or `[a, b]`; `height` is that of the highest afterwards.
  private mutating func list(
    closedBy close: Token.Kind, _ what: String
  ) throws(Failure) -> ExpressionSyntax.Kind {
    mark(.tightAfter)
    advance()
    var highest = 0
    let kind = try inBrackets { (parser) throws(Failure) -> ExpressionSyntax.Kind in
      var elements: [ExpressionSyntax] = []
      while parser.kind != close {
        let element = try parser.expression()
        highest = max(highest, parser.height)
        if close == .rightBrace, elements.isEmpty, let filter = try parser.filter(element) {
          highest = max(highest, parser.height)
          return filter
        }
        elements.append(element)
        guard parser.pass(.comma) else { break }
      }
      return close == .rightBrace ? .set(elements) : .array(elements)
    }
    mark(.tightBefore)
    try expect(close, " to close \(what)")
    height = highest
    return kind
  }

  /// What `where` makes of `x in S`; nil where there is none.
  private mutating func filter(_ membership: ExpressionSyntax) throws(Failure) -> ExpressionSyntax.Kind? {
    guard isWord("where"), case .membership(let element, let domain) = membership.kind,
      case .name(let name) = element.kind
    else { return nil }
    advance()
    return .quantified(.filter, name, domain, condition: try expression(), body: nil)
  }

  private mutating func wordPrimary() throws(Failure) -> ExpressionSyntax {
    let start = current
    let word = text(start)
    switch word {
    case "true", "false":
      advance()
      return try node(.boolean(word == "true"), from: start)
    case "none":
      advance()
      return try node(.none, from: start)
    case "if": return try conditional()
    case "forall", "exists": return try quantified()
    case "count", "min", "max", "choose":
      if token(1).kind == .word, isWord("in", ahead: 2) { return try quantified() }
    case "then", "else", "implies", "in", "is": throw unexpected("an expression")
    default: break
    }
    let name = try name(of: "an expression")
    if kind == .leftParenthesis, !current.startsLine {
      let arguments = try arguments()
      return try node(.call(name, arguments), from: start, above: height)
    }
    return try node(.name(name), from: start)
  }

  private mutating func conditional() throws(Failure) -> ExpressionSyntax {
    let start = current
    advance()
    let condition = try expression()
    var highest = height
    guard pass(word: "then") else { throw unexpected("'then' and the value if the condition holds") }
    let positive = try expression()
    highest = max(highest, height)
    guard pass(word: "else") else { throw unexpected("'else' and the value if the condition does not hold") }
    let negative = try expression()
    return try node(.conditional(condition, positive, negative), from: start, above: max(highest, height))
  }

  private mutating func quantified() throws(Failure) -> ExpressionSyntax {
    let start = current
    guard let quantifier = Quantifier(rawValue: text(start)) else { throw unexpected("a quantifier") }
    advance()
    let name = try plainName(of: "the name of the quantified value")
    guard pass(word: "in") else { throw unexpected("'in' and what '\(name.text)' ranges over") }
    let domain = try domain()
    var highest = height
    var condition: ExpressionSyntax?
    if pass(word: "where") {
      condition = try expression()
      highest = max(highest, height)
    }
    var body: ExpressionSyntax?
    if quantifier != .choose {
      try expect(.colon, " and what '\(quantifier.rawValue)' asks of '\(name.text)'")
      body = try expression()
      highest = max(highest, height)
    }
    let kind = ExpressionSyntax.Kind.quantified(quantifier, name, domain, condition: condition, body: body)
    return try node(kind, from: start, above: highest)
  }

  /// A decimal or `0x` hexadecimal number.
  private mutating func integer() throws(Failure) -> Int {
    let token = current
    advance()
    var digits = source.bytes[Int(token.start)..<Int(token.end)].filter { $0 != UInt8(ascii: "_") }
    let isHexadecimal = digits.count > 2 && digits[0] == UInt8(ascii: "0") && digits[1] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { digits.removeFirst(2) }
    let radix = isHexadecimal ? 16 : 10
    var value = 0
    var isTooLarge = false
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else {
        report(.unexpectedToken, "this is no number: a name cannot start with a digit", at: span(token))
        throw .unexpected
      }
      let (product, overflows) = value.multipliedReportingOverflow(by: radix)
      let (sum, carries) = product.addingReportingOverflow(digit)
      isTooLarge = isTooLarge || overflows || carries
      value = sum
    }
    guard !isTooLarge else {
      report(.numberTooLarge, "this number is larger than \(Int.max), the largest there is", at: span(token))
      return 0
    }
    return value
  }
}
