import QuiesceProgram

/// Numbers scratch variables from 0, in the order in which they are set.
struct LocalNumbering {
  private var numbers: [GroundLocal: GroundLocal] = [:]
  private var next = 0

  static func number(_ expression: GroundExpression) -> GroundExpression {
    var numbering = LocalNumbering()
    return numbering.expression(expression)
  }

  static func number(_ statements: [GroundStatement]) -> [GroundStatement] {
    var numbering = LocalNumbering()
    return statements.map { numbering.statement($0) }
  }

  private mutating func define(_ local: GroundLocal) -> GroundLocal {
    defer { next += 1 }
    numbers[local] = next
    return next
  }

  private mutating func expression(_ expression: GroundExpression) -> GroundExpression {
    switch expression {
    case .local(let local): return .local(numbers[local] ?? local)
    case .letIn(let local, let value, let body):
      let definition = self.expression(value)
      let number = define(local)
      return .letIn(number, definition, body: self.expression(body))
    case .constant, .slot, .fault, .slotAt, .not, .check, .cover, .binary, .conditional:
      return expression.mapOperands { self.expression($0) }
    }
  }

  private mutating func statement(_ statement: GroundStatement) -> GroundStatement {
    switch statement {
    case .setLocal(let local, let value):
      let value = expression(value)
      // Set again: the place of a bag's new element.
      return .setLocal(numbers[local] ?? define(local), value)
    case .conditional(let condition, let then, let otherwise):
      let condition = expression(condition)
      let first = then.map { self.statement($0) }
      return .conditional(condition, then: first, otherwise: otherwise.map { self.statement($0) })
    case .assign, .assignAt, .emit, .shiftDown, .fault, .flag, .cover:
      return statement.mapExpressions { expression($0) }
    }
  }
}
