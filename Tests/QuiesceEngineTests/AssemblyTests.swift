import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// What the assembler makes of expressions and statements.
@Suite struct AssemblyTests {
  /// `x` from 0 to 7 in the lowest three bits, and `y` from 1 to 16 in the next four.
  private static let slots = {
    var (x, y) = (Slot(name: "x", lower: 0, upper: 7), Slot(name: "y", lower: 1, upper: 16))
    (x.width, y.shift, y.width) = (3, 3, 4)
    return [x, y]
  }()

  private static let x = GroundExpression.slot(0)
  private static let y = GroundExpression.slot(1)
  private static let fieldX = Field.packed(shift: 0, width: 3, bias: 0)
  private static let fieldY = Field.packed(shift: 3, width: 4, bias: 1)

  /// An expression, and the instructions that leave its value in a register; registers are numbered from 0.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expression: GroundExpression
    let instructions: [Instruction]
  }

  static let examples = [
    Example(
      testDescription: "x + 3", expression: .binary(.add, x, .constant(3)),
      instructions: [.load(0, word: 0, field: fieldX), .addConstant(0, 0, 3), .result(0)]),
    Example(
      testDescription: "x * y", expression: .binary(.multiply, x, y),
      instructions: [
        .load(0, word: 0, field: fieldX), .load(1, word: 0, field: fieldY), .multiply(0, 0, 1), .result(0),
      ]),
    Example(
      testDescription: "x == 2", expression: .binary(.equal, x, .constant(2)),
      instructions: [.load(0, word: 0, field: fieldX), .equalConstant(0, 0, 2), .result(0)]),
    // Both comparisons skip a jump to the end where 0 is the value; y is 1 more than what is stored.
    Example(
      testDescription: "x == 2 && y == 5",
      expression: .binary(.and, .binary(.equal, x, .constant(2)), .binary(.equal, y, .constant(5))),
      instructions: [
        .skipIfRaw(2, word: 0, field: fieldX), .jump(0, 6),
        .skipIfRaw(4, word: 0, field: Field.packed(shift: 3, width: 4, bias: 0)), .jump(0, 6),
        .constant(0, 1), .jump(0, 7),
        .constant(0, 0), .result(0),
      ]),
    Example(
      testDescription: "if x < y then 1 else x", expression: .conditional(.binary(.less, x, y), .constant(1), x),
      instructions: [
        .load(0, word: 0, field: fieldX), .load(1, word: 0, field: fieldY), .less(0, 0, 1), .jumpIfFalse(0, 6),
        .constant(0, 1), .jump(0, 7),
        .load(0, word: 0, field: fieldX), .result(0),
      ]),
    // The scratch variable is register 0, and what is worked out register 1.
    Example(
      testDescription: "let v = x in v * v",
      expression: .letIn(0, x, body: .binary(.multiply, .local(0), .local(0))),
      instructions: [
        .load(1, word: 0, field: fieldX), .move(0, 1), .multiply(1, 0, 0), .result(1),
      ]),
  ]

  @Test(arguments: examples) func expressionsAreTranslated(_ example: Example) {
    var assembler = Assembler(slots: Self.slots)
    assembler.condition(example.expression)
    #expect(assembler.code.instructions.map { "\($0)" } == example.instructions.map { "\($0)" })
  }

  /// Constants that are assigned one after the other become one write of their word, the last one of a slot counts.
  @Test func constantsAreWrittenAtOnce() {
    var assembler = Assembler(slots: Self.slots)
    assembler.statements([.assign(0, .constant(5)), .assign(1, .constant(2)), .assign(0, .constant(6))])
    #expect(assembler.code.instructions.map { "\($0)" } == ["\(Instruction.storeWord(0, word: 0, write: 0))"])
    #expect(assembler.code.wordWrites[0].mask == 0b111_1111)
    #expect(assembler.code.wordWrites[0].bits == 0b000_1110, "2 is 1 more than what is stored")
  }

  @Test func anInstructionTakesEightBytes() {
    #expect(MemoryLayout<Instruction>.size == 8)
    #expect(MemoryLayout<Instruction>.stride == 8)
  }
}
