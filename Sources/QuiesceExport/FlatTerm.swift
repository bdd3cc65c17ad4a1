import QuiesceModel
import QuiesceProgram

/// A pure term, without `letIn`, `check`, `fault` and `cover`, which is what both target languages can write, and how large it is there.
///
/// The tree may share its parts: written out it can be exponentially larger than in memory.
struct FlatTerm: Sendable {
  /// The term, which has been folded as all are.
  let term: Term
  /// How many nodes it has at the most when it is written out.
  let size: Int

  /// Neither Spin nor Rumur calculates beyond 32 bits; the least value stays free so that negation is safe.
  private static let representable = -0x7fff_ffff...0x7fff_ffff

  /// `true`
  static let yes = FlatTerm(.yes)
  /// `false`
  static let no = FlatTerm(.no)

  /// A term that was made of others.
  init(_ term: Term, of operands: FlatTerm...) {
    self.term = term
    size = term.isAtomic ? 1 : operands.reduce(1) { $0 + $1.size }
  }

  init(constant: Int) { self.init(.constant(constant)) }

  /// The expression.
  var expression: GroundExpression { term.expression }

  /// Between which values it lies.
  var bounds: ClosedRange<Int> { term.range }

  /// The value, if it is written as a number.
  var constant: Int? { term.constant }

  /// Whether every value that it can have is a number for Spin and Rumur.
  var isRepresentable: Bool { FlatTerm.representable.covers(bounds) }

  /// Logical negation.
  static func not(_ operand: FlatTerm) -> FlatTerm { FlatTerm(.not(operand.term), of: operand) }

  /// Conjunction; the right side need not have a value where the left is false.
  static func and(_ left: FlatTerm, _ right: FlatTerm) -> FlatTerm { apply(.and, left, right) }

  /// Disjunction; the right side need not have a value where the left is true.
  static func or(_ left: FlatTerm, _ right: FlatTerm) -> FlatTerm { apply(.or, left, right) }

  /// Two operands of any operator.
  static func apply(_ operation: GroundOperator, _ left: FlatTerm, _ right: FlatTerm) -> FlatTerm {
    FlatTerm(.apply(operation, left.term, right.term), of: left, right)
  }

  /// The second where the first is true, else the third.
  static func conditional(_ condition: FlatTerm, _ first: FlatTerm, _ second: FlatTerm) -> FlatTerm {
    FlatTerm(.conditional(condition.term, first.term, second.term), of: condition, first, second)
  }

  /// Whether the value lies in the range.
  func lies(in range: ClosedRange<Int>) -> FlatTerm { FlatTerm(.lies(term, in: range), of: self, self) }

  /// The same value where a check has found it in the range.
  func narrowed(to range: ClosedRange<Int>) -> FlatTerm {
    FlatTerm(Term(expression, in: bounds.common(range) ?? bounds), of: self)
  }
}

extension GroundExpression {
  /// The operands of a chain of one associative operator, so that long chains are not deep in the exported text.
  func operands(of operation: GroundOperator) -> [GroundExpression] {
    var result: [GroundExpression] = []
    var rest = [self]
    while let next = rest.popLast() {
      if case .binary(operation, let left, let right) = next {
        rest.append(right)
        rest.append(left)
      } else {
        result.append(next)
      }
    }
    return result
  }
}
