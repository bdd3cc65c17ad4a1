/// Walking over ground expressions: what one pass needs of the shape of the tree stands here, once.
extension GroundExpression {
  /// Calls the body for each direct operand, in the order of evaluation.
  package func forEachOperand<Failure: Error>(_ body: (GroundExpression) throws(Failure) -> Void) throws(Failure) {
    switch self {
    case .constant, .slot, .local, .fault: break
    case .slotAt(_, _, _, let operand), .not(let operand), .check(let operand, _, _), .cover(_, let operand):
      try body(operand)
    case .binary(_, let left, let right):
      try body(left)
      try body(right)
    case .conditional(let condition, let then, let otherwise):
      try body(condition)
      try body(then)
      try body(otherwise)
    case .letIn(_, let value, let inner):
      try body(value)
      try body(inner)
    }
  }

  /// The same node with other operands, which are asked for in the order of evaluation.
  package func mapOperands(_ change: (GroundExpression) -> GroundExpression) -> GroundExpression {
    switch self {
    case .constant, .slot, .local, .fault: self
    case .slotAt(let base, let stride, let count, let index):
      .slotAt(base: base, stride: stride, count: count, index: change(index))
    case .not(let operand): .not(change(operand))
    case .check(let operand, let range, let site): .check(change(operand), range, site)
    case .cover(let property, let operand): .cover(property, change(operand))
    case .binary(let op, let left, let right): .binary(op, change(left), change(right))
    case .conditional(let condition, let then, let otherwise):
      .conditional(change(condition), change(then), change(otherwise))
    case .letIn(let local, let value, let body): .letIn(local, change(value), body: change(body))
    }
  }

  /// Calls the body for this node and every one below it, each before its operands.
  package func visit(_ body: (GroundExpression) -> Void) {
    body(self)
    forEachOperand { $0.visit(body) }
  }

  /// Whether this node or one below it satisfies the condition.
  package func contains(where condition: (GroundExpression) -> Bool) -> Bool {
    if condition(self) { return true }
    var isFound = false
    forEachOperand { isFound = isFound || $0.contains(where: condition) }
    return isFound
  }
}

/// Walking over ground statements.
extension GroundStatement {
  /// Calls the body for each expression of this statement itself, in the order of evaluation.
  package func forEachExpression(_ body: (GroundExpression) -> Void) {
    switch self {
    case .assign(_, let value), .setLocal(_, let value), .conditional(let value, _, _): body(value)
    case .assignAt(_, _, _, let index, let value):
      body(index)
      body(value)
    case .emit(_, let arguments): arguments.forEach(body)
    case .shiftDown, .fault, .flag, .cover: break
    }
  }

  /// Calls the body for this statement and every one inside it, in order.
  package func visit(_ body: (GroundStatement) -> Void) {
    body(self)
    guard case .conditional(_, let then, let otherwise) = self else { return }
    for statement in then { statement.visit(body) }
    for statement in otherwise { statement.visit(body) }
  }

  /// The same statement with other expressions; what stands inside it stays.
  package func mapExpressions(_ change: (GroundExpression) -> GroundExpression) -> GroundStatement {
    switch self {
    case .assign(let slot, let value): .assign(slot, change(value))
    case .assignAt(let base, let stride, let count, let index, let value):
      .assignAt(base: base, stride: stride, count: count, index: change(index), change(value))
    case .setLocal(let local, let value): .setLocal(local, change(value))
    case .conditional(let condition, let then, let otherwise):
      .conditional(change(condition), then: then, otherwise: otherwise)
    case .emit(let event, let arguments): .emit(event, arguments.map(change))
    case .shiftDown, .fault, .flag, .cover: self
    }
  }
}

/// What passes ask of a whole expression.
extension GroundExpression {
  /// Whether it costs no more than a scratch variable.
  package var isAtomic: Bool {
    switch self {
    case .constant, .slot, .local: true
    case .slotAt, .not, .binary, .conditional, .letIn, .check, .fault, .cover: false
    }
  }

  /// Whether evaluating it may end in a fault.
  package var mayFault: Bool {
    contains {
      switch $0 {
      case .check, .fault: true
      default: false
      }
    }
  }

  /// Whether evaluating it does more than give a value: it may end in a fault, or show a property not to be vacuous.
  package var mustEvaluate: Bool {
    contains {
      switch $0 {
      case .check, .fault, .cover: true
      default: false
      }
    }
  }

  /// Every scratch variable that occurs in it.
  package var locals: Set<GroundLocal> {
    var result: Set<GroundLocal> = []
    collectLocals(into: &result)
    return result
  }

  /// Adds the scratch variables that occur in it.
  func collectLocals(into locals: inout Set<GroundLocal>) {
    visit { node in if let local = node.scratch { locals.insert(local) } }
  }

  /// The greatest scratch variable that occurs in it, or -1.
  package var highestLocal: Int {
    var highest = -1
    visit { highest = max(highest, $0.scratch ?? -1) }
    return highest
  }

  /// The scratch variable that this node reads or sets.
  private var scratch: GroundLocal? {
    switch self {
    case .local(let local), .letIn(let local, _, _): local
    default: nil
    }
  }
}

/// What passes ask of whole statements.
extension [GroundStatement] {
  /// The greatest scratch variable that is set or read, or -1.
  package var highestLocal: Int {
    var highest = -1
    for statement in self {
      statement.visit { inner in
        if case .setLocal(let local, _) = inner { highest = Swift.max(highest, local) }
        inner.forEachExpression { highest = Swift.max(highest, $0.highestLocal) }
      }
    }
    return highest
  }
}
