import QuiesceModel

extension Program {
  /// The values of all variables in an unpacked state, as traces show them.
  package func variableValues(in state: [Int]) -> [VariableValue] {
    Replay(program: self, initial: state, transitions: []).trace.initial
  }

  /// The location of every actor instance in an unpacked state.
  package func locationNames(in state: [Int]) -> [String] {
    actors.map { $0.locations[state[$0.locationSlot]].name }
  }

  /// `driver.release` or `function[0].request(last: true)`; for a rendezvous the sender and the receiver.
  package func label(of transition: Int, in state: [Int]) -> String {
    let replay = Replay(program: self, initial: state, transitions: [])
    let transition = transitions[transition]
    return [transition.main, transition.partner].compactMap { $0 }
      .map { label(of: $0, in: state, replay) }.joined(separator: " / ")
  }

  private func label(of participant: Transition.Participant, in state: [Int], _ replay: Replay) -> String {
    let instance = actors[participant.actor]
    let bindings = bindingTexts(of: participant, in: state, replay).map { "\($0.name): \($0.value)" }
    let name = "\(instance.name).\(model.actors[instance.actor].steps[participant.step].name)"
    return bindings.isEmpty ? name : "\(name)(\(bindings.joined(separator: ", ")))"
  }

  /// The bound values of a participant in the state that its transition leaves.
  func bindingTexts(
    of participant: Transition.Participant, in state: [Int], _ replay: Replay
  ) -> [(name: String, value: String)] {
    participant.bindings.map { binding in
      let local = model.locals[binding.local]
      return (local.name, replay.value(of: binding, in: state)?.description(as: local.type) ?? "?")
    }
  }
}
