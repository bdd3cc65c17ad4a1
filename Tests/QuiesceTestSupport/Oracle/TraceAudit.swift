package import QuiesceProgram

/// Whether traces are runs of a program that end as their verdicts say, executed by the interpreter that walks trees.
package struct TraceAudit {
  private let program: Program
  private let interpreter: GroundInterpreter
  /// The initial states by what a trace shows of them.
  private var initialStates: [[String]: [Int]] = [:]

  /// Prepares the audit of traces of a program.
  package init(_ program: Program) {
    self.program = program
    interpreter = GroundInterpreter(program)
    for state in program.initialStates {
      initialStates[Self.start(of: Replay(program: program, initial: state, transitions: []).trace)] = state
    }
  }

  private static func start(of trace: Trace) -> [String] {
    trace.initial.map(\.value) + trace.initialLocations
  }

  /// Whether the trace of a result, if it has one, is a run that shows its verdict.
  package func confirms(_ property: PropertyOutcome) -> Bool {
    guard let trace = property.trace else { return true }
    guard let initial = initialStates[Self.start(of: trace)] else { return false }
    let replay = Replay(program: program, initial: initial, transitions: trace.transitions)
    guard trace.transitions.indices.allSatisfy({ isStep($0, of: replay) }) else { return false }
    do throws(GroundFault) {
      return try isShown(property, trace, by: replay)
    } catch {
      return false
    }
  }

  /// Whether a step of a run is possible, or is the last one and fails.
  private func isStep(_ position: Int, of replay: Replay) -> Bool {
    let (state, transition) = (replay.states[position], replay.transitions[position])
    if interpreter.isCommitted(state), !program.transitions[transition].leavesCommitted { return false }
    do throws(GroundFault) {
      guard try interpreter.isEnabled(transition, in: state) else { return false }
    } catch {
      return position == replay.transitions.count - 1
    }
    return replay.firings[position].fault == nil || position == replay.transitions.count - 1
  }

  private func isShown(
    _ property: PropertyOutcome, _ trace: Trace, by replay: Replay
  ) throws(GroundFault) -> Bool {
    let state = replay.states[replay.states.count - 1]
    let last = replay.firings.last
    switch property.verdict {
    case .fault: return last?.fault != nil || program.properties.contains { fails($0, in: state) }
    case .deadlock: return try interpreter.enabledTransitions(in: state).isEmpty
    case .stuck:
      let stuck = Set(property.explanation?.stuck.map(\.actor) ?? [])
      let moving = try future(of: state).moving
      return !stuck.isEmpty && stuck.isDisjoint(with: moving)
    case .violated, .reached: break
    case .holds, .notReached, .noVerdict: return true
    }
    guard let position = program.properties.firstIndex(where: { $0.name == property.name }) else { return false }
    switch program.properties[position].kind {
    case .invariant(let condition): return try interpreter.evaluate(condition, in: state) == 0
    case .reachable(let condition): return try interpreter.evaluate(condition, in: state) != 0
    case .neverFlagged, .reachableFlag: return last?.flags.contains(position) ?? false
    case .alwaysReachable(let condition):
      for state in try future(of: state).states where try interpreter.evaluate(condition, in: state) != 0 {
        return false
      }
      return true
    case .temporal(let formula):
      guard let cycle = trace.cycle else { return false }
      return replay.objection(asLassoFrom: cycle.start, to: formula) == nil
    }
  }

  /// The states that can follow a state, itself among them, and the names of the actors that take part in what leads there.
  private func future(of state: [Int]) throws(GroundFault) -> (states: Set<[Int]>, moving: Set<String>) {
    var known: Set<[Int]> = [state]
    var waiting = [state]
    var names: Set<String> = []
    while let state = waiting.popLast() {
      for transition in try interpreter.enabledTransitions(in: state) {
        names.formUnion(program.transitions[transition].participants.map { program.actors[$0.actor].name })
        let firing = interpreter.fire(transition, from: state)
        if firing.fault == nil, known.insert(firing.state).inserted { waiting.append(firing.state) }
      }
    }
    return (known, names)
  }

  private func fails(_ property: ProgramProperty, in state: [Int]) -> Bool {
    var conditions: [GroundExpression] = property.condition.map { [$0] } ?? []
    for case .condition(let condition) in property.temporal?.atoms ?? [] { conditions.append(condition) }
    return conditions.contains { condition in
      do throws(GroundFault) {
        _ = try interpreter.evaluate(condition, in: state)
        return false
      } catch {
        return true
      }
    }
  }
}
