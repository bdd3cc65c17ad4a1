import QuiesceModel

extension Parser {
  /// `[extra] check model [with file, file] { expectations, a search bound }`
  mutating func check(_ documentation: String) throws(Failure) -> CheckSyntax {
    let start = current
    let isExtra = pass(word: "extra")
    guard pass(word: "check") else { throw unexpected("'check', 'property' or 'monitor' behind 'extra'") }
    let model = try name(of: "the model's name")
    var check = CheckSyntax(
      isExtra: isExtra, model: model, properties: [], expectations: [], allowsDeadlock: false, allowsStuck: false,
      span: span(start), documentation: documentation)
    if pass(word: "with") { check.properties = try names(of: "a property file's name") }
    let starts = { (parser: Parser) in
      parser.isWord("expect") || parser.isWord("allow") || parser.isWord("within")
    }
    try block(of: "check '\(model.text)'", .member, startsElement: starts) { (parser) throws(Failure) in
      if parser.isWord("allow") {
        parser.advance()
        try parser.allowance(of: &check)
      } else if parser.isWord("within") {
        try parser.bound(of: &check)
      } else {
        check.expectations.append(try parser.expectation(parser.documentation()))
      }
    }
    check.span = span(from: start)
    return check
  }

  /// `deadlock` or `stuck` behind `allow`
  private mutating func allowance(of check: inout CheckSyntax) throws(Failure) {
    if pass(word: "deadlock") {
      check.allowsDeadlock = true
    } else if pass(word: "stuck") {
      check.allowsStuck = true
    } else {
      let near = kind == .word ? closest(to: text(current), among: ["deadlock", "stuck"]) : nil
      throw unexpected(
        "'deadlock' or 'stuck' behind 'allow'", notes: near.map { [Diagnostic.Note("did you mean '\($0)'?")] } ?? [])
    }
  }

  /// `within condition`, at most once.
  private mutating func bound(of check: inout CheckSyntax) throws(Failure) {
    if let first = check.bound {
      let note = Diagnostic.Note("it is this one; join the conditions with '&&'", at: first.span)
      report(.unexpectedToken, "this check has its 'within' already", at: span(current), notes: [note])
    }
    advance()
    // What stands on the next line is another expectation, whose first word could be a variable's name.
    guard !current.startsLine else { throw unexpected("a condition on the line of 'within'") }
    let start = current
    var condition = try expression()
    condition.span = span(from: start)
    check.bound = check.bound ?? condition
  }

  private mutating func expectation(_ documentation: String) throws(Failure) -> CheckSyntax.Expectation {
    let start = current
    guard pass(word: "expect") else {
      let notes = isWord("extra") ? [Diagnostic.Note("'extra' stands before 'check', for all that it expects")] : []
      throw unexpected("'expect', 'allow' or 'within'", notes: notes)
    }
    let outcomes = "'pass', 'violation', 'deadlock', 'stuck' or 'fault'"
    guard kind == .word else { throw unexpected(outcomes) }
    let outcome: CheckSyntax.Expectation.Outcome
    if pass(word: "pass") {
      outcome = .pass(pass(word: "of") ? try names(of: "a property's name") : [])
    } else if pass(word: "violation") {
      guard pass(word: "of") else { throw unexpected("'of' and the names of the violated properties") }
      outcome = .violation(try names(of: "a property's name"))
    } else if pass(word: "deadlock") {
      outcome = .deadlock
    } else if pass(word: "stuck") {
      outcome = .stuck
    } else if pass(word: "fault") {
      outcome = .fault(try faultMeant())
    } else {
      let near = closest(to: text(current), among: ["pass", "violation", "deadlock", "stuck", "fault"])
      let notes = near.map { [Diagnostic.Note("did you mean '\($0)'?")] } ?? []
      throw unexpected(outcomes, notes: notes)
    }
    let limits = pass(word: "where") ? try limits() : LimitsSyntax()
    return CheckSyntax.Expectation(
      outcome: outcome, settings: limits.settings, conditions: limits.conditions, span: span(from: start),
      documentation: documentation)
  }

