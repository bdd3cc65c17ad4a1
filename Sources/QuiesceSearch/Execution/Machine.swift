import QuiesceLanguage
import QuiesceProgram

/// The register machine over packed states: the fast interpreter of a ground program.
///
/// All hot data lie behind pointers in `let`s of a noncopyable struct, which Swift compiles like C.
struct Machine: Stepper, ~Copyable {
  /// Where an actor's location lies, and which of its locations are committed and final.
  struct ActorEntry {
    let location: Field
    /// The position in `ranges` of location 0.
    let firstRange: Int
    /// Position in `committed` and `final` of location 0.
    let firstLocation: Int
  }

  let wordCount: Int
  let transitionCount: Int
  let initialStates: [UInt64]

  let instructions: UnsafeMutablePointer<Instruction>
  let fields: UnsafeMutablePointer<Field>
  let checks: UnsafeMutablePointer<RangeCheck>
  let wideConstants: UnsafeMutablePointer<Int>
  let registers: UnsafeMutablePointer<Int>
  let entries: UnsafeMutablePointer<Int>
  let propertyEntries: [Int]
  let boundEntry: Int?
  let conditionEntries: [Int]

  let actors: UnsafeMutablePointer<ActorEntry>
  let actorCount: Int
  /// For each actor and location, the first transition that leaves it; one more entry ends the last.
  let ranges: UnsafeMutablePointer<Int32>
  let leavesCommitted: UnsafeMutablePointer<Bool>
  let hasCommitted: Bool
  let committed: [Bool]
  let final: [Bool]

  let fired: UnsafeMutablePointer<Bool>
  let blocked: UnsafeMutablePointer<Bool>
  /// The properties flagged by the transition that ran last.
  package var flags: UInt64 = 0
  private(set) var covered: UInt64 = 0
  /// The site of the fault that ended the last run.
  var faultSite = 0

  /// Compiles a program, with conditions over its states, and makes a machine for it.
  init(_ program: Program, conditions: [GroundExpression] = []) throws(BytecodeLimit) {
    let code = try Code(program, conditions: conditions)
    let layout = DispatchTable(program)
    wordCount = program.wordCount
    transitionCount = program.transitions.count
    initialStates = program.initialStates.flatMap { program.pack($0) }
    instructions = .copy(of: code.instructions)
    fields = .copy(of: code.fields)
    checks = .copy(of: code.checks)
    wideConstants = .copy(of: code.wideConstants)
    entries = .copy(of: code.transitionEntries)
    registers = .copy(of: Array(repeating: 0, count: code.registerCount + 1))
    propertyEntries = code.propertyEntries
    boundEntry = code.boundEntry
    conditionEntries = code.conditionEntries
    actors = .copy(of: layout.actors)
    actorCount = layout.actors.count
    ranges = .copy(of: layout.ranges)
    leavesCommitted = .copy(of: program.transitions.map(\.leavesCommitted))
    committed = layout.committed
    final = layout.final
    hasCommitted = layout.committed.contains(true)
    fired = .copy(of: Array(repeating: false, count: program.transitions.count))
    blocked = .copy(of: Array(repeating: false, count: program.transitions.count))
  }

  deinit {
    instructions.deallocate()
    fields.deallocate()
    checks.deallocate()
    wideConstants.deallocate()
    registers.deallocate()
    entries.deallocate()
    actors.deallocate()
    ranges.deallocate()
    leavesCommitted.deallocate()
    fired.deallocate()
    blocked.deallocate()
  }

  var coverage: Coverage {
    Coverage(
      fired: (0..<transitionCount).map { fired[$0] }, blocked: (0..<transitionCount).map { blocked[$0] })
  }

  mutating func mayRest(_ state: UnsafePointer<UInt64>) -> Bool {
    if isBeyondBound(state) { return true }
    for actor in 0..<actorCount where !final[actors[actor].firstLocation + location(of: actor, in: state)] {
      return false
    }
    return true
  }

  /// Whether the search bound is false in a state, so that nothing follows it.
  mutating func isBeyondBound(_ state: UnsafePointer<UInt64>) -> Bool {
    guard let boundEntry else { return false }
    let result = run(boundEntry, source: state, target: UnsafeMutablePointer(mutating: state))
    guard case .value = result else { return false }
    return flags == 0
  }

  @inline(__always)
  func location(of actor: Int, in state: UnsafePointer<UInt64>) -> Int {
    let field = actors[actor].location
    return Int(truncatingIfNeeded: (state[field.word] >> field.shift) & field.mask)
  }

  func isCommitted(_ state: UnsafePointer<UInt64>) -> Bool {
    guard hasCommitted else { return false }
    for actor in 0..<actorCount where committed[actors[actor].firstLocation + location(of: actor, in: state)] {
      return true
    }
    return false
  }

  mutating func expand(_ state: UnsafePointer<UInt64>, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    var enabled = 0
    let isRestricted = isCommitted(state)
    for actor in 0..<actorCount {
      let range = actors[actor].firstRange + location(of: actor, in: state)
      var transition = Int(ranges[range])
      let end = Int(ranges[range + 1])
      while transition < end {
        if !isRestricted || leavesCommitted[transition] {
          switch run(entries[transition], source: state, target: buffer.next) {
          case .disabled: blocked[transition] = true
          case .value: break
          case .fired:
            fired[transition] = true
            enabled += 1
            buffer.append(source: id, transition: Int32(truncatingIfNeeded: transition), flags: flags)
          case .fault:
            enabled += 1
            buffer.faults.append((id, transition, faultSite))
          }
        }
        transition += 1
      }
    }
    return enabled
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
        Machine.ActorEntry(
          location: Field(program.slots[actor.locationSlot]), firstRange: ranges.count, firstLocation: committed.count))
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

extension UnsafeMutablePointer {
  /// Memory of its own that holds an array's elements.
  static func copy(of array: [Pointee]) -> UnsafeMutablePointer<Pointee> {
    let pointer = UnsafeMutablePointer<Pointee>.allocate(capacity: max(array.count, 1))
    pointer.initialize(from: array, count: array.count)
    return pointer
  }
}
