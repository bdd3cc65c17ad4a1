import QuiesceProgram

/// The conditions over single states that a search asks of a program, by number: what runs the program evaluates them.
struct StateConditions: Sendable {
  /// The conditions. A property that is decided by an expression over states has its own position as the number; at those of
  /// other properties there is none.
  let expressions: [GroundExpression?]
  /// The number of the search bound, if there is one.
  let bound: Int?
  /// For each actor and location, one after the other, the number of what must hold for rest besides that the location is
  /// final; nil where that is nothing.
  let rest: [Int?]
  /// The number of the first of those that do not come from the program.
  let firstOther: Int

  /// Numbers the conditions of a program, and others over its states.
  init(_ program: Program, others: [GroundExpression] = []) {
    var expressions = program.properties.map(\.condition)
    func number(_ condition: GroundExpression?) -> Int? {
      guard let condition else { return nil }
      expressions.append(condition)
      return expressions.count - 1
    }
    bound = number(program.bound)
    rest = program.actors.flatMap { actor in actor.locations.indices.map { number(actor.restConditions[$0]) } }
    firstOther = expressions.count
    self.expressions = expressions + others
  }
}
