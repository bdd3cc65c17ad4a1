import QuiesceModel

extension Explainer {
  /// Who cannot go on, at which step, and which part of the guard is false.
  func explainDeadlock() -> Explanation {
    Explanation(sentence: "no transition is enabled", stuck: waiting, hint: restHint(waiting))
  }

  /// Who stands outside its final states at the end, and what each step of it waits for.
  package var waiting: [Explanation.Stuck] {
    program.actors.filter { instance in
      let location = lastState[instance.locationSlot]
      return !instance.locations[location].isFinal || refusal(of: instance, at: location) != nil
    }.map { standstill($0) }
  }

  /// Who can never move again, at which step, and which part of the guard is false.
  func explainStuck(_ actors: [Int]) -> Explanation {
    let stuck = actors.map { actor in
      var stuck = standstill(program.actors[actor])
      for position in stuck.steps.indices {
        stuck.steps[position].changers = changers(of: stuck.steps[position].name, of: actor)
      }
      return stuck
    }
    let names = stuck.map(\.actor).joined(separator: ", ")
    return Explanation(
      sentence: "whatever happens from here on, \(names) can never take a step again", stuck: stuck,
      hint: restHint(stuck))
  }

  /// Why the steps that are recorded as an event cannot be taken: what those that leave the locations of their actors wait for,
  /// and where the others begin.
  package func absence(of event: String) -> [Explanation.Stuck] {
    program.actors.compactMap { instance in
      let recorded = model.actors[instance.actor].steps.filter { $0.record?.event == event }
      guard !recorded.isEmpty else { return nil }
      var stuck = standstill(instance, enabled: "can be taken, but shows something else")
      let known = stuck.steps
      stuck.steps = recorded.map { step in
        if lastState[instance.locationSlot] == step.source, let reason = known.first(where: { $0.name == step.name }) {
          return reason
        }
        return Explanation.Stuck.Step(
          name: step.name, condition: "a step of '\(instance.locations[step.source].name)'", parts: [])
      }
      return stuck
    }
  }

  private func standstill(
    _ instance: ActorInstance, enabled: String = "can be taken, but need not be"
  ) -> Explanation.Stuck {
    let location = lastState[instance.locationSlot]
    let steps = model.actors[instance.actor].steps.filter { $0.source == location }
    return Explanation.Stuck(
      actor: instance.name, location: instance.locations[location].name,
      steps: (refusal(of: instance, at: location).map { [$0] } ?? [])
        + steps.map { waiting(for: $0, instance, enabled: enabled) })
  }

  /// What to write if this is rest and no deadlock; a location inside a sequence has no declaration that could say so.
  private func restHint(_ stuck: [Explanation.Stuck]) -> String? {
    var actors: [(state: String, names: [String])] = []
    for stuck in stuck where !stuck.location.contains(".") && stuck.steps.first?.name != "may not rest" {
      let name = String(stuck.actor.prefix { $0 != "[" })
      if let known = actors.firstIndex(where: { $0.state == stuck.location }) {
        if !actors[known].names.contains(name) { actors[known].names.append(name) }
      } else {
        actors.append((stuck.location, [name]))
      }
    }
    guard !actors.isEmpty else { return nil }
    let states = actors.map { "'final state \($0.state)' of \($0.names.joined(separator: ", "))" }
    return "write \(states.joined(separator: ", ")) if it may rest there"
  }

  /// Why an actor may not rest in a final state that has a condition; nil where it may, or where there is none.
  private func refusal(of instance: ActorInstance, at location: LocationID) -> Explanation.Stuck.Step? {
    guard let condition = instance.locations[location].restCondition else { return nil }
    let locals = index(of: instance)
    guard truth(of: condition, in: lastState, locals) != true else { return nil }
    return Explanation.Stuck.Step(
      name: "may not rest", condition: sources.text(of: condition.span), parts: openedParts(of: condition, locals))
  }

  private func index(of instance: ActorInstance) -> [LocalID: Value] {
    guard let index = model.actors[instance.actor].index, let ordinal = instance.instance else { return [:] }
    return [index: model.locals[index].type.value(ordinal: ordinal)]
  }

