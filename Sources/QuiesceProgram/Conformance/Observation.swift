package import QuiesceModel

/// What a recording shows of a step or an event of the model.
package struct Observation: Hashable, Sendable {
  /// The name of the recorded event.
  package let event: String
  /// The fields that matter, with the values that they must have.
  package let fields: [Field]

  /// A field with its value.
  package struct Field: Hashable, Sendable {
    /// The name in the record.
    package let name: String
    /// The value as the language writes it.
    package let value: String
  }

  /// Takes the values that stand for the names of a record.
  init(_ record: TraceRecord, _ values: [String: String]) {
    event = record.event
    fields = record.fields.map { field in
      switch field.meaning {
      case .text(let text): Field(name: field.name, value: text)
      case .value(let name): Field(name: field.name, value: values[name] ?? "?")
      }
    }
  }

  /// Whether a recorded event is this one; fields that the model does not ask for may have any value.
  package func matches(_ recorded: RecordedEvent) -> Bool {
    event == recorded.name
      && fields.allSatisfy { field in
        recorded.fields[field.name].map { Observation.isSame(field.value, $0) } ?? false
      }
  }

  /// Whether a value of the model and a recorded text are the same: as texts, as numbers (decimal or `0x`), or a truth as 0 or 1.
  private static func isSame(_ value: String, _ recorded: String) -> Bool {
    if value == recorded { return true }
    if let first = number(value), let second = number(recorded) { return first == second }
    return false
  }

  private static func number(_ text: String) -> Int? {
    switch text {
    case "true": 1
    case "false": 0
    default: text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }
  }

  /// `page_response: group=1`
  package var text: String {
    fields.isEmpty ? event : "\(event): " + fields.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}

extension Replay {
  /// What a recording shows of the step at this position: of its sides, then of the events that it emits.
  package func observations(at position: Int) -> [Observation] {
    let transition = program.transitions[transitions[position]]
    var result: [Observation] = []
    for side in transition.participants {
      let instance = program.actors[side.actor]
      let actor = program.model.actors[instance.actor]
      guard let record = actor.steps[side.step].record else { continue }
      var values: [String: String] = [:]
      if let index = actor.index, let ordinal = instance.instance {
        let local = program.model.locals[index]
        values[local.name] = local.type.value(ordinal: ordinal).description(as: local.type)
      }
      for binding in side.bindings {
        let local = program.model.locals[binding.local]
        values[local.name] = value(of: binding, in: states[position])?.description(as: local.type)
      }
      result.append(Observation(record, values))
    }
    for emitted in firings[position].events {
      let event = program.model.events[emitted.event]
      guard let record = event.record else { continue }
      let values = zip(event.parameters, program.arguments(of: emitted)).map { parameter, value in
        (parameter.name, value.description(as: parameter.type))
      }
      result.append(Observation(record, Dictionary(values) { first, _ in first }))
    }
    return result
  }
}

extension CheckedModel {
  /// The recorded events that steps or events of the model show as.
  package var recordedEvents: Set<String> {
    let records = actors.flatMap(\.steps).map(\.record) + events.map(\.record)
    return Set(records.compactMap { $0?.event })
  }
}
