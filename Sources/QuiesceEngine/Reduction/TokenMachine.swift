/// Runs guards and effects on a state of which only some slots have values; the others hold tokens that can be moved
/// about but not looked at.
///
/// It answers what the enumeration of a few slots asks.
struct TokenMachine {
  /// What ends an evaluation.
  enum Failure: Error, Equatable {
    /// A fault of the model.
    case fault(FaultSiteID)
    /// An index, a divisor or a number that no reachable state has: whoever asked assumes the worst.
    case undefined
  }

  /// The value that each slot has at first, or its token.
  var initial: [Int]
  /// The value that it has now.
  var state: [Int]
  /// The properties flagged by the transitions that ran last, as bits.
  var flags: UInt64 = 0
  /// The properties that they showed not to be vacuous.
  var covers: UInt64 = 0
  private var locals: [Int] = []

  /// Makes a machine whose slots all hold their tokens.
  init(_ program: Program) {
    initial = program.slots.indices.map { Self.token($0) }
    state = initial
  }

  /// Goes back to the values that the slots had at first.
  mutating func rewind() {
    flags = 0
    covers = 0
    state.withUnsafeMutableBufferPointer { now in
      initial.withUnsafeBufferPointer { first in _ = now.update(from: first) }
    }
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
      guard local < locals.count else { throw .undefined }
      return locals[local]
    case .not(let operand): return try value(operand) == 0 ? 1 : 0
    case .binary(let op, let left, let right): return try value(op, left, right)
    case .conditional(let condition, let then, let otherwise):
      return try value(condition) != 0 ? try value(then) : try value(otherwise)
    case .letIn(let local, let bound, let body):
      set(local, to: try value(bound))
      return try value(body)
    case .check(let operand, let range, let site):
      let number = try value(operand)
      guard range.contains(number) else { throw .fault(site) }
      return number
    case .fault(let site): throw .fault(site)
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
    let result = op.apply(first, try value(right))
    guard !result.overflow else { throw .undefined }
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
    case .fault(let site): throw .fault(site)
    case .flag(let property): flags |= 1 << UInt64(property)
    case .cover(let property): covers |= 1 << UInt64(property)
    case .emit(_, let arguments): for argument in arguments { _ = try value(argument) }
    }
  }

  private mutating func position(_ index: GroundExpression, below count: Int) throws(Failure) -> Int {
    let position = try value(index)
    guard (0..<count).contains(position) else { throw .undefined }
    return position
  }

  private mutating func set(_ local: GroundLocal, to number: Int) {
    while locals.count <= local { locals.append(0) }
    locals[local] = number
  }
}
