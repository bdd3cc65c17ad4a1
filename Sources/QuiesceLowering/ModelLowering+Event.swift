import QuiesceModel
import QuiesceProgram

/// Events: what they tell traces, and the monitors and properties that react at the point of emission.
extension ModelLowering {
  mutating func emit(_ event: EventID, _ arguments: [Expression]) throws(LoweringFailure) {
    let types = model.events[event].parameters.map(\.type)
    let terms = try values(arguments, to: types).map { settle($0) }
    flush()
    statements.append(.emit(event, terms.map(\.expression)))
    // Reactions of monitors emit nothing that others react to.
    guard monitorProperty == nil else { return }
    let known = (notes.faultSites.count, notes.orderDependencies.count)
    for reaction in reactions[event] { try react(reaction, terms, types) }
    if known != (notes.faultSites.count, notes.orderDependencies.count) { notes.areOfProperties = true }
  }

  /// The scalars of arguments: all are evaluated, then those outside their types are faults, in order.
  private mutating func values(
    _ arguments: [Expression], to types: [ValueType]
  ) throws(LoweringFailure) -> [Term] {
    try converted(arguments, to: types)
  }

  private mutating func react(
    _ reaction: Reaction, _ terms: [Term], _ types: [ValueType]
  ) throws(LoweringFailure) {
    try charge(1)
    var rest = terms[...]
    for (local, type) in zip(reaction.pattern.arguments, types) {
      let width = type.groundWidth
      if let local { environment[local] = GroundValue(type: type, terms: rest.prefix(width).map { refine($0) }) }
      rest = rest.dropFirst(width)
    }
    if reaction.covers, notes.marks == nil { statements.append(.cover(reaction.property)) }
    var test = Term.yes
    if let condition = reaction.pattern.condition { test = try scalar(condition) }
    flush()
    let body: Block = { lowering throws(LoweringFailure) in
      guard let body = reaction.body else { return lowering.statements.append(.flag(reaction.property)) }
      lowering.monitorProperty = reaction.property
      try lowering.lower(body)
      lowering.monitorProperty = nil
    }
    try branch(test, then: body, otherwise: { _ throws(LoweringFailure) in })
  }
}
