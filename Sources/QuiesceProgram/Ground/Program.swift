package import QuiesceModel

/// The ground program: a checked model with every instance, binding and structured value expanded.
///
/// A state is a vector of slots, packed into `wordCount` words of 64 bits; each slot holds its value minus its lower bound, and a slot that means
/// nothing (an empty place of a queue, the content of `none`) holds raw zero, so that equal states are equal words.
package struct Program: Sendable {
  /// The model's name.
  package var modelName: String
  /// The slots with their places.
  package var slots: [Slot] = []
  /// How many 64-bit words a state takes; at least 1.
  package var wordCount: Int = 1
  /// How many bits of these words are used.
  package var bitCount: Int = 0
  /// What the slots mean, for traces.
  package var variables: [StateVariable] = []
  /// All actor instances.
  package var actors: [ActorInstance] = []
  /// All transitions. Those of one actor instance (the sender of a rendezvous) lie together, by source location.
  package var transitions: [Transition] = []
  /// The initial states, a value for each slot.
  package var initialStates: [[Int]] = []
  /// The properties selected for this run, in order; at most `Program.propertyLimit`.
  package var properties: [ProgramProperty] = []
  /// The search bound, which is part of every guard: where it is false, no transition is enabled and there is no deadlock.
  package var bound: GroundExpression?
  /// Where faults can happen.
  package var faultSites: [FaultSite] = []
  /// Where the order of symmetric values shows: these types cannot be permuted.
  package var orderDependencies: [SymmetryRefusal] = []
  /// The checked model it came from.
  package var model: CheckedModel

  /// How many properties one run can check: their flags share one word.
  package static let propertyLimit = 64

  /// Makes an empty program.
  package init(model: CheckedModel) {
    self.model = model
    self.modelName = model.name
  }
}

/// A small integer of the state.
package struct Slot: Hashable, Sendable {
  /// The name, for exports and messages: `function[0].outstanding`.
  package var name: String
  /// The least value.
  package var lower: Int
  /// The greatest value.
  package var upper: Int
  /// Which word.
  package var word: Int = 0
  /// The lowest bit in the word.
  package var shift: Int = 0
  /// How many bits; 0 for a slot with a single value, which takes no room.
  package var width: Int = 0

  /// Makes a slot without a place.
  package init(name: String, lower: Int, upper: Int) {
    self.name = name
    self.lower = lower
    self.upper = upper
  }
}

/// A variable, a queue or a bag of the model, and the slots that hold it.
package struct StateVariable: Sendable {
  /// Whose column of a trace shows it.
  package enum Owner: Hashable, Sendable {
    /// Nobody's: the shared column.
    case shared
    /// An actor instance, by position in `Program.actors`.
    case actor(Int)
    /// A monitor, by position in the model.
    case monitor(Int)
  }

  /// How the slots hold it.
  package enum Content: Sendable {
    /// A value: its scalars in order (see `SlotLayout.flatten`).
    case value(first: SlotID)
    /// A queue or bag: `count` holds how many, element `i` starts at `first + i * width`.
    case channel(count: SlotID, first: SlotID, width: Int, capacity: Int, isBag: Bool)
  }

  /// The name with the member of a family: `work[1]`; an actor's variable without the actor.
  package var name: String
  /// Whose it is.
  package var owner: Owner
  /// The type of the value, or of the elements.
  package var type: ValueType
  /// Where it lies.
  package var content: Content
  /// The model's variable or channel it comes from.
  package var origin: Origin

  /// What a state variable is in the checked model.
  package enum Origin: Hashable, Sendable {
    /// A variable; the ordinal of the owner's instance, if it has one.
    case variable(VariableID, instance: Int?)
    /// A channel; the ordinal of the member, if it is a family.
    case channel(ChannelID, instance: Int?)
  }

  /// The slots that hold it.
  package var slots: Range<SlotID> {
    switch content {
    case .value(let first): first..<first + type.scalarCount
    case .channel(let count, let first, let width, let capacity, _):
      min(count, first)..<max(count + 1, first + width * capacity)
    }
  }

  /// Makes a state variable.
  package init(name: String, owner: Owner, type: ValueType, content: Content, origin: Origin) {
    self.name = name
    self.owner = owner
    self.type = type
    self.content = content
    self.origin = origin
  }
}

/// One instance of an actor.
package struct ActorInstance: Sendable {
  /// `driver`, `function[0]`.
  package var name: String
  /// The actor it is an instance of.
  package var actor: ActorID
  /// The ordinal of its index, or nil for a single actor.
  package var instance: Int?
  /// The slot that holds its location.
  package var locationSlot: SlotID
  /// The locations.
  package var locations: [Location]
  /// What must hold at those final locations that say so, for the instance to rest there. It never faults.
  package var restConditions: [LocationID: GroundExpression] = [:]
  /// Whether constants alone rule out every step where it begins, so that it takes no part in the run.
  package var isTakenOut = false

  /// Makes an instance.
  package init(name: String, actor: ActorID, instance: Int?, locationSlot: SlotID, locations: [Location]) {
    self.name = name
    self.actor = actor
    self.instance = instance
    self.locationSlot = locationSlot
    self.locations = locations
  }
}

extension ActorInstance {
  /// Whether the instance may rest at a location.
  package func restCondition(at location: LocationID) -> GroundExpression {
    locations[location].isFinal ? restConditions[location] ?? .constant(1) : .constant(0)
  }
}

