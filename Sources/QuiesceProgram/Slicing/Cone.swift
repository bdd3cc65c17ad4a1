import QuiesceModel

/// The slots of a program that verdicts depend on, and what is left of its effects (the cone of influence: Clarke, Grumberg and
/// Peled, "Model Checking", 1999, section 6.2).
///
/// Verdicts depend on what properties read, on what decides whether a transition flags, covers or fails, and on what decides
/// whether it is enabled: any transition where deadlocks are asked for, else one that changes what verdicts depend on.
struct Cone {
  /// The slots that are needed.
  var slots = SlotSet()
  /// What is left of the effect of each transition.
  var effects: [[GroundStatement]]
  /// Whether a transition is needed.
  var isKept: [Bool]

  /// Whether the search bound is needed apart from the guards, and with it where actors may rest.
  let keepsBound: Bool

  private let program: Program
  private let orbits: SlotOrbits
  /// For each transition, what was needed when its effect was looked at last; nil where it never was.
  private var known: [SlotSet?]

  init(of program: Program, checksDeadlock: Bool, orbits: SlotOrbits, clock: RunClock) throws(Interruption) {
    self.program = program
    self.orbits = orbits
    // What is cut off by the bound is not judged by what cannot be reached from there.
    keepsBound = checksDeadlock || program.properties.contains(where: \.isOfAllThatFollows)
    effects = program.transitions.map { _ in [] }
    isKept = program.transitions.map { _ in checksDeadlock }
    known = program.transitions.map { _ in nil }
    begin(checksDeadlock: checksDeadlock)
    var before = slots
    repeat {
      before = slots
      for position in program.transitions.indices {
        if position & 63 == 0 { try clock.check(.slicing) }
        need(position)
      }
      orbits.complete(&slots)
    } while slots != before
  }

  /// What is needed whatever transitions do.
  private mutating func begin(checksDeadlock: Bool) {
    for actor in program.actors where checksDeadlock || actor.locations.contains(where: \.isCommitted) {
      slots.insert(actor.locationSlot)
    }
    for property in program.properties { slots.formUnion(property.reads) }
    if keepsBound {
      program.bound?.collectReads(into: &slots)
      program.restCondition?.collectReads(into: &slots)
    }
  }

  private mutating func need(_ position: Int) {
    // Of what is needed, an effect is about what it writes alone.
    if let known = known[position], slots.isEqual(to: known, within: program.transitions[position].writes) { return }
    known[position] = slots
    let slice = EffectSlice(program.transitions[position].effect, for: slots, keepsMarks: true)
    effects[position] = slice.statements
    let condition = program.transitions[position].guardExpression
    if !slice.statements.isEmpty || condition.mustEvaluate { isKept[position] = true }
    guard isKept[position] else { return }
    slots.formUnion(slice.needed)
    slots.formUnion(slice.statements.elements)
    condition.collectReads(into: &slots)
    slots.insert(program.actors[program.transitions[position].main.actor].locationSlot)
    if let partner = program.transitions[position].partner {
      slots.insert(program.actors[partner.actor].locationSlot)
    }
  }
}

extension [GroundStatement] {
  /// The slots among which an index chooses the one to write: all or none of them are left out.
  fileprivate var elements: SlotSet {
    var slots = SlotSet()
    for statement in self {
      statement.visit { inner in
        guard case .assignAt(let base, let stride, let count, _, _) = inner else { return }
        for position in 0..<count { slots.insert(base + position * stride) }
      }
    }
    return slots
  }
}
