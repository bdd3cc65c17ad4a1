import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

/// One side of a transition: a step of an instance under one choice of its bindings.
///
/// A binding over a type or a state-dependent set is one value of it; a binding from a channel is one place of one member. What one
/// transition takes is taken once: two bindings never take the same place. A binding that a receiver shows as an argument of its own
/// is the sender's value.
struct StepInstance {
  /// What a binding is in a transition.
  enum Choice: Hashable {
    /// A value of the domain.
    case value(Int)
    /// The element at a place of a channel's member.
    case place(ChannelID, member: Int, place: Int, isTaken: Bool)
    /// The sender's argument at a position.
    case sent(Int)
  }

  /// A step of an instance, which all choices share.
  final class Origin: Sendable {
    /// The instance, by position in the program.
    let actor: Int
    /// The step, by position in the actor's steps.
    let position: Int
    let step: Step

    init(actor: Int, position: Int, step: Step) {
      self.actor = actor
      self.position = position
      self.step = step
    }
  }

  /// What must hold beyond the location, and what is known where it does.
  struct Condition {
    var term: Term
    var facts: Facts
    /// The next scratch variable behind it.
    var nextLocal: GroundLocal
  }

  let origin: Origin
  var choices: [Choice] = []
  /// The bindings over a domain that have the value of the sender's argument at a position.
  var received: [LocalID: Int] = [:]
  /// The arguments of `sends` or `on`, where they are constants; none of them where something may fault before they are compared.
  var constantArguments: [GroundValue?] = []
  /// Whether the guard or an argument may fault.
  package var mayFault = false
  /// The whole guard, where this side alone makes it.
  var condition: Condition?

  var actor: Int { origin.actor }
  var position: Int { origin.position }

  /// Whether every binding has a choice. One without never fires: its next domain has no value, but looking for one may fault.
  var isComplete: Bool { choices.count == origin.step.bindings.count }
}

/// Steps: their bindings and guards.
extension ModelLowering {
  /// Every choice of the bindings of a step for which the condition may hold.
  mutating func instances(ofStep position: Int, actor: Int) throws(LoweringFailure) -> [StepInstance] {
    let declaration = model.actors[layout.actors[actor].actor]
    let step = declaration.steps[position]
    subject = ("step '\(step.name)' of '\(layout.actors[actor].name)'", step.span)
    let blank = StepInstance(origin: StepInstance.Origin(actor: actor, position: position, step: step))
    if let found = try instancesBySentValue(of: blank) { return found }
    return try instances(of: blank)
  }

  mutating func instances(of blank: StepInstance) throws(LoweringFailure) -> [StepInstance] {
    beginTransition([blank])
    sent = unknownValues(receivedBy: blank.origin.step)
    var found: [StepInstance] = []
    try expand(blank, into: &found)
    return found
  }

  /// Forgets everything about the transition before.
  mutating func beginTransition(_ sides: [StepInstance]) {
    nextLocal = 0
    pending = []
    statements = []
    facts = Facts(slots: layout.slots)
    for side in sides {
      let source = side.origin.step.source
      facts.note(.slot(layout.actors[side.actor].locationSlot), source...source)
      enterSide(side)
    }
  }

  /// Enters the instance's own index: both sides of a rendezvous may be of one family.
  mutating func enterSide(_ side: StepInstance) {
    enterIndex(of: side.actor)
  }

  /// Gives the index of an actor's family the value of an instance, by position in the program.
  mutating func enterIndex(of actor: Int) {
    if let index = model.actors[layout.actors[actor].actor].index, let ordinal = layout.actors[actor].instance {
      environment[index] = GroundValue(.constant(ordinal), model.locals[index].type)
    }
  }

