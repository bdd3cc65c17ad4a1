package import QuiesceLanguage

/// Construction of terms: constants are folded, limits computed, and nothing that must be evaluated is lost.
extension Term {
  package static func not(_ operand: Term) -> Term {
    let range = (1 - operand.range.upperBound)...(1 - operand.range.lowerBound)
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
    let low = left.range.lowerBound & right.range.lowerBound
    let high = left.range.upperBound & right.range.upperBound
    return Term(
      .binary(.and, left.expression, right.expression), in: low...high,
      mustEvaluate: left.mustEvaluate || right.mustEvaluate)
  }

  package static func or(_ left: Term, _ right: Term) -> Term {
    if let known = left.constant { return known != 0 ? yes : right }
    if right.constant == 0 { return left }
    if right.constant == 1 && !left.mustEvaluate { return yes }
    if left.expression == right.expression && !left.mustEvaluate { return left }
    let low = left.range.lowerBound | right.range.lowerBound
    let high = left.range.upperBound | right.range.upperBound
    return Term(
      .binary(.or, left.expression, right.expression), in: low...high,
      mustEvaluate: left.mustEvaluate || right.mustEvaluate)
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
    let mustEvaluate = left.mustEvaluate || right.mustEvaluate
    if left.range.common(right.range) == nil { return known(.equal, left, right, 0) }
    if !mustEvaluate {
      if left.expression == right.expression { return yes }
      if let number = right.constant, (0...1).covers(left.range) { return number == 1 ? left : not(left) }
      if let number = left.constant, (0...1).covers(right.range) { return number == 1 ? right : not(right) }
    }
    return Term(.binary(.equal, left.expression, right.expression), in: 0...1, mustEvaluate: mustEvaluate)
  }

  package static func less(_ left: Term, _ right: Term) -> Term {
    if left.range.upperBound < right.range.lowerBound { return known(.less, left, right, 1) }
    if left.range.lowerBound >= right.range.upperBound { return known(.less, left, right, 0) }
    return Term(
      .binary(.less, left.expression, right.expression), in: 0...1,
      mustEvaluate: left.mustEvaluate || right.mustEvaluate)
  }

