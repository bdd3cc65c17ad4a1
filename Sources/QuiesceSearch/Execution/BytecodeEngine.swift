import QuiesceNative
import QuiesceProgram
import Synchronization

/// A program as bytecode, for all machines that run it; with what a compiler made of it, once there is such a thing.
final class BytecodeEngine: Sendable {
  let outline: ProgramOutline
  /// What the pointers of the machines point to copies of.
  let code: Code
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
  private let native = Mutex<(library: NativeLibrary, number: Int)?>(nil)

  /// Compiles a program, with the conditions over its states.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  init(
    _ program: Program, _ outline: ProgramOutline, tableBits: Int = TransitionTables.bitLimit,
    tableBytes: Int = TransitionTables.byteLimit
  ) throws(BytecodeLimit) {
    code = try Code(program, outline.conditions)
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

  /// Gives machines the functions of one of a library's programs from now on.
  func adopt(_ library: NativeLibrary, number: Int = 0) { native.withLock { $0 = (library, number) } }

  /// The functions of the program, with notes of their own; nil without a library.
  func nativeCode() -> NativeCode? {
    guard let (library, number) = native.withLock({ $0 }) else { return nil }
    return NativeCode(library, number: number, NativeNotes(outline))
  }
}
