import QuiesceLanguage

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

  /// The state after a firing.
  struct Successor {
    let state: NaiveState
    let flagged: Set<Int>
  }

  /// The outcome of every transition that is enabled, or whose guard fails to evaluate.
  func firings() -> [Result<Successor, NaiveFault>] {
    let isCommitted = zip(model.actors, state.locations).contains { actor, locations in
      locations.contains { actor.locations[$0].isCommitted }
    }
    var results: [Result<Successor, NaiveFault>] = []
    for (actor, instance, step) in steps() {
      let leavesCommitted = model.actors[actor].locations[step.source].isCommitted
      switch step.rendezvous {
      case nil:
        if isCommitted && !leavesCommitted { continue }
        for choice in choices(actor, instance, step) {
          results.append(choice.flatMap { choice in fire([choice]) })
        }
      case .sends(let signal, _):
        // A fault of the sender shows even if nobody receives.
        if !isCommitted || leavesCommitted { results += meetings(choices(actor, instance, step), []) }
        for partner in steps() where partner.actor != actor || partner.instance != instance {
          guard case .receives(signal, _)? = partner.step.rendezvous else { continue }
          let partnerCommitted = model.actors[partner.actor].locations[partner.step.source].isCommitted
          if isCommitted && !leavesCommitted && !partnerCommitted { continue }
          results += meetings(choices(actor, instance, step), choices(partner.actor, partner.instance, partner.step))
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

  /// All pairs of a sender and a receiver whose arguments agree. The sender's are evaluated first, then the receiver's one by one
  /// up to the first that differs.
  private func meetings(_ senders: [Result<Choice, NaiveFault>], _ receivers: [Result<Choice, NaiveFault>])
    -> [Result<Successor, NaiveFault>]
  {
    var results: [Result<Successor, NaiveFault>] = []
    for sender in senders {
      do throws(NaiveFault) {
        let first = try sender.get()
        let sent = try machine(first).evaluateAll(arguments(of: first))
        for receiver in receivers {
          do throws(NaiveFault) {
            let second = try receiver.get()
            if try accepts(second, sent), !takeTheSame(first, second) { results.append(fire([first, second])) }
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

  /// Whether both would take one element: a transition takes nothing twice. A bag may hold equal elements for both.
  private func takeTheSame(_ first: Choice, _ second: Choice) -> Bool {
    let both = [first, second].map { choice in
      choice.step.bindings.compactMap { binding -> [Value]? in
        guard case .channel(let reference) = binding.origin, let value = choice.locals[binding.local],
          let member = try? machine(choice).position(of: reference)
        else { return nil }
        let equal = state.channels[reference.channel][member].count { $0 == value }
        if model.channels[reference.channel].isBag, equal > 1 { return nil }
        return [.integer(reference.channel), .integer(member), value]
      }
    }
    return both[0].contains { both[1].contains($0) }
  }

  // MARK: Choosing

  /// The choices of bindings for which condition and guard hold.
  private func choices(_ actor: ActorID, _ instance: Int, _ step: Step) -> [Result<Choice, NaiveFault>] {
    var machine = NaiveMachine(model: model, state: state)
    if let index = model.actors[actor].index { machine.locals[index] = model.locals[index].type.allValues[instance] }
    return bind(step.bindings[...], machine).compactMap { bound in
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

  private func bind(_ bindings: ArraySlice<Step.Binding>, _ machine: NaiveMachine)
    -> [Result<NaiveMachine, NaiveFault>]
  {
    guard let binding = bindings.first else { return [.success(machine)] }
    do throws(NaiveFault) {
      var values: [Value]
      switch binding.origin {
      case .value(let domain): values = try machine.values(of: domain)
      case .channel(let reference):
        values = try machine.content(of: reference)
        if !model.channels[reference.channel].isBag { values = Array(values.prefix(1)) }
      }
      var seen: Set<Value> = []
      return values.filter { seen.insert($0).inserted }.flatMap { value in
        var machine = machine
        machine.locals[binding.local] = value
        return bind(bindings.dropFirst(), machine)
      }
    } catch {
      return [.failure(error)]
    }
  }

  // MARK: Firing

  /// Takes what the participants take, runs their bodies in order, then moves them.
  private func fire(_ participants: [Choice]) -> Result<Successor, NaiveFault> {
    var machine = NaiveMachine(model: model, state: state)
    do throws(NaiveFault) {
      for participant in participants { try take(participant, &machine) }
      for participant in participants {
        machine.locals = participant.locals
        try machine.run(participant.step.body)
      }
    } catch {
      return .failure(error)
    }
    for participant in participants {
      machine.state.locations[participant.actor][participant.instance] = participant.step.target
    }
    return .success(Successor(state: machine.state, flagged: machine.flagged))
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
