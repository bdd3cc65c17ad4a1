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
  package var definedness: Term { definedness(with: \.undisturbed) }

  /// The same for whom a check says between which values its operand lies, and ends in no fault.
  package var definednessWithLimits: Term { definedness { $0 } }

  /// - Parameter value: what stands for an operand where that is evaluated, which is only where it is defined.
  private func definedness(with value: (GroundExpression) -> GroundExpression) -> Term {
    guard mayFault else { return .yes }
    switch self {
    case .fault: return .no
    case .check(let operand, let range, _):
      return .and(
        operand.definedness(with: value), .lies(Term(value(operand), in: Int.min...Int.max), in: range))
    case .binary(.and, let left, let right):
      return .and(
        left.definedness(with: value), .or(.not(.truth(of: value(left))), right.definedness(with: value)))
    case .binary(.or, let left, let right):
      return .and(left.definedness(with: value), .or(.truth(of: value(left)), right.definedness(with: value)))
    case .conditional(let condition, let then, let otherwise):
      return .and(
        condition.definedness(with: value),
        .conditional(
          .truth(of: value(condition)), then.definedness(with: value), otherwise.definedness(with: value)))
    case .letIn(let local, let bound, let body):
      return .and(
        bound.definedness(with: value),
        .letIn(local, Term(value(bound), in: Int.min...Int.max), body.definedness(with: value)))
    case .constant, .slot, .local, .slotAt, .not, .cover, .binary:
      var operands: [Term] = []
      forEachOperand { operands.append($0.definedness(with: value)) }
      return .all(operands)
    }
  }

  /// The truth value that it has where its evaluation ends in no fault.
  var undisturbedTruth: Term { .truth(of: undisturbed) }
}

extension Term {
  /// A truth value.
  fileprivate static func truth(of expression: GroundExpression) -> Term {
    if case .constant(let number) = expression { return .constant(number) }
    return Term(expression, in: 0...1)
  }
}
