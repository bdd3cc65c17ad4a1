import QuiesceProgram

extension Assembler {
  /// Translates an expression; the result is in the returned register, which is `target` unless a register holds it already.
  package mutating func value(_ expression: GroundExpression, at target: Int) throws(BytecodeLimit) -> UInt8 {
    let result = try register(target)
    switch expression {
    case .constant(let number): constant(number, result)
    case .slot(let slot): load(slots[slot], result)
    case .slotAt(let base, let stride, let count, let index):
      let position = try value(index, at: target)
      emit(.loadAt(result, index: position, table: table(base: base, stride: stride, count: count)))
    case .local(let local): return try register(local)
    case .not(let operand):
      let operand = try value(operand, at: target)
      emit(.not(result, operand))
    case .binary(.and, _, _), .binary(.or, _, _): try truthValue(expression, result, at: target)
    case .binary(let operation, let left, let right):
      try binary(operation, left, right, result, at: target)
    case .conditional(let condition, let first, let second):
      var otherwise: [Int] = []
      var end: [Int] = []
      try branch(condition, ifFalse: &otherwise, at: target)
      try place(first, in: result, at: target)
      emitJump(&end) { .jump(0, $0) }
      patch(otherwise)
      try place(second, in: result, at: target)
      patch(end)
    case .letIn(let local, let definition, let body):
      try place(definition, in: try register(local), at: target)
      return try value(body, at: target)
    case .check(let operand, let range, let site):
      let operand = try value(operand, at: target)
      let check = RangeCheck(lower: range.lowerBound, upper: range.upperBound, site: site)
      emit(.check(operand, checkPosition(check)))
      return operand
    case .fault(let site): emit(.fault(0, Int32(site)))
    case .cover(let property, let operand):
      let operand = try value(operand, at: target)
      emit(.coverIf(operand, Int32(property)))
      return operand
    }
    return result
  }

  /// Translates an expression so that its value ends up in one register.
  mutating func place(_ expression: GroundExpression, in register: UInt8, at target: Int) throws(BytecodeLimit) {
    let result = try value(expression, at: target)
    if result != register { emit(.move(register, result)) }
  }

  private mutating func constant(_ number: Int, _ result: UInt8) {
    if let small = Int32(exactly: number) {
      emit(.constant(result, small))
    } else {
      emit(.wideConstant(result, Int32(wideConstants.count)))
      wideConstants.append(number)
    }
  }

  private mutating func load(_ slot: Slot, _ result: UInt8) {
    if slot.width == 0 {
      constant(slot.lower, result)
    } else if abs(slot.lower) < Field.biasLimit {
      let field = Field.packed(shift: slot.shift, width: slot.width, bias: slot.lower)
      emit(.load(result, word: UInt8(slot.word), field: field))
    } else {
      emit(.loadAt(result, index: zeroIndex(result), table: table(slot: slot)))
    }
  }

  /// A register that holds 0, to read a far-biased field through the table.
  private mutating func zeroIndex(_ result: UInt8) -> UInt8 {
    emit(.constant(result, 0))
    return result
  }

  private mutating func binary(
    _ operation: GroundOperator, _ left: GroundExpression, _ right: GroundExpression, _ result: UInt8, at target: Int
  ) throws(BytecodeLimit) {
    let a = try value(left, at: target)
    if case .constant(let number) = right, let small = Int32(exactly: number) {
      switch operation {
      case .add: return emit(.addConstant(result, a, small))
      case .subtract where small != .min: return emit(.addConstant(result, a, -small))
      case .equal: return emit(.equalConstant(result, a, small))
      default: break
      }
    }
    // A `letIn` on the right may give a scratch variable that the left is read from a new value only if both name it;
    // locals are assigned once, so the register of the left side stays what it was.
    let b = try value(right, at: target + 1)
    switch operation {
    case .add: emit(.add(result, a, b))
    case .subtract: emit(.subtract(result, a, b))
    case .multiply: emit(.multiply(result, a, b))
    case .divide: emit(.divide(result, a, b))
    case .remainder: emit(.remainder(result, a, b))
    case .bitAnd: emit(.bitAnd(result, a, b))
    case .bitOr: emit(.bitOr(result, a, b))
    case .bitXor: emit(.bitXor(result, a, b))
    case .equal: emit(.equal(result, a, b))
    case .notEqual: emit(.notEqual(result, a, b))
    case .less: emit(.less(result, a, b))
    case .lessOrEqual: emit(.lessOrEqual(result, a, b))
    case .and, .or: preconditionFailure("translated by branches")
    }
  }

