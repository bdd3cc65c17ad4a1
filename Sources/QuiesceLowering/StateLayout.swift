package import QuiesceLanguage
import QuiesceModel
package import QuiesceProgram

/// Which slots hold what: every location, variable and channel of the model, family by family.
///
/// The members of a family lie at a constant distance, so that an index known only in the search finds its slot by a multiplication.
struct StateLayout {
  /// Where the instances of an actor lie.
  struct ActorPlace {
    /// The first instance, by position in `actors`.
    var firstInstance: Int
    /// How many instances there are.
    package var count: Int
    /// The location slot of the first instance; those of the others follow.
    var locationSlot: SlotID
    /// The type of the index of a family.
    var index: ValueType?
  }

  /// Where the instances of a variable lie.
  struct VariablePlace {
    /// The first scalar of the first instance.
    var base: SlotID
    /// How many scalars each instance has.
    var width: Int
    /// How many instances there are.
    package var count: Int
    /// The type of the index of the owner's family.
    var index: ValueType?
  }

  /// Where the members of a channel lie: each is a count and its places.
  struct ChannelPlace {
    /// The count of the first member.
    var base: SlotID
    /// How many slots an element takes.
    var width: Int
    /// How many elements a member holds at most.
    var capacity: Int
    /// How many members there are.
    package var count: Int
    /// The type of the index of the family.
    var index: ValueType?

    /// The slots of a member.
    var stride: Int { 1 + width * capacity }
    /// The count of a member.
    func countSlot(_ member: Int) -> SlotID { base + member * stride }
    /// The first slot of the first place of a member.
    func firstSlot(_ member: Int) -> SlotID { base + member * stride + 1 }
  }

  private(set) var slots: [Slot] = []
  private(set) var variables: [StateVariable] = []
  private(set) var actors: [ActorInstance] = []
  private(set) var actorPlaces: [ActorPlace] = []
  /// nil for the variables of monitors that are not selected.
  private(set) var variablePlaces: [VariablePlace?] = []
  private(set) var channelPlaces: [ChannelPlace] = []

  /// The most slots that a state may have.
  static let slotLimit = 65_536

  /// Lays out a model; the variables of monitors that are not in the set take no slots.
  init(_ model: CheckedModel, monitors: Set<Int>) throws(LoweringFailure) {
    for actor in model.actors { try add(actor, of: model) }
    for (id, variable) in model.variables.enumerated() {
      if case .monitor(let monitor) = variable.owner, !monitors.contains(monitor) {
        variablePlaces.append(nil)
      } else {
        try add(variable, id: id, of: model)
      }
    }
    for (id, channel) in model.channels.enumerated() { try add(channel, id: id) }
    sortVariables()
  }

  private mutating func add(_ actor: Actor, of model: CheckedModel) throws(LoweringFailure) {
    let index = actor.index.map { model.locals[$0].type }
    let count = index?.cardinality ?? 1
    try reserve(count, times: 1, for: "actor '\(actor.name)'", at: actor.span)
    let place = ActorPlace(firstInstance: actors.count, count: count, locationSlot: slots.count, index: index)
    let id = actorPlaces.count
    actorPlaces.append(place)
    for ordinal in StateLayout.ordinals(of: index) {
      let name = StateLayout.name(actor.name, member: ordinal, of: index)
      actors.append(
        ActorInstance(
          name: name, actor: id, instance: ordinal, locationSlot: slots.count, locations: actor.locations))
      slots.append(Slot(name: name, lower: 0, upper: actor.locations.count - 1))
    }
  }

