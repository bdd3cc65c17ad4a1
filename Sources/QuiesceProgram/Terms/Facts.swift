import QuiesceModel

/// What is known of slots and scratch variables at one point of a transition, beyond their types.
///
/// Facts come from the conditions that led to the point and from the values written on the way. They are what makes most range
/// checks superfluous: `outstanding += 1` behind `outstanding < 2`.
package struct Facts {
  private let slots: [Slot]
  private var slotRanges = RangeTable()
  private var localRanges = RangeTable()
  /// Of slots found by an index.
  private var elementRanges: [GroundExpression: ClosedRange<Int>] = [:]

  package init(slots: [Slot]) {
    self.slots = slots
  }

  /// The limits of an expression, narrowed by what is known.
  package func narrow(_ expression: GroundExpression, _ range: ClosedRange<Int>) -> ClosedRange<Int> {
    guard let known = self[expression] else { return range }
    return known.common(range) ?? range
  }

  /// Takes note that an expression has a truth value.
  package mutating func assume(_ expression: GroundExpression, _ truth: Bool = true) {
    switch expression {
    case .not(let operand): assume(operand, !truth)
    case .binary(.and, let left, let right) where truth, .binary(.or, let left, let right) where !truth:
      assume(left, truth)
      assume(right, truth)
    case .binary(let op, let left, .constant(let number)): compare(op, left, number, truth)
    case .binary(let op, .constant(let number), let right): compareReversed(op, number, right, truth)
    case .slot, .local, .slotAt: limit(expression, truth ? 1...1 : 0...0)
    case .cover(_, let operand): assume(operand, truth)
    case .constant, .binary, .conditional, .letIn, .check, .fault: break
    }
  }

  /// Takes note of the limits of an expression.
  package mutating func note(_ expression: GroundExpression, _ range: ClosedRange<Int>) {
    self[expression] = self[expression]?.common(range) ?? range
  }

  /// What is known of a place; nothing is ever known of other expressions.
  private subscript(place: GroundExpression) -> ClosedRange<Int>? {
    get {
      switch place {
      case .slot(let slot): slotRanges[slot]
      case .local(let local): localRanges[local]
      case .slotAt: elementRanges[place]
      case .constant, .not, .binary, .conditional, .letIn, .check, .fault, .cover: nil
      }
    }
    set {
      switch place {
      case .slot(let slot): slotRanges[slot] = newValue
      case .local(let local): localRanges[local] = newValue
      case .slotAt: elementRanges[place] = newValue
      case .constant, .not, .binary, .conditional, .letIn, .check, .fault, .cover: break
      }
    }
  }

  /// Forgets what depends on a slot.
  package mutating func forget(_ slot: SlotID) {
    slotRanges[slot] = nil
    if !elementRanges.isEmpty { elementRanges = elementRanges.filter { !$0.key.mayRead(slot) } }
  }

  /// Takes note of what was written to a slot.
  package mutating func write(_ range: ClosedRange<Int>, to slot: SlotID) {
    forget(slot)
    slotRanges[slot] = range
  }

  /// Takes note of the limits of a scratch variable that is set, and forgets what it held.
  mutating func set(_ local: GroundLocal, _ range: ClosedRange<Int>) {
    localRanges[local] = range
    if !elementRanges.isEmpty { elementRanges = elementRanges.filter { !$0.key.locals.contains(local) } }
  }

  /// Forgets what depends on a scratch variable.
  mutating func forgetLocals() {
    localRanges = RangeTable()
    if !elementRanges.isEmpty { elementRanges = elementRanges.filter { $0.key.locals.isEmpty } }
  }

  /// Keeps what holds on both of two ways that meet.
  package mutating func join(_ other: Facts) {
    slotRanges.join(other.slotRanges)
    localRanges.join(other.localRanges)
    guard !elementRanges.isEmpty else { return }
    elementRanges = elementRanges.reduce(into: [:]) { common, known in
      if let range = other.elementRanges[known.key] { common[known.key] = known.value.hull(range) }
    }
  }

  private mutating func compare(_ op: GroundOperator, _ left: GroundExpression, _ number: Int, _ truth: Bool) {
    switch op {
    case .equal: equate(left, number, truth)
    case .notEqual: equate(left, number, !truth)
    case .less: bound(left, atMost: truth, truth ? number &- 1 : number)
    case .lessOrEqual: bound(left, atMost: truth, truth ? number : number &+ 1)
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .and, .or: break
    }
  }

  private mutating func compareReversed(
    _ op: GroundOperator, _ number: Int, _ right: GroundExpression, _ truth: Bool
  ) {
    switch op {
    case .equal: equate(right, number, truth)
    case .notEqual: equate(right, number, !truth)
    case .less: bound(right, atMost: !truth, truth ? number &+ 1 : number)
    case .lessOrEqual: bound(right, atMost: !truth, truth ? number : number &- 1)
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .and, .or: break
    }
  }

  private mutating func equate(_ expression: GroundExpression, _ number: Int, _ truth: Bool) {
    if truth {
      limit(expression, number...number)
    } else if expression.isPlace {
      let known = narrow(expression, naturalRange(expression))
      guard known.lowerBound < known.upperBound else { return }
      if known.lowerBound == number { limit(expression, (number + 1)...known.upperBound) }
      if known.upperBound == number { limit(expression, known.lowerBound...(number - 1)) }
    }
  }

  private func naturalRange(_ expression: GroundExpression) -> ClosedRange<Int> {
    switch expression {
    case .slot(let slot): slots[slot].range
    case .slotAt(let base, let stride, let count, _):
      (0..<count).reduce(slots[base].range) { $0.hull(slots[base + $1 * stride].range) }
    default: Int.min...Int.max
    }
  }

  private mutating func bound(_ expression: GroundExpression, atMost: Bool, _ number: Int) {
    limit(expression, atMost ? Int.min...number : number...Int.max)
  }

  private mutating func limit(_ expression: GroundExpression, _ range: ClosedRange<Int>) {
    if case .binary(.add, let inner, .constant(let number)) = expression, number != .min {
      let (low, lowOverflow) = range.lowerBound.subtractingReportingOverflow(number)
      let (high, highOverflow) = range.upperBound.subtractingReportingOverflow(number)
      let least = range.lowerBound == .min || lowOverflow ? Int.min : low
      let greatest = range.upperBound == .max || highOverflow ? Int.max : high
      if least <= greatest { limit(inner, least...greatest) }
      return
    }
    if expression.isPlace { note(expression, range) }
  }
}
