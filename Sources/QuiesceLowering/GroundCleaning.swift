import QuiesceProgram

/// Makes what the lowering built small: scratch variables that are used once or hold a slot are written out, unused ones are
/// dropped, the rest are numbered from 0.
///
/// The lowering gives every scratch variable a number of its own and sets it once, except for the place of a bag's new element.
struct GroundCleaning {
  private var uses: [GroundLocal: Int] = [:]
  private var definitions: [GroundLocal: Int] = [:]
  private var hasChangingLocals = false

  static func statements(_ statements: [GroundStatement]) -> [GroundStatement] {
    // What was written out before a slot changed is set in vain after that; the second round drops it.
    LocalNumbering.number(clean(clean(statements)))
  }

  static func expression(_ expression: GroundExpression) -> GroundExpression {
    var cleaning = GroundCleaning()
    cleaning.count(expression)
    if cleaning.definitions.isEmpty { return expression }
    return LocalNumbering.number(cleaning.clean(expression, [:]))
  }

  private static func clean(_ statements: [GroundStatement]) -> [GroundStatement] {
    var cleaning = GroundCleaning()
    cleaning.count(statements)
    if cleaning.definitions.isEmpty { return statements }
    var available: [GroundLocal: GroundExpression] = [:]
    return cleaning.block(statements, &available)
  }

  // MARK: Expressions

  /// The expression with available scratch variables written out.
  private mutating func clean(
    _ expression: GroundExpression, _ available: [GroundLocal: GroundExpression]
  ) -> GroundExpression {
    switch expression {
    case .local(let local): return available[local] ?? expression
    case .letIn(let local, let value, let body):
      let value = clean(value, available)
      if canReplace(local, by: value) {
        var inner = available
        inner[local] = value
        return clean(body, inner)
      }
      let body = clean(body, available)
      if uses[local] == 1, body.firstEvaluated == .local(local) {
        return body.replacingFirstEvaluated(by: value)
      }
      return .letIn(local, value, body: body)
    case .constant, .slot, .fault, .slotAt, .not, .binary, .conditional, .check, .cover:
      return expression.mapOperands { clean($0, available) }
    }
  }

  /// Whether the value may stand wherever the scratch variable is read.
  private mutating func canReplace(_ local: GroundLocal, by value: GroundExpression) -> Bool {
    guard definitions[local] == 1, !value.mustEvaluate, !readsChangingLocal(value) else { return false }
    let count = uses[local] ?? 0
    if case .local(let other) = value {
      uses[other, default: 0] += count - 1
      return true
    }
    return count <= 1 || value.isLeaf
  }

  private func readsChangingLocal(_ value: GroundExpression) -> Bool {
    hasChangingLocals && value.locals.contains { definitions[$0] != 1 }
  }

  // MARK: Statements

  private mutating func block(
    _ statements: [GroundStatement], _ available: inout [GroundLocal: GroundExpression]
  ) -> [GroundStatement] {
    var result: [GroundStatement] = []
    for statement in statements {
      settle(before: statement, &available, into: &result)
      switch statement {
      case .setLocal(let local, let value):
        let value = clean(value, available)
        if canReplace(local, by: value) {
          if uses[local] != nil { available[local] = value }
        } else {
          result.append(.setLocal(local, value))
        }
      case .conditional(let condition, let then, let otherwise):
        let condition = clean(condition, available)
        var first = available
        var second = available
        result.append(
          .conditional(condition, then: block(then, &first), otherwise: block(otherwise, &second)))
      case .assign, .assignAt, .emit, .shiftDown, .fault, .flag, .cover:
        result.append(statement.mapExpressions { clean($0, available) })
      }
    }
    return result
  }

  /// Sets the scratch variables whose value the statement would change.
  private func settle(
    before statement: GroundStatement, _ available: inout [GroundLocal: GroundExpression],
    into result: inout [GroundStatement]
  ) {
    guard !available.isEmpty else { return }
    var reads = SlotSet()
    var writes = SlotSet()
    statement.collectFootprint(reads: &reads, writes: &writes)
    guard !writes.isEmpty else { return }
    for (local, value) in available.sorted(by: { $0.key < $1.key }) {
      var needed = SlotSet()
      value.collectReads(into: &needed)
      if needed.isDisjoint(with: writes) { continue }
      available[local] = nil
      result.append(.setLocal(local, value))
    }
  }

  // MARK: Counting

  private mutating func count(_ statements: [GroundStatement]) {
    for statement in statements {
      statement.visit { inner in
        if case .setLocal(let local, _) = inner { define(local) }
        inner.forEachExpression { count($0) }
      }
    }
  }

  private mutating func count(_ expression: GroundExpression) {
    expression.visit { node in
      switch node {
      case .local(let local): uses[local, default: 0] += 1
      case .letIn(let local, _, _): define(local)
      default: break
      }
    }
  }

  private mutating func define(_ local: GroundLocal) {
    definitions[local, default: 0] += 1
    if definitions[local] != 1 { hasChangingLocals = true }
  }
}

extension GroundExpression {
  /// Whether it costs no more than a scratch variable.
  fileprivate var isLeaf: Bool {
    switch self {
    case .constant, .slot, .local: true
    case .slotAt, .not, .binary, .conditional, .letIn, .check, .fault, .cover: false
    }
  }

  /// What is evaluated before everything else.
  fileprivate var firstEvaluated: GroundExpression {
    var first: GroundExpression?
    forEachOperand { first = first ?? $0.firstEvaluated }
    return first ?? self
  }

  /// The expression with another in the place of what is evaluated first.
  fileprivate func replacingFirstEvaluated(by other: GroundExpression) -> GroundExpression {
    var isLeaf = true
    let result = mapOperands { operand in
      defer { isLeaf = false }
      return isLeaf ? operand.replacingFirstEvaluated(by: other) : operand
    }
    return isLeaf ? other : result
  }
}
