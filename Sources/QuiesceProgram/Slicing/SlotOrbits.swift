import QuiesceModel

/// Slots that permutations of symmetric values move to each other, or whose content they rename: a slice has all slots of such a
/// variable, in each member of its family, or none.
struct SlotOrbits {
  /// All of these slots.
  private(set) var slots = SlotSet()
  private var orbits: [Variable: SlotSet] = [:]

  private enum Variable: Hashable {
    case location(ActorID)
    case variable(VariableID)
    case channel(ChannelID)
  }

  init(of program: Program, _ types: [SymmetricType]) {
    guard !types.isEmpty else { return }
    let isPermuted = { (type: ValueType?) in !(type?.permutedTypes ?? []).isDisjoint(with: types) }
    let model = program.model
    func index(of actor: ActorID) -> ValueType? { model.actors[actor].index.map { model.locals[$0].type } }
    for actor in program.actors where isPermuted(index(of: actor.actor)) {
      orbits[.location(actor.actor), default: SlotSet()].insert(actor.locationSlot)
    }
    for variable in program.variables {
      let key: Variable
      var family: ValueType?
      switch variable.origin {
      case .variable(let id, _):
        key = .variable(id)
        if case .actor(let actor) = model.variables[id].owner { family = index(of: actor) }
      case .channel(let id, _):
        key = .channel(id)
        family = model.channels[id].index
      }
      guard isPermuted(variable.type) || isPermuted(family) else { continue }
      for slot in variable.slots { orbits[key, default: SlotSet()].insert(slot) }
    }
    for orbit in orbits.values { slots.formUnion(orbit) }
  }

  /// Adds what belongs to slots in the set.
  func complete(_ set: inout SlotSet) {
    for orbit in orbits.values where !orbit.isDisjoint(with: set) { set.formUnion(orbit) }
  }
}
