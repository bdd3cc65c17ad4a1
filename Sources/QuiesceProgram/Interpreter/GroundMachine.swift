/// Runs guards and effects on an unpacked state by walking their trees.
///
/// It is written to be seen to be right, not to be fast. Slots may hold tokens instead of numbers: values that can be moved about
/// but not looked at, which is for whoever runs it to see to.
package struct GroundMachine {
  /// What ends an evaluation.
  package enum Failure: Error, Equatable {
    /// A fault of the model.
    case fault(GroundFault)
    /// An index, a divisor, a number or a scratch variable that no reachable state leads to: checks before it have failed.
    case undefined
  }

  /// What the slots hold when it begins, and when it is rewound.
  package var initial: [Int]
  /// What they hold now.
  package private(set) var state: [Int]
  /// The properties flagged since the machine was made or cleared, as bits.
  package private(set) var flags: UInt64 = 0
  /// The properties shown not to be vacuous, as bits.
  package private(set) var covers: UInt64 = 0
  /// What was emitted, where it is asked for.
  private(set) var events: [EmittedEvent] = []
  private let keepsEvents: Bool
  private var locals: [Int?] = []

  /// Makes a machine in a state.
  package init(state: [Int], keepsEvents: Bool = false) {
    initial = state
    self.state = state
    self.keepsEvents = keepsEvents
  }

  /// Makes a machine all of whose slots hold their tokens.
  package init(tokensOf program: Program) {
    self.init(state: program.slots.indices.map { Self.token($0) })
  }

  /// A number for the unknown value of a slot; no slot has such a value.
  static func token(_ slot: SlotID) -> Int { Int.min + slot }

  /// Forgets what was flagged and shown.
  package mutating func clearMarks() {
    flags = 0
    covers = 0
  }

  /// Goes back to the initial values.
  package mutating func rewind() {
    clearMarks()
    unsafe state.withUnsafeMutableBufferPointer { now in
      unsafe initial.withUnsafeBufferPointer { first in _ = unsafe now.update(from: first) }
    }
  }

  /// Whether a condition holds.
  package mutating func holds(_ condition: GroundExpression) throws(Failure) -> Bool { try value(condition) != 0 }

  /// Runs an effect.
  package mutating func run(_ statements: [GroundStatement], slots: [Slot]) throws(Failure) {
    for statement in statements { try run(statement, slots) }
  }

  /// The value of an expression.
  package mutating func value(_ expression: GroundExpression) throws(Failure) -> Int {
    switch expression {
    case .constant(let number): return number
    case .slot(let slot): return state[slot]
    case .slotAt(let base, let stride, let count, let index):
      return state[base + (try position(index, below: count)) * stride]
    case .local(let local):
      guard local < locals.count, let number = locals[local] else { throw .undefined }
      return number
    case .not(let operand): return try value(operand) == 0 ? 1 : 0
    case .binary(let op, let left, let right): return try value(op, left, right)
    case .conditional(let condition, let then, let otherwise):
      return try value(condition) != 0 ? try value(then) : try value(otherwise)
    case .letIn(let local, let bound, let body):
      set(local, to: try value(bound))
      return try value(body)
    case .check(let operand, let range, let site):
      let number = try value(operand)
      guard range.contains(number) else { throw .fault(GroundFault(site: site, value: number)) }
      return number
    case .fault(let site): throw .fault(GroundFault(site: site))
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
    case .fault(let site): throw .fault(GroundFault(site: site))
    case .flag(let property): flags |= 1 << UInt64(property)
    case .cover(let property): covers |= 1 << UInt64(property)
    case .emit(let event, let arguments):
      var scalars: [Int] = []
      for argument in arguments { scalars.append(try value(argument)) }
      if keepsEvents { events.append(EmittedEvent(event: event, scalars: scalars, state: state)) }
    }
  }

  private mutating func position(_ index: GroundExpression, below count: Int) throws(Failure) -> Int {
    let position = try value(index)
    guard (0..<count).contains(position) else { throw .undefined }
    return position
  }

  private mutating func set(_ local: GroundLocal, to number: Int) {
    while locals.count <= local { locals.append(nil) }
    locals[local] = number
  }
}
