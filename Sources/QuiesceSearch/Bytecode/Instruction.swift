import QuiesceProgram

/// One instruction of the register machine that evaluates guards and effects: 8 bytes, which a test asserts.
///
/// An exhaustive switch over an enum with payloads compiles to a jump table without a range check and runs as fast as
/// computed goto in C (0.87 ns an instruction, AMD EPYC, 2026-11). The eight bytes hold only while the payloads leave
/// one common byte free: (UInt8, UInt8, Int32) and (UInt8, UInt8, UInt8) do; a lone Int32 would not, so a byte of padding
/// stands before it.
enum Instruction {
  /// A byte without meaning.
  typealias Pad = UInt8
  /// register ← number
  case constant(UInt8, Int32)
  /// register ← `Code.wideConstants[index]`
  case wideConstant(UInt8, Int32)
  /// register ← register
  case move(UInt8, UInt8)
  /// register ← register beyond those that a byte can name
  case reload(UInt8, from: Int32)
  /// register beyond those that a byte can name ← register
  case spill(UInt8, to: Int32)
  /// register ← field of a word; see `Field.packed`
  case load(UInt8, word: UInt8, field: Int32)
  /// register ← the field at `Code.fields[table + index register]`
  case loadAt(UInt8, index: UInt8, table: Int32)
  /// field ← register
  case store(UInt8, word: UInt8, field: Int32)
  /// some fields of a word ← raw numbers, by `Code.wordWrites[index]`
  case storeWord(Pad, word: UInt8, write: Int32)
  /// the field at `Code.fields[table + index register]` ← register
  case storeAt(UInt8, index: UInt8, table: Int32)
  /// field ← field >> bits: a queue whose elements share a word drops its head
  case shiftDown(UInt8, word: UInt8, field: Int32)
  /// register ← register + number
  case addConstant(UInt8, UInt8, Int32)
  /// register ← register + register
  case add(UInt8, UInt8, UInt8)
  /// register ← register - register
  case subtract(UInt8, UInt8, UInt8)
  /// register ← register * register
  case multiply(UInt8, UInt8, UInt8)
  /// register ← register / register
  case divide(UInt8, UInt8, UInt8)
  /// register ← register % register
  case remainder(UInt8, UInt8, UInt8)
  /// register ← register & register, of the bits
  case bitAnd(UInt8, UInt8, UInt8)
  /// register ← register | register, of the bits
  case bitOr(UInt8, UInt8, UInt8)
  /// register ← register ^ register, of the bits
  case bitXor(UInt8, UInt8, UInt8)
  /// register ← register == register
  case equal(UInt8, UInt8, UInt8)
  /// register ← register != register
  case notEqual(UInt8, UInt8, UInt8)
  /// register ← register < register
  case less(UInt8, UInt8, UInt8)
  /// register ← register <= register
  case lessOrEqual(UInt8, UInt8, UInt8)
  /// register ← register == number
  case equalConstant(UInt8, UInt8, Int32)
  /// register ← !register
  case not(UInt8, UInt8)
  /// go on at an instruction
  case jump(Pad, Int32)
  /// go on there if the register is 0
  case jumpIfFalse(UInt8, Int32)
  /// go on there if the register is not 0
  case jumpIfTrue(UInt8, Int32)
  /// skip the next instruction if the field's raw value is the number
  case skipIfRaw(UInt8, word: UInt8, field: Int32)
  /// skip the next instruction if the field's raw value is not the number
  case skipIfNotRaw(UInt8, word: UInt8, field: Int32)
  /// end with a fault if the register lies outside `Code.checks[index]`
  case check(UInt8, Int32)
  /// end with a fault
  case fault(Pad, Int32)
  /// set a property's flag
  case flag(Pad, Int32)
  /// mark a property as not vacuous
  case cover(Pad, Int32)
  /// mark a property as not vacuous if the register is not 0
  case coverIf(UInt8, Int32)
  /// the guard holds: copy the state, go on with the copy
  case begin
  /// end: the guard does not hold
  case disabled
  /// end of a transition
  case finish
  /// end of an expression: its value
  case result(UInt8)
}

/// Where a slot lies, ready for the machine.
struct Field {
  /// Which word.
  let word: Int
  /// The lowest bit.
  let shift: UInt64
  /// Ones in the field's width, from bit 0.
  let mask: UInt64
  /// The slot's lower bound: value = raw + bias.
  let bias: Int

  init(_ slot: Slot) {
    word = slot.word
    shift = UInt64(slot.shift)
    mask = slot.width == 64 ? ~0 : (1 << UInt64(slot.width)) - 1
    bias = slot.lower
  }

  /// The greatest magnitude of a bias that fits an instruction beside shift and width.
  static let biasLimit = 1 << 17

  /// 6 bits of shift, 7 bits of width, the rest a signed bias.
  static func packed(shift: Int, width: Int, bias: Int) -> Int32 {
    Int32(truncatingIfNeeded: shift | width << 6 | bias << 13)
  }
}

/// Raw numbers for some fields of a word.
struct WordWrite {
  /// The bits of the fields.
  var mask: UInt64
  /// What they become; 0 elsewhere.
  var bits: UInt64
}

/// A range that a value must lie in, and the fault if it does not.
struct RangeCheck: Hashable {
  let lower: Int
  let upper: Int
  let site: FaultSiteID
}

/// A program that the register machine cannot hold.
package enum BytecodeLimit: Error, CustomStringConvertible {
  /// A state needs more than 256 words.
  case words

  package var description: String {
    switch self {
    case .words: "a state needs more than 256 words of 64 bits"
    }
  }
}
