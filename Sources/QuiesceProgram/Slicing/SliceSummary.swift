package import QuiesceModel

/// What a search left out because no checked property, guard or fault depends on it.
package struct SliceSummary: Hashable, Codable, Sendable {
  /// Variables, channels, or parts of them: `driver.attempts`, `requests[].address`.
  package var variables: [String] = []
  /// Variables, channels, or parts of them, that never change.
  package var constants: [String] = []
  /// The variables that have their initial value in every state; nil where nobody looked.
  package var unchanged: Set<VariableID>?
  /// Events that no checked property watches.
  package var events: [String] = []
  /// Steps that change nothing that is looked at: `logger.write`.
  package var steps: [String] = []
  /// The bits of a state in the whole program.
  package var wholeBits: Int
  /// The bits of a state in what was searched.
  package var bits: Int
  /// The transitions of these steps, by position in `Program.transitions`: nobody looked whether they fire.
  package var transitions: Set<Int> = []
  /// Transitions that can never fire: nobody looked whether their guards are ever asked.
  package var impossible: Set<Int> = []

  /// Makes the summary of a program that is searched as it is.
  package init(bits: Int = 0) {
    self.bits = bits
    wholeBits = bits
  }

  /// Whether states are stored whole and every step is taken.
  package var isEmpty: Bool { variables.isEmpty && steps.isEmpty }

  /// Names what is missing in a program of whose slots some are kept, and without the transitions.
  mutating func describe(_ program: Program, keeping kept: SlotSet, constants fixed: SlotSet) {
    let named = VariableNames(program)
    constants = named.names { fixed.contains($0) }
    unchanged = program.variables(within: fixed)
    variables = named.names { !kept.contains($0) }.filter { !constants.contains($0) }
    var watched: Set<EventID> = []
    for property in program.properties { watched.formUnion(program.model.events(of: property.origin)) }
    events = program.model.events.indices.filter { !watched.contains($0) }.map { program.model.events[$0].name }
    var names: Set<String> = []
    for transition in transitions.sorted().map({ program.transitions[$0] }) {
      for participant in transition.participants {
        let actor = program.model.actors[program.actors[participant.actor].actor]
        if names.insert("\(actor.name).\(actor.steps[participant.step].name)").inserted {
          steps.append("\(actor.name).\(actor.steps[participant.step].name)")
        }
      }
    }
  }
}

extension Program {
  /// The variables of the model all of whose slots, of all instances, are in a set.
  fileprivate func variables(within fixed: SlotSet) -> Set<VariableID> {
    var inside: Set<VariableID> = []
    var outside: Set<VariableID> = []
    for variable in variables {
      guard case .variable(let id, _) = variable.origin else { continue }
      if variable.slots.allSatisfy({ fixed.contains($0) }) { inside.insert(id) } else { outside.insert(id) }
    }
    return inside.subtracting(outside)
  }
}

extension CheckedModel {
  /// The events that a property watches.
  fileprivate func events(of property: Int) -> [EventID] {
    switch properties[property].kind {
    case .never(let pattern), .reachableEvent(let pattern): [pattern.event]
    case .monitor(let monitor): monitors[monitor].reactions.map(\.pattern.event)
    case .temporal(let formula): formula.events
    case .invariant, .reachable, .alwaysReachable, .atRest: []
    }
  }
}

extension Formula {
  fileprivate var events: [EventID] {
    switch self {
    case .condition: []
    case .event(let pattern): [pattern.event]
    case .not(let operand), .always(let operand), .eventually(let operand), .next(let operand): operand.events
    case .and(let left, let right), .or(let left, let right), .until(let left, let right): left.events + right.events
    }
  }
}

/// The variables and channels of a program under the names of the model, all members of a family as one.
private struct VariableNames {
  /// The slots that mean the same in each member of a family, place of a channel and element of an array.
  private struct Part {
    var suffix: String
    var slots: [SlotID]
  }

  private let program: Program
  /// By variable or channel, in the order of traces.
  private var variables: [(name: String, parts: [Part])] = []
  private var positions: [StateVariable.Origin: Int] = [:]

  init(_ program: Program) {
    self.program = program
    for variable in program.variables {
      let position = self.position(of: variable)
      let suffixes = SlotLayout.flatten(variable.type).map { VariableNames.withoutIndices($0.suffix) }
      switch variable.content {
      case .value(let first):
        for (offset, suffix) in suffixes.enumerated() { add(first + offset, suffix, at: position) }
      case .channel(let count, let first, let width, let capacity, _):
        add(count, ".count", at: position)
        for place in 0..<width * capacity { add(first + place, "[]" + suffixes[place % width], at: position) }
      }
    }
  }

  /// The names of what consists of nothing but such slots; slots with one value only do not count.
  func names(where isMissing: (SlotID) -> Bool) -> [String] {
    variables.flatMap { variable -> [String] in
      let parts = variable.parts.filter { $0.slots.contains { program.slots[$0].width > 0 } }
      let missing = parts.filter { $0.slots.allSatisfy(isMissing) }
      return missing.count == parts.count
        ? (parts.isEmpty ? [] : [variable.name]) : missing.map { variable.name + $0.suffix }
    }
  }

  private mutating func position(of variable: StateVariable) -> Int {
    let model = program.model
    let family: StateVariable.Origin
    let name: String
    switch variable.origin {
    case .channel(let id, _): (family, name) = (.channel(id, instance: nil), model.channels[id].name)
    case .variable(let id, _):
      family = .variable(id, instance: nil)
      switch model.variables[id].owner {
      case .shared: name = model.variables[id].name
      case .actor(let actor): name = "\(model.actors[actor].name).\(model.variables[id].name)"
      case .monitor(let monitor): name = "\(model.monitors[monitor].name).\(model.variables[id].name)"
      }
    }
    if let known = positions[family] { return known }
    variables.append((name, []))
    positions[family] = variables.count - 1
    return variables.count - 1
  }

  private mutating func add(_ slot: SlotID, _ suffix: String, at position: Int) {
    if let part = variables[position].parts.firstIndex(where: { $0.suffix == suffix }) {
      variables[position].parts[part].slots.append(slot)
    } else {
      variables[position].parts.append(Part(suffix: suffix, slots: [slot]))
    }
  }

  /// `.state[running].count` becomes `.state[].count`.
  private static func withoutIndices(_ suffix: String) -> String {
    var result = ""
    var depth = 0
    for character in suffix {
      if character == "]" { depth -= 1 }
      if depth == 0 { result.append(character) }
      if character == "[" { depth += 1 }
    }
    return result
  }
}
