import QuiesceModel
import QuiesceModel
import QuiesceProgram

/// Orbits of the reachable states under permutations of symmetric values, by going through all permutations of decoded values.
///
/// It shares nothing with the engine's symmetry: a state is taken apart into values, these are renamed by their types, and
/// put together again.
struct Orbits {
  /// What a location or variable is, of the whole model.
  private enum Name: Hashable {
    case location(ActorID, instance: Value?)
    case variable(VariableID, instance: Value?)
    case channel(ChannelID, instance: Value?)
  }

  private let program: Program
  private let types: [SymmetricType]

  /// Orbits under the permutations of these types.
  init(_ program: Program, of types: [SymmetricType]) {
    self.program = program
    self.types = types
  }

  private var permutations: [[SymmetricType: [Int]]] {
    types.reduce([[:]]) { known, type in
      known.flatMap { before in
        Orbits.orders(of: type.size).map { order in
          var next = before
          next[type] = order
          return next
        }
      }
    }
  }

  /// How many orbits so many states have; nil if that would take more than so many permuted states.
  func count(_ states: [[Int]], limit: Int) -> Int? {
    let orders = types.reduce(1) { $0 * (1...$1.size).reduce(1, *) }
    guard states.count * orders <= limit else { return nil }
    let permutations = permutations
    var seen: Set<[Name: Value]> = []
    var count = 0
    for state in states.map(decoded) where !seen.contains(state) {
      count += 1
      for permutation in permutations { seen.insert(permuted(state, permutation)) }
    }
    return count
  }

  /// A state in which the values of some types have other names: each list says for each value by position how it is called then.
  func permuted(_ state: [Int], _ permutation: [SymmetricType: [Int]]) -> [Int] {
    encoded(permuted(decoded(state), permutation))
  }

  private static func orders(of count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return orders(of: count - 1).flatMap { order in
      (0..<count).map { position in
        var next = order
        next.insert(count - 1, at: position)
        return next
      }
    }
  }

  // MARK: States as values

  private func decoded(_ state: [Int]) -> [Name: Value] {
    var result: [Name: Value] = [:]
    for actor in program.actors {
      let index = program.model.actors[actor.actor].index.map { program.model.locals[$0].type }
      let name = Name.location(actor.actor, instance: value(actor.instance, of: index))
      result[name] = .integer(state[actor.locationSlot])
    }
    for variable in program.variables {
      switch (variable.origin, variable.content) {
      case (.variable(let id, let instance), .value(let first)):
        let width = variable.type.scalarCount
        let name = Name.variable(id, instance: value(instance, of: ownerIndex(id)))
        result[name] = SlotLayout.decode(state[first..<first + width], as: variable.type)
      case (.channel(let id, let instance), .channel(let count, let first, let width, let capacity, _)):
        let name = Name.channel(id, instance: value(instance, of: program.model.channels[id].index))
        result[name] = SlotLayout.decodeChannel(
          count: state[count], elements: state[first..<first + width * capacity], as: variable.type)
      default: preconditionFailure("variables hold values, channels hold elements")
      }
    }
    return result
  }

  private func encoded(_ values: [Name: Value]) -> [Int] {
    var state = program.slots.map(\.lower)
    for actor in program.actors {
      let index = program.model.actors[actor.actor].index.map { program.model.locals[$0].type }
      if case .integer(let location)? = values[.location(actor.actor, instance: value(actor.instance, of: index))] {
        state[actor.locationSlot] = location
      }
    }
    for variable in program.variables {
      switch (variable.origin, variable.content) {
      case (.variable(let id, let instance), .value(let first)):
        guard let value = values[.variable(id, instance: value(instance, of: ownerIndex(id)))] else { continue }
        let scalars = SlotLayout.scalars(of: value, as: variable.type)
        state.replaceSubrange(first..<first + scalars.count, with: scalars)
      case (.channel(let id, let instance), .channel(let count, let first, _, _, _)):
        let name = Name.channel(id, instance: value(instance, of: program.model.channels[id].index))
        guard case .channel(let elements)? = values[name] else { continue }
        state[count] = elements.count
        let scalars = elements.flatMap { SlotLayout.scalars(of: $0, as: variable.type) }
        state.replaceSubrange(first..<first + scalars.count, with: scalars)
      default: preconditionFailure("variables hold values, channels hold elements")
      }
    }
    return state
  }

  private func ownerIndex(_ variable: VariableID) -> ValueType? {
    guard case .actor(let actor) = program.model.variables[variable].owner else { return nil }
    return program.model.actors[actor].index.map { program.model.locals[$0].type }
  }

  private func value(_ ordinal: Int?, of index: ValueType?) -> Value? {
    guard let ordinal, let index else { return nil }
    return index.value(ordinal: ordinal)
  }

  // MARK: Permutations

  private func permuted(_ state: [Name: Value], _ permutation: [SymmetricType: [Int]]) -> [Name: Value] {
    var result: [Name: Value] = [:]
    for (name, value) in state {
      switch name {
      case .location(let actor, let instance):
        let index = program.model.actors[actor].index.map { program.model.locals[$0].type }
        result[.location(actor, instance: moved(instance, index, permutation))] = value
      case .variable(let id, let instance):
        let target = Name.variable(id, instance: moved(instance, ownerIndex(id), permutation))
        result[target] = renamed(value, program.model.variables[id].type, permutation)
      case .channel(let id, let instance):
        let channel = program.model.channels[id]
        guard case .channel(let elements) = value else { preconditionFailure("a channel holds elements") }
        var renamed = elements.map { self.renamed($0, channel.element, permutation) }
        if channel.isBag {
          let scalars = { SlotLayout.scalars(of: $0, as: channel.element) }
          renamed.sort { scalars($0).lexicographicallyPrecedes(scalars($1)) }
        }
        result[.channel(id, instance: moved(instance, channel.index, permutation))] = .channel(renamed)
      }
    }
    return result
  }

  private func moved(_ instance: Value?, _ index: ValueType?, _ permutation: [SymmetricType: [Int]]) -> Value? {
    guard let instance, let index else { return instance }
    return renamed(instance, index, permutation)
  }

  private func renamed(_ value: Value, _ type: ValueType, _ permutation: [SymmetricType: [Int]]) -> Value {
    switch (value, type) {
    case (.ordinal(let number), .symmetric(let type)): return .ordinal(permutation[type]?[number] ?? number)
    case (.some(let inner), .optional(let wrapped)): return .some(renamed(inner, wrapped, permutation))
    case (.structure(let values), .structure(let type)):
      return .structure(zip(values, type.fields).map { renamed($0, $1.type, permutation) })
    case (.set(let values), .set(let element)): return .set(Set(values.map { renamed($0, element, permutation) }))
    case (.array(let values), .array(let index, let element)):
      let indices = index.allValues
      var result = values
      for (position, value) in values.enumerated() {
        let target = indices.firstIndex(of: renamed(indices[position], index, permutation)) ?? position
        result[target] = renamed(value, element, permutation)
      }
      return .array(result)
    default: return value
    }
  }
}
