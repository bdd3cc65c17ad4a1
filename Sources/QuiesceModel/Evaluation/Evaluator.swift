/// Evaluates checked expressions by walking their trees: the semantics of the language in its shortest form.
///
/// It serves constants, explanations in traces and the tests' oracle; the search uses the ground program.
///
/// - Operands are evaluated from left to right. `&&`, `||`, `implies` and `if` evaluate only what they need; `forall` and
///   `exists` stop at the first element that decides, in the ascending order of the domain (a bag's sorted content).
/// - A literal stores its parts: an integer outside the type of a field, of an array's or set's elements or of the optional
///   that it is wrapped in is the fault `valueOutOfRange`; so is an argument or a result outside a function's types.
package struct Evaluator<Environment: EvaluationEnvironment> {
  /// Where functions, channels and types are declared.
  package let model: CheckedModel
  /// The state.
  package var environment: Environment
  /// The values of bindings, loop variables, parameters and indices.
  package var locals: [LocalID: Value]
  /// How many steps the evaluation may still take.
  package var remainingSteps: Int

  /// Makes an evaluator of a model's expressions in a state.
  package init(
    model: CheckedModel, environment: Environment, locals: [LocalID: Value] = [:], steps: Int = Int.max
  ) {
    self.model = model
    self.environment = environment
    self.locals = locals
    remainingSteps = steps
  }

  /// The value of an expression.
  package mutating func evaluate(_ expression: Expression) throws(EvaluationFault) -> Value {
    try countStep(at: expression.span)
    switch expression.kind {
    case .constant(let value): return value
    case .variable(let reference): return try value(of: reference, at: expression.span)
    case .local(let local):
      guard let value = locals[local] else { throw EvaluationFault(.unknownState, at: expression.span) }
      return value
    case .field, .element, .unwrap: return try part(expression)
    case .wrap, .set, .array, .filledArray, .structure: return try literal(expression)
    case .not(let operand): return .bool(!(try truth(operand)))
    case .negate(let operand):
      let result = 0.subtractingReportingOverflow(try integer(operand))
      return try number(result, at: expression.span)
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, at: expression.span)
    case .conditional(let condition, let then, let otherwise):
      return try evaluate(try truth(condition) ? then : otherwise)
    case .quantified: return try quantified(expression)
    case .contains(let set, let element):
      let members = try elements(of: set)
      return .bool(members.contains(try evaluate(element)))
    case .within(let value, let low, let high):
      let number = try integer(value)
      let bounds = (try integer(low), try integer(high))
      return .bool(bounds.0 <= number && number <= bounds.1)
    case .setCount(let set): return .integer(try elements(of: set).count)
    case .channel(let reference, let query): return try ask(reference, query, at: expression.span)
    case .call(let function, let arguments):
      return try call(model.functions[function], arguments, at: expression.span)
    case .location(let reference, let locations):
      let instance = try instanceOrdinal(reference.instance, type: actorIndexType(reference.actor))
      guard let location = environment.location(of: reference.actor, instance: instance) else {
        throw EvaluationFault(.unknownState, at: expression.span)
      }
      return .bool(locations.contains(location))
    }
  }

  /// Whether a condition holds.
  package mutating func truth(_ expression: Expression) throws(EvaluationFault) -> Bool {
    guard case .bool(let flag) = try evaluate(expression) else { throw malformed(expression) }
    return flag
  }

  /// The value of an integer expression.
  package mutating func integer(_ expression: Expression) throws(EvaluationFault) -> Int {
    guard case .integer(let number) = try evaluate(expression) else { throw malformed(expression) }
    return number
  }

  /// The elements of a set expression.
  mutating func elements(of expression: Expression) throws(EvaluationFault) -> Set<Value> {
    guard case .set(let elements) = try evaluate(expression) else { throw malformed(expression) }
    return elements
  }

  /// A checked expression has the type it says; this is what a value of another shape gives.
  func malformed(_ expression: Expression) -> EvaluationFault {
    EvaluationFault(.unknownState, at: expression.span)
  }

  mutating func countStep(at span: SourceSpan) throws(EvaluationFault) {
    guard remainingSteps > 0 else { throw EvaluationFault(.tooManySteps, at: span) }
    remainingSteps -= 1
  }

  func number(
    _ result: (partialValue: Int, overflow: Bool), at span: SourceSpan
  ) throws(EvaluationFault) -> Value {
    guard !result.overflow else { throw EvaluationFault(.fault(.overflow), at: span) }
    return .integer(result.partialValue)
  }
}
