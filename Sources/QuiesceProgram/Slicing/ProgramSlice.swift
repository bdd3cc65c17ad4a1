package import QuiesceModel

/// A program without what its verdicts cannot depend on: the program that is searched in the place of the whole one.
///
/// Slots that no guard, no property and no fault depends on, not even through other slots, are left out; where deadlocks are
/// not asked for, so are the steps that change nothing else. The rest is simplified for the values that slots really take.
/// The transitions keep their positions, so that a run of the slice is one of the whole program. `Documentation/slicing.md` has
/// the argument.
package struct ProgramSlice {
  /// What is searched.
  package private(set) var program: Program
  /// What was left out.
  package private(set) var summary: SliceSummary
  /// The slots that verdicts depend on.
  package private(set) var cone = SlotSet()
  package let whole: Program

  /// The whole program as it is.
  package init(keeping program: Program) {
    self.program = program
    whole = program
    summary = SliceSummary(bits: program.bitCount)
  }

  /// Slices a program; what permutations of these types move is left out altogether or not at all.
  package init(
    _ program: Program, checksDeadlock: Bool, symmetric types: [SymmetricType] = [], clock: RunClock
  ) throws(Interruption) {
    self.init(keeping: program)
    let orbits = SlotOrbits(of: program, types)
    simplify(try ValueRanges(program, fixed: orbits.slots, clock: clock))
    leaveOut(try Cone(of: self.program, checksDeadlock: checksDeadlock, orbits: orbits, clock: clock))
  }

  /// Puts the values that slots really take into transitions and properties. Locations keep their range: that transitions leave
  /// them is not said by a guard.
  mutating func simplify(_ ranges: ValueRanges) {
    let slots = ranges.slots
    program.slots = slots
    for actor in program.actors { program.slots[actor.locationSlot] = whole.slots[actor.locationSlot] }
    for (position, transition) in ranges.simplified.enumerated() {
      program.transitions[position].guardExpression = transition?.guardExpression ?? .constant(0)
      program.transitions[position].effect = transition?.effect ?? []
    }
    for position in program.properties.indices {
      guard let condition = program.properties[position].condition else { continue }
      var simplification = Simplification(slots: slots, declared: whole.slots)
      program.properties[position].condition = simplification.term(condition).expression
    }
    for actor in program.actors.indices {
      for (location, condition) in program.actors[actor].restConditions {
        var simplification = Simplification(slots: slots, declared: whole.slots)
        program.actors[actor].restConditions[location] = simplification.term(condition).expression
      }
    }
    if let bound = program.bound {
      var simplification = Simplification(slots: slots, declared: whole.slots)
      program.bound = simplification.term(bound).expression
    }
  }

  /// Leaves out what the cone does not need.
  mutating func leaveOut(_ cone: Cone) {
    self.cone = cone.slots
    // Only a search for deadlocks asks for these apart from the guards.
    if !cone.keepsBound {
      program.bound = nil
      for actor in program.actors.indices { program.actors[actor].restConditions = [:] }
    }
    let cut = program.transitions.indices.filter { !cone.isKept[$0] }
    summary.impossible = Set(cut.filter { program.transitions[$0].guardExpression == .constant(0) })
    summary.transitions = Set(cut).subtracting(summary.impossible)
    let constants = program.slots.indices.filter { program.slots[$0].lower == program.slots[$0].upper }
    summary.describe(whole, keeping: cone.slots, constants: constants.reduce(into: SlotSet()) { $0.insert($1) })
    for position in program.transitions.indices {
      program.transitions[position].effect = cone.effects[position]
      if !cone.isKept[position] {
        program.transitions[position].guardExpression = .constant(0)
        program.transitions[position].effect = []
      }
      program.transitions[position].updateFootprint(in: program.actors)
    }
    for slot in program.slots.indices where !cone.slots.contains(slot) {
      let lower = whole.slots[slot].lower
      program.slots[slot].lower = lower
      program.slots[slot].upper = lower
      for state in program.initialStates.indices { program.initialStates[state][slot] = lower }
    }
    SlotPacking.pack(&program)
    summary.bits = program.bitCount
  }
}
