/// Interval arithmetic over the ranges of integer expressions; nil stands for "no bounds known".
package enum Interval {
  static func add(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    let low = left.lowerBound.addingReportingOverflow(right.lowerBound)
    let high = left.upperBound.addingReportingOverflow(right.upperBound)
    return low.overflow || high.overflow ? nil : low.partialValue...high.partialValue
  }

  static func negate(_ operand: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let operand, operand.lowerBound != Int.min else { return nil }
    return (-operand.upperBound)...(-operand.lowerBound)
  }

  static func subtract(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    let low = left.lowerBound.subtractingReportingOverflow(right.upperBound)
    let high = left.upperBound.subtractingReportingOverflow(right.lowerBound)
    return low.overflow || high.overflow ? nil : low.partialValue...high.partialValue
  }

  static func multiply(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    var products: [Int] = []
    for a in [left.lowerBound, left.upperBound] {
      for b in [right.lowerBound, right.upperBound] {
        let product = a.multipliedReportingOverflow(by: b)
        if product.overflow { return nil }
        products.append(product.partialValue)
      }
    }
    return hull(of: products)
  }

  static func divide(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right, left.lowerBound != Int.min else { return nil }
    if right.lowerBound > 0 || right.upperBound < 0 {
      var quotients: [Int] = []
      for a in [left.lowerBound, left.upperBound] {
        for b in [right.lowerBound, right.upperBound] { quotients.append(a / b) }
      }
      return hull(of: quotients)
    }
    // The divisor may be 1 or -1.
    let most = max(abs(left.lowerBound), abs(left.upperBound))
    return (-most)...most
  }

  static func remainder(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right, left.lowerBound != Int.min, right.lowerBound != Int.min else { return nil }
    let divisor = max(abs(right.lowerBound), abs(right.upperBound))
    let most = max(0, divisor - 1)
    let low = left.lowerBound < 0 ? -min(most, -left.lowerBound) : 0
    let high = left.upperBound > 0 ? min(most, left.upperBound) : 0
    return low...high
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
  static func shift(
    _ operation: BinaryOperator, _ left: ClosedRange<Int>?, by right: ClosedRange<Int>?
  ) -> ClosedRange<Int>? {
    let all = Limits.shiftAmounts
    guard let left, (right ?? all).overlaps(all) else { return nil }
    let amounts = (right ?? all).clamped(to: all)
    if operation == .shiftLeft { return multiply(left, (1 << amounts.lowerBound)...(1 << amounts.upperBound)) }
    return hull(
      of: [left.lowerBound, left.upperBound].flatMap { [$0 >> amounts.lowerBound, $0 >> amounts.upperBound] })
  }

  static func join(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    return min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
  }

  private static func hull(of values: [Int]) -> ClosedRange<Int>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }
}

extension UInt {
  /// The number with every bit below its highest one set.
  fileprivate var smeared: UInt {
    self == 0 ? 0 : UInt.max >> UInt(leadingZeroBitCount)
  }
}
