package import QuiesceModel
import QuiesceProgram

/// Marks on conditions, by which a search tells whether they were true and whether they were false.
///
/// A mark is two covers: its even bit where the condition is true, the odd one where it is false. Nothing behind the lowering
/// knows of them.
package struct PartMarks {
  /// The number of the mark of a condition.
  let numbers: [SourceSpan: Int]
  /// The bits of what was known before the search, for some instance of a condition.
  package private(set) var settled: UInt64 = 0
  /// The bits of the marks that were made.
  package private(set) var made: UInt64 = 0

  /// Makes a part marks.
  package init(numbers: [SourceSpan: Int], settled: UInt64 = 0, made: UInt64 = 0) {
    self.numbers = numbers
    self.settled = settled
    self.made = made
  }

  /// How many marks one program can have: their bits share one word.
  package static let limit = 32

  /// The term with the mark of the condition that stands there, if it has one.
  mutating func mark(_ term: Term, at span: SourceSpan) -> Term {
    guard let number = numbers[span] else { return term }
    if let known = term.constant {
      settled |= PartMarks.bit(number, known != 0)
      return term
    }
    made |= PartMarks.bit(number, true) | PartMarks.bit(number, false)
    let whereTrue = GroundExpression.cover(2 * number, term.expression)
    return Term(.not(.cover(2 * number + 1, .not(whereTrue))), in: 0...1, mustEvaluate: true)
  }

  /// The bit of one value of a mark.
  package static func bit(_ number: Int, _ truth: Bool) -> UInt64 { 1 << UInt64(2 * number + (truth ? 0 : 1)) }
}

extension ModelLowering {
  /// The value of a condition with its mark, if it has one.
  mutating func marked(_ value: GroundValue, of expression: Expression) -> GroundValue {
    guard notes.marks != nil, expression.type == .bool else { return value }
    // What is written `a not in b` is marked below the negation.
    if case .not(let operand) = expression.kind, operand.span == expression.span { return value }
    return GroundValue(marked(value.terms[0], at: expression.span), .bool)
  }

  /// The term with the mark of the condition at a place, if it has one.
  mutating func marked(_ term: Term, at span: SourceSpan) -> Term { notes.marks?.mark(term, at: span) ?? term }
}
