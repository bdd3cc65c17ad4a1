/// The part of an effect that decides what it leaves in some slots, or what it flags, covers and where it fails (backward
/// slicing: Weiser, "Program slicing", 1984). In a run that does not fail it leaves the same there as the whole effect.
struct EffectSlice {
  /// The statements that are left.
  private(set) var statements: [GroundStatement] = []
  /// The slots whose values before the effect decide.
  private(set) var needed: SlotSet
  private var locals: Set<GroundLocal> = []
  private let keepsMarks: Bool

  /// The part that decides what is left in the slots.
  init(_ effect: [GroundStatement], for slots: SlotSet) {
    needed = slots
    keepsMarks = false
    statements = slice(effect)
  }

  /// The part that decides what is flagged and covered, and where it fails.
  init(marksOf effect: [GroundStatement]) {
    needed = SlotSet()
    keepsMarks = true
    statements = slice(effect)
  }

  private mutating func slice(_ effect: [GroundStatement]) -> [GroundStatement] {
    var kept: [GroundStatement] = []
    for statement in effect.reversed() {
      if let rest = slice(statement) { kept.append(rest) }
    }
    return kept.reversed()
  }

  private mutating func slice(_ statement: GroundStatement) -> GroundStatement? {
    switch statement {
    case .assign(let slot, let value):
      guard needed.contains(slot) || matters(value) else { return nil }
      need(value)
    case .assignAt(let base, let stride, let count, let index, let value):
      let isNeeded = (0..<count).contains { needed.contains(base + $0 * stride) }
      guard isNeeded || matters(index) || matters(value) else { return nil }
      need(index)
      need(value)
    case .setLocal(let local, let value):
      guard locals.contains(local) || matters(value) else { return nil }
      need(value)
    case .conditional(let condition, let then, let otherwise):
      var other = self
      let (first, second) = (slice(then), other.slice(otherwise))
      if first.isEmpty, second.isEmpty, !matters(condition) { return nil }
      needed.formUnion(other.needed)
      locals.formUnion(other.locals)
      need(condition)
      return .conditional(condition, then: first, otherwise: second)
    case .shiftDown(let first, let width, let capacity):
      let region = first..<first + width * capacity
      guard region.contains(where: { needed.contains($0) }) else { return nil }
      for slot in region { needed.insert(slot) }
    case .fault, .flag, .cover: return keepsMarks ? statement : nil
    case .emit(_, let arguments):
      guard arguments.contains(where: { matters($0) }) else { return nil }
      for argument in arguments { need(argument) }
    }
    return statement
  }

  private func matters(_ expression: GroundExpression) -> Bool { keepsMarks && expression.leavesMarks }

  private mutating func need(_ expression: GroundExpression) {
    expression.collectReads(into: &needed)
    expression.collectLocals(into: &locals)
  }
}

extension GroundExpression {
  /// Whether evaluating it may fail or cover a property.
  fileprivate var leavesMarks: Bool {
    switch self {
    case .constant, .slot, .local: false
    case .check, .fault, .cover: true
    case .slotAt(_, _, _, let index): index.leavesMarks
    case .not(let operand): operand.leavesMarks
    case .binary(_, let left, let right): left.leavesMarks || right.leavesMarks
    case .conditional(let condition, let then, let otherwise):
      condition.leavesMarks || then.leavesMarks || otherwise.leavesMarks
    case .letIn(_, let value, let body): value.leavesMarks || body.leavesMarks
    }
  }

  /// Adds the scratch variables that are read.
  fileprivate func collectLocals(into locals: inout Set<GroundLocal>) {
    switch self {
    case .constant, .slot, .fault: break
    case .local(let local): locals.insert(local)
    case .slotAt(_, _, _, let operand), .not(let operand), .check(let operand, _, _), .cover(_, let operand):
      operand.collectLocals(into: &locals)
    case .binary(_, let left, let right):
      left.collectLocals(into: &locals)
      right.collectLocals(into: &locals)
    case .conditional(let condition, let then, let otherwise):
      condition.collectLocals(into: &locals)
      then.collectLocals(into: &locals)
      otherwise.collectLocals(into: &locals)
    case .letIn(_, let value, let body):
      value.collectLocals(into: &locals)
      body.collectLocals(into: &locals)
    }
  }
}
