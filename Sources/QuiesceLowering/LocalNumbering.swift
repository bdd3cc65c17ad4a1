import QuiesceProgram

/// Gives scratch variables small numbers.
///
/// A few keep numbers of their own, in order. Many share: a number is free again where nothing that comes later reads it.
struct LocalNumbering {
  private var numbers: [GroundLocal: GroundLocal] = [:]
  private var next = 0
  private var isSharing = false

  static func number(_ expression: GroundExpression) -> GroundExpression {
    var numbering = LocalNumbering()
    let result = numbering.expression(expression, live: [])
    guard numbering.next > GroundCleaning.sharingThreshold else { return result }
    numbering = LocalNumbering()
    numbering.isSharing = true
    return numbering.expression(expression, live: [])
  }

  static func number(_ statements: [GroundStatement]) -> [GroundStatement] {
    var numbering = LocalNumbering()
    let result = numbering.block(statements, live: [])
    guard numbering.next > GroundCleaning.sharingThreshold else { return result }
    numbering = LocalNumbering()
    numbering.isSharing = true
    return numbering.block(statements, live: [])
  }

  private mutating func define(_ local: GroundLocal, live: Set<GroundLocal>) -> GroundLocal {
    var number = next
    next += 1
    if isSharing {
      let taken = Set(live.compactMap { $0 == local ? nil : numbers[$0] })
      number = 0
      while taken.contains(number) { number += 1 }
    }
    numbers[local] = number
    return number
  }

  private mutating func expression(_ expression: GroundExpression, live: Set<GroundLocal>) -> GroundExpression {
    switch expression {
    case .local(let local): return .local(numbers[local] ?? local)
    case .binary(let op, let left, let right):
      let first = self.expression(left, live: isSharing ? live.union(right.locals) : live)
      // The left operand may still lie in the scratch variable that it was computed in.
      let kept = isSharing ? live.union(left.locals) : live
      return .binary(op, first, self.expression(right, live: kept))
    case .conditional(let condition, let then, let otherwise):
      let later = isSharing ? live.union(then.locals).union(otherwise.locals) : live
      return .conditional(
        self.expression(condition, live: later), self.expression(then, live: live),
        self.expression(otherwise, live: live))
    case .letIn(let local, let value, let body):
      let later = isSharing ? live.union(body.locals) : live
      let definition = self.expression(value, live: later)
      let number = define(local, live: later)
      return .letIn(number, definition, body: self.expression(body, live: live))
    case .constant, .slot, .fault, .slotAt, .not, .check, .cover:
      return expression.mapOperands { self.expression($0, live: live) }
    }
  }

  private mutating func block(_ statements: [GroundStatement], live: Set<GroundLocal>) -> [GroundStatement] {
    var later = Array(repeating: live, count: statements.count + 1)
    if isSharing {
      for index in statements.indices.reversed() { later[index] = later[index + 1].union(statements[index].locals) }
    }
    var result: [GroundStatement] = []
    for (index, statement) in statements.enumerated() { result.append(self.statement(statement, later[index + 1])) }
    return result
  }

  private mutating func statement(_ statement: GroundStatement, _ live: Set<GroundLocal>) -> GroundStatement {
    switch statement {
    case .assign(let slot, let value): return .assign(slot, expression(value, live: live))
    case .assignAt(let base, let stride, let count, let index, let value):
      let all = isSharing ? live.union(index.locals).union(value.locals) : live
      return .assignAt(
        base: base, stride: stride, count: count, index: expression(index, live: all), expression(value, live: all))
    case .setLocal(let local, let value):
      let value = expression(value, live: live)
      // Set again: the place of a bag's new element.
      if let known = numbers[local] { return .setLocal(known, value) }
      return .setLocal(define(local, live: live), value)
    case .conditional(let condition, let then, let otherwise):
      let inner = isSharing ? (then + otherwise).reduce(into: live) { $0.formUnion($1.locals) } : live
      return .conditional(
        expression(condition, live: inner), then: block(then, live: live), otherwise: block(otherwise, live: live))
    case .emit(let event, let arguments):
      let all = isSharing ? arguments.reduce(into: live) { $0.formUnion($1.locals) } : live
      var numbered: [GroundExpression] = []
      for argument in arguments { numbered.append(expression(argument, live: all)) }
      return .emit(event, numbered)
    case .shiftDown, .fault, .flag, .cover: return statement
    }
  }
}
