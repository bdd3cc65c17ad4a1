import QuiesceModel

/// A trace as a file keeps it: names and texts, no positions.
package struct RecordedTrace: Sendable {
  /// A step taken by one actor instance.
  package struct Participant: Hashable, Sendable {
    /// The instance.
    package var actor: String
    /// The step's name.
    package var step: String
    /// The bound values.
    package var bindings: [String: String]
    /// The location after it, if it changed.
    package var movedTo: String?

    /// Makes a participant.
    package init(actor: String, step: String, bindings: [String: String], movedTo: String?) {
      self.actor = actor
      self.step = step
      self.bindings = bindings
      self.movedTo = movedTo
    }
  }

  /// A transition with what it changed.
  package struct Step: Sendable {
    /// The step that moved, or that sent.
    package var main: Participant
    /// The step that received.
    package var partner: Participant?
    /// The variables that changed, with their new values.
    package var changes: [String: String]
    /// A fault ended it.
    package var isFault: Bool

    /// Makes a step.
    package init(main: Participant, partner: Participant?, changes: [String: String], isFault: Bool) {
      self.main = main
      self.partner = partner
      self.changes = changes
      self.isFault = isFault
    }
  }

  /// The variables of the initial state.
  package var initial: [String: String]
  /// The steps.
  package var steps: [Step]
  /// The first step that is repeated for ever, by position; behind the last one, the run rests. Nil for a trace that ends.
  package var cycleStart: Int?

  /// Makes a trace.
  package init(initial: [String: String], steps: [Step], cycleStart: Int? = nil) {
    self.initial = initial
    self.steps = steps
    self.cycleStart = cycleStart
  }
}

/// Where a recorded trace leaves the program.
package struct RecordedTraceMismatch: Error, Equatable, Sendable {
  /// The step, counted from 1; 0 is the initial state.
  package var step: Int
  /// What differs, as a sentence.
  package var reason: String
}

/// Takes a recorded trace through a program.
struct TraceMatcher {
  package let program: Program
  let interpreter: GroundInterpreter

  init(_ program: Program) {
    self.program = program
    interpreter = GroundInterpreter(program)
  }

  /// The recorded trace as a path of the program.
  func replay(_ recorded: RecordedTrace) throws(RecordedTraceMismatch) -> Replay {
    guard let initial = program.initialStates.first(where: { differences(from: recorded.initial, in: $0).isEmpty })
    else {
      let differences = program.initialStates.first.map { self.differences(from: recorded.initial, in: $0) } ?? []
      throw RecordedTraceMismatch(step: 0, reason: "the initial state differs: " + differences.joined(separator: ", "))
    }
    var state = initial
    var transitions: [Int] = []
    for (index, step) in recorded.steps.enumerated() {
      let (transition, next) = try match(step, number: index + 1, in: state)
      transitions.append(transition)
      state = next
    }
    return Replay(program: program, initial: initial, transitions: transitions)
  }

  /// `name = value here, value there in the trace` for each variable that differs.
  private func differences(from recorded: [String: String], in state: [Int]) -> [String] {
    var rest = recorded
    var result: [String] = []
    for variable in program.variableValues(in: state) {
      let value = rest.removeValue(forKey: variable.name)
      if value != variable.value {
        result.append(
          "\(variable.name) = \(variable.value)" + (value.map { ", in the trace \($0)" } ?? ", not in the trace"))
      }
    }
    return result + rest.keys.sorted().map { "\($0) is no variable any more" }
  }

  private func match(
    _ step: RecordedTrace.Step, number: Int, in state: [Int]
  ) throws(RecordedTraceMismatch) -> (transition: Int, next: [Int]) {
    let replay = Replay(program: program, initial: state, transitions: [])
    let candidates = program.transitions.indices.filter { position in
      let transition = program.transitions[position]
      guard isSame(transition.main, step.main, state, replay, isFault: step.isFault) else { return false }
      switch (transition.partner, step.partner) {
      case (nil, nil): return true
      case (let partner?, let recorded?): return isSame(partner, recorded, state, replay, isFault: step.isFault)
      case (nil, _?), (_?, nil): return false
      }
    }
    let name = "\(step.main.actor).\(step.main.step)"
    guard !candidates.isEmpty else {
      throw RecordedTraceMismatch(
        step: number, reason: "there is no step '\(name)' with these bindings, this partner and this target")
    }
    var reason = "'\(name)' is not enabled"
    for candidate in candidates {
      switch outcome(of: candidate, in: state) {
      case .disabled: continue
      case .fault:
        if step.isFault { return (candidate, state) }
        reason = "'\(name)' ends in a fault"
      case .next(let next):
        if step.isFault {
          reason = "'\(name)' no longer ends in a fault"
        } else if let difference = difference(between: state, next, step.changes) {
          reason = "'\(name)' changes something else: \(difference)"
        } else if let place = misplaced(candidate, step, between: state, next) {
          reason = "'\(name)' leads to '\(place)'"
        } else {
          return (candidate, next)
        }
      }
    }
    throw RecordedTraceMismatch(step: number, reason: reason)
  }

  private enum StepOutcome {
    case disabled
    case fault
    case next([Int])
  }

  private func outcome(of transition: Int, in state: [Int]) -> StepOutcome {
    if interpreter.isCommitted(state), !program.transitions[transition].leavesCommitted { return .disabled }
    do throws(GroundFault) {
      guard try interpreter.isEnabled(transition, in: state) else { return .disabled }
    } catch {
      return .fault
    }
    let firing = interpreter.fire(transition, from: state)
    return firing.fault == nil ? .next(firing.state) : .fault
  }

  private func isSame(
    _ participant: Transition.Participant, _ recorded: RecordedTrace.Participant, _ state: [Int], _ replay: Replay,
    isFault: Bool
  ) -> Bool {
    let instance = program.actors[participant.actor]
    guard instance.name == recorded.actor,
      state[instance.locationSlot] == participant.source,
      program.model.actors[instance.actor].steps[participant.step].name == recorded.step
    else { return false }
    // A fault leaves the actor where it stands, whatever the step leads to.
    let isKnownTarget = participant.targets.contains { target in
      (target == participant.source ? nil : instance.locations[target].name) == recorded.movedTo
    }
    guard isFault || isKnownTarget else { return false }
    let bindings = program.bindingTexts(of: participant, in: state, replay)
    return Dictionary(bindings.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      == recorded.bindings
  }

  /// Where a transition leads a side that the trace has elsewhere: a step may lead to one of several locations.
  private func misplaced(
    _ transition: Int, _ step: RecordedTrace.Step, between before: [Int], _ after: [Int]
  ) -> String? {
    for (side, recorded) in zip(program.transitions[transition].participants, [step.main, step.partner]) {
      let instance = program.actors[side.actor]
      let (old, new) = (before[instance.locationSlot], after[instance.locationSlot])
      let movedTo = old == new ? nil : instance.locations[new].name
      if let recorded, movedTo != recorded.movedTo { return instance.locations[new].name }
    }
    return nil
  }

  private func difference(between before: [Int], _ after: [Int], _ recorded: [String: String]) -> String? {
    let old = program.variableValues(in: before)
    let new = program.variableValues(in: after)
    for (old, new) in zip(old, new) {
      let change = old.value == new.value ? nil : new.value
      if change != recorded[new.name] {
        return "\(new.name) = \(new.value)" + (recorded[new.name].map { ", in the trace \($0)" } ?? "")
      }
    }
    return nil
  }
}
