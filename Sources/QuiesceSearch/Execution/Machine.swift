import QuiesceLanguage
import QuiesceProgram

/// The register machine over packed states: the fast interpreter of a ground program.
///
/// All hot data lie in buffers of its own in `let`s of a noncopyable struct, which Swift compiles like C.
struct Machine: Stepper, ~Copyable {
  /// Where an actor's location lies, and which of its locations are committed and final.
  struct ActorEntry {
    let location: Field
    /// The position among all actors' locations of its location 0.
    let firstLocation: Int

    /// The position among all actors' locations of the one where it stands.
    @inline(__always)
    func location(in state: UnsafePointer<UInt64>) -> Int {
      firstLocation &+ Int(truncatingIfNeeded: (state[location.word] &>> location.shift) & location.mask)
    }
  }

  let wordCount: Int
  let transitionCount: Int
  let initialStates: [UInt64]

  let instructions: OwnedBuffer<Instruction>
  let fields: OwnedBuffer<Field>
  let checks: OwnedBuffer<RangeCheck>
  let wideConstants: OwnedBuffer<Int>
  let wordWrites: OwnedBuffer<WordWrite>
  let registers: OwnedBuffer<Int>
  /// For each transition, where its guard starts.
  let entries: OwnedBuffer<Int>
  /// For each transition, where its effect starts.
  let effects: OwnedBuffer<Int>
  /// For each transition, where it ends.
  let ends: OwnedBuffer<Int>
  let propertyEntries: [Int]
  let boundEntry: Int?
  let restEntries: [Int?]
  let conditionEntries: [Int]

  let actors: OwnedBuffer<ActorEntry>
  let actorCount: Int
  /// For each actor and location, the first transition that leaves it; one more entry ends the last.
  let ranges: OwnedBuffer<Int32>
  let leavesCommitted: OwnedBuffer<Bool>
  let hasCommitted: Bool
  let committed: [Bool]
  let final: [Bool]

  let fired: OwnedBuffer<Bool>
  let blocked: OwnedBuffer<Bool>
  /// The properties flagged by the transition that ran last.
  package var flags: UInt64 = 0
  private(set) var covered: UInt64 = 0
  /// The site of the fault that ended the last run.
  var faultSite = 0

  /// What is known from few bits of a state.
  var tables: TransitionTables

  /// Compiles a program, with conditions over its states, and makes a machine for it.
  ///
  /// - Parameter tableBits: how many bits of a state may decide what is remembered of transitions; 0 to run every one.
  init(
    _ program: Program, conditions: [GroundExpression] = [], tableBits: Int = TransitionTables.bitLimit
  ) throws(BytecodeLimit) {
    let code = try Code(program, conditions: conditions)
    let layout = DispatchTable(program)
    wordCount = program.wordCount
    transitionCount = program.transitions.count
    initialStates = program.initialStates.flatMap { program.pack($0) }
    instructions = OwnedBuffer(code.instructions)
    fields = OwnedBuffer(code.fields)
    checks = OwnedBuffer(code.checks)
    wideConstants = OwnedBuffer(code.wideConstants)
    wordWrites = OwnedBuffer(code.wordWrites)
    entries = OwnedBuffer(code.transitionEntries)
    effects = OwnedBuffer(code.effectEntries)
    ends = OwnedBuffer(code.transitionEnds)
    registers = OwnedBuffer(repeating: 0, count: code.registerCount + 1)
    propertyEntries = code.propertyEntries
    boundEntry = code.boundEntry
    restEntries = code.restEntries
    conditionEntries = code.conditionEntries
    actors = OwnedBuffer(layout.actors)
    actorCount = layout.actors.count
    ranges = OwnedBuffer(layout.ranges)
    leavesCommitted = OwnedBuffer(program.transitions.map(\.leavesCommitted))
    committed = layout.committed
    final = layout.final
    hasCommitted = layout.committed.contains(true)
    fired = OwnedBuffer(repeating: false, count: program.transitions.count)
    blocked = OwnedBuffer(repeating: false, count: program.transitions.count)
    tables = TransitionTables(
      locationCount: layout.ranges.count - 1, transitionCount: program.transitions.count,
      wordCount: program.wordCount, bitLimit: tableBits)
  }

  var coverage: Coverage {
    Coverage(fired: fired.elements, blocked: blocked.elements)
  }

