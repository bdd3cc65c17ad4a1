/// Makes what the lowering built small: scratch variables that are used once or hold a slot are written out, unused ones are
/// dropped, the rest are numbered from 0.
///
/// The lowering gives every scratch variable a number of its own and sets it once, except for the place of a bag's new element.
struct GroundCleaning {
  /// A cleaned guard and effect.
  struct Result {
    var guardExpression: GroundExpression
    var effect: [GroundStatement]
    /// The greatest scratch variable, or -1.
    var highestLocal: Int
  }

  /// Scratch variables share the registers of the machine with intermediate results.
  static let localLimit = 200
  /// More than this many are numbered so that those which are not needed at the same time share a number.
  static let sharingThreshold = 100

  private var uses: [GroundLocal: Int] = [:]
  private var definitions: [GroundLocal: Int] = [:]
  private var hasChangingLocals = false

  static func transition(guardExpression: GroundExpression, effect: [GroundStatement]) -> Result {
    let condition = expression(guardExpression)
    // What was written out before a slot changed is set in vain after that; the second round drops it.
    let statements = clean(clean(effect))
    let numbered = LocalNumbering.number(statements)
    let highest = max(condition.highestLocal, numbered.highestLocal)
    return Result(guardExpression: condition, effect: numbered, highestLocal: highest)
  }

  static func expression(_ expression: GroundExpression) -> GroundExpression {
    var cleaning = GroundCleaning()
    cleaning.count(expression)
    return LocalNumbering.number(cleaning.clean(expression, [:]))
  }

  private static func clean(_ statements: [GroundStatement]) -> [GroundStatement] {
    var cleaning = GroundCleaning()
    cleaning.count(statements)
    var available: [GroundLocal: GroundExpression] = [:]
    return cleaning.block(statements, &available)
  }

  // MARK: Expressions

  /// The expression with available scratch variables written out.
  private mutating func clean(
    _ expression: GroundExpression, _ available: [GroundLocal: GroundExpression]
  ) -> GroundExpression {
    switch expression {
    case .constant, .slot, .fault: return expression
    case .local(let local): return available[local] ?? expression
    case .slotAt(let base, let stride, let count, let index):
      return .slotAt(base: base, stride: stride, count: count, index: clean(index, available))
    case .not(let operand): return .not(clean(operand, available))
    case .binary(let op, let left, let right): return .binary(op, clean(left, available), clean(right, available))
    case .conditional(let condition, let then, let otherwise):
      return .conditional(clean(condition, available), clean(then, available), clean(otherwise, available))
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
    case .check(let operand, let range, let site): return .check(clean(operand, available), range, site)
    case .cover(let property, let operand): return .cover(property, clean(operand, available))
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
      case .assign(let slot, let value): result.append(.assign(slot, clean(value, available)))
      case .assignAt(let base, let stride, let count, let index, let value):
        result.append(
          .assignAt(
            base: base, stride: stride, count: count, index: clean(index, available), clean(value, available)))
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
      case .emit(let event, let arguments):
        var cleaned: [GroundExpression] = []
        for argument in arguments { cleaned.append(clean(argument, available)) }
        result.append(.emit(event, cleaned))
      case .shiftDown, .fault, .flag, .cover: result.append(statement)
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
      switch statement {
      case .assign(_, let value): count(value)
      case .assignAt(_, _, _, let index, let value):
        count(index)
        count(value)
      case .setLocal(let local, let value):
        define(local)
        count(value)
      case .conditional(let condition, let then, let otherwise):
        count(condition)
        count(then)
        count(otherwise)
      case .emit(_, let arguments): for argument in arguments { count(argument) }
      case .shiftDown, .fault, .flag, .cover: break
      }
    }
  }

  private mutating func count(_ expression: GroundExpression) {
    switch expression {
    case .constant, .slot, .fault: break
    case .local(let local): uses[local, default: 0] += 1
    case .slotAt(_, _, _, let operand), .not(let operand), .check(let operand, _, _), .cover(_, let operand):
      count(operand)
    case .binary(_, let left, let right):
      count(left)
      count(right)
    case .conditional(let condition, let then, let otherwise):
      count(condition)
      count(then)
      count(otherwise)
    case .letIn(let local, let value, let body):
      define(local)
      count(value)
      count(body)
    }
  }

  private mutating func define(_ local: GroundLocal) {
    definitions[local, default: 0] += 1
    if definitions[local] != 1 { hasChangingLocals = true }
  }
}

extension GroundExpression {
  /// Whether it contains a fault, a check or a cover.
  var mustEvaluate: Bool {
    switch self {
    case .constant, .slot, .local: false
    case .fault, .check, .cover: true
    case .slotAt(_, _, _, let operand), .not(let operand): operand.mustEvaluate
    case .binary(_, let left, let right): left.mustEvaluate || right.mustEvaluate
    case .conditional(let first, let second, let third):
      first.mustEvaluate || second.mustEvaluate || third.mustEvaluate
    case .letIn(_, let value, let body): value.mustEvaluate || body.mustEvaluate
    }
  }

  /// Whether it costs no more than a scratch variable.
  fileprivate var isLeaf: Bool {
    switch self {
    case .constant, .slot, .local: true
    case .slotAt, .not, .binary, .conditional, .letIn, .check, .fault, .cover: false
    }
  }

  /// What is evaluated before everything else.
  fileprivate var firstEvaluated: GroundExpression {
    switch self {
    case .constant, .slot, .local, .fault: self
    case .slotAt(_, _, _, let operand), .not(let operand), .check(let operand, _, _), .cover(_, let operand),
      .binary(_, let operand, _), .conditional(let operand, _, _), .letIn(_, let operand, _):
      operand.firstEvaluated
    }
  }
  /// The expression with another in the place of what is evaluated first.
  fileprivate func replacingFirstEvaluated(by other: GroundExpression) -> GroundExpression {
    switch self {
    case .constant, .slot, .local, .fault: other
    case .slotAt(let base, let stride, let count, let index):
      .slotAt(base: base, stride: stride, count: count, index: index.replacingFirstEvaluated(by: other))
    case .not(let operand): .not(operand.replacingFirstEvaluated(by: other))
    case .check(let operand, let range, let site): .check(operand.replacingFirstEvaluated(by: other), range, site)
    case .cover(let property, let operand): .cover(property, operand.replacingFirstEvaluated(by: other))
    case .binary(let op, let left, let right): .binary(op, left.replacingFirstEvaluated(by: other), right)
    case .conditional(let condition, let then, let otherwise):
      .conditional(condition.replacingFirstEvaluated(by: other), then, otherwise)
    case .letIn(let local, let value, let body): .letIn(local, value.replacingFirstEvaluated(by: other), body: body)
    }
  }
}
