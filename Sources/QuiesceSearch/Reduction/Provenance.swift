import QuiesceProgram

/// Follows where the values of slots go while guards and effects run one after the other, and finds the slots whose
/// initial values decide anything: a condition, an index, an operand of arithmetic or of a check.
///
/// All other slots are only moved about. What holds for one choice of their values, all distinct, then holds for every
/// choice (data independence: Wolper, POPL 1986), so that an enumeration need not go through them.
struct Provenance {
  /// The slots whose initial values decide something.
  private(set) var control = SlotSet()
  /// For each slot written so far, the slots whose initial value it may hold now.
  private var slots: [SlotID: SlotSet] = [:]
  private var locals: [GroundLocal: SlotSet] = [:]

  /// Follows an expression whose value decides.
  mutating func decide(_ expression: GroundExpression) {
    let origins = follow(expression)
    control.formUnion(origins)
  }

  /// Follows the statements of one transition; scratch variables do not outlive it.
  package mutating func run(_ statements: [GroundStatement]) {
    locals = [:]
    for statement in statements { follow(statement) }
  }

  /// Follows the statements of one transition that were followed from their beginning before.
  mutating func run(_ part: Provenance) {
    decide(part.control)
    let before = self
    for (slot, sources) in part.slots { slots[slot] = before.origins(of: sources) }
  }

  /// Follows something that slots decide.
  mutating func decide(_ deciding: SlotSet) { control.formUnion(origins(of: deciding)) }

  private func origins(of several: SlotSet) -> SlotSet {
    if slots.isEmpty { return several }
    return several.members.reduce(into: SlotSet()) { $0.formUnion(origins(of: $1)) }
  }

  private func origins(of slot: SlotID) -> SlotSet { slots[slot] ?? SlotSet(slot) }

  /// The slots whose initial value the expression may hand on.
  private mutating func follow(_ expression: GroundExpression) -> SlotSet {
    switch expression {
    case .slot(let slot): return origins(of: slot)
    case .slotAt(let base, let stride, let count, let index):
      decide(index)
      var result = SlotSet()
      for position in 0..<count { result.formUnion(origins(of: base + position * stride)) }
      return result
    case .local(let local): return locals[local] ?? SlotSet()
    case .constant, .fault, .not, .check, .cover, .binary:
      expression.forEachOperand { decide($0) }
      return SlotSet()
    case .conditional(let condition, let then, let otherwise):
      decide(condition)
      var result = follow(then)
      result.formUnion(follow(otherwise))
      return result
    case .letIn(let local, let value, let body):
      locals[local] = follow(value)
      return follow(body)
    }
  }

  private mutating func follow(_ statement: GroundStatement) {
    switch statement {
    case .assign(let slot, let value): slots[slot] = follow(value)
    case .assignAt(let base, let stride, let count, let index, let value):
      decide(index)
      let written = follow(value)
      for position in 0..<count {
        let slot = base + position * stride
        var both = origins(of: slot)
        both.formUnion(written)
        slots[slot] = both
      }
    case .setLocal(let local, let value): locals[local] = follow(value)
    case .conditional(let condition, let then, let otherwise):
      decide(condition)
      var other = self
      for statement in then { follow(statement) }
      for statement in otherwise { other.follow(statement) }
      join(other)
    case .shiftDown(let first, let width, let capacity):
      let end = first + width * capacity
      for slot in first..<end { slots[slot] = slot + width < end ? origins(of: slot + width) : SlotSet() }
    case .fault, .flag, .cover: break
    case .emit(_, let arguments): for argument in arguments { _ = follow(argument) }
    }
  }

  private mutating func join(_ other: Provenance) {
    control.formUnion(other.control)
    for slot in Set(slots.keys).union(other.slots.keys) {
      var both = origins(of: slot)
      both.formUnion(other.origins(of: slot))
      slots[slot] = both
    }
    for (local, origins) in other.locals { locals[local, default: SlotSet()].formUnion(origins) }
  }
}

extension SlotSet {
  /// Makes a set of one slot.
  init(_ slot: SlotID) {
    self.init()
    insert(slot)
  }
}
