import QuiesceModel

extension Parser {
  /// How tightly an operator binds, loosest first.
  enum Precedence: Int, Comparable {
    case implication = 1
    case disjunction, conjunction, comparison, sum, product, shift, operand

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    /// What the right operand of a left-associative operator may contain.
    var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }
  }

  /// What stands between two operands.
  private enum Infix {
    case binary(BinaryOperator)
    case membership
    case isState
  }

  /// An expression whose operators bind at least as tightly as `lowest`; `height` is its height afterwards.
  mutating func expression(from lowest: Precedence = .implication) throws(Failure) -> ExpressionSyntax {
    try nested { (parser) throws(Failure) in try parser.operators(from: lowest) }
  }

  private mutating func operators(from lowest: Precedence) throws(Failure) -> ExpressionSyntax {
    let start = current
    var left = try operand()
    var hasComparison = false
    while let (infix, precedence) = infix() ?? wordInfix(from: lowest), precedence >= lowest {
      if precedence == .comparison {
        guard !hasComparison else { throw chainedComparison() }
        hasComparison = true
      }
      let leftHeight = height
      advance()
      if case .binary(.shiftRight) = infix {
        mark(.tightBefore)
        advance()
      }
      let kind: ExpressionSyntax.Kind
      switch infix {
      case .binary(let symbol):
        let right = try expression(from: precedence == .implication ? .implication : precedence.tighter)
        kind = .binary(symbol, left, right)
      case .membership: kind = .membership(left, try domain())
      case .isState:
        kind = .isState(left, try stateNames())
        height = 0
      }
      left = try node(kind, from: start, above: max(height, leftHeight))
      if precedence < .comparison { hasComparison = false }
    }
    return left
  }

  /// Makes a node over parts of this height, unless the tree grows too high.
  mutating func node(
    _ kind: ExpressionSyntax.Kind, from start: Token, above partHeight: Int = 0
  ) throws(Failure) -> ExpressionSyntax {
    guard partHeight < Parser.maximumNesting else { throw tooDeep() }
    height = partHeight + 1
    return ExpressionSyntax(kind, at: span(from: start))
  }

  /// `and` or `or`, reported and taken for what it means where the expression may go on with that.
  private mutating func wordInfix(from lowest: Precedence) -> (Infix, Precedence)? {
    guard lowest <= (isWord("or") ? .disjunction : .conjunction), let meant = wordOperator() else { return nil }
    return (.binary(meant), meant == .and ? .conjunction : .disjunction)
  }

  private func infix() -> (Infix, Precedence)? {
    switch kind {
    case .or: return (.binary(.or), .disjunction)
    case .and: return (.binary(.and), .conjunction)
    case .equal: return (.binary(.equal), .comparison)
    case .notEqual: return (.binary(.notEqual), .comparison)
    case .less: return (.binary(.less), .comparison)
    case .lessOrEqual: return (.binary(.lessOrEqual), .comparison)
    case .greater:
      // Two of them close two sets of types, so they are one operator only here.
      let isShift = token(1).kind == .greater && token(1).start == current.end
      return isShift ? (.binary(.shiftRight), .shift) : (.binary(.greater), .comparison)
    case .greaterOrEqual: return (.binary(.greaterOrEqual), .comparison)
    case .plus: return (.binary(.add), .sum)
    case .minus: return (.binary(.subtract), .sum)
    case .star: return (.binary(.multiply), .product)
    case .slash: return (.binary(.divide), .product)
    case .percent: return (.binary(.remainder), .product)
    case .ampersand: return (.binary(.bitAnd), .product)
    case .bar: return (.binary(.bitOr), .sum)
    case .caret: return (.binary(.bitXor), .sum)
    case .shiftLeft: return (.binary(.shiftLeft), .shift)
    case .word:
      if isWord("implies") { return (.binary(.implies), .implication) }
      if isWord("in") { return (.membership, .comparison) }
      if isWord("is") { return (.isState, .comparison) }
      return nil
    default: return nil
    }
  }

  /// Whether the current token goes on with an expression whose operand ends before it.
  func continuesExpression() -> Bool {
    if infix() != nil { return true }
    switch kind {
    case .dot: return true
    case .leftBracket, .leftParenthesis, .exclamation: return !current.startsLine
    default: return false
    }
  }

  private mutating func chainedComparison() -> Failure {
    report(
      .unexpectedToken, "comparisons do not chain", at: span(current),
      notes: [Diagnostic.Note("write 'a < b && b < c', or put one of them in parentheses")])
    return .unexpected
  }

  /// `a...b`, `a..<b`, or an expression that is a type, a set, a queue or a bag.
  mutating func domain() throws(Failure) -> DomainSyntax {
    let start = current
    let low = try expression(from: .sum)
    guard kind == .closedRange || kind == .halfOpenRange else {
      return DomainSyntax(.expression(low), at: span(from: start))
    }
    let lowHeight = height
    let isClosed = kind == .closedRange
    mark(.tight)
    advance()
    let high = try expression(from: .sum)
    height = max(height, lowHeight)
    return DomainSyntax(.range(low, high, isClosed: isClosed), at: span(from: start))
  }

  /// A state's name, or `{a, b}`.
  private mutating func stateNames() throws(Failure) -> [Name] {
    guard kind == .leftBrace else { return [try name(of: "a state's name")] }
    mark(.tightAfter)
    advance()
    var names: [Name] = []
    repeat { names.append(try name(of: "a state's name")) } while pass(.comma) && kind != .rightBrace
    mark(.tightBefore)
    try expect(.rightBrace, " behind the states' names")
    return names
  }
}
