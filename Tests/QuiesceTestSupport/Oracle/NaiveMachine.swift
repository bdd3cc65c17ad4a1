import QuiesceModel

/// Evaluates expressions and runs statements by walking the checked model's trees.
///
/// It is slow and knows nothing of the ground program: the oracle that the engine is compared with.
struct NaiveMachine {
  /// What can be read and written.
  let model: CheckedModel
  /// The state that is read and written.
  var state: NaiveState
  /// The values of the locals in scope.
  var locals: [LocalID: Value] = [:]
  /// The properties that the statements run so far flagged, by position in the model.
  var flagged: Set<Int> = []
  /// The events of formulas that the statements run so far emitted.
  var seen: Set<NaiveEvent> = []
  /// The property of the monitor whose reaction runs: a failed assertion flags it instead of being a fault.
  var monitor: Int?

  init(model: CheckedModel, state: NaiveState) {
    self.model = model
    self.state = state
  }

  // MARK: Places

  /// The position of an instance in a family, or 0 where there is no family.
  func position(_ instance: Expression?, in type: ValueType?) throws(NaiveFault) -> Int {
    guard let instance, let type else { return 0 }
    let value = try evaluate(instance)
    guard let position = type.position(of: value) else { throw NaiveFault(.indexOutOfRange, at: instance.span) }
    return position
  }

  /// The type of an actor's index.
  func indexType(of actor: ActorID) -> ValueType? {
    model.actors[actor].index.map { model.locals[$0].type }
  }

  func position(of reference: VariableReference) throws(NaiveFault) -> Int {
    switch model.variables[reference.variable].owner {
    case .shared, .monitor: 0
    case .actor(let actor): try position(reference.instance, in: indexType(of: actor))
    }
  }

  func position(of reference: ChannelReference) throws(NaiveFault) -> Int {
    try position(reference.instance, in: model.channels[reference.channel].index)
  }

  func content(of reference: ChannelReference) throws(NaiveFault) -> [Value] {
    state.channels[reference.channel][try position(of: reference)]
  }

  // MARK: Typed operands

  func truth(of expression: Expression) throws(NaiveFault) -> Bool {
    guard case .bool(let flag) = try evaluate(expression) else { preconditionFailure("not a truth value") }
    return flag
  }

  func number(of expression: Expression) throws(NaiveFault) -> Int {
    guard case .integer(let number) = try evaluate(expression) else { preconditionFailure("not an integer") }
    return number
  }

  func elements(of expression: Expression) throws(NaiveFault) -> Set<Value> {
    guard case .set(let values) = try evaluate(expression) else { preconditionFailure("not a set") }
    return values
  }

  /// The values of a domain in ascending order, the content of a queue head first.
  func values(of domain: Domain) throws(NaiveFault) -> [Value] {
    switch domain {
    case .type(let type):
      return (type.everyValue(limit: Limits.enumeratedValues) ?? []).sorted { type.precedes($0, $1) }
    case .set(let expression):
      guard case .set(let element) = expression.type else { preconditionFailure("not a set") }
      return try elements(of: expression).sorted { element.precedes($0, $1) }
    case .range(let low, let high, _):
      let first = try number(of: low)
      let last = try number(of: high)
      return first <= last ? (first...last).map { .integer($0) } : []
    case .channel(let reference): return try content(of: reference)
    }
  }
}

/// An event that a formula speaks of.
package struct NaiveEvent: Hashable, Sendable {
  /// The formula's property, by position in the model.
  let property: Int
  /// Which of the formula's patterns it matches; nil if one of them cannot be evaluated.
  let pattern: Int?
}
