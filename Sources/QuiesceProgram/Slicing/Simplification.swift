import QuiesceModel

/// Rewrites guards and effects for states in which each slot lies within known limits, and tells what the effects write.
///
/// The result does the same in such states, faults included: it is built from terms, which fold what the limits decide and keep
/// what must be evaluated. Limits are intervals, narrowed by the conditions that lead to a statement.
package struct Simplification {
  /// The limits that hold in every state.
  let slots: [Slot]
  /// The limits that the values written are known to keep.
  let declared: [Slot]
  /// What is known at this point beyond the limits.
  private var facts: Facts
  /// What was written so far.
  private(set) var written = RangeTable()

  /// - Parameter known: values that slots have at first, until something else is written.
  package init(slots: [Slot], declared: [Slot], known: [SlotID: Int] = [:]) {
    self.slots = slots
    self.declared = declared
    facts = Facts(slots: slots)
    for (slot, value) in known { facts.note(.slot(slot), value...value) }
  }

  /// The guard of a transition whose participants stand where they leave from; the effect follows.
  mutating func guardTerm(of transition: Transition, in actors: [ActorInstance]) -> Term {
    for participant in transition.participants {
      let slot = actors[participant.actor].locationSlot
      facts.note(.slot(slot), participant.source...participant.source)
    }
    let condition = term(transition.guardExpression)
    facts.assume(condition.expression)
    // Guard and effect number their scratch variables apart.
    facts.forgetLocals()
    return condition
  }

  // MARK: Statements

  /// The statements with what is known put in.
  package mutating func statements(_ statements: [GroundStatement]) -> [GroundStatement] {
    var result: [GroundStatement] = []
    append(statements, to: &result)
    return result
  }

  private mutating func append(_ statements: [GroundStatement], to result: inout [GroundStatement]) {
    for statement in statements {
      append(statement, to: &result)
      if case .fault? = result.last { break }
    }
  }

  private mutating func append(_ statement: GroundStatement, to result: inout [GroundStatement]) {
    switch statement {
    case .assign(let slot, let value): assign(slot, term(value), in: &result)
    case .assignAt(let base, let stride, let count, let index, let value):
      let index = term(index)
      let value = term(value)
      if let position = index.constant, (0..<count).contains(position) {
        return assign(base + position * stride, value, in: &result)
      }
      for position in 0..<count where index.range.contains(position) {
        write(value.range, to: base + position * stride)
      }
      result.append(
        .assignAt(base: base, stride: stride, count: count, index: index.expression, value.expression))
    case .setLocal(let local, let value):
      let value = term(value)
      facts.set(local, value.range)
      result.append(.setLocal(local, value.expression))
    case .conditional(let condition, let then, let otherwise):
      conditional(term(condition), then, otherwise, in: &result)
    case .shiftDown(let first, let width, let capacity):
      shiftDown(first: first, width: width, capacity: capacity)
      result.append(statement)
    case .emit(let event, let arguments): result.append(.emit(event, arguments.map { term($0).expression }))
    case .fault, .flag, .cover: result.append(statement)
    }
  }

  /// An assignment, unless the slot is known to hold the value.
  private mutating func assign(_ slot: SlotID, _ value: Term, in result: inout [GroundStatement]) {
    if value.expression == .slot(slot) { return }
    if let number = value.constant, limits(of: .slot(slot), slots[slot].range) == number...number { return }
    write(value.range, to: slot)
    facts.note(.slot(slot), value.range.common(declared[slot].range) ?? declared[slot].range)
    result.append(.assign(slot, value.expression))
  }

  private mutating func write(_ range: ClosedRange<Int>, to slot: SlotID) {
    let possible = range.common(declared[slot].range) ?? declared[slot].range
    written[slot] = written[slot]?.hull(possible) ?? possible
    facts.forget(slot)
  }

  private mutating func conditional(
    _ condition: Term, _ then: [GroundStatement], _ otherwise: [GroundStatement], in result: inout [GroundStatement]
  ) {
    if let known = condition.constant { return append(known != 0 ? then : otherwise, to: &result) }
    let before = facts
    facts.assume(condition.expression)
    let first = statements(then)
    var other = before
    other.assume(condition.expression, false)
    swap(&facts, &other)
    let second = statements(otherwise)
    // Behind a fault nothing follows.
    if case .fault? = second.last {
      facts = other
    } else if case .fault? = first.last {
    } else {
      facts.join(other)
    }
    if first.isEmpty, second.isEmpty, !condition.mustEvaluate { return }
    result.append(.conditional(condition.expression, then: first, otherwise: second))
  }

  /// All places of a queue get the same limits, so that it still drops its head by one shift.
  private mutating func shiftDown(first: SlotID, width: Int, capacity: Int) {
    for offset in 0..<width {
      let places = (0..<capacity).map { first + $0 * width + offset }
      let lowest = declared[first + offset].lower
      let all = places.reduce(lowest...lowest) {
        $0.hull(slots[$1].range).hull(limits(of: .slot($1), slots[$1].range))
      }
      for place in places { write(all, to: place) }
    }
  }

  // MARK: Expressions

  private func limits(of expression: GroundExpression, _ range: ClosedRange<Int>) -> ClosedRange<Int> {
    facts.narrow(expression, range)
  }

  /// The expression with what is known put in.
  package mutating func term(_ expression: GroundExpression) -> Term {
    switch expression {
    case .constant(let number): return .constant(number)
    case .slot(let slot): return Term(expression, in: limits(of: expression, slots[slot].range))
    case .slotAt(let base, let stride, let count, let index):
      return element(base: base, stride: stride, count: count, term(index))
    case .local: return Term(expression, in: limits(of: expression, Int.min...Int.max))
    case .not(let operand): return .not(term(operand))
    case .binary(let op, let left, let right): return binary(op, left, right)
    case .conditional(let condition, let then, let otherwise): return conditional(term(condition), then, otherwise)
    case .letIn(let local, let value, let body):
      let value = term(value)
      facts.set(local, value.range)
      return .letIn(local, value, term(body))
    case .check(let operand, let range, let site): return .check(term(operand), range, site)
    case .fault: return Term(expression, in: 0...0, mustEvaluate: true)
    case .cover(let property, let operand):
      let operand = term(operand)
      return Term(.cover(property, operand.expression), in: operand.range, mustEvaluate: true)
    }
  }

  private func element(base: SlotID, stride: Int, count: Int, _ index: Term) -> Term {
    if let position = index.constant, (0..<count).contains(position) {
      let slot = base + position * stride
      return Term(.slot(slot), in: limits(of: .slot(slot), slots[slot].range))
    }
    var range: ClosedRange<Int>?
    for position in 0..<count where index.range.contains(position) {
      let slot = base + position * stride
      let possible = limits(of: .slot(slot), slots[slot].range)
      range = range?.hull(possible) ?? possible
    }
    let result = GroundExpression.slotAt(base: base, stride: stride, count: count, index: index.expression)
    // An index lies in its range wherever the expression is evaluated.
    return Term(result, in: limits(of: result, range ?? slots[base].range), mustEvaluate: index.mustEvaluate)
  }

  private mutating func conditional(
    _ condition: Term, _ then: GroundExpression, _ otherwise: GroundExpression
  ) -> Term {
    if let known = condition.constant { return term(known != 0 ? then : otherwise) }
    let first = term(then, where: condition.expression, true)
    let second = term(otherwise, where: condition.expression, false)
    let result = Term.conditional(condition, first, second)
    // A fault has no value.
    if case .fault = second.expression { return Term(result.expression, in: first.range, mustEvaluate: true) }
    if case .fault = first.expression { return Term(result.expression, in: second.range, mustEvaluate: true) }
    return result
  }

  private mutating func term(_ expression: GroundExpression, where condition: GroundExpression, _ truth: Bool) -> Term {
    let before = facts
    defer { facts = before }
    facts.assume(condition, truth)
    return term(expression)
  }

  private mutating func binary(_ op: GroundOperator, _ left: GroundExpression, _ right: GroundExpression) -> Term {
    let first = term(left)
    if op == .and {
      return first.constant == 0 ? .no : .and(first, term(right, where: first.expression, true))
    }
    if op == .or {
      return first.constant == 1 ? .yes : .or(first, term(right, where: first.expression, false))
    }
    return .apply(op, first, term(right))
  }
}

extension Slot {
  /// The values that it may hold.
  package var range: ClosedRange<Int> { lower...upper }
}
