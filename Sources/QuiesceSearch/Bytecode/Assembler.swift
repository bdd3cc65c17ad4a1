import QuiesceProgram

/// Translates ground expressions and statements into instructions.
///
/// Scratch variables live in the first registers, intermediate results in a stack of registers above them. An instruction names 256
/// registers. The last two of those are spare: what lies further up is brought to one of them before an instruction reads it, and taken
/// away from there after one has written it.
struct Assembler {
  let slots: [Slot]
  var code = Code()

  /// invariant: the first register above the scratch variables of the code being translated.
  private(set) var base = 0
  private var checkPositions: [RangeCheck: Int32] = [:]
  private var tablePositions: [TableKey: Int32] = [:]

  private struct TableKey: Hashable {
    let base: SlotID
    let stride: Int
    let count: Int
  }

  private static let spareRegisters = 2
  private static let namedRegisters = 256 - spareRegisters

  init(slots: [Slot]) {
    self.slots = slots
  }

  /// Guard, `begin`, effect; a failing guard jumps to the `disabled` behind them. Gives the position of `begin`.
  mutating func transition(_ transition: Transition) -> Int {
    base = 1 + max(transition.guardExpression.highestLocal, transition.effect.highestLocal)
    var failures: [Int] = []
    branch(transition.guardExpression, ifFalse: &failures, at: base)
    let effect = code.instructions.count
    emit(.begin)
    statements(transition.effect)
    emit(.finish)
    patch(failures)
    emit(.disabled)
    return effect
  }

  /// A condition over a state: ends with its truth value.
  mutating func condition(_ expression: GroundExpression) {
    base = 1 + expression.highestLocal
    emit(.result(read(value(expression, at: base))))
  }
}

// Emission

extension Assembler {
  mutating func emit(_ instruction: Instruction) {
    code.instructions.append(instruction)
  }

  /// Emits a jump whose target is not known yet.
  mutating func emitJump(_ jumps: inout [Int], _ instruction: (Int32) -> Instruction) {
    jumps.append(code.instructions.count)
    code.instructions.append(instruction(0))
  }

  /// Lets jumps go to the next instruction.
  mutating func patch(_ jumps: [Int]) {
    let target = Int32(code.instructions.count)
    for position in jumps {
      switch code.instructions[position] {
      case .jump: code.instructions[position] = .jump(0, target)
      case .jumpIfFalse(let register, _): code.instructions[position] = .jumpIfFalse(register, target)
      case .jumpIfTrue(let register, _): code.instructions[position] = .jumpIfTrue(register, target)
      default: preconditionFailure("only jumps are patched")
      }
    }
  }

  /// Where an instruction may read what lies in the register of any number.
  mutating func read(_ number: Int, spare: Int = 0) -> UInt8 {
    let place = place(of: number)
    guard place != number else { return UInt8(number) }
    let register = UInt8(Self.namedRegisters + spare)
    emit(.reload(register, from: Int32(place)))
    return register
  }

  /// Emits an instruction whose result goes to the register of any number.
  mutating func write(_ number: Int, _ instruction: (UInt8) -> Instruction) {
    let place = place(of: number)
    guard place != number else { return emit(instruction(UInt8(number))) }
    emit(instruction(UInt8(Self.namedRegisters)))
    emit(.spill(UInt8(Self.namedRegisters), to: Int32(place)))
  }

  /// The register of a number: those beyond what instructions name lie behind the spare ones.
  private mutating func place(of number: Int) -> Int {
    let place = number < Self.namedRegisters ? number : number + Self.spareRegisters
    code.registerCount = max(code.registerCount, place + 1)
    return place
  }

  mutating func checkPosition(_ check: RangeCheck) -> Int32 {
    if let known = checkPositions[check] { return known }
    let position = Int32(code.checks.count)
    code.checks.append(check)
    checkPositions[check] = position
    return position
  }

  /// A table of one field.
  mutating func table(slot: Slot) -> Int32 {
    let position = Int32(code.fields.count)
    add([Field(slot)])
    return position
  }

  private mutating func add(_ run: [Field]) {
    code.fieldRuns[Int32(code.fields.count)] = FieldRun(run)
    code.fields += run
  }

  mutating func table(base: SlotID, stride: Int, count: Int) -> Int32 {
    let key = TableKey(base: base, stride: stride, count: count)
    if let known = tablePositions[key] { return known }
    let position = Int32(code.fields.count)
    add((0..<count).map { Field(slots[base + $0 * stride]) })
    tablePositions[key] = position
    return position
  }
}