  /// What stands behind `where`: settings, and conditions on the parameters that they set.
  mutating func limits() throws(Failure) -> LimitsSyntax {
    var limits = LimitsSyntax()
    repeat {
      if startsCondition(behind: limits.settings) {
        limits.conditions.append(try expression())
      } else {
        limits.settings.append(try setting())
      }
    } while pass(.comma)
    return limits
  }

  /// Whether a relation between parameters stands here, not a setting: `n <= m`. `n == m` is one where `n` has been set;
  /// otherwise `n = m` was meant.
  private func startsCondition(behind settings: [SettingSyntax]) -> Bool {
    switch kind {
    case .leftParenthesis, .exclamation, .minus, .integer: return true
    case .word: break
    default: return false
    }
    switch token(1).kind {
    case .assign: return false
    case .equal: return settings.contains { $0.name.text == text(current) }
    case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .star, .slash, .percent, .and, .or,
      .dot, .leftParenthesis, .leftBracket:
      return true
    case .comma, .rightBrace, .end: return !settings.isEmpty
    case .word where token(1).startsLine: return !settings.isEmpty
    default: return isWord("implies", ahead: 1) || isWord("is", ahead: 1) || startsWordExpression()
    }
  }

  private func startsWordExpression() -> Bool {
    isWord("if") || isWord("forall") || isWord("exists") || isWord("count") || isWord("min") || isWord("max")
  }

  /// `[of "kind"] [at step]` behind `fault`
  private mutating func faultMeant() throws(Failure) -> CheckSyntax.Expectation.FaultSyntax {
    var fault = CheckSyntax.Expectation.FaultSyntax()
    if pass(word: "of") {
      let span = span(current)
      let text = try quoted("the kind of fault in quotes, as \"\(FaultKind.valueOutOfRange.rawValue)\"")
      fault.kind = Name(text, at: span)
    }
    if pass(word: "at") { fault.step = try name(of: "a step's name") }
    return fault
  }

  private mutating func names(of what: String) throws(Failure) -> [Name] {
    var names: [Name] = []
    repeat { names.append(try name(of: what)) } while pass(.comma)
    return names
  }

  /// `value`, `low...high` or `value, value`
  mutating func settingValues() throws(Failure) -> SettingSyntax.Values {
    let start = current
    let first = try expression()
    if kind == .closedRange || kind == .halfOpenRange {
      let isClosed = kind == .closedRange
      advance()
      let high = try expression()
      return .domain(DomainSyntax(.range(first, high, isClosed: isClosed), at: span(from: start)))
    }
    var values = [first]
    while pass(.comma) { values.append(try expression()) }
    guard values.count > 1 else { return .value(first) }
    let set = ExpressionSyntax(.set(values), at: span(from: start))
    return .domain(DomainSyntax(.expression(set), at: set.span))
  }

  /// `name = value` or `name in domain`
  mutating func setting() throws(Failure) -> SettingSyntax {
    let name = try name(of: "a parameter's name")
    if pass(word: "in") { return SettingSyntax(name: name, values: .domain(try domain())) }
    guard kind == .assign else {
      let notes = kind == .equal ? [Diagnostic.Note("did you mean '='?", at: span(current))] : []
      throw unexpected("'=' and a value, or 'in' and several", notes: notes)
    }
    advance()
    let value = try expression()
    if kind == .closedRange || kind == .halfOpenRange {
      throw unexpected(
        "the end of the value", notes: [Diagnostic.Note("write '\(name.text) in …' for a range of values")])
    }
    if isWord("and") || kind == .assign {
      throw unexpected("',' and the next setting", notes: [Diagnostic.Note("write 'where a = 1, b = 2'")])
    }
    return SettingSyntax(name: name, values: .value(value))
  }
}
