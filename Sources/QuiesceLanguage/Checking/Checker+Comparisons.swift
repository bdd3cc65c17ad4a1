import QuiesceModel

/// Comparisons that the types of their sides decide: they are written for a value that is never there.
///
/// Only what is so whatever the parameters are set to is reported. A side that names a parameter or a constant, and a range with an
/// end that is no number, may be meant for another run.
extension Checker {
  /// Warns about a comparison of integers, or of optionals of them, with the same answer for all values of its sides.
  mutating func warnAboutComparison(
    _ operation: BinaryOperator, _ left: (syntax: ExpressionSyntax, typed: Typed),
    _ right: (syntax: ExpressionSyntax, typed: Typed), at span: SourceSpan
  ) {
    guard let first = fixedRange(left.typed, left.syntax), let second = fixedRange(right.typed, right.syntax) else {
      return
    }
    // `none` makes the answer of an optional open, unless the values can never be equal.
    let isOptional = left.typed.type.isOptional || right.typed.type.isOptional
    guard !isOptional || (operation == .equal || operation == .notEqual) && !first.overlaps(second),
      let truth = model.knownTruth(operation, first, second)
    else { return }
    let always = truth ? "always" : "never"
    warnAboutComparison(
      "'\(operation.rawValue)' is \(always) true here: the left side \(Self.lies(in: first)), the right side "
        + Self.lies(in: second),
      at: span)
  }

  /// Warns about a membership in a range that holds all values of the element's type, or none.
  mutating func warnAboutMembership(
    _ element: (syntax: ExpressionSyntax, typed: Typed), _ low: (syntax: ExpressionSyntax, typed: Typed),
    _ high: (syntax: ExpressionSyntax, typed: Typed), at span: SourceSpan
  ) {
    guard let range = fixedRange(element.typed, element.syntax), let least = fixedRange(low.typed, low.syntax),
      let greatest = fixedRange(high.typed, high.syntax)
    else { return }
    let (isBelow, isAbove) = (range.isLess(than: least), greatest.isLess(than: range))
    let isNever = isBelow == true || isAbove == true
    let isAlways = isBelow == false && isAbove == false
    guard isNever || isAlways else { return }
    let always = isAlways ? "always" : "never"
    warnAboutComparison("'in' is \(always) true here: the left side \(Self.lies(in: range))", at: span)
  }

  private mutating func warnAboutComparison(_ message: String, at span: SourceSpan) {
    guard !context.isDead, context.role != .constant, context.role != .setting else { return }
    report(.comparisonAlwaysSame, message, at: span)
  }

  private static func lies(in range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound
      ? "is \(range.lowerBound)" : "lies within \(range.lowerBound)...\(range.upperBound)"
  }

  /// Takes note that a run sets an end of a range.
  mutating func noteEnds(_ range: ClosedRange<Int>, _ ends: ExpressionSyntax...) {
    if !ends.allSatisfy(\.isNumber) { facts.rangesOfRuns.insert(range) }
  }

  /// Takes note of the range of a value that is known under a local name only.
  mutating func noteRange(of typed: Typed) {
    if case .integer(let range?) = typed.type.unwrapped { facts.rangesOfRuns.insert(range) }
  }

  /// The range of an integer, or of the integer in an optional, if it is the same in every run.
  private func fixedRange(_ typed: Typed, _ syntax: ExpressionSyntax) -> ClosedRange<Int>? {
    guard case .integer(let range?) = typed.type.unwrapped, isFixed(syntax), isFixed(typed.expression) else {
      return nil
    }
    return range
  }

  /// Whether a text is built of numbers and state alone.
  private func isFixed(_ syntax: ExpressionSyntax) -> Bool {
    switch syntax.kind {
    case .integer: true
    case .name(let name): isState(name)
    case .member(let base, let name): name.text != "capacity" && isFixed(base)
    case .element(let base, _), .unwrap(let base), .negate(let base): isFixed(base)
    case .binary(_, let left, let right): isFixed(left) && isFixed(right)
    case .boolean, .none, .enumCase, .call, .method, .not, .conditional, .quantified, .membership, .set, .array,
      .isState:
      false
    }
  }

  private func isState(_ name: Name) -> Bool {
    if context.locals[name.text] != nil || ownVariable(name.text) != nil { return true }
    return switch symbols[name.text] {
    case .variable?, .channel?, .actor?: true
    case .parameter?, .type?, .signal?, .event?, .function?, nil: false
    }
  }

  /// Whether no run sets the range of something that an expression reads.
  private func isFixed(_ expression: Expression) -> Bool {
    if case .setCount = expression.kind { return false }
    if case .integer(let range?) = expression.type.unwrapped, facts.rangesOfRuns.contains(range) { return false }
    return expression.children.allSatisfy { isFixed($0) }
  }
}

extension ExpressionSyntax {
  /// Whether it is a number as written.
  fileprivate var isNumber: Bool {
    switch kind {
    case .integer: true
    case .negate(let operand): operand.isNumber
    default: false
    }
  }
}

extension ValueType {
  /// Whether it has `none`.
  fileprivate var isOptional: Bool {
    if case .optional = self { true } else { false }
  }
}
