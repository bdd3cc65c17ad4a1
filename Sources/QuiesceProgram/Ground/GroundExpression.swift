/// The position of a slot in `Program.slots`.
package typealias SlotID = Int
/// A scratch variable of one transition or one property, numbered from 0; its value does not outlive the evaluation.
package typealias GroundLocal = Int
/// The position of a fault site in `Program.faultSites`.
package typealias FaultSiteID = Int

/// A scalar expression over the slots of a state: everything structured has been taken apart.
///
/// A truth value is 0 or 1. Arithmetic that 64 bits cannot hold is a fault. What has no operands, about every second node, lies in the node
/// above it and takes no memory of its own.
package enum GroundExpression: Hashable, Sendable {
  /// A number.
  case constant(Int)
  /// The value of a slot.
  case slot(SlotID)
  /// The value of the slot `base + index * stride`; the index lies in `0..<count` (a `check` has seen to it).
  indirect case slotAt(base: SlotID, stride: Int, count: Int, index: GroundExpression)
  /// The value of a scratch variable.
  case local(GroundLocal)
  /// Logical negation.
  indirect case not(GroundExpression)
  /// Two operands.
  indirect case binary(GroundOperator, GroundExpression, GroundExpression)
  /// The second if the first is true, else the third; the other one is not evaluated.
  indirect case conditional(GroundExpression, GroundExpression, GroundExpression)
  /// The body with the local set to the value.
  indirect case letIn(GroundLocal, GroundExpression, body: GroundExpression)
  /// The value; if it lies outside the range, a fault.
  indirect case check(GroundExpression, ClosedRange<Int>, FaultSiteID)
  /// A fault if it is ever evaluated.
  case fault(FaultSiteID)
  /// The truth value of the operand; where true, the property (by position in `Program.properties`) is not vacuous.
  indirect case cover(Int, GroundExpression)
}

/// The operators of the ground program.
package enum GroundOperator: Hashable, Sendable {
  /// `+`; overflow is a fault.
  case add
  /// `-`; overflow is a fault.
  case subtract
  /// `*`; overflow is a fault.
  case multiply
  /// `/` towards zero; the divisor is not 0 (the lowering guards it), and not -1 where the dividend may be the least integer.
  case divide
  /// `%` with the sign of the dividend; as `divide`.
  case remainder
  /// `&`, of the bits
  case bitAnd
  /// `|`, of the bits
  case bitOr
  /// `^`, of the bits
  case bitXor
  /// `==`
  case equal
  /// `!=`
  case notEqual
  /// `<`
  case less
  /// `<=`
  case lessOrEqual
  /// `&&`; the right side is evaluated only if the left is true.
  case and
  /// `||`; the right side is evaluated only if the left is false.
  case or
}

/// A statement of the ground program.
package enum GroundStatement: Hashable, Sendable {
  /// Write a slot; the value lies in the slot's range.
  case assign(SlotID, GroundExpression)
  /// Write the slot `base + index * stride`; index and value lie in their ranges.
  indirect case assignAt(base: SlotID, stride: Int, count: Int, index: GroundExpression, GroundExpression)
  /// Set a scratch variable.
  case setLocal(GroundLocal, GroundExpression)
  /// `if`
  indirect case conditional(GroundExpression, then: [GroundStatement], otherwise: [GroundStatement])
  /// Move `(capacity - 1) * width` slots down by `width`, starting at `first`, and give the last `width` slots the raw value zero (their
  /// lower bounds): drop the head of a queue's elements.
  indirect case shiftDown(first: SlotID, width: Int, capacity: Int)
  /// End the transition with a fault.
  case fault(FaultSiteID)
  /// The transition violates, or for a `reachable` property reaches, the property at this position.
  case flag(Int)
  /// The property at this position is not vacuous.
  case cover(Int)
  /// An event with its flattened arguments, for traces; it changes nothing.
  case emit(Int, [GroundExpression])
}

extension GroundOperator {
  /// The result for two numbers, and whether 64 bits cannot hold it (or the divisor is 0).
  func apply(_ first: Int, _ second: Int) -> (partialValue: Int, overflow: Bool) {
    switch self {
    case .add: first.addingReportingOverflow(second)
    case .subtract: first.subtractingReportingOverflow(second)
    case .multiply: first.multipliedReportingOverflow(by: second)
    case .divide: first.dividedReportingOverflow(by: second)
    case .remainder: first.remainderReportingOverflow(dividingBy: second)
    case .bitAnd: (first & second, false)
    case .bitOr: (first | second, false)
    case .bitXor: (first ^ second, false)
    case .equal: (first == second ? 1 : 0, false)
    case .notEqual: (first != second ? 1 : 0, false)
    case .less: (first < second ? 1 : 0, false)
    case .lessOrEqual: (first <= second ? 1 : 0, false)
    case .and: (first != 0 && second != 0 ? 1 : 0, false)
    case .or: (first != 0 || second != 0 ? 1 : 0, false)
    }
  }
}
