import QuiesceModel
import QuiesceProgram

/// The register machine over packed states: the fast interpreter of a ground program.
///
/// What the inner loop reads lies behind pointers in `let`s of a noncopyable struct, which Swift compiles like C.
struct Machine: Stepper, ~Copyable {
  /// What the pointers point into.
  let engine: BytecodeEngine
  let outline: ProgramOutline
  let wordCount: Int

  let instructions: UnsafeMutablePointer<Instruction>
  let fields: UnsafeMutablePointer<Field>
  let checks: UnsafeMutablePointer<RangeCheck>
  let wideConstants: UnsafeMutablePointer<Int>
  let wordWrites: UnsafeMutablePointer<WordWrite>
  let entries: UnsafeMutablePointer<Int>
  let effects: UnsafeMutablePointer<Int>
  let ends: UnsafeMutablePointer<Int>
  let conditionEntries: UnsafeMutablePointer<Int>
  let actors: UnsafeMutablePointer<ProgramOutline.Actor>
  let actorCount: Int
  let ranges: UnsafeMutablePointer<Int32>
  let leavesCommitted: UnsafeMutablePointer<Bool>

  let registers: OwnedBuffer<Int>
  let fired: OwnedBuffer<Bool>
  let blocked: OwnedBuffer<Bool>
  /// The properties flagged by the transition that ran last.
  package var flags: UInt64 = 0
  /// The covers that instructions have seen, as bits.
  private var marks: UInt64 = 0
  /// The site of the fault that ended the last run.
  var faultSite = 0

  /// What is known from few bits of a state.
  var tables: TransitionTables
  /// What a compiler made of the instructions, which is asked for successors and conditions in their place, if there is one.
  private(set) var native: NativeCode?

  init(_ engine: BytecodeEngine) {
    self.engine = engine
    outline = engine.outline
    wordCount = outline.wordCount
    instructions = engine.instructions.base
    fields = engine.fields.base
    checks = engine.checks.base
    wideConstants = engine.wideConstants.base
    wordWrites = engine.wordWrites.base
    entries = engine.entries.base
    effects = engine.effects.base
    ends = engine.ends.base
    conditionEntries = engine.conditionEntries.base
    actors = outline.actors.base
    actorCount = outline.actors.count
    ranges = outline.ranges.base
    leavesCommitted = outline.leavesCommitted.base
    registers = OwnedBuffer(repeating: 0, count: engine.registerCount)
    fired = OwnedBuffer(repeating: false, count: outline.transitionCount)
    blocked = OwnedBuffer(repeating: false, count: outline.transitionCount)
    tables = TransitionTables(
      locationCount: outline.locationCount, transitionCount: outline.transitionCount, wordCount: wordCount,
      bitLimit: engine.tableBits, byteLimit: engine.tableBytes)
    native = engine.nativeCode()
  }

  /// Compiles a program, with other conditions over its states, and makes the only machine that runs it.
  init(
    _ program: Program, conditions: [GroundExpression] = [], tableBits: Int = TransitionTables.bitLimit
  ) throws(BytecodeLimit) {
    let outline = ProgramOutline(program, conditions: conditions)
    self.init(try BytecodeEngine(program, outline, tableBits: tableBits))
  }

  mutating func update() {
    if !isNative { native = engine.nativeCode() }
  }

  private var isNative: Bool {
    switch native {
    case .some: true
    case .none: false
    }
  }

  var covered: UInt64 {
    switch native {
    case .some(let code): marks | code.covered
    case .none: marks
    }
  }

  var coverage: Coverage {
    var coverage = Coverage(fired: fired.elements, blocked: blocked.elements)
    switch native {
    case .some(let code): code.add(to: &coverage)
    case .none: break
    }
    return coverage
  }

  var footprint: Footprint { Footprint(bytes: tables.byteCount, growth: tables.bytesToGrow) }

  mutating func mayFire(_ transition: Int, in state: PackedState) -> Bool {
    let target = WritableState(unwritten: state)
    return switch run(entries[transition], source: state, target: target, endsWithGuard: true) {
    case .disabled: false
    case .fired, .fault, .value: true
    }
  }

  mutating func fire(
    _ transition: Int, from state: PackedState, into buffer: inout SuccessorBuffer
  ) -> Bool {
    guard case .fired = run(entries[transition], source: state, target: buffer.next) else { return false }
    fired[transition] = true
    buffer.append(source: 0, transition: Int32(truncatingIfNeeded: transition), flags: flags)
    return true
  }

  mutating func evaluate(_ condition: Int, in state: PackedState) -> ConditionValue {
    if let value = native?.evaluate(condition, in: state) { return value }
    // An expression writes no state, so the target is never touched.
    return switch run(conditionEntries[condition], source: state, target: WritableState(unwritten: state)) {
    case .value: flags != 0 ? .yes : .no
    case .fault: .fault(faultSite)
    case .disabled, .fired: .no
    }
  }

  /// The value of one of the other conditions that the machine was made with.
  mutating func evaluate(other condition: Int, in state: PackedState) -> ConditionValue {
    evaluate(outline.conditions.firstOther + condition, in: state)
  }

  mutating func cover(_ bits: UInt64) { marks |= bits }
}

/// How a run of the machine ended.
enum RunResult {
  /// The guard does not hold.
  case disabled
  /// The successor is complete.
  case fired
  /// An expression's value is in `flags`.
  case value
  /// The fault's site is in `faultSite`.
  case fault
}