  private mutating func add(_ variable: Variable, id: VariableID, of model: CheckedModel) throws(LoweringFailure) {
    let width = variable.type.scalarCount
    var owner: ActorPlace?
    if case .actor(let actor) = variable.owner { owner = actorPlaces[actor] }
    let count = owner?.count ?? 1
    try reserve(width, times: count, for: "variable '\(variable.name)'", at: variable.span)
    variablePlaces.append(VariablePlace(base: slots.count, width: width, count: count, index: owner?.index))
    let scalars = SlotLayout.flatten(variable.type)
    for (position, ordinal) in StateLayout.ordinals(of: owner?.index).enumerated() {
      var prefix = ""
      var column = StateVariable.Owner.shared
      switch variable.owner {
      case .shared: break
      case .actor:
        let instance = (owner?.firstInstance ?? 0) + position
        column = .actor(instance)
        prefix = actors[instance].name + "."
      case .monitor(let monitor):
        column = .monitor(monitor)
        prefix = model.monitors[monitor].name + "."
      }
      variables.append(
        StateVariable(
          name: variable.name, owner: column, type: variable.type, content: .value(first: slots.count),
          origin: .variable(id, instance: ordinal)))
      for scalar in scalars {
        let name = prefix + variable.name + scalar.suffix
        slots.append(Slot(name: name, lower: scalar.range.lowerBound, upper: scalar.range.upperBound))
      }
    }
  }

  private mutating func add(_ channel: Channel, id: ChannelID) throws(LoweringFailure) {
    let width = channel.element.scalarCount
    let count = channel.index?.cardinality ?? 1
    let noun = channel.isBag ? "bag" : "queue"
    try reserve(
      width.multipliedClamped(channel.capacity), times: count, for: "\(noun) '\(channel.name)'", at: channel.span,
      extra: 1)
    channelPlaces.append(
      ChannelPlace(base: slots.count, width: width, capacity: channel.capacity, count: count, index: channel.index))
    let scalars = SlotLayout.flatten(channel.element)
    for ordinal in StateLayout.ordinals(of: channel.index) {
      let name = StateLayout.name(channel.name, member: ordinal, of: channel.index)
      let content = StateVariable.Content.channel(
        count: slots.count, first: slots.count + 1, width: width, capacity: channel.capacity, isBag: channel.isBag)
      variables.append(
        StateVariable(
          name: name, owner: .shared, type: channel.element, content: content,
          origin: .channel(id, instance: ordinal)))
      slots.append(Slot(name: "\(name).count", lower: 0, upper: channel.capacity))
      for place in 0..<channel.capacity {
        for scalar in scalars {
          slots.append(
            Slot(
              name: "\(name)[\(place)]\(scalar.suffix)", lower: scalar.range.lowerBound,
              upper: scalar.range.upperBound))
        }
      }
    }
  }

  /// Shared variables and channels first, then those of each actor instance, then those of monitors: the order of a trace.
  private mutating func sortVariables() {
    func rank(_ owner: StateVariable.Owner) -> (Int, Int) {
      switch owner {
      case .shared: (0, 0)
      case .actor(let instance): (1, instance)
      case .monitor(let monitor): (2, monitor)
      }
    }
    variables = variables.enumerated().sorted { first, second in
      let (left, right) = (rank(first.element.owner), rank(second.element.owner))
      return left == right ? first.offset < second.offset : left < right
    }.map(\.element)
  }

  private func reserve(
    _ width: Int, times count: Int, for what: String, at span: SourceSpan, extra: Int = 0
  ) throws(LoweringFailure) {
    if width.addingClamped(extra).multipliedClamped(count).addingClamped(slots.count) > StateLayout.slotLimit {
      throw LoweringFailure(
        tooLarge: "\(what) makes a state larger than \(StateLayout.slotLimit) scalars", at: span,
        hint: "use smaller index types, sets or capacities")
    }
  }

  private static func ordinals(of index: ValueType?) -> [Int?] {
    guard let index, let range = index.ordinals else { return [nil] }
    return range.map { $0 }
  }

  private static func name(_ name: String, member: Int?, of index: ValueType?) -> String {
    guard let member, let index else { return name }
    return "\(name)[\(index.value(ordinal: member).description(as: index))]"
  }
}

/// Why a model cannot be made ground.
package enum LoweringFailure: Error {
  /// The model is refused.
  case refused(Diagnostic)
  /// The run had to end.
  case interrupted(Interruption)

  init(_ diagnostic: Diagnostic) {
    self = .refused(diagnostic)
  }

  init(tooLarge message: String, at span: SourceSpan?, hint: String) {
    self = .refused(Diagnostic(.modelTooLarge, message, at: span, notes: [Diagnostic.Note("try this: \(hint)")]))
  }
}
