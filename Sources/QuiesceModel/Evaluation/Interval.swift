/// Interval arithmetic over the ranges of integer expressions; nil stands for "no bounds known".
///
/// Each range contains every result that 64 bits hold. Those of sums, differences, products, quotients and shifts are the least.
package enum Interval {
  /// The sums.
  package static func add(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    corners(left, right) { $0.addingReportingOverflow($1) }
  }

  /// The differences.
  package static func subtract(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    corners(left, right) { $0.subtractingReportingOverflow($1) }
  }

  /// The products.
  package static func multiply(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    corners(left, right) { $0.multipliedReportingOverflow(by: $1) }
  }

  /// The quotients, rounded towards zero, by the divisors other than 0.
  package static func divide(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    let negative = right?.common(Int.min...(-1))
    let positive = right?.common(1...Int.max)
    let first = corners(left, negative) { $0.dividedReportingOverflow(by: $1) }
    let second = corners(left, positive) { $0.dividedReportingOverflow(by: $1) }
    if negative == nil { return second }
    return positive == nil ? first : join(first, second)
  }

  /// The remainders by the divisors other than 0; each has the sign of the dividend.
  package static func remainder(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    let divisor = max(right.lowerBound.magnitude, right.upperBound.magnitude)
    let most = Int(divisor == 0 ? 0 : divisor - 1)
    return max(-most, min(0, left.lowerBound))...min(most, max(0, left.upperBound))
  }

  /// The bounds of a bitwise operation: both operands are numbers of the same few bits, and so is the result.
  package static func bitwise(
    _ operation: BinaryOperator, _ left: ClosedRange<Int>, _ right: ClosedRange<Int>
  ) -> ClosedRange<Int> {
    let bounds = [left.lowerBound, left.upperBound, right.lowerBound, right.upperBound]
    let ones = Int(bitPattern: bounds.reduce(0) { $0 | UInt(bitPattern: $1 < 0 ? ~$1 : $1) }.smeared)
    let areNatural = left.lowerBound >= 0 && right.lowerBound >= 0
    switch operation {
    case .bitAnd where left.lowerBound >= 0 || right.lowerBound >= 0:
      let limits = [left, right].filter { $0.lowerBound >= 0 }.map(\.upperBound)
      return 0...(limits.min() ?? ones)
    case .bitOr where areNatural: return max(left.lowerBound, right.lowerBound)...ones
    default: return (areNatural ? 0 : ~ones)...ones
    }
  }

  /// The bounds of a shift by an amount that lies within 0...62; nil where 64 bits may not hold the result.
  package static func shift(
    _ operation: BinaryOperator, _ left: ClosedRange<Int>?, by right: ClosedRange<Int>?
  ) -> ClosedRange<Int>? {
    guard let amounts = Limits.shiftAmounts.common(right ?? Limits.shiftAmounts) else { return nil }
    if operation == .shiftLeft { return multiply(left, (1 << amounts.lowerBound)...(1 << amounts.upperBound)) }
    return corners(left, amounts) { ($0 >> $1, false) }
  }

  /// The least range that contains both.
  static func join(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    return left.hull(right)
  }

  /// The results of an operation that takes its least and its greatest where both operands do; nil if 64 bits do not hold one.
  private static func corners(
    _ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?,
    _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    let first = operation(left.lowerBound, right.lowerBound)
    let second = operation(left.lowerBound, right.upperBound)
    let third = operation(left.upperBound, right.lowerBound)
    let fourth = operation(left.upperBound, right.upperBound)
    if first.overflow || second.overflow || third.overflow || fourth.overflow { return nil }
    let values = (first.partialValue, second.partialValue, third.partialValue, fourth.partialValue)
    return min(values.0, values.1, values.2, values.3)...max(values.0, values.1, values.2, values.3)
  }
}

extension ClosedRange<Int> {
  /// The least range that contains both.
  package func hull(_ other: ClosedRange<Int>) -> ClosedRange<Int> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }

  /// What both have in common, or nil.
  package func common(_ other: ClosedRange<Int>) -> ClosedRange<Int>? {
    overlaps(other) ? clamped(to: other) : nil
  }

  /// How many numbers lie in it; `Int.max` stands for any number that is too large to count.
  package var cardinality: Int {
    let (distance, overflow) = upperBound.subtractingReportingOverflow(lowerBound)
    return overflow ? .max : distance.addingClamped(1)
  }

  /// Whether every number of the other lies in this one.
  package func covers(_ other: ClosedRange<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }

  /// Whether a number of this range is less than one of the other, if the ranges decide it.
  package func isLess(than other: ClosedRange<Int>) -> Bool? {
    upperBound < other.lowerBound ? true : lowerBound >= other.upperBound ? false : nil
  }

  /// Whether a number of this range equals one of the other, if the ranges decide it.
  package func equals(_ other: ClosedRange<Int>) -> Bool? {
    if !overlaps(other) { return false }
    return self == other && lowerBound == upperBound ? true : nil
  }
}

extension UInt {
  /// The number with every bit below its highest one set.
  fileprivate var smeared: UInt {
    self == 0 ? 0 : UInt.max >> UInt(leadingZeroBitCount)
  }
}
