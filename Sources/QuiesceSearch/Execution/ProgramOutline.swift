import QuiesceModel
import QuiesceProgram

/// What is data of a program, whatever runs it: its sizes, its initial states, where its actors stand, and the conditions that
/// are asked of states. All workers of a search share it.
final class ProgramOutline: Sendable {
  /// Where an actor's location lies in a packed state.
  struct Actor {
    let location: Field
    /// The position among all actors' locations of its location 0.
    let firstLocation: Int

    /// The position among all actors' locations of the one where it stands.
    @inline(__always)
    func location(in state: PackedState) -> Int {
      firstLocation &+ Int(truncatingIfNeeded: (state[location.word] &>> location.shift) & location.mask)
    }
  }

  /// How many words a state takes.
  let wordCount: Int
  /// How many transitions there are.
  let transitionCount: Int
  /// The initial states, one after the other.
  let initialStates: [UInt64]
  /// What is asked of states.
  let conditions: StateConditions
  let actors: OwnedBuffer<Actor>
  /// For each actor and location, the first transition that leaves it; one more entry ends the last.
  let ranges: OwnedBuffer<Int32>
  /// For each transition, whether it leaves a committed location.
  let leavesCommitted: OwnedBuffer<Bool>
  /// For each actor and location, whether it is committed.
  let committed: OwnedBuffer<Bool>
  private let final: OwnedBuffer<Bool>
  let hasCommitted: Bool

  /// Outlines a program whose transitions are sorted by actor and source location.
  init(_ program: Program, conditions others: [GroundExpression] = []) {
    var actors: [Actor] = []
    var ranges: [Int32] = []
    var next = 0
    for (position, actor) in program.actors.enumerated() {
      actors.append(Actor(location: Field(program.slots[actor.locationSlot]), firstLocation: ranges.count))
      for location in actor.locations.indices {
        ranges.append(Int32(next))
        while next < program.transitions.count, program.transitions[next].main.actor == position,
          program.transitions[next].main.source == location
        {
          next += 1
        }
      }
    }
    ranges.append(Int32(next))
    precondition(next == program.transitions.count, "transitions are sorted by actor and source location")
    wordCount = program.wordCount
    transitionCount = program.transitions.count
    initialStates = program.initialStates.flatMap { program.pack($0) }
    conditions = StateConditions(program, others: others)
    self.actors = OwnedBuffer(actors)
    self.ranges = OwnedBuffer(ranges)
    leavesCommitted = OwnedBuffer(program.transitions.map(\.leavesCommitted))
    let locations = program.actors.flatMap(\.locations)
    committed = OwnedBuffer(locations.map(\.isCommitted))
    final = OwnedBuffer(locations.map(\.isFinal))
    hasCommitted = locations.contains(where: \.isCommitted)
  }

  /// How many locations all actors have together.
  var locationCount: Int { final.count }

  /// The positions among all actors' locations of those of an actor.
  func locations(of actor: Int) -> Range<Int> {
    actors[actor].firstLocation..<(actor + 1 < actors.count ? actors[actor + 1].firstLocation : locationCount)
  }

  /// The transitions that leave a location.
  func transitions(at location: Int) -> Range<Int> { Int(ranges[location])..<Int(ranges[location + 1]) }

  /// Whether a committed location, of whatever actor, decides what may fire.
  @inline(__always)
  func isCommitted(_ state: PackedState) -> Bool { hasCommitted && standsCommitted(state) }

  private func standsCommitted(_ state: PackedState) -> Bool {
    for actor in 0..<actors.count where committed[actors[actor].location(in: state)] { return true }
    return false
  }
}

// What takes something that evaluates conditions, besides.
extension ProgramOutline {
  /// Whether a state without successors is no deadlock: every actor rests in a final location, or the search bound is false.
  func mayRest<Model: Stepper & ~Copyable>(_ state: PackedState, _ stepper: inout Model) -> Bool {
    if isBeyondBound(state, &stepper) { return true }
    for actor in 0..<actors.count where !mayRest(actor, in: state, &stepper) { return false }
    return true
  }

  /// Whether an actor may rest where it stands.
  func mayRest<Model: Stepper & ~Copyable>(
    _ actor: Int, in state: PackedState, _ stepper: inout Model
  ) -> Bool {
    let location = actors[actor].location(in: state)
    guard final[location] else { return false }
    guard let condition = conditions.rest[location] else { return true }
    if case .yes = stepper.evaluate(condition, in: state) { return true }
    return false
  }

  /// Whether the search bound is false in a state, so that nothing follows it.
  func isBeyondBound<Model: Stepper & ~Copyable>(_ state: PackedState, _ stepper: inout Model) -> Bool {
    guard let bound = conditions.bound, case .no = stepper.evaluate(bound, in: state) else { return false }
    return true
  }
}
