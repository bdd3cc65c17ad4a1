import QuiesceProgram

extension Assembler {
  /// Translates an expression; the result is in the returned register, which is `target` unless a register holds it already.
  mutating func value(_ expression: GroundExpression, at target: Int) -> Int {
    switch expression {
    case .constant(let number): constant(number, target)
    case .slot(let slot): load(slots[slot], target)
    case .slotAt(let base, let stride, let count, let index):
      let position = read(value(index, at: target))
      let table = table(base: base, stride: stride, count: count)
      write(target) { .loadAt($0, index: position, table: table) }
    case .local(let local): return local
    case .not(let operand):
      let operand = read(value(operand, at: target))
      write(target) { .not($0, operand) }
    case .binary(.and, _, _), .binary(.or, _, _): truthValue(expression, at: target)
    case .binary(let operation, let left, let right): binary(operation, left, right, at: target)
    case .conditional(let condition, let first, let second):
      var otherwise: [Int] = []
      var end: [Int] = []
      branch(condition, ifFalse: &otherwise, at: target)
      place(first, in: target, at: target)
      emitJump(&end) { .jump(0, $0) }
      patch(otherwise)
      place(second, in: target, at: target)
      patch(end)
    case .letIn(let local, let definition, let body):
      place(definition, in: local, at: target)
      return value(body, at: target)
    case .check(let operand, let range, let site):
      let operand = value(operand, at: target)
      let check = RangeCheck(lower: range.lowerBound, upper: range.upperBound, site: site)
      emit(.check(read(operand), checkPosition(check)))
      return operand
    case .fault(let site): emit(.fault(0, Int32(site)))
    case .cover(let property, let operand):
      let operand = value(operand, at: target)
      emit(.coverIf(read(operand), Int32(property)))
      return operand
    }
    return target
  }

  /// Translates an expression so that its value ends up in one register.
  mutating func place(_ expression: GroundExpression, in register: Int, at target: Int) {
    let result = value(expression, at: target)
    if result == register { return }
    let source = read(result)
    write(register) { .move($0, source) }
  }

  private mutating func constant(_ number: Int, _ target: Int) {
    if let small = Int32(exactly: number) { return write(target) { .constant($0, small) } }
    let position = Int32(code.wideConstants.count)
    code.wideConstants.append(number)
    write(target) { .wideConstant($0, position) }
  }

  private mutating func load(_ slot: Slot, _ target: Int) {
    if slot.width == 0 {
      constant(slot.lower, target)
    } else if abs(slot.lower) < Field.biasLimit {
      let field = Field.packed(shift: slot.shift, width: slot.width, bias: slot.lower)
      write(target) { .load($0, word: UInt8(slot.word), field: field) }
    } else {
      // A far-biased field is read through the table.
      constant(0, target)
      let (zero, table) = (read(target), table(slot: slot))
      write(target) { .loadAt($0, index: zero, table: table) }
    }
  }

  private mutating func binary(
    _ operation: GroundOperator, _ left: GroundExpression, _ right: GroundExpression, at target: Int
  ) {
    let first = value(left, at: target)
    if case .constant(let number) = right, let small = Int32(exactly: number) {
      switch operation {
      case .add: return add(small, to: first, target)
      case .subtract where small != .min: return add(-small, to: first, target)
      case .equal:
        let a = read(first)
        return write(target) { .equalConstant($0, a, small) }
      default: break
      }
    }
    // A `letIn` on the right may give a scratch variable that the left is read from a new value only if both name it;
    // locals are assigned once, so the register of the left side stays what it was.
    let second = value(right, at: target + 1)
    let (a, b) = (read(first), read(second, spare: 1))
    write(target) { operation.instruction($0, a, b) }
  }

  private mutating func add(_ number: Int32, to operand: Int, _ target: Int) {
    let operand = read(operand)
    write(target) { .addConstant($0, operand, number) }
  }

  private mutating func truthValue(_ expression: GroundExpression, at target: Int) {
    var failures: [Int] = []
    var end: [Int] = []
    branch(expression, ifFalse: &failures, at: target)
    constant(1, target)
    emitJump(&end) { .jump(0, $0) }
    patch(failures)
    constant(0, target)
    patch(end)
  }
}

// Conditions as control flow

extension Assembler {
  /// Goes on if the condition holds, else takes one of the jumps added to `failures`.
  mutating func branch(
    _ condition: GroundExpression, ifFalse failures: inout [Int], at target: Int
  ) {
    switch condition {
    case .constant(let truth) where truth != 0: break
    case .binary(.and, let left, let right):
      branch(left, ifFalse: &failures, at: target)
      branch(right, ifFalse: &failures, at: target)
    case .binary(.or, let left, let right):
      var successes: [Int] = []
      branch(left, ifTrue: &successes, at: target)
      branch(right, ifFalse: &failures, at: target)
      patch(successes)
    case .not(let operand): branch(operand, ifTrue: &failures, at: target)
    case .binary(let operation, let left, let right):
      if skip(unless: operation, left, right, negated: false) {
        emitJump(&failures) { .jump(0, $0) }
      } else {
        let register = read(value(.binary(operation, left, right), at: target))
        emitJump(&failures) { .jumpIfFalse(register, $0) }
      }
    default:
      let register = read(value(condition, at: target))
      emitJump(&failures) { .jumpIfFalse(register, $0) }
    }
  }

  /// Takes one of the jumps added to `successes` if the condition holds, else goes on.
  mutating func branch(
    _ condition: GroundExpression, ifTrue successes: inout [Int], at target: Int
  ) {
    switch condition {
    case .constant(0): break
    case .binary(.or, let left, let right):
      branch(left, ifTrue: &successes, at: target)
      branch(right, ifTrue: &successes, at: target)
    case .binary(.and, let left, let right):
      var failures: [Int] = []
      branch(left, ifFalse: &failures, at: target)
      branch(right, ifTrue: &successes, at: target)
      patch(failures)
    case .not(let operand): branch(operand, ifFalse: &successes, at: target)
    case .binary(let operation, let left, let right):
      if skip(unless: operation, left, right, negated: true) {
        emitJump(&successes) { .jump(0, $0) }
      } else {
        let register = read(value(.binary(operation, left, right), at: target))
        emitJump(&successes) { .jumpIfTrue(register, $0) }
      }
    default:
      let register = read(value(condition, at: target))
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

extension GroundOperator {
  /// The instruction for two operands in registers.
  fileprivate func instruction(_ result: UInt8, _ a: UInt8, _ b: UInt8) -> Instruction {
    switch self {
    case .add: .add(result, a, b)
    case .subtract: .subtract(result, a, b)
    case .multiply: .multiply(result, a, b)
    case .divide: .divide(result, a, b)
    case .remainder: .remainder(result, a, b)
    case .bitAnd: .bitAnd(result, a, b)
    case .bitOr: .bitOr(result, a, b)
    case .bitXor: .bitXor(result, a, b)
    case .equal: .equal(result, a, b)
    case .notEqual: .notEqual(result, a, b)
    case .less: .less(result, a, b)
    case .lessOrEqual: .lessOrEqual(result, a, b)
    case .and, .or: preconditionFailure("translated by branches")
    }
  }
}
