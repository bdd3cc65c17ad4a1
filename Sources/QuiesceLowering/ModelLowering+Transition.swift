import QuiesceModel
import QuiesceProgram

/// Transitions: one step, or a sender's and a receiver's.
extension ModelLowering {
  /// The most transitions that a program may have.
  static let transitionLimit = 100_000

  /// Every transition of the model, with the sides that it was made of.
  mutating func moves() throws(LoweringFailure) -> [LoweredMoves.Move] {
    var senders: [StepInstance] = []
    var receivers: [SignalID: [StepInstance]] = [:]
    var count = 0
    for (position, actor) in layout.actors.enumerated() {
      for step in model.actors[actor.actor].steps.indices {
        let instances = try instances(ofStep: step, actor: position)
        if case .receives(let signal, _) = model.actors[actor.actor].steps[step].rendezvous {
          receivers[signal, default: []] += instances
        } else {
          senders += instances
        }
        count += instances.count
        try checkCount(count)
      }
    }
    var result: [LoweredMoves.Move] = []
    for side in senders {
      setSubject(side)
      guard case .sends(let signal, _) = side.origin.step.rendezvous else {
        if let move = try move(side, partner: nil) { result.append(move) }
        continue
      }
      if side.mayFault, let transition = try lonelyFault(of: side) {
        result.append(LoweredMoves.Move(main: side, transition: transition))
      }
      guard side.isComplete else { continue }
      for partner in receivers[signal] ?? [] where partner.actor != side.actor {
        try charge(1)
        guard try mayMeet(side, partner), let move = try move(side, partner: partner) else { continue }
        result.append(move)
        try checkCount(result.count)
      }
    }
    return result
  }

  /// A transition with its sides, if it may fire.
  private mutating func move(
    _ main: StepInstance, partner: StepInstance?
  ) throws(LoweringFailure) -> LoweredMoves.Move? {
    let before = work
    guard let transition = try transition(main, partner: partner) else { return nil }
    return LoweredMoves.Move(main: main, partner: partner, transition: transition, work: work - before)
  }

  /// The transition of a move for other properties than those that it was made for.
  mutating func transitionAnew(_ move: LoweredMoves.Move) throws(LoweringFailure) -> Transition? {
    setSubject(move.main)
    return try transition(move.main, partner: move.partner)
  }

  private mutating func setSubject(_ side: StepInstance) {
    subject = ("step '\(side.origin.step.name)' of '\(layout.actors[side.actor].name)'", side.origin.step.span)
  }

  private func checkCount(_ count: Int) throws(LoweringFailure) {
    if count > ModelLowering.transitionLimit {
      throw LoweringFailure(
        tooLarge: "\(subject.text) makes the ground program larger than \(ModelLowering.transitionLimit) transitions",
        at: subject.span, hint: "bind over smaller types, or use fewer instances")
    }
  }

  private mutating func transition(
    _ main: StepInstance, partner: StepInstance?
  ) throws(LoweringFailure) -> Transition? {
    let sides = [main] + (partner.map { [$0] } ?? [])
    beginTransition(sides)
    let condition: Term
    if let known = main.condition {
      (condition, facts, nextLocal) = (known.term, known.facts, known.nextLocal)
    } else {
      condition = try withinBound { (lowering) throws(LoweringFailure) in try lowering.wholeGuard(main, partner) }
    }
    if condition.constant == 0 { return nil }
    facts.assume(condition.expression)
    var participants: [Transition.Participant] = []
    for side in sides { participants.append(try participant(side, of: main)) }
    let effect = sides.allSatisfy(\.isComplete) ? try effect(of: sides) : []
    return Transition(
      main: participants[0], partner: participants.count > 1 ? participants[1] : nil,
      guardExpression: GroundCleaning.expression(condition.expression), effect: GroundCleaning.statements(effect),
      leavesCommitted: sides.contains { layout.actors[$0.actor].locations[$0.origin.step.source].isCommitted },
      in: layout.actors)
  }

  /// A transition that never fires, but faults where the guard or an argument of a sender does: that must show even if no receiver can
  /// ever be ready.
  private mutating func lonelyFault(of side: StepInstance) throws(LoweringFailure) -> Transition? {
    beginTransition([side])
    let never = try withinBound { (lowering) throws(LoweringFailure) in
      let condition = try lowering.guardTerm(side)
      let outer = lowering.openScope()
      if side.isComplete { for value in try lowering.valuesSent(by: side) { _ = lowering.settle(value) } }
      return .and(condition, lowering.closeScope(outer, .no))
    }
    if never.constant != nil { return nil }
    return Transition(
      main: try participant(side, of: side), partner: nil,
      guardExpression: GroundCleaning.expression(never.expression), effect: [],
      leavesCommitted: layout.actors[side.actor].locations[side.origin.step.source].isCommitted, in: layout.actors)
  }

  /// What must hold in a state that is left: the search bound first, then what else is asked for.
  private mutating func withinBound(
    _ rest: (inout ModelLowering) throws(LoweringFailure) -> Term
  ) throws(LoweringFailure) -> Term {
    guard let bound = model.bound else { return try rest(&self) }
    let outer = openScope()
    let isWithin = closeScope(outer, try scalar(bound))
    guard isWithin.constant != 0 else { return .no }
    facts.assume(isWithin.expression)
    return .and(isWithin, try rest(&self))
  }

