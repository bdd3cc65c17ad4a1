package import QuiesceModel

/// What the scheduler owes an actor instance, or one step of it, however its values are bound.
///
/// As in TLA+, only what changes the state counts: a step that changes nothing neither is owed nor pays (Lamport, "Specifying
/// Systems", 2002, section 8.4).
package struct FairnessAssumption: Sendable {
  /// The instance, by position in `Program.actors`.
  package let actor: Int
  /// The step, by position in the actor's steps; nil for the instance as a whole.
  package let step: Int?
  /// Weak: what is owed does not stay enabled for ever without being paid. Strong: nor is it enabled again and again.
  package let strength: Fairness
  /// The transitions that are owed: enabled, they wait to be fired. Of an actor, those that it begins itself, since nobody
  /// has to send because somebody receives; of a step, those that it takes part in.
  package let owed: [Int]
  /// The transitions that pay: all that the actor, or the step, takes part in.
  package let paying: [Int]
}

extension Program {
  /// The fairness that its actors and steps are declared with, in the order of the actors: of each the whole, then its steps.
  package var fairness: [FairnessAssumption] {
    actors.indices.flatMap { position in
      let actor = model.actors[actors[position].actor]
      let steps = actor.steps.indices.map { ($0 as Int?, actor.steps[$0].fairness) }
      return ([(nil, actor.fairness)] + steps).compactMap { step, strength in
        strength == .none ? nil : assumption(of: position, step, strength)
      }
    }
  }

  /// An assumption that is, or might be, declared; nil where no transition is owed.
  package func assumption(of actor: Int, _ step: Int?, _ strength: Fairness) -> FairnessAssumption? {
    let owed = transitions.indices.filter { position in
      let transition = transitions[position]
      guard let step else { return transition.main.actor == actor }
      return transition.participants.contains { $0.actor == actor && $0.step == step }
    }
    guard !owed.isEmpty else { return nil }
    let paying = transitions.indices.filter { position in
      transitions[position].participants.contains { $0.actor == actor && (step == nil || $0.step == step) }
    }
    return FairnessAssumption(actor: actor, step: step, strength: strength, owed: owed, paying: paying)
  }

  /// What an assumption is about, as reports name it: `driver`, `worker[0].take`.
  package func name(of assumption: FairnessAssumption) -> String {
    let instance = actors[assumption.actor]
    guard let step = assumption.step else { return instance.name }
    return "\(instance.name).\(model.actors[instance.actor].steps[step].name)"
  }
}
