/// When the evaluation of an expression ends in no fault.
extension GroundExpression {
  /// The expression without what might end in a fault; it has the same value where that does not happen.
  var undisturbed: GroundExpression {
    switch self {
    case .check(let operand, _, _), .cover(_, let operand): operand.undisturbed
    case .fault: .constant(0)
    default: mustEvaluate ? mapOperands(\.undisturbed) : self
    }
  }

  /// That evaluating the expression does not end in a fault, as a term whose evaluation never does.
  package var definedness: Term {
    guard mayFault else { return .yes }
    switch self {
    case .fault: return .no
    case .check(let operand, let range, _):
      return .and(operand.definedness, .lies(Term(operand.undisturbed, in: Int.min...Int.max), in: range))
    case .binary(.and, let left, let right):
      return .and(left.definedness, .or(.not(left.undisturbedTruth), right.definedness))
    case .binary(.or, let left, let right):
      return .and(left.definedness, .or(left.undisturbedTruth, right.definedness))
    case .conditional(let condition, let then, let otherwise):
      return .and(
        condition.definedness, .conditional(condition.undisturbedTruth, then.definedness, otherwise.definedness))
    case .letIn(let local, let value, let body):
      return .and(value.definedness, .letIn(local, Term(value.undisturbed, in: Int.min...Int.max), body.definedness))
    case .constant, .slot, .local, .slotAt, .not, .cover, .binary:
      var operands: [Term] = []
      forEachOperand { operands.append($0.definedness) }
      return .all(operands)
    }
  }

  /// The truth value that it has where its evaluation ends in no fault.
  var undisturbedTruth: Term {
    let expression = undisturbed
    if case .constant(let number) = expression { return .constant(number) }
    return Term(expression, in: 0...1)
  }
}
