import Testing

@testable import QuiesceModel

/// Interval arithmetic beside all results of all numbers of all small ranges.
@Suite struct IntervalTests {
  private typealias Operation = (Int, Int) -> (partialValue: Int, overflow: Bool)
  private typealias Rule = (ClosedRange<Int>, ClosedRange<Int>) -> ClosedRange<Int>?

  private static let numbers = -5...5
  private static let ranges = numbers.flatMap { low in (low...numbers.upperBound).map { low...$0 } }

  /// The least range of all results that 64 bits hold.
  private func results(_ left: ClosedRange<Int>, _ right: ClosedRange<Int>, _ operation: Operation) -> ClosedRange<Int>?
  {
    var found: ClosedRange<Int>?
    for first in left {
      for second in right {
        let (value, overflow) = operation(first, second)
        if !overflow { found = found?.hull(value...value) ?? value...value }
      }
    }
    return found
  }

  private func expectExact(_ rule: Rule, _ operation: Operation) {
    for left in Self.ranges {
      for right in Self.ranges { #expect(rule(left, right) == results(left, right, operation), "\(left), \(right)") }
    }
  }

  private func expectSound(_ rule: Rule, _ operation: Operation) {
    for left in Self.ranges {
      for right in Self.ranges {
        guard let results = results(left, right, operation) else { continue }
        #expect(rule(left, right)?.covers(results) == true, "\(left), \(right)")
      }
    }
  }

  @Test func sumsDifferencesAndProductsAreExact() {
    expectExact(Interval.add) { $0.addingReportingOverflow($1) }
    expectExact(Interval.subtract) { $0.subtractingReportingOverflow($1) }
    expectExact(Interval.multiply) { $0.multipliedReportingOverflow(by: $1) }
  }

  /// A divisor may be 0 in a range around it: no quotient comes from that.
  @Test func quotientsAreExact() {
    expectExact(Interval.divide) { $0.dividedReportingOverflow(by: $1) }
  }

  @Test func remaindersAreContained() {
    expectSound(Interval.remainder) { $0.remainderReportingOverflow(dividingBy: $1) }
    #expect(Interval.remainder(-5...5, 3...3) == -2...2)
    #expect(Interval.remainder(0...1, -4...3) == 0...1)
  }

  @Test func bitwiseResultsAreContained() {
    expectSound({ Interval.bitwise(.bitAnd, $0, $1) }, { ($0 & $1, false) })
    expectSound({ Interval.bitwise(.bitOr, $0, $1) }, { ($0 | $1, false) })
    expectSound({ Interval.bitwise(.bitXor, $0, $1) }, { ($0 ^ $1, false) })
    #expect(Interval.bitwise(.bitAnd, 0...5, -5...5) == 0...5)
    #expect(Interval.bitwise(.bitOr, 3...4, 1...2) == 3...7)
  }

  /// By a negative number of bits nothing is shifted.
  @Test func shiftsAreExact() {
    expectExact({ Interval.shift(.shiftLeft, $0, by: $1) }, { ($0 << $1, $1 < 0) })
    expectExact({ Interval.shift(.shiftRight, $0, by: $1) }, { ($0 >> $1, $1 < 0) })
  }

  @Test func comparisonsAreDecidedWhereAllNumbersAgree() {
    for left in Self.ranges {
      for right in Self.ranges {
        let isLess = results(left, right) { ($0 < $1 ? 1 : 0, false) }
        let isEqual = results(left, right) { ($0 == $1 ? 1 : 0, false) }
        #expect(left.isLess(than: right) == (isLess == 0...1 ? nil : isLess == 1...1), "\(left), \(right)")
        #expect(left.equals(right) == (isEqual == 0...1 ? nil : isEqual == 1...1), "\(left), \(right)")
        #expect(left.covers(right) == right.allSatisfy { left.contains($0) })
        let common = left.filter { right.contains($0) }
        #expect(left.common(right).map(Array.init) == (common.isEmpty ? nil : common))
      }
    }
  }

  /// Nothing is known where 64 bits do not hold every result.
  @Test func theLeastAndTheGreatestIntegerDoNotOverflow() {
    let (least, greatest) = (Int.min...Int.min, Int.max...Int.max)
    let all = Int.min...Int.max
    #expect(Interval.add(all, 0...0) == all)
    #expect(Interval.add(greatest, 0...1) == nil)
    #expect(Interval.subtract(0...0, least) == nil)
    #expect(Interval.subtract(-1...(-1), least) == greatest)
    #expect(Interval.multiply(all, 1...1) == all)
    #expect(Interval.multiply(least, -1...1) == nil)
    #expect(Interval.divide(least, -1...(-1)) == nil)
    #expect(Interval.divide(all, -1...1) == nil)
    #expect(Interval.divide(all, 1...Int.max) == all)
    #expect(Interval.divide(all, 2...2) == (Int.min / 2)...(Int.max / 2))
    #expect(Interval.divide(greatest, all) == -Int.max...Int.max)
    #expect(Interval.divide(1...1, 0...0) == nil)
    #expect(Interval.remainder(all, least) == -Int.max...Int.max)
    #expect(Interval.remainder(least, all) == -Int.max...0)
    #expect(Interval.remainder(all, 0...0) == 0...0)
    #expect(Interval.bitwise(.bitXor, all, 0...0) == all)
    #expect(Interval.bitwise(.bitAnd, all, 0...7) == 0...7)
    #expect(Interval.shift(.shiftLeft, 1...1, by: all) == 1...(1 << 62))
    #expect(Interval.shift(.shiftLeft, 2...2, by: all) == nil)
    #expect(Interval.shift(.shiftRight, all, by: 0...62) == all)
    #expect(Interval.shift(.shiftLeft, 1...1, by: 63...64) == nil)
    #expect(least.isLess(than: greatest) == true)
    #expect(all.equals(all) == nil)
    #expect(all.hull(0...0) == all)
  }

  @Test func nothingFollowsFromNothing() {
    #expect(Interval.add(nil, 1...1) == nil)
    #expect(Interval.divide(1...1, nil) == nil)
    #expect(Interval.divide(nil, 1...1) == nil)
    #expect(Interval.remainder(nil, 1...1) == nil)
    #expect(Interval.join(1...1, nil) == nil)
    #expect(Interval.join(1...1, 5...5) == 1...5)
  }
}
