import QuiesceModel

/// Construction of terms: constants are folded, limits computed, and nothing that must be evaluated is lost.
extension Term {
  package static func not(_ operand: Term) -> Term {
    // Of a scratch variable that was set on one of two ways nothing is known.
    let isKnown = (0...1).covers(operand.range)
    let range = isKnown ? (1 - operand.range.upperBound)...(1 - operand.range.lowerBound) : 0...1
    switch operand.expression {
    case .not(let inner): return Term(inner, in: range, mustEvaluate: operand.mustEvaluate)
    case .binary(.equal, let left, let right):
      return Term(.binary(.notEqual, left, right), in: range, mustEvaluate: operand.mustEvaluate)
    case .binary(.notEqual, let left, let right):
      return Term(.binary(.equal, left, right), in: range, mustEvaluate: operand.mustEvaluate)
    default: return Term(.not(operand.expression), in: range, mustEvaluate: operand.mustEvaluate)
    }
  }

  package static func and(_ left: Term, _ right: Term) -> Term {
    if let known = left.constant { return known == 0 ? no : right }
    if right.constant == 1 { return left }
    if right.constant == 0 && !left.mustEvaluate { return no }
    if left.expression == right.expression && !left.mustEvaluate { return left }
    return binary(.and, left, right)
  }

  package static func or(_ left: Term, _ right: Term) -> Term {
    if let known = left.constant { return known != 0 ? yes : right }
    if right.constant == 0 { return left }
    if right.constant == 1 && !left.mustEvaluate { return yes }
    if left.expression == right.expression && !left.mustEvaluate { return left }
    return binary(.or, left, right)
  }

  /// All of them, evaluated in order up to the first that is false.
  package static func all(_ terms: [Term]) -> Term { balanced(terms[...], empty: yes, and) }

  /// Any of them, evaluated in order up to the first that is true.
  package static func any(_ terms: [Term]) -> Term { balanced(terms[...], empty: no, or) }

  /// The sum of truth values, all evaluated in order.
  package static func count(_ terms: [Term]) -> Term {
    balanced(terms[...], empty: constant(0)) { left, right in sum(left, right) ?? left }
  }

  /// A tree of logarithmic depth: the operators are associative, and the passes that follow recurse.
  private static func balanced(_ terms: ArraySlice<Term>, empty: Term, _ combine: (Term, Term) -> Term) -> Term {
    guard let first = terms.first else { return empty }
    if terms.count == 1 { return first }
    let middle = terms.startIndex + terms.count / 2
    return combine(
      balanced(terms[..<middle], empty: empty, combine), balanced(terms[middle...], empty: empty, combine))
  }

  /// The second if the first is true, else the third.
  package static func conditional(_ condition: Term, _ then: Term, _ otherwise: Term) -> Term {
    if let known = condition.constant { return known != 0 ? then : otherwise }
    if then.expression == otherwise.expression && !condition.mustEvaluate {
      // The limits of each may hold only where it is chosen.
      return Term(then.expression, in: then.range.hull(otherwise.range), mustEvaluate: then.mustEvaluate)
    }
    let isTruth = (0...1).covers(then.range) && (0...1).covers(otherwise.range)
    if isTruth && otherwise.constant == 0 { return and(condition, then) }
    if isTruth && then.constant == 1 { return or(condition, otherwise) }
    if isTruth && then.constant == 0 { return and(not(condition), otherwise) }
    if isTruth && otherwise.constant == 1 { return or(not(condition), then) }
    return Term(
      .conditional(condition.expression, then.expression, otherwise.expression),
      in: then.range.hull(otherwise.range),
      mustEvaluate: condition.mustEvaluate || then.mustEvaluate || otherwise.mustEvaluate)
  }

  package static func equal(_ left: Term, _ right: Term) -> Term {
    if !left.mustEvaluate && !right.mustEvaluate && left.range.overlaps(right.range) {
      if left.expression == right.expression { return yes }
      if let number = right.constant, (0...1).covers(left.range) { return number == 1 ? left : not(left) }
      if let number = left.constant, (0...1).covers(right.range) { return number == 1 ? right : not(right) }
    }
    return binary(.equal, left, right)
  }

  package static func less(_ left: Term, _ right: Term) -> Term { binary(.less, left, right) }

  package static func lessOrEqual(_ left: Term, _ right: Term) -> Term { binary(.lessOrEqual, left, right) }

  /// Whether the value lies in a range.
  package static func lies(_ value: Term, in range: ClosedRange<Int>) -> Term {
    and(lessOrEqual(constant(range.lowerBound), value), lessOrEqual(value, constant(range.upperBound)))
  }