  private mutating func expand(
    _ partial: StepInstance, into found: inout [StepInstance]
  ) throws(LoweringFailure) {
    try charge(1)
    let before = facts
    defer { facts = before }
    guard partial.choices.count < partial.origin.step.bindings.count else {
      let outer = openScope()
      let condition = closeScope(outer, try guardTerm(partial))
      guard condition.constant != 0 else { return }
      var complete = partial
      complete.mayFault = condition.mustEvaluate
      if model.bound == nil, partial.origin.step.rendezvous == nil {
        complete.condition = StepInstance.Condition(term: condition, facts: facts, nextLocal: nextLocal)
      }
      try addArguments(to: &complete)
      found.append(complete)
      return
    }
    let binding = partial.origin.step.bindings[partial.choices.count]
    let choices = try choices(for: binding, after: partial)
    if choices.isEmpty {
      var fruitless = partial
      let outer = openScope()
      fruitless.mayFault = closeScope(outer, try guardTerm(partial)).mustEvaluate
      if fruitless.mayFault { found.append(fruitless) }
    }
    for choice in choices {
      var next = partial
      next.choices.append(choice)
      try expand(next, into: &found)
    }
  }

  /// What a binding can be, given the ones before it.
  private mutating func choices(
    for binding: Step.Binding, after partial: StepInstance
  ) throws(LoweringFailure) -> [StepInstance.Choice] {
    let outer = openScope()
    let before = facts
    // What is evaluated here is evaluated again in the guard: until then it has not passed its checks.
    defer {
      _ = closeScope(outer, .yes)
      facts = before
    }
    for (position, earlier) in partial.origin.step.bindings.prefix(partial.choices.count).enumerated() {
      _ = try bind(earlier, partial.choices[position], after: Array(partial.choices[..<position]))
    }
    switch binding.origin {
    case .received(let argument): return [.sent(argument)]
    case .value(.channel(let reference)): return try places(of: reference, isTaken: false, in: partial.origin.step)
    case .value(let domain):
      if let argument = partial.received[binding.local] { return [.sent(argument)] }
      let type = model.locals[binding.local].type
      return try candidates(of: domain).compactMap { candidate in
        let scalars = candidate.element.terms.compactMap(\.constant)
        guard candidate.isMember.constant != 0, scalars.count == candidate.element.terms.count else { return nil }
        let value = SlotLayout.decode(scalars, as: candidate.element.type)
        return type.admits(value) ? .value(type.ordinal(of: value)) : nil
      }
    case .channel(let reference): return try places(of: reference, isTaken: true, in: partial.origin.step)
    }
  }

  private mutating func places(
    of reference: ChannelReference, isTaken: Bool, in step: Step
  ) throws(LoweringFailure) -> [StepInstance.Choice] {
    let place = layout.channelPlaces[reference.channel]
    var count = place.capacity
    if isTaken && !model.channels[reference.channel].isBag {
      // The head, or the element behind one that the sender takes.
      count = Swift.min(count, isTakenBySender(of: step, reference.channel) ? 2 : 1)
    }
    var members = 0...0
    if let instance = reference.instance, let index = place.index { members = try position(instance, in: index).range }
    return members.flatMap { member in
      (0..<count).map { position in
        StepInstance.Choice.place(reference.channel, member: member, place: position, isTaken: isTaken)
      }
    }
  }

  /// Gives a binding its value in the state that the transition leaves; the result is what must hold for it.
  private mutating func bind(
    _ binding: Step.Binding, _ choice: StepInstance.Choice, after taken: [StepInstance.Choice]
  ) throws(LoweringFailure) -> Term {
    switch (choice, binding.origin) {
    case (.value(let number), .value(let domain)):
      let type = model.locals[binding.local].type
      environment[binding.local] = chosen(number, for: binding)
      return try has(domain, valueOf: binding.local, type)
    case (.sent(let argument), .received):
      environment[binding.local] = sent[argument]
      return .yes
    case (.sent(let argument), .value(let domain)):
      environment[binding.local] = sent[argument]
      let holds = try has(domain, valueOf: binding.local, sent[argument].type)
      environment[binding.local] = narrow(sent[argument], to: model.locals[binding.local].type)
      return holds
    case (.place(let channel, let member, let place, let isTaken), .value(.channel(let reference))),
      (.place(let channel, let member, let place, let isTaken), .channel(let reference)):
      let access = channelAccess(channel, member: member)
      environment[binding.local] = element(access, at: place)
      let outer = openScope()
      var parts = [try isMember(member, reference)]
      parts.append(.less(.constant(place), access.count))
      // Of equal elements the first is taken, and the next one by the next binding.
      let before = StepInstance.Choice.place(channel, member: member, place: place - 1, isTaken: true)
      if !(isTaken && taken.contains(before)) {
        parts += try isFirstOfItsKind(access, place, inBag: model.channels[channel].isBag, isTaken: isTaken)
      }
      return closeScope(outer, .all(parts))
    case (.value, _), (.place, _), (.sent, _): preconditionFailure("the choice belongs to another binding")
    }
  }

