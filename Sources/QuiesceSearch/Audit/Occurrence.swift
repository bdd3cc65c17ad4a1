import QuiesceProgram

/// What a transition does in a state in which it is enabled, as far as verdicts can depend on it.
struct Occurrence: Hashable {
  /// Where it ends.
  enum End: Hashable {
    /// In a state.
    case state([Int])
    /// In a fault of its guard or its effect.
    case fault(FaultSiteID)
    /// Nowhere: something was evaluated that no check allowed, which happens in no program as it was lowered.
    case undefined
  }

  /// The properties that it flags, as bits; none where it does not end in a state.
  var flags: UInt64 = 0
  /// The properties that it shows not to be vacuous, as bits.
  var covers: UInt64 = 0
  /// Where it ends.
  var end: End

  /// The state that it leads to, if it leads to one.
  var target: [Int]? {
    if case .state(let target) = end { target } else { nil }
  }
}

/// What a condition comes to in a state.
struct Reading: Hashable {
  /// Its value; nil where it has none.
  var value: Bool?
  /// The fault of its evaluation.
  var fault: FaultSiteID?
  /// The properties that it shows not to be vacuous, as bits.
  var covers: UInt64 = 0
}

extension GroundInterpreter {
  /// What happens in a state, by transitions in ascending order, as committed locations allow it.
  func occurrences(in state: [Int]) -> [(transition: Int, occurrence: Occurrence)] {
    let isCommitted = isCommitted(state)
    return program.transitions.indices.compactMap { transition in
      if isCommitted, !program.transitions[transition].leavesCommitted { return nil }
      return occurrence(of: transition, in: state).map { (transition, $0) }
    }
  }

  /// What a transition does in a state, committed locations set aside; nil where it is not enabled.
  func occurrence(of transition: Int, in state: [Int]) -> Occurrence? {
    guard standsReady(transition, in: state) else { return nil }
    var condition = GroundMachine(state: state)
    var machine = GroundMachine(state: state)
    do throws(GroundMachine.Failure) {
      guard try condition.holds(program.transitions[transition].guardExpression) else { return nil }
      try machine.run(program.transitions[transition].effect, slots: program.slots)
    } catch {
      guard case .fault(let fault) = error else { return Occurrence(end: .undefined) }
      return Occurrence(end: .fault(fault.site))
    }
    let isWithin = zip(machine.state, program.slots).allSatisfy { $1.range.contains($0) }
    return Occurrence(
      flags: machine.flags, covers: machine.covers, end: isWithin ? .state(machine.state) : .undefined)
  }

  /// What a condition comes to in a state.
  func reading(of condition: GroundExpression, in state: [Int]) -> Reading {
    var machine = GroundMachine(state: state)
    do throws(GroundMachine.Failure) {
      let value = try machine.holds(condition)
      return Reading(value: value, covers: machine.covers)
    } catch {
      guard case .fault(let fault) = error else { return Reading() }
      return Reading(fault: fault.site)
    }
  }

  /// Whether a state without successors is no deadlock: the search bound is false, or every actor rests.
  func mayRest(_ state: [Int]) -> Bool {
    if isBeyondBound(state) { return true }
    return program.actors.allSatisfy { actor in
      reading(of: actor.restCondition(at: state[actor.locationSlot]), in: state).value == true
    }
  }

  /// Whether the search bound is false in a state.
  func isBeyondBound(_ state: [Int]) -> Bool {
    program.bound.map { reading(of: $0, in: state).value == false } ?? false
  }
}
