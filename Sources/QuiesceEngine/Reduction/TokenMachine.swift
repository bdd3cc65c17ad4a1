/// Runs guards and effects on a state of which only some slots have values; the others hold tokens that can be moved
/// about but not looked at.
///
/// It answers what the enumeration of a few slots asks. Where anything is out of the ordinary (a fault, an index or a
/// divisor that no reachable state has) it throws, and whoever asked assumes the worst.
struct TokenMachine {
  /// What ends an evaluation: a fault of the model, or a state that the model cannot be in.
  struct Failure: Error {}

  /// The value of each slot, or its token.
  var state: [Int]
  /// The properties flagged by the transitions that ran last, as bits.
  var flags: UInt64 = 0
  /// The properties that they showed not to be vacuous.
  var covers: UInt64 = 0
  private var locals: [Int] = []

  /// Makes a machine whose slots all hold their tokens.
  init(_ program: Program) {
    state = program.slots.indices.map { Self.token($0) }
  }

  /// A number for the unknown value of a slot; no slot has such a value.
  static func token(_ slot: SlotID) -> Int { Int.min + slot }

  /// Whether a condition holds.
  mutating func holds(_ condition: GroundExpression) throws(Failure) -> Bool { try value(condition) != 0 }

  /// Runs an effect.
  mutating func run(_ statements: [GroundStatement], slots: [Slot]) throws(Failure) {
    for statement in statements { try run(statement, slots) }
  }

  private mutating func value(_ expression: GroundExpression) throws(Failure) -> Int {
    switch expression {
    case .constant(let number): return number
    case .slot(let slot): return state[slot]
    case .slotAt(let base, let stride, let count, let index):
      return state[base + (try position(index, below: count)) * stride]
    case .local(let local):
      guard local < locals.count else { throw Failure() }
      return locals[local]
    case .not(let operand): return try value(operand) == 0 ? 1 : 0
    case .binary(let op, let left, let right): return try value(op, left, right)
    case .conditional(let condition, let then, let otherwise):
      return try value(condition) != 0 ? try value(then) : try value(otherwise)
    case .letIn(let local, let bound, let body):
      set(local, to: try value(bound))
      return try value(body)
    case .check(let operand, let range, _):
      let number = try value(operand)
      guard range.contains(number) else { throw Failure() }
      return number
    case .fault: throw Failure()
    case .cover(let property, let operand):
      let number = try value(operand)
      if number != 0 { covers |= 1 << UInt64(property) }
      return number
    }
  }

  private mutating func value(
    _ op: GroundOperator, _ left: GroundExpression, _ right: GroundExpression
  ) throws(Failure) -> Int {
    let first = try value(left)
    if op == .and, first == 0 { return 0 }
    if op == .or, first != 0 { return 1 }
    let second = try value(right)
    let result: (partialValue: Int, overflow: Bool)
    switch op {
    case .add: result = first.addingReportingOverflow(second)
    case .subtract: result = first.subtractingReportingOverflow(second)
    case .multiply: result = first.multipliedReportingOverflow(by: second)
    case .divide: result = first.dividedReportingOverflow(by: second)
    case .remainder: result = first.remainderReportingOverflow(dividingBy: second)
    case .equal: return first == second ? 1 : 0
    case .notEqual: return first != second ? 1 : 0
    case .less: return first < second ? 1 : 0
    case .lessOrEqual: return first <= second ? 1 : 0
    case .and, .or: return second
    }
    guard !result.overflow else { throw Failure() }
    return result.partialValue
  }

  private mutating func run(_ statement: GroundStatement, _ slots: [Slot]) throws(Failure) {
    switch statement {
    case .assign(let slot, let number): state[slot] = try value(number)
    case .assignAt(let base, let stride, let count, let index, let number):
      let place = try position(index, below: count)
      state[base + place * stride] = try value(number)
    case .setLocal(let local, let number): set(local, to: try value(number))
    case .conditional(let condition, let then, let otherwise):
      try run(try value(condition) != 0 ? then : otherwise, slots: slots)
    case .shiftDown(let first, let width, let capacity):
      let end = first + width * capacity
      for slot in first..<end { state[slot] = slot + width < end ? state[slot + width] : slots[slot].lower }
    case .fault: throw Failure()
    case .flag(let property): flags |= 1 << UInt64(property)
    case .cover(let property): covers |= 1 << UInt64(property)
    case .emit(_, let arguments): for argument in arguments { _ = try value(argument) }
    }
  }

  private mutating func position(_ index: GroundExpression, below count: Int) throws(Failure) -> Int {
    let position = try value(index)
    guard (0..<count).contains(position) else { throw Failure() }
    return position
  }

  private mutating func set(_ local: GroundLocal, to number: Int) {
    while locals.count <= local { locals.append(0) }
    locals[local] = number
  }
}