extension Program {
  /// The actors that take part in the run: those that constants have not taken out of it.
  package var actorsThatTakePart: [Int] { actors.indices.filter { !actors[$0].isTakenOut } }

  /// The actors that have a transition where they begin.
  package var actorsThatBegin: Set<Int> {
    let participants = transitions.flatMap(\.participants).filter { participant in
      initialStates.contains { $0[actors[participant.actor].locationSlot] == participant.source }
    }
    return Set(participants.map(\.actor))
  }

  /// What must hold for rest besides that every actor stands in a final state; nil where that is all.
  package var restCondition: GroundExpression? {
    let conditions = actors.flatMap { actor in
      actor.restConditions.sorted { $0.key < $1.key }.map { location, condition in
        GroundExpression.binary(
          .or, .binary(.notEqual, .slot(actor.locationSlot), .constant(location)), condition)
      }
    }
    guard let first = conditions.first else { return nil }
    return conditions.dropFirst().reduce(first) { .binary(.and, $0, $1) }
  }
}

/// A step of one instance (and of its rendezvous partner) under one choice of its bindings.
package struct Transition: Sendable {
  /// One side of a transition.
  package struct Participant: Sendable {
    /// The instance, by position in `Program.actors`.
    package var actor: Int
    /// The step, by position in the actor's steps.
    package var step: Int
    /// The location it leaves.
    package var source: LocationID
    /// The locations that it may lead to: mostly one.
    package var targets: [LocationID]
    /// The bound values, as scalars evaluated in the state that the transition leaves.
    package var bindings: [Binding]

    /// Makes a participant.
    package init(actor: Int, step: Int, source: LocationID, targets: [LocationID], bindings: [Binding]) {
      self.actor = actor
      self.step = step
      self.source = source
      self.targets = targets
      self.bindings = bindings
    }
  }

  /// A bound value.
  package struct Binding: Sendable {
    /// The local of the checked model.
    package var local: LocalID
    /// The scalars of its value.
    package var scalars: [GroundExpression]

    /// Makes a binding.
    package init(local: LocalID, scalars: [GroundExpression]) {
      self.local = local
      self.scalars = scalars
    }
  }

  /// The step that moves, or that sends.
  package var main: Participant
  /// The step that receives.
  package var partner: Participant?
  /// The condition beyond the participants' locations, evaluated in the source state.
  package var guardExpression: GroundExpression
  /// What it does, the new locations included; reads see earlier writes.
  package var effect: [GroundStatement]
  /// The slots that guard and effect may read, locations included.
  package var reads: SlotSet
  /// The slots that the effect may write, locations included.
  package var writes: SlotSet
  /// Whether it leaves a committed location.
  package var leavesCommitted: Bool

  /// Who takes part.
  package var participants: [Participant] { partner.map { [main, $0] } ?? [main] }

  /// Makes a transition; its footprint is computed from guard and effect.
  package init(
    main: Participant, partner: Participant?, guardExpression: GroundExpression, effect: [GroundStatement],
    leavesCommitted: Bool, in actors: [ActorInstance]
  ) {
    self.main = main
    self.partner = partner
    self.guardExpression = guardExpression
    self.effect = effect
    reads = SlotSet()
    writes = SlotSet()
    self.leavesCommitted = leavesCommitted
    updateFootprint(in: actors)
  }
}

/// A place where a fault can happen.
package struct FaultSite: Hashable, Codable, Sendable {
  /// What kind of fault.
  package var kind: FaultKind
  /// The source text at fault.
  package var span: SourceSpan
  /// The message of an `assert`.
  package var message: String?
  /// Between what the integer or the count of elements must lie that is tested; nil where something else is tested.
  package var limits: ClosedRange<Int>?

  /// Makes a site.
  package init(kind: FaultKind, span: SourceSpan, message: String? = nil, limits: ClosedRange<Int>? = nil) {
    self.kind = kind
    self.span = span
    self.message = message
    self.limits = limits
  }
}

/// A set of slots.
package struct SlotSet: Hashable, Sendable {
  private var words: [UInt64] = []

  /// Makes an empty set.
  package init() {}

  /// Adds a slot.
  package mutating func insert(_ slot: SlotID) {
    let word = slot >> 6
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(slot & 63)
  }

  /// Adds all slots of another set.
  package mutating func formUnion(_ other: SlotSet) {
    while words.count < other.words.count { words.append(0) }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  /// Whether the slot is in the set.
  package func contains(_ slot: SlotID) -> Bool {
    let word = slot >> 6
    return word < words.count && words[word] & (1 << UInt64(slot & 63)) != 0
  }

  /// Whether no slot is in both sets.
  package func isDisjoint(with other: SlotSet) -> Bool {
    for index in 0..<min(words.count, other.words.count) where words[index] & other.words[index] != 0 { return false }
    return true
  }

  /// Whether another set has all the slots.
  package func isSubset(of other: SlotSet) -> Bool {
    words.indices.allSatisfy { words[$0] & ~other.word($0) == 0 }
  }

  /// Whether both sets have the same of some slots.
  func isEqual(to other: SlotSet, within slots: SlotSet) -> Bool {
    slots.words.indices.allSatisfy { slots.words[$0] & (word($0) ^ other.word($0)) == 0 }
  }

  private func word(_ index: Int) -> UInt64 { index < words.count ? words[index] : 0 }

  /// Whether the set is empty.
  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The slots in ascending order.
  package var members: [SlotID] {
    var result: [SlotID] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(index * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }
}
