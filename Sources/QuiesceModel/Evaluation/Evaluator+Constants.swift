extension Evaluator where Environment == ConstantEnvironment {
  /// The truth of a condition, where parameters and the locals that have values decide it whatever the state is; else nil.
  ///
  /// That no value of a variable's type makes a condition true decides nothing here.
  package mutating func knownTruth(of condition: Expression) -> Bool? {
    switch condition.kind {
    case .not(let operand): return knownTruth(of: operand).map { !$0 }
    case .binary(.and, let left, let right):
      return known([knownTruth(of: left), knownTruth(of: right)], decisive: false)
    case .binary(.or, let left, let right):
      return known([knownTruth(of: left), knownTruth(of: right)], decisive: true)
    case .binary(.implies, let left, let right):
      return known([knownTruth(of: left).map { !$0 }, knownTruth(of: right)], decisive: true)
    case .conditional(let condition, let then, let otherwise):
      return knownTruth(of: condition).flatMap { knownTruth(of: $0 ? then : otherwise) }
    case .call(let function, let arguments):
      let values = arguments.map { knownValue(of: $0) }
      for (parameter, value) in zip(model.functions[function].parameters, values) { locals[parameter] = value }
      return knownTruth(of: model.functions[function].body)
    default:
      guard case .bool(let truth)? = knownValue(of: condition) else { return nil }
      return truth
    }
  }

  /// The value of an expression that reads no state, and no local without a value; nil of any other, and where it faults.
  package mutating func knownValue(of expression: Expression) -> Value? { try? evaluate(expression) }

  /// The values of a domain, where they are known in the same way and a range has no more than so many.
  package mutating func knownValues(of domain: Domain, limit: Int) -> [Value]? {
    switch domain {
    case .type(let type): return type.allValues
    case .set(let set):
      guard case .set(let elements)? = knownValue(of: set) else { return nil }
      return Array(elements)
    case .range(let low, let high, _):
      guard case .integer(let first)? = knownValue(of: low), case .integer(let last)? = knownValue(of: high) else {
        return nil
      }
      if last < first { return [] }
      return (first...last).cardinality > limit ? nil : (first...last).map { .integer($0) }
    case .channel: return nil
    }
  }

  private func known(_ operands: [Bool?], decisive: Bool) -> Bool? {
    operands.contains(decisive) ? decisive : operands.contains(nil) ? nil : !decisive
  }
}
