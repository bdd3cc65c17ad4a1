import QuiesceModel
import QuiesceProgram

/// What each slot of a program has to do with symmetric values: which of them index the way to it, and whether it holds one.
///
/// A permutation of the values moves a slot's content to the slot whose way has the permuted values in it, and renames what
/// is held.
struct SymmetricPlaces {
  /// A part of the way from the whole state to a slot.
  enum Part: Hashable {
    /// What no permutation changes: a variable, a field, a place of a queue.
    case fixed(Int)
    /// A value as index or as element of a set; the type by position in `types`.
    case value(type: Int, Int)
  }

  /// Where a slot lies.
  struct Place {
    var path: [Part] = []
    /// The path as far as all permutations leave it alone: values are numbered by first occurrence, places of bags are one.
    var orbit: [Part] = []
    var holder: Holder?

    /// The types whose values index the way to it or may be held.
    var types: Set<Int> {
      var types = Set(holder.map { [$0.type] } ?? [])
      for case .value(let type, _) in path { types.insert(type) }
      return types
    }
  }

  /// A slot that may hold a symmetric value.
  struct Holder {
    /// The type, by position in `types`.
    let type: Int
    /// The raw value that stands for the first value; the raw values below it stand for `none`.
    let base: Int
    /// Where the slot means nothing and holds raw zero.
    let presence: Presence?
  }

  /// The slot means something where another slot's raw value is at least this: a tag of an optional, or the count of a channel.
  struct Presence {
    let slot: SlotID
    let least: Int
  }

  /// A bag whose elements hold symmetric values, or are indexed by them: its order changes.
  struct Bag {
    package let count: SlotID
    let first: SlotID
    let width: Int
    let capacity: Int

    /// The slots of all its places.
    var slots: Range<SlotID> { first..<first + width * capacity }
  }

  let types: [SymmetricType]
  /// By slot.
  var places: [Place]
  /// The bags that are sorted again.
  var bags: [Bag] = []
  /// The slot at the end of each way.
  var slots: [[Part]: SlotID] = [:]

  init(_ program: Program, types: [SymmetricType]) {
    self.types = types
    places = Array(repeating: Place(), count: program.slots.count)
    for actor in program.actors {
      let index = program.model.actors[actor.actor].index.map { program.model.locals[$0].type }
      enter(actor.locationSlot, [.fixed(0), .fixed(actor.actor), part(actor.instance, of: index)])
    }
    for variable in program.variables { add(variable, of: program) }
    for (slot, place) in places.enumerated() { slots[place.path] = slot }
  }

  /// The symmetric types that a state has to do with, by name.
  static func types(of program: Program) -> [SymmetricType] {
    var found: Set<SymmetricType> = []
    for variable in program.variables { found.formUnion(variable.type.permutedTypes) }
    for actor in program.model.actors {
      if let index = actor.index { found.formUnion(program.model.locals[index].type.permutedTypes) }
    }
    for channel in program.model.channels { found.formUnion(channel.index?.permutedTypes ?? []) }
    return found.sorted { $0.name < $1.name }
  }

