import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

/// A trace in the Informal Trace Format of Apalache and Quint (ADR-015): a state for each step, with the location of each actor as a
/// variable of the actor's name. The `#meta` of a state says which step led to it.
package struct InformalTrace: Encodable {
  /// A value; what starts with `#` is the format's.
  private indirect enum Item: Encodable {
    case bool(Bool)
    case text(String)
    case integer(Int)
    case list([Item])
    case tagged(String, Item)
    case record([String: Item])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let flag): try container.encode(flag)
      case .text(let text): try container.encode(text)
      // Readers of JSON differ in how far they count.
      case .integer(let number): try container.encode(["#bigint": String(number)])
      case .list(let items): try container.encode(items)
      case .tagged(let tag, let item): try container.encode([tag: item])
      case .record(let fields): try container.encode(fields)
      }
    }
  }

  private struct Meta: Encodable {
    var format = "ITF"
    var formatDescription = "https://apalache-mc.org/docs/adr/015adr-trace.html"
    var source: String
    var description: String
    var reproduce: String

    enum CodingKeys: String, CodingKey {
      case format
      case formatDescription = "format-description"
      case source, description, reproduce
    }
  }

  private let meta: Meta
  private let variables: [String]
  private let states: [[String: Item]]
  private let loop: Int?

  enum CodingKeys: String, CodingKey {
    case meta = "#meta"
    case variables = "vars"
    case states, loop
  }

  /// Prepares a trace.
  package init(_ shown: ShownTrace) {
    let program = shown.replay.program
    meta = Meta(
      source: shown.check.modelFile, description: "\(shown.title), by quiesce \(shown.version)",
      reproduce: shown.check.reproduce)
    variables = program.actors.map(\.name) + program.variables.map { program.name(of: $0) }
    let cycle = shown.trace.cycle
    loop = cycle?.start
    // A loop goes from its last state to its first one, which is not repeated behind it; a run that rests repeats its last one.
    let isRepeated = cycle.map { $0.start < shown.trace.steps.count } ?? false
    let count = shown.replay.states.count - (isRepeated ? 1 : 0)
    states = (0..<count).map { number in
      let step = number == 0 ? nil : shown.trace.steps[number - 1]
      return InformalTrace.state(number, shown.replay.states[number], program, after: step, shown.trace)
    }
  }

  /// The text of the file.
  package func text() throws -> String { try JSONText.text(of: self) }

  private static func state(
    _ number: Int, _ state: [Int], _ program: Program, after step: TraceStep?, _ trace: Trace
  ) -> [String: Item] {
    var meta: [String: Item] = ["index": .integer(number)]
    if let step {
      let sides = [step.main, step.partner].compactMap { $0 }
      meta["step"] = .text(sides.map { "\(trace.actors[$0.actor]).\($0.label)" }.joined(separator: " / "))
      if step.isFault { meta["fault"] = .bool(true) }
      if trace.pointOfNoReturn == number { meta["pointOfNoReturn"] = .bool(true) }
    }
    var result: [String: Item] = ["#meta": .record(meta)]
    for (actor, location) in zip(program.actors, program.locationNames(in: state)) {
      result[actor.name] = .text(location)
    }
    for variable in program.variables {
      result[program.name(of: variable)] = item(program.value(of: variable, in: state), variable.type)
    }
    return result
  }

  /// The elements of an array, each behind its index.
  private static func pairs(_ values: [Value], _ index: ValueType, _ element: ValueType) -> [Item] {
    let first = index.ordinals?.lowerBound ?? 0
    return values.enumerated().map { position, value in
      Item.list([item(index.value(ordinal: first + position), index), item(value, element)])
    }
  }

  /// A value; of a queue or bag, `type` is that of the elements.
  private static func item(_ value: Value, _ type: ValueType) -> Item {
    switch (value, type) {
    case (.bool(let flag), _): .bool(flag)
    case (.integer(let number), _): .integer(number)
    // The format has no optional values: what may be there is a set of what is.
    case (.some(let inner), .optional(let wrapped)): .tagged("#set", .list([item(inner, wrapped)]))
    case (.none, .optional): .tagged("#set", .list([]))
    case (.structure(let values), .structure(let type)):
      .record(
        Dictionary(
          zip(type.fields, values).map { ($0.name, item($1, $0.type)) }, uniquingKeysWith: { first, _ in first }))
    case (.array(let values), .array(let index, let element)):
      .tagged("#map", .list(pairs(values, index, element)))
    case (.set(let values), .set(let element)):
      .tagged(
        "#set",
        .list(
          values.sorted { element.ordinal(of: $0) < element.ordinal(of: $1) }.map { item($0, element) }))
    case (.channel(let values), _): .list(values.map { item($0, type) })
    default: .text(value.description(as: type))
    }
  }
}
