package import QuiesceModel
package import QuiesceProgram

/// A model in which the events of a property come in any order, and nothing else happens: what the property makes of them is
/// an automaton, if it is one.
package struct EventEnvironment: Sendable {
  /// The model: its actors stand still, and one more emits the events.
  package let model: CheckedModel
  /// The property.
  let property: Property

  /// The most combinations of arguments of one event.
  private static let argumentLimit = 4096

  /// Puts the property of this name into such a model.
  package init(of model: CheckedModel, property: Property) throws(RVExportError) {
    var events: Set<EventID> = []
    switch property.kind {
    case .invariant, .atRest: throw .aboutStates
    case .reachable, .reachableEvent, .alwaysReachable: throw .aboutPossibility
    case .never(let pattern): events = [pattern.event]
    case .monitor(let monitor): events = Set(model.monitors[monitor].reactions.map(\.pattern.event))
    case .temporal(let formula): events = formula.events
    }
    var environment = model
    environment.actors = model.actors.map { actor in
      Actor(
        name: actor.name, index: actor.index, locations: actor.locations, initial: actor.initial, steps: [],
        span: actor.span)
    }
    var steps: [Step] = []
    for event in events.sorted() { steps += try EventEnvironment.steps(emitting: event, of: model, at: property.span) }
    let location = Location(name: "open", isFinal: true, isCommitted: false, span: property.span)
    environment.actors.append(
      Actor(name: "environment", index: nil, locations: [location], initial: 0, steps: steps, span: property.span))
    self.model = environment
    self.property = property
  }

  /// A step for each combination of the arguments of an event.
  private static func steps(
    emitting event: EventID, of model: CheckedModel, at span: SourceSpan
  ) throws(RVExportError) -> [Step] {
    let message = model.events[event]
    var combinations: [[Expression]] = [[]]
    for parameter in message.parameters {
      let values = parameter.type.allValues.map { Expression(.constant($0), parameter.type, at: span) }
      guard !values.isEmpty, combinations.count * values.count <= argumentLimit else {
        throw .tooManyArguments(event: message.name)
      }
      combinations = combinations.flatMap { arguments in values.map { arguments + [$0] } }
    }
    return combinations.map { arguments in
      Step(
        name: message.name, source: 0, target: .location(0), fairness: .none, bindings: [], bindingCondition: nil,
        guardCondition: nil, rendezvous: nil, body: [Statement(.emit(event, arguments), at: span)], sources: [],
        links: [], documentation: "", span: span)
    }
  }
}

extension EventEnvironment {
  /// What the property makes of the events.
  ///
  /// - Parameter program: the model, lowered with this property alone.
  package func automaton(of program: Program) throws(RVExportError) -> EventAutomaton {
    try refuseForeignReads(in: program)
    if let formula = program.properties.first?.temporal {
      return try SafetyAutomaton(formula, events: flags(in: program)).automaton
    }
    return try MonitorStates(program).automaton
  }

  /// Whatever is read must be the monitor's own.
  private func refuseForeignReads(in program: Program) throws(RVExportError) {
    for case .condition(let condition) in program.properties.first?.temporal?.atoms ?? [] {
      var reads = SlotSet()
      condition.collectReads(into: &reads)
      throw .readsState(reads.members.first.map { program.slots[$0].name } ?? property.name)
    }
    var own = SlotSet()
    for variable in program.variables {
      guard case .monitor = variable.owner else { continue }
      for slot in variable.slots { own.insert(slot) }
    }
    for transition in program.transitions {
      for slot in transition.reads.members where !own.contains(slot) {
        if program.slots[slot].lower < program.slots[slot].upper { throw .readsState(program.slots[slot].name) }
      }
    }
  }

  /// The flags of a formula that each event raises, which must be the same whatever its arguments.
  private func flags(in program: Program) throws(RVExportError) -> [(event: String, flags: Set<Int>)] {
    let interpreter = GroundInterpreter(program)
    guard let state = program.initialStates.first else { throw .severalBeginnings }
    var result: [(event: String, flags: Set<Int>)] = []
    for (position, transition) in program.transitions.enumerated() {
      let event = program.eventName(of: transition)
      let firing = interpreter.fire(position, from: state)
      guard firing.fault == nil else { throw .fault(event: event) }
      let flags = Set(firing.flags)
      if let known = result.first(where: { $0.event == event }) {
        guard known.flags == flags else { throw .readsArguments(event: event) }
      } else {
        result.append((event, flags))
      }
    }
    return result
  }
}

extension Program {
  /// The event that a transition of the environment is.
  func eventName(of transition: Transition) -> String {
    model.actors[actors[transition.main.actor].actor].steps[transition.main.step].name
  }
}

extension Formula {
  /// Its events.
  fileprivate var events: Set<EventID> {
    switch self {
    case .condition: []
    case .event(let pattern): [pattern.event]
    case .not(let operand), .always(let operand), .eventually(let operand), .next(let operand): operand.events
    case .and(let left, let right), .or(let left, let right), .until(let left, let right):
      left.events.union(right.events)
    }
  }
}
