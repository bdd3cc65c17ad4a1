/// Interval arithmetic over the ranges of integer expressions; nil stands for "no bounds known".
enum Interval {
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

  static func join(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let left, let right else { return nil }
    return min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
  }

  private static func hull(of values: [Int]) -> ClosedRange<Int>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }
}