  package static func lessOrEqual(_ left: Term, _ right: Term) -> Term {
    if left.range.upperBound <= right.range.lowerBound { return known(.lessOrEqual, left, right, 1) }
    if left.range.lowerBound > right.range.upperBound { return known(.lessOrEqual, left, right, 0) }
    return Term(
      .binary(.lessOrEqual, left.expression, right.expression), in: 0...1,
      mustEvaluate: left.mustEvaluate || right.mustEvaluate)
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
        return and(lessOrEqual(constant(run.lowerBound), value), lessOrEqual(value, constant(run.upperBound)))
      })
  }

  /// The sum, or nil if the limits do not show that 64 bits hold it.
  package static func sum(_ left: Term, _ right: Term) -> Term? {
    if let number = right.constant { return offset(left, by: number) }
    if let number = left.constant, let result = offset(right, by: number) { return result }
    let (low, lowOverflow) = left.range.lowerBound.addingReportingOverflow(right.range.lowerBound)
    let (high, highOverflow) = left.range.upperBound.addingReportingOverflow(right.range.upperBound)
    if lowOverflow || highOverflow { return nil }
    return binary(.add, left, right, in: low...high)
  }

  /// The difference, or nil if the limits do not show that 64 bits hold it.
  package static func difference(_ left: Term, _ right: Term) -> Term? {
    if let number = right.constant, number != .min { return offset(left, by: -number) }
    let (low, lowOverflow) = left.range.lowerBound.subtractingReportingOverflow(right.range.upperBound)
    let (high, highOverflow) = left.range.upperBound.subtractingReportingOverflow(right.range.lowerBound)
    if lowOverflow || highOverflow { return nil }
    return binary(.subtract, left, right, in: low...high)
  }

  /// The product, or nil if the limits do not show that 64 bits hold it.
  package static func product(_ left: Term, _ right: Term) -> Term? {
    var corners: [Int] = []
    for first in [left.range.lowerBound, left.range.upperBound] {
      for second in [right.range.lowerBound, right.range.upperBound] {
        let (corner, overflow) = first.multipliedReportingOverflow(by: second)
        if overflow { return nil }
        corners.append(corner)
      }
    }
    guard let low = corners.min(), let high = corners.max() else { return nil }
    if right.constant == 1 { return left }
    if left.constant == 1 { return right }
    return binary(.multiply, left, right, in: low...high)
  }

  /// The quotient or remainder of terms whose limits exclude a zero divisor and an overflow.
  package static func division(_ op: GroundOperator, _ left: Term, _ right: Term) -> Term {
    if let dividend = left.constant, let divisor = right.constant {
      return constant(op == .divide ? dividend / divisor : dividend % divisor)
    }
    let magnitude = max(left.range.lowerBound.magnitude, left.range.upperBound.magnitude)
    var bound = magnitude
    if op == .remainder {
      bound = min(bound, max(right.range.lowerBound.magnitude, right.range.upperBound.magnitude) - 1)
    }
    let limit = Int(min(bound, UInt(Int.max)))
    let isPositive = left.range.lowerBound >= 0
    if op == .divide && isPositive && right.range.lowerBound > 0 {
      let low = left.range.lowerBound / right.range.upperBound
      return binary(op, left, right, in: low...(left.range.upperBound / right.range.lowerBound))
    }
    // The least integer divided by 1 is itself.
    let least = bound > UInt(Int.max) ? Int.min : -limit
    return binary(op, left, right, in: (op == .remainder && isPositive ? 0 : least)...limit)
  }

  /// An operation on the bits.
  package static func bitwise(_ op: BinaryOperator, _ left: Term, _ right: Term) -> Term {
    let range = Interval.bitwise(op, left.range, right.range)
    let ground: GroundOperator = op == .bitAnd ? .bitAnd : op == .bitOr ? .bitOr : .bitXor
    if let first = left.constant, let second = right.constant {
      return constant(ground.apply(first, second).partialValue)
    }
    if op != .bitAnd, right.constant == 0 { return left }
    if op != .bitAnd, left.constant == 0 { return right }
    return binary(ground, left, right, in: range)
  }

  /// The value moved by a constant.
  package static func offset(_ value: Term, by number: Int) -> Term? {
    if number == 0 { return value }
    let (low, lowOverflow) = value.range.lowerBound.addingReportingOverflow(number)
    let (high, highOverflow) = value.range.upperBound.addingReportingOverflow(number)
    if lowOverflow || highOverflow { return nil }
    if case .binary(.add, let inner, .constant(let first)) = value.expression {
      let (total, overflow) = first.addingReportingOverflow(number)
      if !overflow {
        let moved = total == 0 ? inner : .binary(.add, inner, .constant(total))
        return Term(moved, in: low...high, mustEvaluate: value.mustEvaluate)
      }
    }
    return Term(
      .binary(.add, value.expression, .constant(number)), in: low...high, mustEvaluate: value.mustEvaluate)
  }

  /// The value; a fault where it lies outside the range, which is tested only where that can happen.
  package static func check(_ value: Term, _ range: ClosedRange<Int>, _ site: @autoclosure () -> FaultSiteID) -> Term {
    if range.covers(value.range) { return value }
    // A value that is never in the range is tested all the same: traces show it.
    return Term(.check(value.expression, range, site()), in: range.common(value.range) ?? range, mustEvaluate: true)
  }

  private static func binary(
    _ op: GroundOperator, _ left: Term, _ right: Term, in range: ClosedRange<Int>
  ) -> Term {
    Term(
      .binary(op, left.expression, right.expression), in: range,
      mustEvaluate: left.mustEvaluate || right.mustEvaluate)
  }

  /// A comparison whose outcome the limits decide; it stays where an operand must be evaluated.
  private static func known(_ op: GroundOperator, _ left: Term, _ right: Term, _ outcome: Int) -> Term {
    binary(op, left, right, in: outcome...outcome)
  }
}
