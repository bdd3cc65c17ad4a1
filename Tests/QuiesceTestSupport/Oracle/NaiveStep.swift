import QuiesceModel

/// Everything that can happen next in one state.
struct NaiveStep {
  let model: CheckedModel
  let state: NaiveState

  /// One actor instance with one of its steps and one choice of the step's bindings.
  struct Choice {
    let actor: ActorID
    let instance: Int
    let step: Step
    /// Index and bound values.
    let locals: [LocalID: Value]
  }

  /// A choice of a step that sends, and what it sends.
  struct Sender {
    let choice: Choice
    let values: [Value]
  }

  /// The state after a firing.
  struct Successor {
    let state: NaiveState
    let flagged: Set<Int>
    let seen: Set<NaiveEvent>
    /// The steps that made it: of a rendezvous the sender's first.
    let choices: [Choice]
  }

  /// The outcome of every transition that is enabled, or whose guard fails to evaluate.
  func firings() -> [Result<Successor, NaiveFault>] {
    let ordinary = firings { !$0.isTimeout }
    // Time-outs wait until nothing else is left to do.
    return ordinary.isEmpty ? firings { _ in true } : ordinary
  }

  /// Whether something is enabled, or fails, that is begun by an actor which may not rest where it stands.
  func isUnderWay() throws(NaiveFault) -> Bool {
    var restless: Set<[Int]> = []
    for (actor, declaration) in model.actors.enumerated() {
      for (instance, location) in state.locations[actor].enumerated()
      where !(try mayRest(declaration, instance, declaration.locations[location])) {
        restless.insert([actor, instance])
      }
    }
    let isBegun = { (actor: ActorID, instance: Int) in restless.contains([actor, instance]) }
    let ordinary = firings { !$0.isTimeout }
    guard ordinary.isEmpty else { return !firings(isBegun) { !$0.isTimeout }.isEmpty }
    return !firings(isBegun) { _ in true }.isEmpty
  }

  /// Whether an instance may rest at a location.
  func mayRest(_ actor: Actor, _ instance: Int, _ location: Location) throws(NaiveFault) -> Bool {
    guard location.isFinal, let condition = location.restCondition else { return location.isFinal }
    var machine = NaiveMachine(model: model, state: state)
    if let index = actor.index { machine.locals[index] = model.locals[index].type.allValues[instance] }
    return try machine.truth(of: condition)
  }

  private func firings(
    _ mayBegin: (ActorID, Int) -> Bool = { _, _ in true }, of isMeant: (Step) -> Bool
  ) -> [Result<Successor, NaiveFault>] {
    let isCommitted = zip(model.actors, state.locations).contains { actor, locations in
      locations.contains { actor.locations[$0].isCommitted }
    }
    var results: [Result<Successor, NaiveFault>] = []
    for (actor, instance, step) in steps() where isMeant(step) && mayBegin(actor, instance) {
      let leavesCommitted = model.actors[actor].locations[step.source].isCommitted
      switch step.rendezvous {
      case nil:
        if isCommitted && !leavesCommitted { continue }
        for choice in choices(actor, instance, step) {
          results.append(choice.flatMap { choice in fire([choice]) })
        }
      case .sends(let signal, _):
        let senders = self.senders(actor, instance, step)
        // A fault of the sender shows even if nobody receives.
        if !isCommitted || leavesCommitted { results += meetings(senders) { _ in [] } }
        for partner in steps() where partner.actor != actor || partner.instance != instance {
          guard case .receives(signal, _)? = partner.step.rendezvous, isMeant(partner.step) else { continue }
          let partnerCommitted = model.actors[partner.actor].locations[partner.step.source].isCommitted
          if isCommitted && !leavesCommitted && !partnerCommitted { continue }
          results += meetings(senders) { sender in
            choices(partner.actor, partner.instance, partner.step, meeting: sender)
          }
        }
      case .receives: continue
      }
    }
    return results
  }

  /// The steps that leave the location at which each instance stands.
  private func steps() -> [(actor: ActorID, instance: Int, step: Step)] {
    var result: [(actor: ActorID, instance: Int, step: Step)] = []
    for (actor, declaration) in model.actors.enumerated() {
      for (instance, location) in state.locations[actor].enumerated() {
        for step in declaration.steps where step.source == location { result.append((actor, instance, step)) }
      }
    }
    return result
  }

  /// The choices of a step that sends, with what they send: each argument is stored in the signal's parameter.
  private func senders(_ actor: ActorID, _ instance: Int, _ step: Step) -> [Result<Sender, NaiveFault>] {
    guard case .sends(let signal, let arguments)? = step.rendezvous else { return [] }
    return choices(actor, instance, step).map { choice in
      do throws(NaiveFault) {
        let choice = try choice.get()
        let types = model.signals[signal].parameters.map(\.type)
        return .success(Sender(choice: choice, values: try machine(choice).stored(arguments, in: types)))
      } catch {
        return .failure(error)
      }
    }
  }

  /// All pairs of a sender and a receiver whose arguments agree. The sender's are evaluated first, then the receiver's one by one
  /// up to the first that differs.
  private func meetings(
    _ senders: [Result<Sender, NaiveFault>], _ receivers: (Sender) -> [Result<Choice, NaiveFault>]
  ) -> [Result<Successor, NaiveFault>] {
    var results: [Result<Successor, NaiveFault>] = []
    for sender in senders {
      do throws(NaiveFault) {
        let sender = try sender.get()
        for receiver in receivers(sender) {
          do throws(NaiveFault) {
            let receiver = try receiver.get()
            if try accepts(receiver, sender.values) { results.append(fire([sender.choice, receiver])) }
          } catch {
            results.append(.failure(error))
          }
        }
      } catch {
        results.append(.failure(error))
      }
    }
    return results
  }

