@testable import QuiesceProgram
@testable import QuiesceSearch

/// All that a way of running a program says of the states that it reaches, breadth first: their successors in order, faults,
/// flags, values of properties, and in the end marks and coverage.
struct ProgramAccount: Equatable {
  private(set) var lines: [String] = []
  private var states: [[UInt64]] = []
  private var known: Set<[UInt64]> = []

  /// The account of what runs a program.
  init<Model: Stepper & ~Copyable>(_ program: Program, _ stepper: inout Model, maximumStates: Int = 300) {
    var buffer = SuccessorBuffer(wordCount: program.wordCount, capacity: program.transitions.count + 1)
    for state in program.initialStates { reach(program.pack(state)) }
    var next = 0
    while next < min(states.count, maximumStates) {
      let state = states[next]
      buffer.removeAll()
      let enabled = stepper.expand(state, id: next, into: &buffer)
      lines.append("\(state): \(enabled) \(buffer.faults)")
      for position in 0..<buffer.count {
        let successor = buffer.state(position).words(program.wordCount)
        lines.append("\(buffer.transitions[position]) \(successor) \(buffer.flags[position])")
        reach(successor)
      }
      for property in program.properties.indices where program.properties[property].condition != nil {
        lines.append("\(property): \(stepper.evaluate(property, in: state))")
      }
      next += 1
    }
    lines.append("\(stepper.coverage) \(stepper.covered)")
  }

  private mutating func reach(_ state: [UInt64]) {
    if known.insert(state).inserted { states.append(state) }
  }
}
