import QuiesceProgram

/// Translates ground expressions and statements into instructions.
///
/// Scratch variables live in the first registers, intermediate results in a stack of registers above them.
struct Assembler {
  let slots: [Slot]
  var instructions: [Instruction] = []
  var fields: [Field] = []
  var fieldRuns: [Int32: FieldRun] = [:]
  var checks: [RangeCheck] = []
  var wideConstants: [Int] = []
  var wordWrites: [WordWrite] = []
  var highestRegister = 0

  /// invariant: the first register above the scratch variables of the code being translated.
  private(set) var base = 0
  private var checkPositions: [RangeCheck: Int32] = [:]
  private var tablePositions: [TableKey: Int32] = [:]

  private struct TableKey: Hashable {
    let base: SlotID
    let stride: Int
    let count: Int
  }

  init(slots: [Slot]) {
    self.slots = slots
  }

  /// Guard, `begin`, effect; a failing guard jumps to the `disabled` behind them. Gives the position of `begin`.
  mutating func transition(_ transition: Transition) throws(BytecodeLimit) -> Int {
    base = 1 + max(transition.guardExpression.highestLocal, transition.effect.highestLocal)
    var failures: [Int] = []
    try branch(transition.guardExpression, ifFalse: &failures, at: base)
    let effect = instructions.count
    emit(.begin)
    try statements(transition.effect)
    emit(.finish)
    patch(failures)
    emit(.disabled)
    return effect
  }

  /// A condition over a state: ends with its truth value.
  mutating func condition(_ expression: GroundExpression) throws(BytecodeLimit) {
    base = 1 + expression.highestLocal
    let register = try value(expression, at: base)
    emit(.result(register))
  }
}

// Emission

extension Assembler {
  mutating func emit(_ instruction: Instruction) {
    instructions.append(instruction)
  }

  /// Emits a jump whose target is not known yet.
  mutating func emitJump(_ jumps: inout [Int], _ instruction: (Int32) -> Instruction) {
    jumps.append(instructions.count)
    instructions.append(instruction(0))
  }

  /// Lets jumps go to the next instruction.
  mutating func patch(_ jumps: [Int]) {
    let target = Int32(instructions.count)
    for position in jumps {
      switch instructions[position] {
      case .jump: instructions[position] = .jump(0, target)
      case .jumpIfFalse(let register, _): instructions[position] = .jumpIfFalse(register, target)
      case .jumpIfTrue(let register, _): instructions[position] = .jumpIfTrue(register, target)
      default: preconditionFailure("only jumps are patched")
      }
    }
  }

  mutating func register(_ number: Int) throws(BytecodeLimit) -> UInt8 {
    guard number < 255 else { throw .registers }
    highestRegister = max(highestRegister, number)
    return UInt8(number)
  }

  mutating func checkPosition(_ check: RangeCheck) -> Int32 {
    if let known = checkPositions[check] { return known }
    let position = Int32(checks.count)
    checks.append(check)
    checkPositions[check] = position
    return position
  }

  /// A table of one field.
  mutating func table(slot: Slot) -> Int32 {
    let position = Int32(fields.count)
    add([Field(slot)])
    return position
  }

  private mutating func add(_ run: [Field]) {
    fieldRuns[Int32(fields.count)] = FieldRun(run)
    fields += run
  }

  mutating func table(base: SlotID, stride: Int, count: Int) -> Int32 {
    let key = TableKey(base: base, stride: stride, count: count)
    if let known = tablePositions[key] { return known }
    let position = Int32(fields.count)
    add((0..<count).map { Field(slots[base + $0 * stride]) })
    tablePositions[key] = position
    return position
  }
}
