/// Simplifies guards and effects for states in which some slots have known values.
///
/// The result does the same in such states, faults included; indices that become constants leave smaller footprints.
struct PartialEvaluation {
  /// The slots whose values are known at this point of the effect.
  private var slots: [SlotID: Int]
  private var locals: [GroundLocal: Int] = [:]

  init(_ known: [SlotID: Int]) {
    slots = known
  }

  /// The expression with what is known put in.
  mutating func simplified(_ expression: GroundExpression) -> GroundExpression {
    switch expression {
    case .constant, .fault: return expression
    case .slot(let slot): return slots[slot].map { .constant($0) } ?? expression
    case .slotAt(let base, let stride, let count, let index):
      let index = simplified(index)
      guard case .constant(let position) = index, (0..<count).contains(position) else {
        return .slotAt(base: base, stride: stride, count: count, index: index)
      }
      return simplified(.slot(base + position * stride))
    case .local(let local): return locals[local].map { .constant($0) } ?? expression
    case .not(let operand):
      let operand = simplified(operand)
      return operand.number.map { .constant($0 == 0 ? 1 : 0) } ?? .not(operand)
    case .binary(let op, let left, let right): return simplified(op, left, right)
    case .conditional(let condition, let then, let otherwise):
      let condition = simplified(condition)
      if let number = condition.number { return simplified(number != 0 ? then : otherwise) }
      return .conditional(condition, simplified(then), simplified(otherwise))
    case .letIn(let local, let value, let body):
      let value = simplified(value)
      locals[local] = value.number
      return .letIn(local, value, body: simplified(body))
    case .check(let operand, let range, let site):
      let operand = simplified(operand)
      if let number = operand.number, range.contains(number) { return operand }
      return .check(operand, range, site)
    case .cover(let property, let operand): return .cover(property, simplified(operand))
    }
  }

  private mutating func simplified(
    _ op: GroundOperator, _ left: GroundExpression, _ right: GroundExpression
  ) -> GroundExpression {
    let left = simplified(left)
    if op == .and, left.number == 0 { return .constant(0) }
    if op == .or, let number = left.number, number != 0 { return .constant(1) }
    let right = simplified(right)
    if op == .and, left.number == 1 { return right }
    if op == .and, right.number == 1 { return left }
    if op == .or, left.number == 0 { return right }
    guard let first = left.number, let second = right.number else { return .binary(op, left, right) }
    let result = op.apply(first, second)
    return result.overflow ? .binary(op, left, right) : .constant(result.partialValue)
  }

  /// The statements with what is known put in; what they write is known afterwards where it is a number.
  mutating func simplified(_ statements: [GroundStatement]) -> [GroundStatement] {
    statements.flatMap { simplified($0) }
  }

  private mutating func simplified(_ statement: GroundStatement) -> [GroundStatement] {
    switch statement {
    case .assign(let slot, let value):
      let value = simplified(value)
      slots[slot] = value.number
      return [.assign(slot, value)]
    case .assignAt(let base, let stride, let count, let index, let value):
      let index = simplified(index)
      let value = simplified(value)
      if let position = index.number, (0..<count).contains(position) {
        let slot = base + position * stride
        slots[slot] = value.number
        return [.assign(slot, value)]
      }
      for position in 0..<count { slots[base + position * stride] = nil }
      return [.assignAt(base: base, stride: stride, count: count, index: index, value)]
    case .setLocal(let local, let value):
      let value = simplified(value)
      locals[local] = value.number
      return [.setLocal(local, value)]
    case .conditional(let condition, let then, let otherwise):
      let condition = simplified(condition)
      if let number = condition.number { return simplified(number != 0 ? then : otherwise) }
      var other = self
      let first = simplified(then)
      let second = other.simplified(otherwise)
      slots = slots.filter { other.slots[$0.key] == $0.value }
      locals = locals.filter { other.locals[$0.key] == $0.value }
      return [.conditional(condition, then: first, otherwise: second)]
    case .shiftDown(let first, let width, let capacity):
      for slot in first..<(first + width * capacity) { slots[slot] = nil }
      return [statement]
    case .emit(let event, let arguments): return [.emit(event, arguments.map { simplified($0) })]
    case .fault, .flag, .cover: return [statement]
    }
  }
}

extension GroundExpression {
  /// The number, if it is one.
  fileprivate var number: Int? {
    if case .constant(let number) = self { number } else { nil }
  }
}