  /// What keeps a step from being taken in the last state; `enabled` is what to say of one that nothing keeps, nil if
  /// there is none.
  func waiting(for step: Step, _ instance: ActorInstance, enabled: String? = nil) -> Explanation.Stuck.Step {
    let locals = index(of: instance)
    for binding in step.bindings {
      guard case .channel(let reference) = binding.origin else { continue }
      let isEmpty = Expression(.channel(reference, .isEmpty), .bool, at: step.span)
      if truth(of: isEmpty, in: lastState, locals) == true {
        let name = model.channels[reference.channel].name
        return Explanation.Stuck.Step(name: step.name, condition: "'\(name)' is empty", parts: [])
      }
    }
    for condition in (step.bindingCondition?.conjuncts ?? []) + (step.guardCondition?.conjuncts ?? []) {
      if truth(of: condition, in: lastState, locals) == false {
        return Explanation.Stuck.Step(
          name: step.name, condition: sources.text(of: condition.span),
          parts: openedParts(of: condition, locals))
      }
    }
    if let enabled, canBeTaken(step, instance) {
      return Explanation.Stuck.Step(name: step.name, condition: enabled, parts: [])
    }
    return Explanation.Stuck.Step(name: step.name, condition: otherReason(step), parts: [])
  }

  /// Whether a step is enabled in the last state: a run may rest there all the same, where nothing is fair to the step.
  private func canBeTaken(_ step: Step, _ instance: ActorInstance) -> Bool {
    let enabled = try? GroundInterpreter(program).enabledTransitions(in: lastState)
    return (enabled ?? []).contains { transition in
      program.transitions[transition].participants.contains { side in
        program.actors[side.actor].name == instance.name
          && model.actors[instance.actor].steps[side.step].span == step.span
      }
    }
  }

  /// The parts of a false condition, and one level below what only names something: what stands behind a `let`, the value that
  /// decides a quantifier, and the parameters of a condition that nothing else decides.
  private func openedParts(of condition: Expression, _ locals: [LocalID: Value]) -> [Explanation.Part] {
    var result = parts(of: condition, in: lastState, locals)
    if result.isEmpty { return parameters(in: condition) }
    for part in condition.parts {
      let below: [Explanation.Part]
      switch part.kind {
      case .call(let function, let arguments) where arguments.isEmpty:
        below = parts(of: model.functions[function].body, in: lastState)
      case .quantified(let quantifier, let local, let domain, let filter, let body?):
        below = witness(quantifier, local, domain, filter, body, at: part.span, locals)
      default: below = []
      }
      for part in below where !result.contains(part) { result.append(part) }
    }
    return result
  }

  /// The first value for which a `forall` fails or an `exists` holds, and the parts of the body there.
  private func witness(
    _ quantifier: Quantifier, _ local: LocalID, _ domain: Domain, _ filter: Expression?, _ body: Expression,
    at span: SourceSpan, _ locals: [LocalID: Value]
  ) -> [Explanation.Part] {
    guard quantifier == .forall || quantifier == .exists else { return [] }
    var locals = locals
    for value in values(of: domain, in: lastState, locals, at: span) {
      locals[local] = value
      if let filter, truth(of: filter, in: lastState, locals) != true { continue }
      guard truth(of: body, in: lastState, locals) == (quantifier == .exists) else { continue }
      let name = Explanation.Part(
        text: model.locals[local].name, value: value.description(as: model.locals[local].type))
      return [name] + parts(of: body, in: lastState, locals).filter { $0 != name }
    }
    return []
  }

  /// The parameters that a condition names, with their values: they are constants, which no part shows.
  private func parameters(in condition: Expression) -> [Explanation.Part] {
    if case .constant(let value) = condition.kind {
      let name = sources.text(of: condition.span)
      guard model.parameters.contains(where: { $0.name == name }) else { return [] }
      return [Explanation.Part(text: name, value: value.description(as: condition.type))]
    }
    return condition.children.flatMap { parameters(in: $0) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What keeps a step from firing when no single conjunct is false by itself.
  private func otherReason(_ step: Step) -> String {
    switch step.rendezvous {
    case .sends(let signal, _): return "no partner receives '\(model.signals[signal].name)'"
    case .receives(let signal, _): return "no partner sends '\(model.signals[signal].name)'"
    case nil:
      guard let condition = step.guardCondition ?? step.bindingCondition else { return "no value can be chosen" }
      return "for no choice of its bindings: \(sources.text(of: condition.span))"
    }
  }
}

extension Expression {
  /// The operands of the outermost conjunctions, in order.
  fileprivate var conjuncts: [Expression] {
    if case .binary(.and, let left, let right) = kind { left.conjuncts + right.conjuncts } else { [self] }
  }
}