  private mutating func truthValue(
    _ expression: GroundExpression, _ result: UInt8, at target: Int
  ) throws(BytecodeLimit) {
    var failures: [Int] = []
    var end: [Int] = []
    try branch(expression, ifFalse: &failures, at: target)
    emit(.constant(result, 1))
    emitJump(&end) { .jump(0, $0) }
    patch(failures)
    emit(.constant(result, 0))
    patch(end)
  }
}

// Conditions as control flow

extension Assembler {
  /// Goes on if the condition holds, else takes one of the jumps added to `failures`.
  mutating func branch(
    _ condition: GroundExpression, ifFalse failures: inout [Int], at target: Int
  ) throws(BytecodeLimit) {
    switch condition {
    case .constant(let truth) where truth != 0: break
    case .binary(.and, let left, let right):
      try branch(left, ifFalse: &failures, at: target)
      try branch(right, ifFalse: &failures, at: target)
    case .binary(.or, let left, let right):
      var successes: [Int] = []
      try branch(left, ifTrue: &successes, at: target)
      try branch(right, ifFalse: &failures, at: target)
      patch(successes)
    case .not(let operand): try branch(operand, ifTrue: &failures, at: target)
    case .binary(let operation, let left, let right):
      if skip(unless: operation, left, right, negated: false) {
        emitJump(&failures) { .jump(0, $0) }
      } else {
        let register = try value(.binary(operation, left, right), at: target)
        emitJump(&failures) { .jumpIfFalse(register, $0) }
      }
    default:
      let register = try value(condition, at: target)
      emitJump(&failures) { .jumpIfFalse(register, $0) }
    }
  }

  /// Takes one of the jumps added to `successes` if the condition holds, else goes on.
  mutating func branch(
    _ condition: GroundExpression, ifTrue successes: inout [Int], at target: Int
  ) throws(BytecodeLimit) {
    switch condition {
    case .constant(0): break
    case .binary(.or, let left, let right):
      try branch(left, ifTrue: &successes, at: target)
      try branch(right, ifTrue: &successes, at: target)
    case .binary(.and, let left, let right):
      var failures: [Int] = []
      try branch(left, ifFalse: &failures, at: target)
      try branch(right, ifTrue: &successes, at: target)
      patch(failures)
    case .not(let operand): try branch(operand, ifFalse: &successes, at: target)
    case .binary(let operation, let left, let right):
      if skip(unless: operation, left, right, negated: true) {
        emitJump(&successes) { .jump(0, $0) }
      } else {
        let register = try value(.binary(operation, left, right), at: target)
        emitJump(&successes) { .jumpIfTrue(register, $0) }
      }
    default:
      let register = try value(condition, at: target)
      emitJump(&successes) { .jumpIfTrue(register, $0) }
    }
  }

  /// Emits a comparison of a slot with a small number that skips the next instruction if it holds (or, negated, if it does not).
  private mutating func skip(
    unless operation: GroundOperator, _ left: GroundExpression, _ right: GroundExpression, negated: Bool
  ) -> Bool {
    guard operation == .equal || operation == .notEqual, case .slot(let id) = left, case .constant(let number) = right
    else { return false }
    let slot = slots[id]
    let (raw, overflow) = number.subtractingReportingOverflow(slot.lower)
    guard !overflow, slot.width > 0, let small = UInt8(exactly: raw), number <= slot.upper else { return false }
    let field = Field.packed(shift: slot.shift, width: slot.width, bias: 0)
    let skipsIfEqual = (operation == .equal) != negated
    emit(
      skipsIfEqual
        ? .skipIfRaw(small, word: UInt8(slot.word), field: field)
        : .skipIfNotRaw(small, word: UInt8(slot.word), field: field))
    return true
  }
}