  var byteCount: Int { tables.byteCount }
  var bytesToGrow: Int { tables.bytesToGrow }

  mutating func limitMemory(to bytes: Int) { tables.byteLimit = min(tables.byteLimit, bytes) }

  mutating func mayRest(_ state: UnsafePointer<UInt64>) -> Bool {
    if isBeyondBound(state) { return true }
    for actor in 0..<actorCount where !mayRest(actor, in: state) { return false }
    return true
  }

  mutating func mayRest(_ actor: Int, in state: UnsafePointer<UInt64>) -> Bool {
    let location = actors[actor].location(in: state)
    guard final[location] else { return false }
    guard let entry = restEntries[location] else { return true }
    guard case .value = run(entry, source: state, target: UnsafeMutablePointer(mutating: state)) else { return false }
    return flags != 0
  }

  /// Whether the search bound is false in a state, so that nothing follows it.
  mutating func isBeyondBound(_ state: UnsafePointer<UInt64>) -> Bool {
    guard let boundEntry else { return false }
    let result = run(boundEntry, source: state, target: UnsafeMutablePointer(mutating: state))
    guard case .value = result else { return false }
    return flags == 0
  }

  func isCommitted(_ state: UnsafePointer<UInt64>) -> Bool {
    guard hasCommitted else { return false }
    for actor in 0..<actorCount where committed[actors[actor].location(in: state)] {
      return true
    }
    return false
  }

  mutating func mayFire(_ transition: Int, in state: UnsafePointer<UInt64>) -> Bool {
    let target = UnsafeMutablePointer(mutating: state)
    return switch run(entries[transition], source: state, target: target, endsWithGuard: true) {
    case .disabled: false
    case .fired, .fault, .value: true
    }
  }

  mutating func fire(
    _ transition: Int, from state: UnsafePointer<UInt64>, into buffer: inout SuccessorBuffer
  ) -> Bool {
    guard case .fired = run(entries[transition], source: state, target: buffer.next) else { return false }
    fired[transition] = true
    buffer.append(source: 0, transition: Int32(truncatingIfNeeded: transition), flags: flags)
    return true
  }

  mutating func evaluate(property: Int, in state: UnsafePointer<UInt64>) -> PropertyValue {
    // An expression writes no state, so the target is never touched.
    switch run(propertyEntries[property], source: state, target: UnsafeMutablePointer(mutating: state)) {
    case .value: flags != 0 ? .yes : .no
    case .fault: .fault(faultSite)
    case .disabled, .fired: .no
    }
  }

  /// The value of one of the conditions that the machine was made with.
  mutating func evaluate(condition: Int, in state: UnsafePointer<UInt64>) -> PropertyValue {
    switch run(conditionEntries[condition], source: state, target: UnsafeMutablePointer(mutating: state)) {
    case .value: flags != 0 ? .yes : .no
    case .fault: .fault(faultSite)
    case .disabled, .fired: .no
    }
  }

  /// Whether one of the conditions that the machine was made with holds; it can be evaluated.
  package mutating func holds(condition: Int, in state: UnsafePointer<UInt64>) -> Bool {
    let result = run(conditionEntries[condition], source: state, target: UnsafeMutablePointer(mutating: state))
    guard case .value = result else { return true }
    return flags != 0
  }

  mutating func cover(_ bits: UInt64) { covered |= bits }
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

/// The transitions by actor and location, from a program whose transitions are sorted so.
struct DispatchTable {
  var actors: [Machine.ActorEntry] = []
  var ranges: [Int32] = []
  var committed: [Bool] = []
  var final: [Bool] = []

  init(_ program: Program) {
    var next = 0
    for (position, actor) in program.actors.enumerated() {
      actors.append(
        Machine.ActorEntry(location: Field(program.slots[actor.locationSlot]), firstLocation: committed.count))
      for location in actor.locations.indices {
        ranges.append(Int32(next))
        while next < program.transitions.count, program.transitions[next].main.actor == position,
          program.transitions[next].main.source == location
        {
          next += 1
        }
      }
      committed += actor.locations.map(\.isCommitted)
      final += actor.locations.map(\.isFinal)
    }
    ranges.append(Int32(next))
    precondition(next == program.transitions.count, "transitions are sorted by actor and source location")
  }
}
