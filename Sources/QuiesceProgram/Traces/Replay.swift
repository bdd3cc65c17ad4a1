package import QuiesceModel

/// A path run again, state by state, by the interpreter that walks trees: the source of everything a trace shows.
package struct Replay {
  package let program: Program
  /// The transitions.
  package let transitions: [Int]
  /// The states, the initial one first; a step that ended in a fault repeats the state before it.
  package private(set) var states: [[Int]]
  /// What each transition did.
  package private(set) var firings: [Firing] = []

  package init(program: Program, initial: [Int], transitions: [Int]) {
    self.program = program
    self.transitions = transitions
    states = [initial]
    let interpreter = GroundInterpreter(program)
    for transition in transitions {
      let firing = Replay.fire(transition, from: states[states.count - 1], interpreter)
      firings.append(firing)
      states.append(firing.state)
    }
  }

  /// Fires a transition; a fault in its guard is one of the step.
  private static func fire(_ transition: Int, from state: [Int], _ interpreter: GroundInterpreter) -> Firing {
    do throws(GroundFault) {
      _ = try interpreter.isEnabled(transition, in: state)
      return interpreter.fire(transition, from: state)
    } catch {
      var firing = Firing(state: state)
      firing.end(by: error, before: state)
      return firing
    }
  }

  /// The path as names and texts.
  package var trace: Trace {
    Trace(
      actors: program.actors.map(\.name),
      initial: program.variables.map { text(of: $0, in: states[0]) },
      initialLocations: program.actors.map { $0.locations[states[0][$0.locationSlot]].name },
      start: states[0], transitions: transitions,
      steps: transitions.indices.map(step))
  }

  private func step(_ position: Int) -> TraceStep {
    let transition = program.transitions[transitions[position]]
    let before = states[position]
    let after = states[position + 1]
    let changed = program.variables(changedBetween: before, after)
    let changes = changed.compactMap { variable -> VariableValue? in
      let old = text(of: variable, in: before)
      let new = text(of: variable, in: after)
      return old == new ? nil : new
    }
    return TraceStep(
      main: participant(transition.main, in: before, after),
      partner: transition.partner.map { participant($0, in: before, after) },
      changes: changes, differences: differences(of: changed, between: before, after),
      transfers: transfers(of: changed, between: before, after),
      events: firings[position].events.map(event), isFault: firings[position].fault != nil)
  }

  private func participant(
    _ participant: Transition.Participant, in before: [Int], _ after: [Int]
  ) -> TraceStep.Participant {
    let instance = program.actors[participant.actor]
    let step = program.model.actors[instance.actor].steps[participant.step]
    let location = after[instance.locationSlot]
    return TraceStep.Participant(
      actor: participant.actor, step: step.name,
      movedTo: location == before[instance.locationSlot] ? nil : instance.locations[location].name,
      bindings: participant.bindings.map { binding in
        let local = program.model.locals[binding.local]
        let value = value(of: binding, in: before)
        return VariableValue(
          name: local.name, actor: participant.actor, value: value?.description(as: local.type) ?? "?")
      },
      sources: step.sources, links: step.links, documentation: step.documentation, span: step.span)
  }

  /// The value of a binding in the state that its transition leaves; nil if it cannot be evaluated there.
  package func value(of binding: Transition.Binding, in state: [Int]) -> Value? {
    let interpreter = GroundInterpreter(program)
    var scalars: [Int] = []
    for scalar in binding.scalars {
      do throws(GroundFault) {
        scalars.append(try interpreter.evaluate(scalar, in: state))
      } catch {
        return nil
      }
    }
    return SlotLayout.decode(scalars, as: program.model.locals[binding.local].type)
  }

  private func event(_ emitted: EmittedEvent) -> TraceStep.Event {
    let event = program.model.events[emitted.event]
    let arguments = zip(event.parameters, program.arguments(of: emitted)).map { parameter, value in
      VariableValue(name: parameter.name, actor: nil, value: value.description(as: parameter.type))
    }
    return TraceStep.Event(name: event.name, arguments: arguments)
  }

  private func text(of variable: StateVariable, in state: [Int]) -> VariableValue {
    let text = program.value(of: variable, in: state).description(as: variable.type)
    let actor: Int? = if case .actor(let actor) = variable.owner { actor } else { nil }
    return VariableValue(name: program.name(of: variable), actor: actor, value: text)
  }
}

extension Program {
  /// The value of a variable or the content of a channel in an unpacked state.
  package func value(of variable: StateVariable, in state: [Int]) -> Value {
    switch variable.content {
    case .value(let first):
      return SlotLayout.decode(state[first..<first + variable.type.scalarCount], as: variable.type)
    case .channel(let count, let first, let width, let capacity, _):
      return SlotLayout.decodeChannel(
        count: state[count], elements: state[first..<first + width * capacity], as: variable.type)
    }
  }

  /// The variables and channels whose slots differ between two states, so that the values of no others have to be compared.
  fileprivate func variables(changedBetween before: [Int], _ after: [Int]) -> [StateVariable] {
    variables.filter { before[$0.slots] != after[$0.slots] }
  }

  /// The arguments of an emitted event.
  func arguments(of emitted: EmittedEvent) -> [Value] {
    var rest = emitted.scalars[...]
    return model.events[emitted.event].parameters.map { parameter in
      let width = parameter.type.scalarCount
      defer { rest = rest.dropFirst(width) }
      return SlotLayout.decode(rest.prefix(width), as: parameter.type)
    }
  }
}
