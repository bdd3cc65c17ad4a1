import QuiesceLanguage

/// The initial states: every choice of the variables that start with `any`.
extension ModelLowering {
  /// The most initial states.
  static let initialStateLimit = 1_000_000
  /// The most scalars of all initial states together.
  static let initialScalarLimit = 32_000_000

  mutating func initialStates() throws(LoweringFailure) -> [[Int]] {
    var state = layout.slots.map(\.lower)
    for actor in layout.actors { state[actor.locationSlot] = model.actors[actor.actor].initial }
    var free: [(first: SlotID, values: [[Int]])] = []
    var count = 1
    for (id, variable) in model.variables.enumerated() {
      guard let place = layout.variablePlaces[id] else { continue }
      subject = ("the initial value of '\(variable.name)'", variable.span)
      for instance in 0..<place.count {
        let first = place.base + instance * place.width
        if let initial = variable.initial {
          let scalars = try initialScalars(of: variable, initial, instance: instance, place)
          state.replaceSubrange(first..<(first + place.width), with: scalars)
        } else {
          let values = try everyValue(of: variable.type)
          free.append((first, values))
          count = try product(count, values.count)
        }
      }
    }
    var result = [state]
    for (first, values) in free where !values.isEmpty {
      result = result.flatMap { state in
        values.map { value in
          var next = state
          next.replaceSubrange(first..<(first + value.count), with: value)
          return next
        }
      }
    }
    return result
  }

  private mutating func initialScalars(
    of variable: Variable, _ initial: Expression, instance: Int, _ place: StateLayout.VariablePlace
  ) throws(LoweringFailure) -> [Int] {
    if case .actor(let actor) = variable.owner, let index = model.actors[actor].index, let type = place.index {
      environment[index] = GroundValue(.constant((type.ordinals?.lowerBound ?? 0) + instance), type)
    }
    let outer = openScope()
    let value = convert(try value(initial), to: variable.type, .valueOutOfRange, initial.span)
    let needed = pending
    _ = closeScope(outer, .yes)
    var scalars: [Int] = []
    do throws(GroundFault) {
      for term in value.terms {
        let whole = needed.reversed().reduce(term.expression) { body, binding in
          .letIn(binding.local, binding.expression, body: body)
        }
        scalars.append(try GroundInterpreter.constant(whole))
      }
    } catch {
      let kind = faultSites[error.site].kind.rawValue
      throw LoweringFailure(
        Diagnostic(.outOfRange, "\(subject.text) cannot be computed: \(kind)", at: faultSites[error.site].span))
    }
    return scalars
  }

  /// The scalars of every value of a type, in ascending order.
  private func everyValue(of type: ValueType) throws(LoweringFailure) -> [[Int]] {
    if let range = type.ordinals {
      _ = try product(1, SlotLayout.cardinality(of: type))
      return range.map { [$0] }
    }
    switch type {
    case .bool, .integer, .enumeration, .symmetric: return []
    case .optional(let wrapped):
      let none = [0] + SlotLayout.flatten(wrapped).map(\.range.lowerBound)
      return [none] + (try everyValue(of: wrapped).map { [1] + $0 })
    case .structure(let structure): return try products(of: structure.fields.map(\.type))
    case .array(let index, let element):
      return try products(of: Array(repeating: element, count: SlotLayout.cardinality(of: index)))
    case .set(let element):
      return try products(of: Array(repeating: .bool, count: SlotLayout.cardinality(of: element)))
    }
  }

  private func products(of types: [ValueType]) throws(LoweringFailure) -> [[Int]] {
    var result: [[Int]] = [[]]
    for type in types {
      let values = try everyValue(of: type)
      _ = try product(result.count, values.count)
      result = result.flatMap { start in values.map { start + $0 } }
    }
    return result
  }

  private func product(_ first: Int, _ second: Int) throws(LoweringFailure) -> Int {
    let (count, overflow) = first.multipliedReportingOverflow(by: second)
    let (scalars, tooMany) = count.multipliedReportingOverflow(by: max(1, layout.slots.count))
    if overflow || tooMany || count > ModelLowering.initialStateLimit || scalars > ModelLowering.initialScalarLimit {
      throw LoweringFailure(
        tooLarge: "\(subject.text) makes more initial states than fit", at: subject.span,
        hint: "give some variables a value instead of 'any', or choose the value in a first step")
    }
    return count
  }
}
