extension GroundExpression {
  /// The greatest scratch variable used, or -1.
  var highestLocal: Int {
    switch self {
    case .constant, .slot, .fault: -1
    case .slotAt(_, _, _, let index): index.highestLocal
    case .local(let local): local
    case .not(let operand), .check(let operand, _, _), .cover(_, let operand): operand.highestLocal
    case .binary(_, let left, let right): max(left.highestLocal, right.highestLocal)
    case .conditional(let condition, let first, let second):
      max(condition.highestLocal, first.highestLocal, second.highestLocal)
    case .letIn(let local, let value, let body): max(local, value.highestLocal, body.highestLocal)
    }
  }
}

extension [GroundStatement] {
  /// The greatest scratch variable used, or -1.
  var highestLocal: Int {
    reduce(-1) { highest, statement in
      switch statement {
      case .assign(_, let value): Swift.max(highest, value.highestLocal)
      case .assignAt(_, _, _, let index, let value): Swift.max(highest, index.highestLocal, value.highestLocal)
      case .setLocal(let local, let value): Swift.max(highest, local, value.highestLocal)
      case .conditional(let condition, let then, let otherwise):
        Swift.max(highest, condition.highestLocal, then.highestLocal, otherwise.highestLocal)
      case .shiftDown, .fault, .flag, .cover, .emit: highest
      }
    }
  }
}
