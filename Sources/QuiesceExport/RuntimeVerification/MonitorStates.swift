import QuiesceModel
import QuiesceProgram

/// The states of a monitor's variables, with what each event makes of them.
struct MonitorStates {
  /// The most states that are looked at.
  static let limit = 10_000

  private let program: Program
  private let variables: [StateVariable]
  private let events: [String]
  private var states: [[Int]] = []
  private var positions: [[Int]: Int] = [:]
  private var edges: [[Int?]] = []

  /// Visits all states.
  init(_ program: Program) throws(RVExportError) {
    self.program = program
    variables = program.variables.filter { if case .monitor = $0.owner { true } else { false } }
    events = Set(program.transitions.map { program.eventName(of: $0) }).sorted()
    let own = variables.flatMap { Array($0.slots) }
    guard let initial = program.initialStates.first,
      program.initialStates.allSatisfy({ state in own.allSatisfy { state[$0] == initial[$0] } })
    else { throw .severalBeginnings }
    _ = try position(of: initial)
    let interpreter = GroundInterpreter(program)
    while edges.count < states.count { edges.append(try successors(of: states[edges.count], interpreter)) }
  }

  private mutating func position(of state: [Int]) throws(RVExportError) -> Int {
    if let known = positions[state] { return known }
    guard states.count < MonitorStates.limit else { throw .tooLarge(limit: MonitorStates.limit) }
    positions[state] = states.count
    states.append(state)
    return states.count - 1
  }

  /// For each event, the state behind it; nil where an assertion fails.
  private mutating func successors(
    of state: [Int], _ interpreter: GroundInterpreter
  ) throws(RVExportError) -> [Int?] {
    var targets: [Int??] = events.map { _ in nil }
    for (number, transition) in program.transitions.enumerated() {
      let event = program.eventName(of: transition)
      guard let position = events.firstIndex(of: event) else { continue }
      let firing = interpreter.fire(number, from: state)
      guard firing.fault == nil else { throw .fault(event: event) }
      let target = firing.flags.isEmpty ? try self.position(of: firing.state) : nil
      if let known = targets[position], known != target { throw .readsArguments(event: event) }
      targets[position] = .some(target)
    }
    return targets.map { $0 ?? nil }
  }

  /// The automaton, its states called after the values of the variables.
  var automaton: EventAutomaton {
    get throws(RVExportError) {
      try EventAutomaton(events: events, states: states.indices.map(name), edges: edges)
    }
  }

  /// `open`, or for a monitor with variables `count_2_armed_true`; other characters than those of names in C become `_`.
  private func name(_ position: Int) -> String {
    let values = variables.map { variable in
      "\(variable.name)_\(program.value(of: variable, in: states[position]).description(as: variable.type))"
    }
    guard !values.isEmpty else { return "open" }
    let text = values.joined(separator: "_").map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    let name = String(text).replacing("__", with: "_")
    let isTaken = states.count > 100 || name.count > 60
    return isTaken ? "s\(position)" : name
  }
}