  /// The types by position, in groups: no slot and no bag has to do with types of two groups, so what the values of one group
  /// are called does not touch where those of another one are found.
  var groups: [[Int]] {
    var groups: [Set<Int>] = types.indices.map { [$0] }
    let related = places.map(\.types) + bags.map { places[$0.slots].reduce(into: []) { $0.formUnion($1.types) } }
    for together in Set(related) where together.count > 1 {
      let joined = groups.filter { !$0.isDisjoint(with: together) }.reduce(into: together) { $0.formUnion($1) }
      groups = groups.filter { $0.isDisjoint(with: together) } + [joined]
    }
    return groups.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// Where the content of a slot goes when two values of a type trade places.
  func target(of slot: SlotID, swapping first: Int, _ second: Int, of type: Int) -> SlotID {
    let path = places[slot].path.map { part in
      switch part {
      case .value(type, first): Part.value(type: type, second)
      case .value(type, second): Part.value(type: type, first)
      case .value, .fixed: part
      }
    }
    guard let target = slots[path] else { preconditionFailure("each value indexes what every other one does") }
    return target
  }

  /// A state without bags in which two values of a type have traded places, for any number of states.
  func swap(_ first: Int, _ second: Int, of type: Int, slots: [Slot]) -> (_ state: [Int]) -> [Int] {
    // Most slots are of neither value and hold none of the type.
    let moves = places.indices.compactMap { slot -> (slot: SlotID, target: SlotID, holder: Holder?)? in
      let target = target(of: slot, swapping: first, second, of: type)
      let holder = places[slot].holder.flatMap { $0.type == type ? $0 : nil }
      return target == slot && holder == nil ? nil : (slot, target, holder)
    }
    return { state in
      var result = state
      for (slot, target, holder) in moves {
        var value = state[slot]
        if let holder, isPresent(holder, in: state, slots) {
          if value == holder.base + first {
            value = holder.base + second
          } else if value == holder.base + second {
            value = holder.base + first
          }
        }
        result[target] = value
      }
      return result
    }
  }

  private func isPresent(_ holder: Holder, in state: [Int], _ slots: [Slot]) -> Bool {
    guard let presence = holder.presence else { return true }
    return state[presence.slot] - slots[presence.slot].lower >= presence.least
  }

  // MARK: Ways

  private mutating func add(_ variable: StateVariable, of program: Program) {
    let model = program.model
    var path: [Part]
    switch variable.origin {
    case .variable(let id, let instance):
      var index: ValueType?
      if case .actor(let actor) = model.variables[id].owner {
        index = model.actors[actor].index.map { model.locals[$0].type }
      }
      path = [.fixed(1), .fixed(id), part(instance, of: index)]
    case .channel(let id, let instance):
      path = [.fixed(2), .fixed(id), part(instance, of: model.channels[id].index)]
    }
    switch variable.content {
    case .value(let first): visit(variable.type, at: first, Way(path), nil)
    case .channel(let count, let first, let width, let capacity, let isBag):
      enter(count, path + [.fixed(-1)])
      for place in 0..<capacity {
        var way = Way(path)
        way.append(.fixed(place), orbit: .fixed(isBag ? -2 : place))
        visit(variable.type, at: first + place * width, way, Presence(slot: count, least: place + 1))
      }
      if isBag, !Set(types).isDisjoint(with: variable.type.permutedTypes) {
        bags.append(Bag(count: count, first: first, width: width, capacity: capacity))
      }
    }
  }

  private struct Way {
    var path: [Part]
    var orbit: [Part]

    init(_ path: [Part]) {
      self.path = path
      orbit = path
    }

    mutating func append(_ part: Part, orbit other: Part? = nil) {
      path.append(part)
      orbit.append(other ?? part)
    }

    func adding(_ part: Part) -> Way {
      var way = self
      way.append(part)
      return way
    }
  }

  private mutating func visit(_ type: ValueType, at slot: SlotID, _ way: Way, _ presence: Presence?) {
    if type.isScalar { return enter(slot, way, holder(of: type, presence)) }
    switch type {
    case .bool, .integer, .enumeration, .symmetric: break
    case .optional(let wrapped):
      enter(slot, way.adding(.fixed(0)), nil)
      visit(wrapped, at: slot + 1, way.adding(.fixed(1)), Presence(slot: slot, least: 1))
    case .structure(let structure):
      var slot = slot
      for (position, field) in structure.fields.enumerated() {
        visit(field.type, at: slot, way.adding(.fixed(position)), presence)
        slot += field.type.scalarCount
      }
    case .array(let index, let element):
      let width = element.scalarCount
      for (position, ordinal) in (index.ordinals ?? 0...0).enumerated() {
        visit(element, at: slot + position * width, way.adding(part(ordinal, of: index)), presence)
      }
    case .set(let element):
      for (position, value) in element.allValues.enumerated() {
        var way = way
        for part in parts(of: value, element) { way.append(part) }
        enter(slot + position, way, nil)
      }
    }
  }

  private mutating func enter(_ slot: SlotID, _ path: [Part]) { enter(slot, Way(path), nil) }

  private mutating func enter(_ slot: SlotID, _ way: Way, _ holder: Holder?) {
    let values = way.path.filter(\.isValue)
    let orbit = way.orbit.map { part in
      guard case .value(let type, _) = part, let first = values.firstIndex(of: part) else { return part }
      return Part.value(type: type, first)
    }
    places[slot] = Place(path: way.path, orbit: orbit, holder: holder)
  }

  /// What an element of a set is on the way: its scalars. Where these move with the values, the types are refused.
  private func parts(of value: Value, _ type: ValueType) -> [Part] {
    switch (value, type) {
    case (_, _) where type.isScalar: [part(type.ordinal(of: value), of: type)]
    case (.some(let inner), .optional(let wrapped)): [.fixed(1)] + parts(of: inner, wrapped)
    case (.structure(let values), .structure(let structure)):
      zip(values, structure.fields).flatMap { parts(of: $0, $1.type) }
    default: [.fixed(type.ordinal(of: value))]
    }
  }

  /// What an ordinal of an index type is on the way.
  private func part(_ ordinal: Int?, of index: ValueType?) -> Part {
    guard let ordinal, let index else { return .fixed(0) }
    guard let (type, base) = symmetric(index), ordinal >= base else { return .fixed(ordinal) }
    return .value(type: type, ordinal - base)
  }

  private func holder(of type: ValueType, _ presence: Presence?) -> Holder? {
    symmetric(type).map { Holder(type: $0.type, base: $0.base, presence: $0.base == 0 ? presence : nil) }
  }

  /// The symmetric type of a scalar, and the ordinal of its first value: an optional puts `none` before it.
  private func symmetric(_ type: ValueType) -> (type: Int, base: Int)? {
    switch type {
    case .symmetric(let symmetric): types.firstIndex(of: symmetric).map { ($0, 0) }
    case .optional(let wrapped): symmetric(wrapped).map { ($0.type, $0.base + 1) }
    case .bool, .integer, .enumeration, .structure, .array, .set: nil
    }
  }
}

extension SymmetricPlaces.Part {
  /// Whether a permutation may change it.
  var isValue: Bool { if case .value = self { true } else { false } }
}
