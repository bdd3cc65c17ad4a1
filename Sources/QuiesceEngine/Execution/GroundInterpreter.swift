import QuiesceLanguage

/// A fault met while a ground expression or statement was evaluated.
package struct GroundFault: Error, Hashable, Sendable {
  /// Where, by position in `Program.faultSites`.
  package var site: FaultSiteID
  /// The value that is outside what the site wants; nil where no value is tested.
  package var value: Int?
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
  /// The properties that it flagged, by position, in order and without repetition.
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
    var machine = GroundMachine(state: state)
    do throws(GroundFault) {
      try machine.run(program.transitions[transition].effect, slots: program.slots)
    } catch {
      machine.firing.end(by: error, before: state)
    }
    return machine.firing
  }

  /// The value of an expression in a state.
  package func evaluate(_ expression: GroundExpression, in state: [Int]) throws(GroundFault) -> Int {
    var machine = GroundMachine(state: state)
    return try machine.evaluate(expression)
  }

  /// The value of an expression in a state, and the properties that its `cover`s showed not to be vacuous.
  package func evaluateWithCover(
    _ expression: GroundExpression, in state: [Int]
  ) throws(GroundFault) -> (value: Int, covers: [Int]) {
    var machine = GroundMachine(state: state)
    let value = try machine.evaluate(expression)
    return (value, machine.firing.covers)
  }

  /// The value of an expression in a state.
  static func value(of expression: GroundExpression, in state: [Int]) throws(GroundFault) -> Int {
    var machine = GroundMachine(state: state)
    return try machine.evaluate(expression)
  }
}

/// The state of one evaluation.
private struct GroundMachine {
  var firing: Firing
  var locals: [GroundLocal: Int] = [:]

  init(state: [Int]) {
    firing = Firing(state: state)
  }

  mutating func evaluate(_ expression: GroundExpression) throws(GroundFault) -> Int {
    switch expression {
    case .constant(let number): return number
    case .slot(let slot): return firing.state[slot]
    case .slotAt(let base, let stride, let count, let index):
      let position = try evaluate(index)
      precondition((0..<count).contains(position), "an index was not checked")
      return firing.state[base + position * stride]
    case .local(let local):
      guard let value = locals[local] else { preconditionFailure("a scratch variable is read before it is set") }
      return value
    case .not(let operand): return try evaluate(operand) == 0 ? 1 : 0
    case .binary(let op, let left, let right): return try evaluate(op, left, right)
    case .conditional(let condition, let then, let otherwise):
      return try evaluate(condition) != 0 ? try evaluate(then) : try evaluate(otherwise)
    case .letIn(let local, let value, let body):
      locals[local] = try evaluate(value)
      return try evaluate(body)
    case .check(let operand, let range, let site):
      let value = try evaluate(operand)
      guard range.contains(value) else { throw GroundFault(site: site, value: value) }
      return value
    case .fault(let site): throw GroundFault(site: site)
    case .cover(let property, let operand):
      let value = try evaluate(operand)
      if value != 0 { cover(property) }
      return value
    }
  }

  private mutating func evaluate(
    _ op: GroundOperator, _ left: GroundExpression, _ right: GroundExpression
  ) throws(GroundFault) -> Int {
    let first = try evaluate(left)
    if op == .and && first == 0 { return 0 }
    if op == .or && first != 0 { return 1 }
    let second = try evaluate(right)
    switch op {
    case .add: return first + second
    case .subtract: return first - second
    case .multiply: return first * second
    case .divide: return first / second
    case .remainder: return first % second
    case .bitAnd: return first & second
    case .bitOr: return first | second
    case .bitXor: return first ^ second
    case .equal: return first == second ? 1 : 0
    case .notEqual: return first != second ? 1 : 0
    case .less: return first < second ? 1 : 0
    case .lessOrEqual: return first <= second ? 1 : 0
    case .and, .or: return second
    }
  }

  mutating func run(_ statements: [GroundStatement], slots: [Slot]) throws(GroundFault) {
    for statement in statements { try run(statement, slots: slots) }
  }

  private mutating func run(_ statement: GroundStatement, slots: [Slot]) throws(GroundFault) {
    switch statement {
    case .assign(let slot, let value): store(try evaluate(value), in: slot, slots: slots)
    case .assignAt(let base, let stride, let count, let index, let value):
      let position = try evaluate(index)
      precondition((0..<count).contains(position), "an index was not checked")
      store(try evaluate(value), in: base + position * stride, slots: slots)
    case .setLocal(let local, let value): locals[local] = try evaluate(value)
    case .conditional(let condition, let then, let otherwise):
      try run(try evaluate(condition) != 0 ? then : otherwise, slots: slots)
    case .shiftDown(let first, let width, let capacity):
      let end = first + width * capacity
      for slot in first..<end {
        firing.state[slot] = slot + width < end ? firing.state[slot + width] : slots[slot].lower
      }
    case .fault(let site): throw GroundFault(site: site)
    case .flag(let property):
      if !firing.flags.contains(property) { firing.flags.append(property) }
    case .cover(let property): cover(property)
    case .emit(let event, let arguments):
      var scalars: [Int] = []
      for argument in arguments { scalars.append(try evaluate(argument)) }
      firing.events.append(EmittedEvent(event: event, scalars: scalars, state: firing.state))
    }
  }

  private mutating func store(_ value: Int, in slot: SlotID, slots: [Slot]) {
    precondition((slots[slot].lower...slots[slot].upper).contains(value), "a value outside its slot was not checked")
    firing.state[slot] = value
  }

  private mutating func cover(_ property: Int) {
    if !firing.covers.contains(property) { firing.covers.append(property) }
  }
}