  /// The sender's conditions and arguments, then the receiver's, then whether the arguments agree.
  private mutating func wholeGuard(
    _ main: StepInstance, _ partner: StepInstance?
  ) throws(LoweringFailure) -> Term {
    enterSide(main)
    let first = try guardTerm(main)
    guard let partner, first.constant != 0 else { return first }
    let outer = openScope()
    sent = try valuesSent(by: main).map { settle($0) }
    enterSide(partner)
    let second = try guardTerm(partner, after: main.choices)
    guard partner.isComplete else { return .and(first, closeScope(outer, second)) }
    var agreement: [Term] = [second]
    for (value, argument) in zip(sent, ModelLowering.arguments(of: partner.origin.step)) {
      let inner = openScope()
      agreement.append(closeScope(inner, try equal(value, try self.value(argument))))
    }
    return .and(first, closeScope(outer, .all(agreement)))
  }

  // MARK: Bindings

  private mutating func participant(
    _ side: StepInstance, of main: StepInstance
  ) throws(LoweringFailure) -> Transition.Participant {
    var bindings: [Transition.Binding] = []
    for (binding, choice) in zip(side.origin.step.bindings, side.choices) {
      let scalars: [GroundExpression] =
        switch choice {
        case .value(let number): chosen(number, for: binding).terms.map(\.expression)
        case .place(let channel, let member, let place, _): boundSlots(channel, member, place)
        case .sent(let argument): try scalars(ofArgument: argument, sentBy: main)
        }
      bindings.append(Transition.Binding(local: binding.local, scalars: scalars))
    }
    return Transition.Participant(
      actor: side.actor, step: side.position, source: side.origin.step.source,
      targets: side.origin.step.target.locations,
      bindings: bindings)
  }

  /// The scalars of what a sender gives, each for itself.
  private mutating func scalars(
    ofArgument position: Int, sentBy main: StepInstance
  ) throws(LoweringFailure) -> [GroundExpression] {
    enterSide(main)
    let outer = openScope()
    defer { pending = outer }
    let value = try valuesSent(by: main)[position]
    let needed = pending
    return value.terms.map { term in
      pending = needed
      return GroundCleaning.expression(closeScope([], term).expression)
    }
  }

  private func boundSlots(_ channel: ChannelID, _ member: Int, _ place: Int) -> [GroundExpression] {
    let width = layout.channelPlaces[channel].width
    let first = layout.channelPlaces[channel].firstSlot(member) + place * width
    return (first..<(first + width)).map { .slot($0) }
  }

  // MARK: Effect

  /// Bound elements are taken, then the bodies run, the sender's first, then the locations move.
  private mutating func effect(of sides: [StepInstance]) throws(LoweringFailure) -> [GroundStatement] {
    var bound: [[(local: LocalID, value: GroundValue)]] = []
    for side in sides { bound.append(try keepBindings(of: side, sides[0])) }
    flush()
    take(sides)
    for (side, values) in zip(sides, bound) {
      enterSide(side)
      for (local, value) in values { environment[local] = value }
      try lower(side.origin.step.body)
    }
    var targets: [Term] = []
    for (side, values) in zip(sides, bound) {
      enterSide(side)
      for (local, value) in values { environment[local] = value }
      let target = try self.target(side.origin.step.target)
      // A condition may ask where the other side stands, which has not moved.
      targets.append(sides.count > 1 ? keep(GroundValue(type: .bool, terms: [target])).terms[0] : target)
      flush()
    }
    for (side, target) in zip(sides, targets) where target.constant != side.origin.step.source {
      store(target, in: layout.actors[side.actor].locationSlot)
    }
    return statements
  }

  /// The number of the location that a step leads to.
  private mutating func target(_ target: Step.Target) throws(LoweringFailure) -> Term {
    switch target {
    case .location(let location): return .constant(location)
    case .choice(let condition, let then, let otherwise):
      let test = try isolated(condition)
      return .conditional(test, try self.target(then), try self.target(otherwise))
    }
  }

  private mutating func keepBindings(
    of side: StepInstance, _ main: StepInstance
  ) throws(LoweringFailure) -> [(local: LocalID, value: GroundValue)] {
    var result: [(local: LocalID, value: GroundValue)] = []
    for (binding, choice) in zip(side.origin.step.bindings, side.choices) {
      let value =
        switch choice {
        case .value(let number): chosen(number, for: binding)
        case .place(let channel, let member, let place, _):
          keep(element(channelAccess(channel, member: member), at: place))
        case .sent(let argument):
          keep(try valueReceived(argument, from: main, as: model.locals[binding.local].type))
        }
      result.append((binding.local, value))
    }
    return result
  }

  /// Takes the bound elements; of one bag the last place first, so that the others stay where they are.
  private mutating func take(_ sides: [StepInstance]) {
    var places: [(channel: ChannelID, member: Int, place: Int, span: SourceSpan)] = []
    for side in sides {
      for choice in side.choices {
        if case .place(let channel, let member, let place, isTaken: true) = choice {
          places.append((channel, member, place, side.origin.step.span))
        }
      }
    }
    for taken in places.sorted(by: { $0.place > $1.place }) {
      drop(taken.place, from: channelAccess(taken.channel, member: taken.member), taken.span)
    }
  }
}
