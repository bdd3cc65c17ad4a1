package import QuiesceModel

/// A recorded trace that was executed again.
package struct ReplayedTrace: Sendable {
  /// The path, state by state.
  package var replay: Replay
  /// The trace.
  package var trace: Trace
  /// What the property comes to at its end; `noVerdict` if nothing happens there.
  package var verdict: Verdict
  /// What happens there; nil for nothing.
  package var finding: Finding.Kind?
  /// Why.
  package var explanation: Explanation?
  /// What the expressions of the property come to in each state.
  package var course: Course
}

extension Program {
  /// Executes a recorded trace, and says what the property of this name (or `deadlock`, `stuck` or `fault`) comes to at its end.
  package func replay(
    _ recorded: RecordedTrace, property name: String, sources: SourceMap
  ) throws(RecordedTraceMismatch) -> ReplayedTrace {
    let replay = try TraceMatcher(self).replay(recorded)
    let start = recorded.cycleStart.flatMap { (0...recorded.steps.count).contains($0) ? $0 : nil }
    return try judge(replay, property: name, cycleStart: start, sources: sources)
  }

  /// Takes a way through the states, and says what the property of this name (or `deadlock` or `fault`) comes to at its end.
  package func replay(
    from initial: [Int], by transitions: [Int], property name: String, sources: SourceMap
  ) throws(RecordedTraceMismatch) -> ReplayedTrace {
    guard initialStates.contains(initial) else {
      throw RecordedTraceMismatch(step: 0, reason: "this is no initial state")
    }
    let interpreter = GroundInterpreter(self)
    var state = initial
    for (position, transition) in transitions.enumerated() {
      // What fails is no way on, and may stand at the end.
      guard self.transitions.indices.contains(transition), interpreter.standsReady(transition, in: state),
        (try? interpreter.isEnabled(transition, in: state)) ?? (position == transitions.count - 1)
      else { throw RecordedTraceMismatch(step: position + 1, reason: "transition \(transition) is not enabled") }
      if position < transitions.count - 1 { state = interpreter.fire(transition, from: state).state }
    }
    let replay = Replay(program: self, initial: initial, transitions: transitions)
    return try judge(replay, property: name, cycleStart: nil, sources: sources)
  }

  private func judge(
    _ replay: Replay, property name: String, cycleStart: Int?, sources: SourceMap
  ) throws(RecordedTraceMismatch) -> ReplayedTrace {
    var trace = replay.trace
    if let cycleStart {
      trace.cycle = Trace.Cycle(start: cycleStart, dues: CycleFairness(replay, start: cycleStart).dues)
    }
    let explainer = Explainer(replay: replay, sources: sources)
    let course = explainer.course(of: model.properties.first { $0.name == name })
    guard let finding = try finding(at: replay, property: name, cycleStart: trace.cycle?.start) else {
      return ReplayedTrace(replay: replay, trace: trace, verdict: .noVerdict, course: course)
    }
    return ReplayedTrace(
      replay: replay, trace: trace, verdict: verdict(of: finding), finding: finding,
      explanation: explainer.explain(finding), course: course)
  }

  private func verdict(of finding: Finding.Kind) -> Verdict {
    switch finding {
    case .deadlock: return .deadlock
    case .stuck: return .stuck
    case .unreachable: return .violated
    case .fault: return .fault
    case .property(let position):
      return properties[position].wantsTrue ? .reached : .violated
    }
  }

  private func finding(
    at replay: Replay, property name: String, cycleStart: Int?
  ) throws(RecordedTraceMismatch) -> Finding.Kind? {
    let interpreter = GroundInterpreter(self)
    let state = replay.states[replay.states.count - 1]
    if let site = replay.firings.last?.fault { return .fault(site, property: nil) }
    guard let position = properties.firstIndex(where: { $0.name == name }) else {
      if name == deadlockPropertyName { return isDeadlock(state, interpreter) ? .deadlock : nil }
      if name == stuckPropertyName { return stuck(from: state).map { .stuck($0) } }
      return properties.indices.lazy.compactMap { fault(of: $0, in: state, interpreter) }.first
    }
    switch properties[position].kind {
    case .invariant(let expression):
      return value(of: expression, in: state, interpreter) == 0 ? .property(position) : nil
    case .reachable(let expression):
      return value(of: expression, in: state, interpreter) == 1 ? .property(position) : nil
    case .neverFlagged, .reachableFlag:
      return replay.firings.last?.flags.contains(position) == true ? .property(position) : nil
    case .temporal(let property):
      guard let cycleStart else { return fault(of: position, in: state, interpreter) }
      if let objection = replay.objection(asLassoFrom: cycleStart, to: property) {
        throw RecordedTraceMismatch(step: replay.transitions.count, reason: "the run that never ends: " + objection)
      }
      return .property(position)
    case .alwaysReachable(let condition):
      let isLost = Aftermath(of: self, from: state)?.lacks(condition) ?? false
      return isLost ? .unreachable(property: position) : nil
    }
  }

  /// Who can never move again behind a state; nil if that is nobody, or too much to find out.
  private func stuck(from state: [Int]) -> [Int]? {
    let stuck = Aftermath(of: self, from: state)?.stuck ?? []
    return stuck.isEmpty ? nil : stuck
  }

  private func value(of expression: GroundExpression, in state: [Int], _ interpreter: GroundInterpreter) -> Int? {
    do throws(GroundFault) {
      return try interpreter.evaluate(expression, in: state)
    } catch {
      return nil
    }
  }

  /// What keeps a property from being evaluated in a state.
  private func fault(of property: Int, in state: [Int], _ interpreter: GroundInterpreter) -> Finding.Kind? {
    interpreter.fault(of: properties[property].conditions, in: state).map { .fault($0.site, property: property) }
  }

  /// Whether nothing can be taken in a state, and not all actors may rest there.
  func isDeadlock(_ state: [Int], _ interpreter: GroundInterpreter) -> Bool {
    let isFinal = actors.allSatisfy { $0.locations[state[$0.locationSlot]].isFinal }
    if isFinal, restCondition.map({ value(of: $0, in: state, interpreter) == 1 }) ?? true { return false }
    if let bound, value(of: bound, in: state, interpreter) == 0 { return false }
    do throws(GroundFault) {
      return try interpreter.enabledTransitions(in: state).isEmpty
    } catch {
      return false
    }
  }
}
