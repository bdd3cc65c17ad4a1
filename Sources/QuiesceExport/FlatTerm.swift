import QuiesceLanguage
import QuiesceProgram

/// A pure expression, without `letIn`, `check`, `fault` and `cover`: what both target languages can write.
indirect enum FlatExpression: Sendable {
  case constant(Int)
  case slot(SlotID)
  case slotAt(DynamicAccess, index: FlatExpression)
  /// A temporary of the transition.
  case temporary(Int)
  case not(FlatExpression)
  case binary(GroundOperator, FlatExpression, FlatExpression)
  case conditional(FlatExpression, FlatExpression, FlatExpression)

  /// The operands of a chain of one associative operator, so that long chains are not deep in the exported text.
  func operands(of operation: GroundOperator) -> [FlatExpression] {
    var result: [FlatExpression] = []
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

/// A pure expression with what an export has to know of it.
///
/// It is folded like a `Term`, but not by it: what is left is smaller than a ground expression, for languages whose numbers end sooner.
///
/// The size is carried along because the tree may share its parts: written out it can be exponentially larger than in
/// memory.
struct FlatTerm: Sendable {
  /// The expression.
  package var expression: FlatExpression
  /// How many nodes it has when it is written out.
  var size: Int
  /// Between which values it lies.
  var bounds: ClosedRange<Int>

  /// Neither Spin nor Rumur calculates beyond 32 bits; the least value stays free so that negation is safe.
  static let representable = -0x7fff_ffff...0x7fff_ffff

  /// `true`
  package static let yes = FlatTerm(constant: 1)
  /// `false`
  package static let no = FlatTerm(constant: 0)

  init(expression: FlatExpression, size: Int, bounds: ClosedRange<Int>) {
    self.expression = expression
    self.size = size
    self.bounds = bounds
  }

  init(constant: Int) {
    self.init(expression: .constant(constant), size: 1, bounds: constant...constant)
  }

  /// The value, if it is written as a number.
  package var constant: Int? {
    if case .constant(let value) = expression { value } else { nil }
  }

  /// Whether writing it twice costs nothing.
  var isAtom: Bool { size == 1 }

  /// Whether every value that it can have is a number for Spin and Rumur.
  var isRepresentable: Bool { FlatTerm.representable.covers(bounds) }

  /// Logical negation.
  package static func not(_ operand: FlatTerm) -> FlatTerm {
    if let constant = operand.constant { return FlatTerm(constant: constant == 0 ? 1 : 0) }
    if case .not(let inner) = operand.expression {
      return FlatTerm(expression: inner, size: operand.size - 1, bounds: operand.bounds)
    }
    return FlatTerm(expression: .not(operand.expression), size: operand.size + 1, bounds: 0...1)
  }

  /// Conjunction; the right side need not have a value where the left is false.
  package static func and(_ left: FlatTerm, _ right: FlatTerm) -> FlatTerm {
    if let constant = left.constant { return constant == 0 ? .no : right }
    if right.constant == 1 { return left }
    return join(.and, left, right)
  }

  /// Disjunction; the right side need not have a value where the left is true.
  package static func or(_ left: FlatTerm, _ right: FlatTerm) -> FlatTerm {
    if let constant = left.constant { return constant == 0 ? right : .yes }
    if right.constant == 0 { return left }
    return join(.or, left, right)
  }

  /// The second where the first is true, else the third.
  package static func conditional(_ condition: FlatTerm, _ first: FlatTerm, _ second: FlatTerm) -> FlatTerm {
    if let constant = condition.constant { return constant == 0 ? second : first }
    if let one = first.constant, let other = second.constant {
      if one == other { return first }
      if one == 1, other == 0, (0...1).covers(condition.bounds) { return condition }
    }
    return FlatTerm(
      expression: .conditional(condition.expression, first.expression, second.expression),
      size: 1 &+ condition.size &+ first.size &+ second.size, bounds: first.bounds.hull(second.bounds))
  }

  /// Two operands of any operator.
  static func binary(_ operation: GroundOperator, _ left: FlatTerm, _ right: FlatTerm) -> FlatTerm {
    switch operation {
    case .and: return and(left, right)
    case .or: return or(left, right)
    case .equal, .notEqual, .less, .lessOrEqual:
      if let truth = operation.range(left.bounds, right.bounds), truth.count == 1 {
        return FlatTerm(constant: truth.lowerBound)
      }
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor: break
    }
    return join(operation, left, right)
  }

  /// Whether the value lies in the range.
  func lies(in range: ClosedRange<Int>) -> FlatTerm {
    let above = FlatTerm.binary(.lessOrEqual, FlatTerm(constant: range.lowerBound), self)
    let below = FlatTerm.binary(.lessOrEqual, self, FlatTerm(constant: range.upperBound))
    return .and(above, below)
  }

  /// The same value where a check has found it in the range.
  func narrowed(to range: ClosedRange<Int>) -> FlatTerm {
    guard constant == nil, let bounds = bounds.common(range) else { return self }
    return FlatTerm(expression: expression, size: size, bounds: bounds)
  }

  private static func join(_ operation: GroundOperator, _ left: FlatTerm, _ right: FlatTerm) -> FlatTerm {
    FlatTerm(
      expression: .binary(operation, left.expression, right.expression), size: 1 &+ left.size &+ right.size,
      bounds: bounds(of: operation, left.bounds, right.bounds))
  }

  /// Terms that are not representable are refused, so that clamping their bounds, which keeps this arithmetic from
  /// overflowing, loses nothing. What is divided by 0 alone has no value.
  private static func bounds(
    of operation: GroundOperator, _ left: ClosedRange<Int>, _ right: ClosedRange<Int>
  ) -> ClosedRange<Int> {
    operation.range(left.clamped(to: representable), right.clamped(to: representable)) ?? representable
  }
}
