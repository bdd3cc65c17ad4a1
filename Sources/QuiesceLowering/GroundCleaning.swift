import QuiesceProgram

/// Makes what the lowering built small: scratch variables that are used once or hold a slot are written out, unused ones are
/// dropped, the rest are numbered from 0.
///
/// `Simplification` knows what values may be, this what is evaluated when: neither does any of what the other does.
///
/// The lowering gives every scratch variable a number of its own and sets it once, except for the place of a bag's new element.
struct GroundCleaning {
  /// How often a scratch variable is read and set.
  private struct Occurrence {
    var uses = 0
    var definitions = 0
  }

  /// By scratch variable, as far as they go.
  private var occurrences: [Occurrence] = []
  private var hasDefinitions = false
  private var hasChangingLocals = false

  static func statements(_ statements: [GroundStatement]) -> [GroundStatement] {
    var first = GroundCleaning(of: statements)
    if !first.hasDefinitions { return statements }
    let rest = first.cleaned(statements)
    // What was written out before a slot changed is set in vain after that; the second round drops it.
    var second = GroundCleaning(of: rest)
    return second.hasDefinitions ? LocalNumbering.number(second.cleaned(rest)) : rest
  }

  static func expression(_ expression: GroundExpression) -> GroundExpression {
    var cleaning = GroundCleaning()
    cleaning.count(expression)
    if !cleaning.hasDefinitions { return expression }
    return LocalNumbering.number(cleaning.clean(expression, [:]))
  }

  private init() {}

  private init(of statements: [GroundStatement]) { count(statements) }

  private mutating func cleaned(_ statements: [GroundStatement]) -> [GroundStatement] {
    var available: [GroundLocal: GroundExpression] = [:]
    return block(statements, &available)
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
      if occurrences[local].uses == 1, body.firstEvaluated == .local(local) {
        return body.replacingFirstEvaluated(by: value)
      }
      return .letIn(local, value, body: body)
    case .constant, .slot, .fault, .slotAt, .not, .binary, .conditional, .check, .cover:
      return expression.mapOperands { clean($0, available) }
    }
  }

  /// Whether the value may stand wherever the scratch variable is read.
  private mutating func canReplace(_ local: GroundLocal, by value: GroundExpression) -> Bool {
    guard occurrences[local].definitions == 1, !value.mustEvaluate, !readsChangingLocal(value) else { return false }
    let count = occurrences[local].uses
    if case .local(let other) = value {
      occurrences[other].uses += count - 1
      return true
    }
    return count <= 1 || value.isAtomic
  }

  private func readsChangingLocal(_ value: GroundExpression) -> Bool {
    hasChangingLocals && value.locals.contains { occurrences[$0].definitions != 1 }
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
          if occurrences[local].uses > 0 { available[local] = value }
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
    let changed = available.filter { _, value in
      var needed = SlotSet()
      value.collectReads(into: &needed)
      return !needed.isDisjoint(with: writes)
    }
    for (local, value) in changed.sorted(by: { $0.key < $1.key }) {
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
      case .local(let local):
        makeRoom(for: local)
        occurrences[local].uses += 1
      case .letIn(let local, _, _): define(local)
      default: break
      }
    }
  }

  private mutating func define(_ local: GroundLocal) {
    makeRoom(for: local)
    occurrences[local].definitions += 1
    hasDefinitions = true
    if occurrences[local].definitions != 1 { hasChangingLocals = true }
  }

  private mutating func makeRoom(for local: GroundLocal) {
    while occurrences.count <= local { occurrences.append(Occurrence()) }
  }
}

extension GroundExpression {
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
