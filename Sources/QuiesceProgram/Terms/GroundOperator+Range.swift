import QuiesceModel

extension GroundOperator {
  /// Limits of the result where the operands lie within limits; nil if 64 bits may not hold it, or there is none.
  package func range(_ left: ClosedRange<Int>, _ right: ClosedRange<Int>) -> ClosedRange<Int>? {
    switch self {
    case .add: Interval.add(left, right)
    case .subtract: Interval.subtract(left, right)
    case .multiply: Interval.multiply(left, right)
    case .divide: Interval.divide(left, right)
    case .remainder: Interval.remainder(left, right)
    case .bitAnd: Interval.bitwise(.bitAnd, left, right)
    case .bitOr: Interval.bitwise(.bitOr, left, right)
    case .bitXor: Interval.bitwise(.bitXor, left, right)
    case .equal: truth(left.equals(right))
    case .notEqual: truth(left.equals(right).map(!))
    case .less: truth(left.isLess(than: right))
    case .lessOrEqual: truth(right.isLess(than: left).map(!))
    case .and: truth(left == 1...1 && right == 1...1 ? true : left == 0...0 || right == 0...0 ? false : nil)
    case .or: truth(left == 1...1 || right == 1...1 ? true : left == 0...0 && right == 0...0 ? false : nil)
    }
  }

  private func truth(_ known: Bool?) -> ClosedRange<Int> {
    known.map { $0 ? 1...1 : 0...0 } ?? 0...1
  }
}