  private func machine(_ choice: Choice) -> NaiveMachine {
    var machine = NaiveMachine(model: model, state: state)
    machine.locals = choice.locals
    return machine
  }

  private func arguments(of choice: Choice) -> [Expression] {
    switch choice.step.rendezvous {
    case .sends(_, let arguments), .receives(_, let arguments): arguments
    case nil: []
    }
  }

  private func accepts(_ receiver: Choice, _ sent: [Value]) throws(NaiveFault) -> Bool {
    for (value, argument) in zip(sent, arguments(of: receiver)) {
      if try machine(receiver).evaluate(argument) != value { return false }
    }
    return true
  }

  // MARK: Choosing

  /// The choices of bindings for which condition and guard hold. A receiver takes from what its sender leaves in a queue or bag.
  private func choices(
    _ actor: ActorID, _ instance: Int, _ step: Step, meeting sender: Sender? = nil
  ) -> [Result<Choice, NaiveFault>] {
    var machine = NaiveMachine(model: model, state: state)
    do throws(NaiveFault) {
      if let bound = model.bound, !(try machine.truth(of: bound)) { return [] }
    } catch {
      return [.failure(error)]
    }
    if let index = model.actors[actor].index { machine.locals[index] = model.locals[index].type.allValues[instance] }
    if step.otherwise != nil {
      // The others are asked one by one, up to the first that is enabled or fails.
      let others = model.actors[actor].steps.filter {
        $0.source == step.source && $0.span != step.span && !$0.isTimeout
      }
      for choice in others.flatMap({ choices(actor, instance, $0) }) {
        guard case .failure(let fault) = choice else { return [] }
        return [.failure(fault)]
      }
    }
    return bind(step.bindings[...], machine, sender).compactMap { bound in
      do throws(NaiveFault) {
        let machine = try bound.get()
        if let condition = step.bindingCondition, !(try machine.truth(of: condition)) { return nil }
        if let condition = step.guardCondition, !(try machine.truth(of: condition)) { return nil }
        return .success(Choice(actor: actor, instance: instance, step: step, locals: machine.locals))
      } catch {
        return .failure(error)
      }
    }
  }

  private func bind(
    _ bindings: ArraySlice<Step.Binding>, _ machine: NaiveMachine, _ sender: Sender?
  ) -> [Result<NaiveMachine, NaiveFault>] {
    guard let binding = bindings.first else { return [.success(machine)] }
    do throws(NaiveFault) {
      var values: [Value]
      switch binding.origin {
      case .value(let domain): values = try machine.values(of: domain)
      case .channel(let reference):
        values = try content(of: reference, machine, leftBy: sender)
        if !model.channels[reference.channel].isBag { values = Array(values.prefix(1)) }
      case .received(let argument): values = sender.map { [$0.values[argument]] } ?? []
      }
      var seen: Set<Value> = []
      return values.filter { seen.insert($0).inserted }.flatMap { value in
        var machine = machine
        machine.locals[binding.local] = value
        return bind(bindings.dropFirst(), machine, sender)
      }
    } catch {
      return [.failure(error)]
    }
  }

  private func content(
    of reference: ChannelReference, _ machine: NaiveMachine, leftBy sender: Sender?
  ) throws(NaiveFault) -> [Value] {
    guard let choice = sender?.choice else { return try machine.content(of: reference) }
    var left = machine
    try take(choice, &left)
    // Which member it is depends on the state before.
    return left.state.channels[reference.channel][try machine.position(of: reference)]
  }

  // MARK: Firing

  /// Takes what the participants take, runs their bodies in order, then moves them.
  private func fire(_ participants: [Choice]) -> Result<Successor, NaiveFault> {
    var machine = NaiveMachine(model: model, state: state)
    var targets: [LocationID] = []
    do throws(NaiveFault) {
      for participant in participants { try take(participant, &machine) }
      for participant in participants {
        machine.locals = participant.locals
        try machine.run(participant.step.body)
      }
      for participant in participants {
        machine.locals = participant.locals
        targets.append(try target(participant.step.target, machine))
      }
    } catch {
      return .failure(error)
    }
    for (participant, target) in zip(participants, targets) {
      machine.state.locations[participant.actor][participant.instance] = target
    }
    return .success(
      Successor(state: machine.state, flagged: machine.flagged, seen: machine.seen, choices: participants))
  }

  private func target(_ target: Step.Target, _ machine: NaiveMachine) throws(NaiveFault) -> LocationID {
    switch target {
    case .location(let location): return location
    case .choice(let condition, let then, let otherwise):
      return try self.target(try machine.truth(of: condition) ? then : otherwise, machine)
    }
  }

  private func take(_ participant: Choice, _ machine: inout NaiveMachine) throws(NaiveFault) {
    var source = NaiveMachine(model: model, state: state)
    source.locals = participant.locals
    for binding in participant.step.bindings {
      guard case .channel(let reference) = binding.origin, let value = participant.locals[binding.local] else {
        continue
      }
      let member = try source.position(of: reference)
      guard let place = machine.state.channels[reference.channel][member].firstIndex(of: value) else { continue }
      machine.state.channels[reference.channel][member].remove(at: place)
    }
  }
}
