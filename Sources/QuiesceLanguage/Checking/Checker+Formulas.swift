import QuiesceModel

/// Formulas over runs, and the rules of an `rv`.
extension Checker {
  /// Checks a formula that stands alone.
  mutating func wholeFormula(_ syntax: FormulaSyntax) -> Formula? {
    var scope = FormulaScope()
    return formula(syntax, &scope)
  }

  /// Checks the rules of an `rv`: the formula that `RULE` stands for, the others written out in it.
  mutating func rules(_ syntax: [PropertySyntax.Rule], of property: Name) -> Formula? {
    var scope = FormulaScope()
    for rule in syntax {
      if let known = scope.rules[rule.name.text] {
        reportDuplicate(rule.name, first: known.name)
      } else {
        scope.rules[rule.name.text] = rule
      }
    }
    for rule in syntax {
      scope.size = 0
      _ = self.rule(rule, &scope)
    }
    guard let whole = scope.rules[FormulaScope.ruleName] else {
      report(
        .unknownName, "the rules of '\(property.text)' do not say what must hold", at: property.span,
        notes: [Diagnostic.Note("write '\(FormulaScope.ruleName) = …'; the other names may stand in it")])
      return nil
    }
    return scope.formulas[whole.name.text]?.formula
  }

  /// The formula that a rule stands for, checked once.
  private mutating func rule(_ rule: PropertySyntax.Rule, _ scope: inout FormulaScope) -> Formula? {
    let name = rule.name.text
    if let known = scope.formulas[name] {
      scope.size += known.size
      return isSmall(scope, at: rule.name.span) ? known.formula : nil
    }
    if scope.failed.contains(name) { return nil }
    guard scope.open.insert(name).inserted else {
      report(.recursiveDefinition, "the rule '\(name)' needs itself", at: rule.name.span)
      scope.failed.insert(name)
      return nil
    }
    defer { scope.open.remove(name) }
    let before = scope.size
    guard let formula = formula(rule.formula, &scope), !scope.failed.contains(name) else {
      scope.failed.insert(name)
      return nil
    }
    scope.formulas[name] = (formula, scope.size - before)
    return formula
  }

  private mutating func formula(_ syntax: FormulaSyntax, _ scope: inout FormulaScope) -> Formula? {
    scope.size += 1
    guard isSmall(scope, at: syntax.span) else { return nil }
    switch syntax.kind {
    case .condition(let expression):
      if case .name(let name) = expression.kind, let rule = scope.rules[name.text] { return self.rule(rule, &scope) }
      if let event = eventPattern(expression) { return pattern(event).map { .event($0) } }
      return condition(expression).map { .condition($0.expression) }
    case .event(let event):
      if let expression = expression(insteadOf: event) {
        return condition(expression).map { .condition($0.expression) }
      }
      return pattern(event).map { .event($0) }
    case .not(let operand):
      return formula(operand, &scope).map { formula in
        guard let condition = condition(formula, of: operand, scope) else { return .not(formula) }
        return .condition(Expression(.not(condition), .bool, at: syntax.span))
      }
    case .always(let operand): return formula(operand, &scope).map { .always($0) }
    case .eventually(let operand): return formula(operand, &scope).map { .eventually($0) }
    case .next(let operand): return formula(operand, &scope).map { .next($0) }
    case .and(let left, let right):
      return both(left, right, &scope).map {
        condition(($0, left), .and, ($1, right), at: syntax.span, scope) ?? .and($0, $1)
      }
    case .or(let left, let right):
      return both(left, right, &scope).map {
        condition(($0, left), .or, ($1, right), at: syntax.span, scope) ?? .or($0, $1)
      }
    case .until(let left, let right): return both(left, right, &scope).map { .until($0, $1) }
    case .implies(let left, let right):
      // The left side stays apart: where it never holds, the formula says nothing.
      return both(left, right, &scope).map {
        .or(.not($0), condition(($0, left), .implies, ($1, right), at: syntax.span, scope) ?? $1)
      }
    case .equivalent(let left, let right):
      let before = scope.size
      guard let (first, second) = both(left, right, &scope) else { return nil }
      // Each side is written down twice.
      scope.size += scope.size - before
      guard isSmall(scope, at: syntax.span) else { return nil }
      return .or(.and(first, second), .and(.not(first), .not(second)))
    case .leadsTo(let left, let right):
      return both(left, right, &scope).map { .always(.or(.not($0), .eventually($1))) }
    }
  }

  /// Two conditions as one, so that the right one is evaluated only where the left one leaves that open; nil where there is more to
  /// them.
  private func condition(
    _ left: (Formula, FormulaSyntax), _ operation: BinaryOperator, _ right: (Formula, FormulaSyntax),
    at span: SourceSpan, _ scope: FormulaScope
  ) -> Formula? {
    guard let left = condition(left.0, of: left.1, scope), let right = condition(right.0, of: right.1, scope) else {
      return nil
    }
    return .condition(Expression(.binary(operation, left, right), .bool, at: span))
  }

  /// The condition that a formula is, written where it stands: those of rules may be long chains.
  private func condition(_ formula: Formula, of syntax: FormulaSyntax, _ scope: FormulaScope) -> Expression? {
    if case .condition(let expression) = syntax.kind, case .name(let name) = expression.kind,
      scope.rules[name.text] != nil
    {
      return nil
    }
    if case .condition(let condition) = formula { return condition } else { return nil }
  }

  private mutating func both(
    _ left: FormulaSyntax, _ right: FormulaSyntax, _ scope: inout FormulaScope
  ) -> (Formula, Formula)? {
    let first = formula(left, &scope)
    let second = formula(right, &scope)
    guard let first, let second else { return nil }
    return (first, second)
  }

  private mutating func isSmall(_ scope: FormulaScope, at span: SourceSpan) -> Bool {
    guard scope.size > FormulaScope.sizeLimit else { return true }
    // What is too large is so for everything around it.
    if !diagnostics.contains(where: { $0.type == .modelTooLarge }) {
      report(
        .modelTooLarge, "written out, this formula has more than \(FormulaScope.sizeLimit) parts", at: span,
        notes: [Diagnostic.Note("'equivalent' writes its sides twice, and a rule is written out wherever it is named")])
    }
    return false
  }
}

/// What is known where a formula is checked.
struct FormulaScope {
  /// The rules that names may stand for.
  var rules: [String: PropertySyntax.Rule] = [:]
  /// The formulas of those that have been checked, each with its size.
  var formulas: [String: (formula: Formula, size: Int)] = [:]
  /// Those that are being checked.
  var open: Set<String> = []
  /// Those with a mistake, which has been reported.
  var failed: Set<String> = []
  /// How many parts the formula has so far, each rule written out.
  var size = 0

  /// The name of the rule that must hold.
  static let ruleName = "RULE"
  /// The most parts; no search could make use of more.
  static let sizeLimit = 4096
}