  /// The value with an ordinal that a binding has chosen.
  func chosen(_ number: Int, for binding: Step.Binding) -> GroundValue {
    let type = model.locals[binding.local].type
    return .constant(type.value(ordinal: number), as: type)
  }

  /// Whether a domain has the value of a local now.
  private mutating func has(
    _ domain: Domain, valueOf local: LocalID, _ type: ValueType
  ) throws(LoweringFailure) -> Term {
    let outer = openScope()
    switch domain {
    case .type(let own) where own == type: return closeScope(outer, .yes)
    case .type(let own):
      return closeScope(outer, environment[local].flatMap { ordinal(of: $0, in: own)?.isInside } ?? .no)
    case .set(let set):
      return closeScope(outer, try contains(set, Expression(.local(local), type, at: set.span)))
    case .range(let low, let high, _):
      let (least, greatest) = try scalars(low, high)
      let bounds = settleFaults(GroundValue(type: .bool, terms: [least, greatest]))
      let number = try scalar(Expression(.local(local), type, at: low.span))
      return closeScope(outer, .and(.lessOrEqual(bounds.terms[0], number), .lessOrEqual(number, bounds.terms[1])))
    case .channel: preconditionFailure("the elements of a channel are bound by place")
    }
  }

  private mutating func isMember(_ member: Int, _ reference: ChannelReference) throws(LoweringFailure) -> Term {
    guard let instance = reference.instance, let index = layout.channelPlaces[reference.channel].index else {
      return .yes
    }
    return .equal(try position(instance, in: index), .constant(member))
  }

  /// One transition for each distinct element: in a sorted bag the elements before an equal one are its neighbours.
  private mutating func isFirstOfItsKind(
    _ access: ChannelAccess, _ place: Int, inBag isBag: Bool, isTaken: Bool
  ) throws(LoweringFailure) -> [Term] {
    if place == 0 || (isTaken && !isBag) { return [] }
    var result: [Term] = []
    for earlier in (isBag ? place - 1 : 0)..<place {
      result.append(.not(try equal(element(access, at: earlier), element(access, at: place))))
    }
    return result
  }

  /// What must hold for one side beyond its location, evaluated in order; the bindings are in the environment afterwards.
  ///
  /// - Parameter earlier: what the other side of a rendezvous has chosen.
  mutating func guardTerm(
    _ side: StepInstance, after earlier: [StepInstance.Choice] = []
  ) throws(LoweringFailure) -> Term {
    var result = Term.yes
    func add(_ part: Term, _ lowering: inout ModelLowering) {
      result = .and(result, part)
      lowering.facts.assume(part.expression)
    }
    if let otherwise = side.origin.step.otherwise { add(try isolated(otherwise), &self) }
    var taken = earlier
    for (binding, choice) in zip(side.origin.step.bindings, side.choices) {
      add(try bind(binding, choice, after: taken), &self)
      taken.append(choice)
    }
    guard side.isComplete else {
      if case .value(let domain) = side.origin.step.bindings[side.choices.count].origin, result.constant != 0 {
        let outer = openScope()
        _ = try candidates(of: domain)
        result = .and(result, closeScope(outer, .no))
      }
      return result
    }
    for condition in [side.origin.step.bindingCondition, side.origin.step.guardCondition] {
      // Behind a false condition nothing is evaluated, so nothing needs to be known.
      if let condition, result.constant != 0 { add(try isolated(condition), &self) }
    }
    return result
  }
}
