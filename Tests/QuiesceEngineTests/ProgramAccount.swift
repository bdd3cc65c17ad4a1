@testable import QuiesceProgram
@testable import QuiesceSearch

/// All that a way of running a program says of the states that it reaches, breadth first: their successors in order, faults,
/// flags, values of properties, and in the end marks and coverage.
struct ProgramAccount: Equatable {
  private(set) var lines: [String] = []
  private var states: [[UInt64]] = []
  private var known: Set<[UInt64]> = []

  /// The account of a machine.
  init(_ program: Program, _ machine: inout Machine, maximumStates: Int = 300) {
    var buffer = SuccessorBuffer(wordCount: program.wordCount, capacity: program.transitions.count + 1)
    explore(program, maximumStates) { position, state, account in
      buffer.removeAll()
      let enabled = machine.expand(state, id: position, into: &buffer)
      account.note(state, enabled, faults: buffer.faults)
      for position in 0..<buffer.count {
        let successor = Array(UnsafeBufferPointer(start: buffer.state(position), count: program.wordCount))
        account.note(successor, by: Int(buffer.transitions[position]), flags: buffer.flags[position])
      }
      for property in program.properties.indices where program.properties[property].condition != nil {
        account.lines.append("\(property): \(machine.evaluate(property, in: state))")
      }
    }
    lines.append("\(machine.coverage) \(machine.covered)")
  }

  /// The account of the interpreter of trees.
  init(interpreting program: Program, maximumStates: Int = 300) {
    let interpreter = GroundInterpreter(program)
    var walk = InterpretedWalk(interpreter)
    explore(program, maximumStates) { position, state, account in
      let (enabled, firings, faults) = walk.expand(program.unpack(state), id: position)
      account.note(state, enabled, faults: faults)
      for (transition, firing) in firings {
        account.note(program.pack(firing.state), by: transition, flags: UInt64(positions: firing.flags))
      }
      for property in program.properties.indices {
        guard let condition = program.properties[property].condition else { continue }
        account.lines.append("\(property): \(walk.evaluate(condition, in: program.unpack(state)))")
      }
    }
    lines.append("\(walk.coverage) \(walk.covered)")
  }

  private mutating func explore(
    _ program: Program, _ maximumStates: Int, _ expand: (Int, [UInt64], inout ProgramAccount) -> Void
  ) {
    for state in program.initialStates.map(program.pack) where known.insert(state).inserted { states.append(state) }
    var next = 0
    while next < min(states.count, maximumStates) {
      expand(next, states[next], &self)
      next += 1
    }
  }

  private mutating func note(
    _ state: [UInt64], _ enabled: Int, faults: [(source: Int, transition: Int, site: FaultSiteID)]
  ) {
    lines.append("\(state): \(enabled) \(faults)")
  }

  private mutating func note(_ successor: [UInt64], by transition: Int, flags: UInt64) {
    lines.append("\(transition) \(successor) \(flags)")
    if known.insert(successor).inserted { states.append(successor) }
  }
}

/// What `Machine` keeps of the transitions that it tries, kept for the interpreter of trees.
private struct InterpretedWalk {
  private let interpreter: GroundInterpreter
  private(set) var coverage: Coverage
  private(set) var covered: UInt64 = 0

  init(_ interpreter: GroundInterpreter) {
    self.interpreter = interpreter
    let none = Array(repeating: false, count: interpreter.program.transitions.count)
    coverage = Coverage(fired: none, blocked: none)
  }

  mutating func expand(
    _ state: [Int], id: Int
  ) -> (enabled: Int, firings: [(Int, Firing)], faults: [(source: Int, transition: Int, site: FaultSiteID)]) {
    var firings: [(Int, Firing)] = []
    var faults: [(source: Int, transition: Int, site: FaultSiteID)] = []
    let program = interpreter.program
    let isCommitted = interpreter.isCommitted(state)
    for (position, transition) in program.transitions.enumerated() {
      let location = state[program.actors[transition.main.actor].locationSlot]
      guard location == transition.main.source, !isCommitted || transition.leavesCommitted else { continue }
      do throws(GroundFault) {
        guard interpreter.standsReady(position, in: state) else {
          coverage.blocked[position] = true
          continue
        }
        let (value, covers) = try interpreter.evaluateWithCover(transition.guardExpression, in: state)
        guard value != 0 else {
          coverage.blocked[position] = true
          continue
        }
        let firing = interpreter.fire(position, from: state)
        if let site = firing.fault { throw GroundFault(site: site) }
        coverage.fired[position] = true
        covered |= UInt64(positions: covers + firing.covers)
        firings.append((position, firing))
      } catch {
        faults.append((id, position, error.site))
      }
    }
    return (firings.count + faults.count, firings, faults)
  }

  mutating func evaluate(_ condition: GroundExpression, in state: [Int]) -> ConditionValue {
    do throws(GroundFault) {
      let (value, covers) = try interpreter.evaluateWithCover(condition, in: state)
      covered |= UInt64(positions: covers)
      return value != 0 ? .yes : .no
    } catch {
      return .fault(error.site)
    }
  }
}

extension UInt64 {
  /// The bits at some positions.
  fileprivate init(positions: [Int]) { self = positions.reduce(0) { $0 | 1 << UInt64($1) } }
}
