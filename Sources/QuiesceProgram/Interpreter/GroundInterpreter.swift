import QuiesceModel

/// A fault met while a ground expression or statement was evaluated.
package struct GroundFault: Error, Hashable, Sendable {
  /// Where, by position in `Program.faultSites`.
  package var site: FaultSiteID
  /// The value that is outside what the site wants; nil where no value is tested.
  package var value: Int?

  /// Makes a ground fault.
  package init(site: FaultSiteID, value: Int? = nil) {
    self.site = site
    self.value = value
  }
}

/// An event that a transition emitted.
package struct EmittedEvent: Hashable, Sendable {
  /// Which event of the model.
  package var event: Int
  /// The flattened arguments.
  package var scalars: [Int]
  /// The state at the point of emission, inside the step.
  package var state: [Int]
}

/// What firing a transition did.
package struct Firing: Hashable, Sendable {
  /// The state after it; after a fault, the state before it.
  package var state: [Int]
  /// The properties that it flagged, by position, in ascending order.
  package var flags: [Int] = []
  /// The properties that it showed not to be vacuous.
  package var covers: [Int] = []
  /// What it emitted, in order; after a fault, what was emitted before it.
  package var events: [EmittedEvent] = []
  /// The fault that ended it.
  package var fault: FaultSiteID?
  /// The value that the fault is about.
  package var faultValue: Int?
  /// The state at the point of the fault, inside the step.
  package var faultState: [Int]?

  /// Takes everything back but what led to the fault.
  mutating func end(by fault: GroundFault, before state: [Int]) {
    faultState = self.state
    self.state = state
    self.fault = fault.site
    faultValue = fault.value
  }
}

/// Runs a ground program on unpacked states by walking its trees.
///
/// It is written to be seen to be right, not to be fast: the bytecode machine is compared with it, and traces are replayed by it.
package struct GroundInterpreter: Sendable {
  /// What it runs.
  package let program: Program
  private let committed: [(slot: SlotID, locations: Set<Int>)]

  /// Makes an interpreter.
  package init(_ program: Program) {
    self.program = program
    committed = program.actors.compactMap { actor in
      let locations = Set(actor.locations.indices.filter { actor.locations[$0].isCommitted })
      return locations.isEmpty ? nil : (actor.locationSlot, locations)
    }
  }

  /// Whether some actor stands in a committed location, so that only transitions that leave one may fire.
  package func isCommitted(_ state: [Int]) -> Bool {
    committed.contains { $0.locations.contains(state[$0.slot]) }
  }

  /// Whether the participants of a transition stand at the locations that it leaves; committed locations elsewhere do not count.
  package func standsReady(_ transition: Int, in state: [Int]) -> Bool {
    let transition = program.transitions[transition]
    guard state[program.actors[transition.main.actor].locationSlot] == transition.main.source else { return false }
    guard let partner = transition.partner else { return true }
    return state[program.actors[partner.actor].locationSlot] == partner.source
  }

  /// Whether a transition is enabled, committed locations set aside.
  package func isEnabled(_ transition: Int, in state: [Int]) throws(GroundFault) -> Bool {
    guard standsReady(transition, in: state) else { return false }
    return try evaluate(program.transitions[transition].guardExpression, in: state) != 0
  }

  /// The transitions that may fire: while an actor stands in a committed location only those that leave one.
  ///
  /// Guards of transitions that may not fire for that reason are not evaluated.
  package func enabledTransitions(in state: [Int]) throws(GroundFault) -> [Int] {
    let isCommitted = isCommitted(state)
    var result: [Int] = []
    for index in program.transitions.indices {
      if isCommitted && !program.transitions[index].leavesCommitted { continue }
      if try isEnabled(index, in: state) { result.append(index) }
    }
    return result
  }

  /// Fires a transition that is enabled in the state.
  package func fire(_ transition: Int, from state: [Int]) -> Firing {
    var machine = GroundMachine(state: state, keepsEvents: true)
    var firing = Firing(state: state)
    do throws(GroundMachine.Failure) {
      try machine.run(program.transitions[transition].effect, slots: program.slots)
      firing.state = machine.state
      precondition(
        zip(firing.state, program.slots).allSatisfy { ($1.lower...$1.upper).contains($0) },
        "a value outside its slot was not checked")
    } catch {
      firing.state = machine.state
      firing.end(by: error.fault, before: state)
    }
    firing.flags = machine.flags.positions
    firing.covers = machine.covers.positions
    firing.events = machine.events
    return firing
  }

  /// The value of an expression in a state.
  package func evaluate(_ expression: GroundExpression, in state: [Int]) throws(GroundFault) -> Int {
    try Self.value(of: expression, in: state)
  }

  /// What fails in the first of some expressions that cannot be evaluated in a state; nil where all can be.
  func fault(of expressions: [GroundExpression], in state: [Int]) -> GroundFault? {
    for expression in expressions {
      do throws(GroundFault) {
        _ = try evaluate(expression, in: state)
      } catch {
        return error
      }
    }
    return nil
  }

  /// The value of an expression in a state.
  package static func value(of expression: GroundExpression, in state: [Int]) throws(GroundFault) -> Int {
    try valueWithCover(of: expression, in: state).value
  }

  /// The value of an expression in a state, and the properties that its `cover`s showed not to be vacuous.
  package static func valueWithCover(
    of expression: GroundExpression, in state: [Int]
  ) throws(GroundFault) -> (value: Int, covers: [Int]) {
    var machine = GroundMachine(state: state)
    do throws(GroundMachine.Failure) {
      let value = try machine.value(expression)
      return (value, machine.covers.positions)
    } catch {
      throw error.fault
    }
  }
}

extension GroundMachine.Failure {
  /// The fault of the model. In a state of numbers there is no other failure: a check stands before whatever needs one.
  fileprivate var fault: GroundFault {
    switch self {
    case .fault(let fault): fault
    case .undefined: preconditionFailure("something was evaluated that was not checked")
    }
  }
}

extension UInt64 {
  /// The positions of the bits that are set, in ascending order.
  fileprivate var positions: [Int] { (0..<64).filter { self & (1 << UInt64($0)) != 0 } }
}
