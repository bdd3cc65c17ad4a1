/// A scalar ground expression with what is known about it before the search.
package struct Term: Sendable {
  /// The expression.
  package let expression: GroundExpression
  /// Limits of its value.
  package let range: ClosedRange<Int>
  /// Whether evaluating it can do more than give a value: end in a fault, or show a property not to be vacuous.
  /// Such a term is evaluated exactly where and when the language says.
  package let mustEvaluate: Bool

  package init(_ expression: GroundExpression, in range: ClosedRange<Int>, mustEvaluate: Bool = false) {
    if range.lowerBound == range.upperBound && !mustEvaluate {
      self.expression = .constant(range.lowerBound)
    } else {
      self.expression = expression
    }
    self.range = range
    self.mustEvaluate = mustEvaluate
  }

  package static func constant(_ number: Int) -> Term { Term(.constant(number), in: number...number) }
  package static func truth(_ value: Bool) -> Term { constant(value ? 1 : 0) }
  package static var yes: Term { constant(1) }
  package static var no: Term { constant(0) }

  /// The value, if it is known.
  package var constant: Int? {
    if case .constant(let number) = expression { number } else { nil }
  }

  /// Whether it may be written down any number of times at no cost.
  package var isAtomic: Bool { expression.isAtomic }
}
