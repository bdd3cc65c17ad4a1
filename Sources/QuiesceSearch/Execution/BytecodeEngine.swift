import QuiesceProgram

/// A program as bytecode, for all machines that run it.
final class BytecodeEngine: Sendable {
  let outline: ProgramOutline
  let instructions: OwnedBuffer<Instruction>
  let fields: OwnedBuffer<Field>
  let checks: OwnedBuffer<RangeCheck>
  let wideConstants: OwnedBuffer<Int>
  let wordWrites: OwnedBuffer<WordWrite>
  /// For each transition, where its guard starts.
  let entries: OwnedBuffer<Int>
  /// For each transition, where its effect starts.
  let effects: OwnedBuffer<Int>
  /// For each transition, where it ends.
  let ends: OwnedBuffer<Int>
  /// For each condition over states, where it starts.
  let conditionEntries: OwnedBuffer<Int>
  let registerCount: Int
  /// How many bits of a state may decide what a machine remembers of transitions; 0 to run every one.
  let tableBits: Int
  /// The most bytes that a machine remembers.
  let tableBytes: Int

  /// Compiles a program, with the conditions over its states.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  init(
    _ program: Program, _ outline: ProgramOutline, tableBits: Int = TransitionTables.bitLimit,
    tableBytes: Int = TransitionTables.byteLimit
  ) throws(BytecodeLimit) {
    let code = try Code(program, outline.conditions)
    self.outline = outline
    self.tableBits = tableBits
    self.tableBytes = tableBytes
    instructions = OwnedBuffer(code.instructions)
    fields = OwnedBuffer(code.fields)
    checks = OwnedBuffer(code.checks)
    wideConstants = OwnedBuffer(code.wideConstants)
    wordWrites = OwnedBuffer(code.wordWrites)
    entries = OwnedBuffer(code.transitionEntries)
    effects = OwnedBuffer(code.effectEntries)
    ends = OwnedBuffer(code.transitionEnds)
    conditionEntries = OwnedBuffer(code.conditionEntries)
    registerCount = code.registerCount + 1
  }
}