  /// Whether the value is one of the numbers.
  package static func isMember(_ value: Term, of numbers: Set<Int>) -> Term {
    let possible = numbers.filter { value.range.contains($0) }.sorted()
    var runs: [ClosedRange<Int>] = []
    for number in possible {
      if let last = runs.last, last.upperBound == number - 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return any(
      runs.map { run in
        if run.lowerBound == run.upperBound { return equal(value, constant(run.lowerBound)) }
        return lies(value, in: run)
      })
  }

  /// The sum, or nil if the limits do not show that 64 bits hold it.
  package static func sum(_ left: Term, _ right: Term) -> Term? {
    if let number = right.constant { return offset(left, by: number) }
    if let number = left.constant, let result = offset(right, by: number) { return result }
    return held(.add, left, right)
  }

  /// The difference, or nil if the limits do not show that 64 bits hold it.
  package static func difference(_ left: Term, _ right: Term) -> Term? {
    if let number = right.constant, number != .min { return offset(left, by: -number) }
    return held(.subtract, left, right)
  }

  /// The product, or nil if the limits do not show that 64 bits hold it.
  package static func product(_ left: Term, _ right: Term) -> Term? {
    if right.constant == 1 { return left }
    if left.constant == 1 { return right }
    return held(.multiply, left, right)
  }

  /// The quotient or remainder of terms whose limits exclude a zero divisor and an overflow.
  package static func division(_ op: GroundOperator, _ left: Term, _ right: Term) -> Term {
    if let dividend = left.constant, let divisor = right.constant {
      return constant(op.apply(dividend, divisor).partialValue)
    }
    return binary(op, left, right)
  }

  /// An operation on the bits.
  package static func bitwise(_ op: GroundOperator, _ left: Term, _ right: Term) -> Term {
    if let first = left.constant, let second = right.constant {
      return constant(op.apply(first, second).partialValue)
    }
    if op != .bitAnd, right.constant == 0 { return left }
    if op != .bitAnd, left.constant == 0 { return right }
    return binary(op, left, right)
  }

  /// The value moved by a constant.
  package static func offset(_ value: Term, by number: Int) -> Term? {
    if number == 0 { return value }
    guard let range = Interval.add(value.range, number...number) else { return nil }
    if case .binary(.add, let inner, .constant(let first)) = value.expression {
      let (total, overflow) = first.addingReportingOverflow(number)
      if !overflow {
        let moved = total == 0 ? inner : .binary(.add, inner, .constant(total))
        return Term(moved, in: range, mustEvaluate: value.mustEvaluate)
      }
    }
    return Term(
      .binary(.add, value.expression, .constant(number)), in: range, mustEvaluate: value.mustEvaluate)
  }

  /// The value; a fault where it lies outside the range, which is tested only where that can happen.
  package static func check(_ value: Term, _ range: ClosedRange<Int>, _ site: @autoclosure () -> FaultSiteID) -> Term {
    if range.covers(value.range) { return value }
    // A value that is never in the range is tested all the same: traces show it.
    return Term(.check(value.expression, range, site()), in: range.common(value.range) ?? range, mustEvaluate: true)
  }

  /// The body with the scratch variable set to the value.
  static func letIn(_ local: GroundLocal, _ value: Term, _ body: Term) -> Term {
    Term(
      .letIn(local, value.expression, body: body.expression), in: body.range,
      mustEvaluate: value.mustEvaluate || body.mustEvaluate)
  }

  /// The operator with both operands, folded as that operator can be.
  package static func apply(_ op: GroundOperator, _ left: Term, _ right: Term) -> Term {
    switch op {
    case .and: return and(left, right)
    case .or: return or(left, right)
    case .equal: return equal(left, right)
    case .notEqual: return not(equal(left, right))
    case .less: return less(left, right)
    case .lessOrEqual: return lessOrEqual(left, right)
    case .add: return sum(left, right) ?? binary(op, left, right)
    case .subtract: return difference(left, right) ?? binary(op, left, right)
    case .multiply: return product(left, right) ?? binary(op, left, right)
    case .bitAnd, .bitOr, .bitXor: return bitwise(op, left, right)
    case .divide, .remainder:
      // The lowering has excluded a zero divisor and an overflow, if not by limits then by a condition.
      let isSafe = !right.range.contains(0) && (!right.range.contains(-1) || left.range.lowerBound != .min)
      return isSafe ? division(op, left, right) : binary(op, left, right)
    }
  }

  /// The operator with both operands, which stay where one of them must be evaluated.
  package static func binary(_ op: GroundOperator, _ left: Term, _ right: Term) -> Term {
    binary(op, left, right, in: op.range(left.range, right.range) ?? Int.min...Int.max)
  }

  /// The same, or nil if the limits do not show that 64 bits hold the result.
  private static func held(_ op: GroundOperator, _ left: Term, _ right: Term) -> Term? {
    op.range(left.range, right.range).map { binary(op, left, right, in: $0) }
  }

  private static func binary(
    _ op: GroundOperator, _ left: Term, _ right: Term, in range: ClosedRange<Int>
  ) -> Term {
    Term(
      .binary(op, left.expression, right.expression), in: range,
      mustEvaluate: left.mustEvaluate || right.mustEvaluate)
  }
}
