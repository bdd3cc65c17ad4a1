extension Parser {
  /// How tightly a temporal operator binds, loosest first.
  enum Strength: Int, Comparable {
    case leadsTo = 1
    case implication, disjunction, conjunction, until, operand

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }

    var tighter: Strength { Strength(rawValue: rawValue + 1) ?? .operand }
  }

  /// What joins two formulas.
  enum Connective {
    case leadsTo, implies, equivalent, or, and, until
  }

  /// A formula of linear temporal logic; `height` is its height afterwards.
  mutating func formula() throws(Failure) -> FormulaSyntax {
    try formula(from: .leadsTo)
  }

  private mutating func formula(from lowest: Strength) throws(Failure) -> FormulaSyntax {
    try nested { (parser) throws(Failure) in try parser.connectives(from: lowest) }
  }

  private mutating func connectives(from lowest: Strength) throws(Failure) -> FormulaSyntax {
    let start = current
    var left = try formulaOperand()
    while let (connective, strength) = connective(), strength >= lowest {
      let leftHeight = height
      advance()
      if connective == .leadsTo { advance() }
      // `implies`, `equivalent` and `until` associate to the right.
      let isRight = strength == .implication || strength == .until
      let right = try formula(from: isRight ? strength : strength.tighter)
      let kind: FormulaSyntax.Kind =
        switch connective {
        case .leadsTo: .leadsTo(left, right)
        case .implies: .implies(left, right)
        case .equivalent: .equivalent(left, right)
        case .or: .or(left, right)
        case .and: .and(left, right)
        case .until: .until(left, right)
        }
      left = try formulaNode(kind, from: start, above: max(height, leftHeight))
    }
    return left
  }

  private mutating func formulaNode(
    _ kind: FormulaSyntax.Kind, from start: Token, above partHeight: Int
  ) throws(Failure) -> FormulaSyntax {
    guard partHeight < Parser.maximumNesting else { throw tooDeep() }
    height = partHeight + 1
    return FormulaSyntax(kind, at: span(from: start))
  }

  /// The operator between formulas that stands here.
  func connective() -> (Connective, Strength)? {
    if isWord("leads"), isWord("to", ahead: 1) { return (.leadsTo, .leadsTo) }
    if isWord("implies") || isWord("imply") { return (.implies, .implication) }
    if isWord("equivalent") { return (.equivalent, .implication) }
    if kind == .or || isWord("or") { return (.or, .disjunction) }
    if kind == .and || isWord("and") { return (.and, .conjunction) }
    if isWord("until") { return (.until, .until) }
    return nil
  }

  private mutating func formulaOperand() throws(Failure) -> FormulaSyntax {
    let start = current
    if isWord("infinitely"), isWord("often", ahead: 1), startsOperand(token(2)) {
      advance()
      advance()
      let inner = try nested { (parser) throws(Failure) in try parser.formulaOperand() }
      let eventually = try formulaNode(.eventually(inner), from: start, above: height)
      return try formulaNode(.always(eventually), from: start, above: height)
    }
    if let prefix = prefix() {
      if kind == .exclamation { mark(.tightAfter) }
      advance()
      let inner = try nested { (parser) throws(Failure) in try parser.formulaOperand() }
      return try formulaNode(prefix(inner), from: start, above: height)
    }
    if kind == .leftParenthesis, !isExpressionInParentheses() {
      advance()
      let inner = try formula()
      try expect(.rightParenthesis, " to close the parenthesis")
      return FormulaSyntax(inner.kind, at: span(from: start))
    }
    if startsEventPattern() {
      // A condition with `&&` or `implies` stands in parentheses here, for those join formulas.
      let pattern = try eventPattern { (parser) throws(Failure) in try parser.expression(from: .comparison) }
      return try formulaNode(.event(pattern), from: start, above: height)
    }
    return try formulaNode(.condition(try expression(from: .comparison)), from: start, above: height)
  }

  /// The operator before a formula that stands here.
  private func prefix() -> ((FormulaSyntax) -> FormulaSyntax.Kind)? {
    if kind == .exclamation { return { .not($0) } }
    guard kind == .word, startsOperand(token(1)) else { return nil }
    switch text(current) {
    case "not": return { .not($0) }
    case "always": return { .always($0) }
    case "eventually": return { .eventually($0) }
    case "next": return { .next($0) }
    default: return nil
    }
  }

  /// Whether a formula or an expression starts with the token.
  func startsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .word:
      !["in", "is", "implies", "imply", "equivalent", "and", "or", "until", "leads", "when"].contains(text(token))
    case .leftParenthesis, .exclamation, .integer, .dot, .leftBrace: true
    default: false
    }
  }

  /// Whether the parenthesis that opens here holds an operand of an expression, as in `(a + b) == c`.
  private func isExpressionInParentheses() -> Bool {
    var open = 0
    var copy = self
    repeat {
      if copy.kind == .leftParenthesis { open += 1 }
      if copy.kind == .rightParenthesis { open -= 1 }
      copy.advance()
    } while open > 0 && copy.kind != .end
    return copy.continuesExpression() && copy.connective() == nil
  }
}
