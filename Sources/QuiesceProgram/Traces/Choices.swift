import QuiesceModel

/// What can happen in a state, and why nothing else can.
package struct Choices: Sendable {
  /// A transition that may fire.
  package struct Choice: Sendable {
    /// Which, by position in `Program.transitions`.
    package var transition: Int
    /// `driver.release` or `function[0].request(last: true)`; for a rendezvous the sender and the receiver.
    package var label: String
    /// The state that it leads to; nil if a fault ends it.
    package var target: [Int]?
  }

  /// What may fire, in the order of the program.
  package var enabled: [Choice] = []
  /// Of each actor the steps that leave its location and cannot be taken, with the reason; actors without such a step are left out.
  package var blocked: [Explanation.Stuck] = []

  /// Makes a state of nothing.
  package init() {}
}

extension Explainer {
  /// What can happen in the last state, and why nothing else can.
  package func choices() -> Choices {
    let interpreter = GroundInterpreter(program)
    let isCommitted = interpreter.isCommitted(lastState)
    var choices = Choices()
    var taken: Set<StepOfActor> = []
    var held: Set<StepOfActor> = []
    for (position, transition) in program.transitions.enumerated() {
      guard let target = target(of: position, interpreter) else { continue }
      let steps = transition.participants.map { StepOfActor(actor: $0.actor, step: $0.step) }
      guard !isCommitted || transition.leavesCommitted else {
        held.formUnion(steps)
        continue
      }
      taken.formUnion(steps)
      choices.enabled.append(
        Choices.Choice(
          transition: position, label: program.label(of: position, in: lastState), target: target.state))
    }
    choices.blocked = program.actors.indices.map { blocked(actor: $0, taken: taken, held: held) }
      .filter { !$0.steps.isEmpty }
    return choices
  }

  /// A step of an actor instance, by positions.
  private struct StepOfActor: Hashable {
    var actor: Int
    var step: Int
  }

  /// Where an enabled transition leads, to no state if a fault ends it; nil for one that is not enabled.
  private func target(of transition: Int, _ interpreter: GroundInterpreter) -> (state: [Int]?, Void)? {
    do throws(GroundFault) {
      guard try interpreter.isEnabled(transition, in: lastState) else { return nil }
    } catch {
      return (nil, ())
    }
    let firing = interpreter.fire(transition, from: lastState)
    return (firing.fault == nil ? firing.state : nil, ())
  }

  /// The steps of an actor that cannot be taken.
  private func blocked(actor: Int, taken: Set<StepOfActor>, held: Set<StepOfActor>) -> Explanation.Stuck {
    let instance = program.actors[actor]
    let location = lastState[instance.locationSlot]
    var result = Explanation.Stuck(actor: instance.name, location: instance.locations[location].name, steps: [])
    for (position, step) in model.actors[instance.actor].steps.enumerated() where step.source == location {
      let key = StepOfActor(actor: actor, step: position)
      if taken.contains(key) { continue }
      result.steps.append(
        held.contains(key)
          ? Explanation.Stuck.Step(name: step.name, condition: "an actor in a committed state goes first", parts: [])
          : outsideBound(step) ?? waiting(for: step, instance))
    }
    return result
  }

  /// The reason of a step in a state that the search does not leave.
  private func outsideBound(_ step: Step) -> Explanation.Stuck.Step? {
    guard let bound = program.bound else { return nil }
    do throws(GroundFault) {
      guard try GroundInterpreter(program).evaluate(bound, in: lastState) == 0 else { return nil }
    } catch {
      return nil
    }
    return Explanation.Stuck.Step(name: step.name, condition: "the bound of the search is false here", parts: [])
  }
}
