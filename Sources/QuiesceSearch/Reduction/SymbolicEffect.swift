import QuiesceProgram

/// What an effect leaves in each slot, as far as it is a number or the value that some slot had before.
struct SymbolicEffect {
  /// What a slot or scratch variable holds.
  enum Content: Equatable {
    /// A number.
    case constant(Int)
    /// What the slot held before the effect.
    case initial(SlotID)
    /// Something else.
    case unknown
  }

  private var slots: [SlotID: Content] = [:]
  private var locals: [GroundLocal: Content] = [:]

  init(_ statements: [GroundStatement]) {
    for statement in statements { run(statement) }
  }

  /// What the effect leaves in a slot.
  func content(of slot: SlotID) -> Content { slots[slot] ?? .initial(slot) }

  private mutating func value(_ expression: GroundExpression) -> Content {
    switch expression {
    case .constant(let number): return .constant(number)
    case .slot(let slot): return content(of: slot)
    case .local(let local): return locals[local] ?? .unknown
    case .check(let operand, _, _): return value(operand)
    case .conditional(_, let then, let otherwise):
      let first = value(then)
      return first == value(otherwise) ? first : .unknown
    case .letIn(let local, let bound, let body):
      locals[local] = value(bound)
      return value(body)
    case .slotAt, .not, .binary, .fault, .cover: return .unknown
    }
  }

  private mutating func run(_ statement: GroundStatement) {
    switch statement {
    case .assign(let slot, let expression): slots[slot] = value(expression)
    case .assignAt(let base, let stride, let count, _, let expression):
      let written = value(expression)
      for position in 0..<count {
        let slot = base + position * stride
        if content(of: slot) != written { slots[slot] = .unknown }
      }
    case .setLocal(let local, let expression): locals[local] = value(expression)
    case .conditional(_, let then, let otherwise):
      var other = self
      for inner in then { run(inner) }
      for inner in otherwise { other.run(inner) }
      for slot in Set(slots.keys).union(other.slots.keys) where content(of: slot) != other.content(of: slot) {
        slots[slot] = .unknown
      }
      for local in Set(locals.keys).union(other.locals.keys) where locals[local] != other.locals[local] {
        locals[local] = .unknown
      }
    case .shiftDown(let first, let width, let capacity):
      let end = first + width * capacity
      // The last place is given the lower bounds of its slots, which only the program knows.
      for slot in first..<end { slots[slot] = slot + width < end ? content(of: slot + width) : .unknown }
    case .fault, .flag, .cover, .emit: break
    }
  }
}
