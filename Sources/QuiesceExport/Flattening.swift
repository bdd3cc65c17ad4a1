import QuiesceModel
import QuiesceProgram

/// Takes the expressions and statements of one transition or property apart.
///
/// A guard is an expression in both target languages, which have neither `let` nor faults in expressions: it becomes
/// a pair of pure expressions, one for whether it has a value and one for the value. An effect may use statements, so
/// there a `let` becomes a temporary and a `check` an `if`.
struct Flattening {
  /// The slots of the program.
  let slots: [Slot]
  /// What errors say it was about.
  let place: String
  /// The temporaries used so far, with the values that they may have.
  var temporaries: [ClosedRange<Int>] = []
  /// The temporaries of locals that statements set.
  package var locals: [GroundLocal: Int] = [:]
  /// The dynamic accesses met so far.
  var accesses: Set<DynamicAccess> = []

  /// Beyond this a single expression makes Spin's parser and gcc slow.
  static let sizeLimit = 200_000

  /// A local's value at this point.
  typealias Environment = [GroundLocal: FlatTerm]

  func accepted(_ term: FlatTerm) throws(ExportError) -> FlatTerm {
    if term.size > Flattening.sizeLimit { throw .tooLarge(place: place) }
    if !term.isRepresentable { throw .tooWide(place: place) }
    return term
  }

  func slot(_ slot: SlotID) throws(ExportError) -> FlatTerm {
    try accepted(FlatTerm(Term(.slot(slot), in: slots[slot].range)))
  }

  mutating func slot(at access: DynamicAccess, index: FlatTerm) throws(ExportError) -> FlatTerm {
    if let constant = direct(access, index) { return try slot(constant) }
    accesses.insert(access)
    let range = (0..<access.count).reduce(slots[access.base].range) {
      $0.hull(slots[access.base + $1 * access.stride].range)
    }
    return try accepted(FlatTerm(Term(access.slot(at: index.expression), in: range), of: index))
  }

  /// The slot that a constant index stands for. An index outside is left to the expression's `check`, which precedes it.
  func direct(_ access: DynamicAccess, _ index: FlatTerm) -> SlotID? {
    guard let constant = index.constant, (0..<access.count).contains(constant) else {
      return access.count == 1 ? access.base : nil
    }
    return access.base + constant * access.stride
  }
}

// MARK: - Guards and properties

extension Flattening {
  /// Whether the expression has a value, and the value, which means something only where it has one.
  mutating func split(_ expression: GroundExpression) throws(ExportError) -> (defined: FlatTerm, value: FlatTerm) {
    (try value(of: expression.definednessWithLimits.expression), try value(of: expression))
  }

  /// An operand of an operator, which a number may be that neither language writes, as long as the operator makes it needless.
  private mutating func operand(
    _ expression: GroundExpression, _ environment: Environment
  ) throws(ExportError) -> FlatTerm {
    if case .constant(let number) = expression { return FlatTerm(constant: number) }
    return try value(of: expression, environment)
  }

  /// The operator with both operands.
  private func apply(
    _ operation: GroundOperator, _ left: FlatTerm, _ right: FlatTerm
  ) throws(ExportError) -> FlatTerm {
    // What is divided by 0 alone has no value, and whether it has one is asked apart.
    if operation == .divide || operation == .remainder, right.constant == 0 { return .no }
    let folded = FlatTerm.apply(operation, left, right)
    if folded.constant != nil { return try accepted(folded) }
    let operands = (try accepted(left), try accepted(right))
    // Of two constants that were added the sum may be none that they can write.
    if case .binary(.add, _, .constant(let sum)) = folded.expression, !FlatTerm(constant: sum).isRepresentable {
      return try accepted(FlatTerm(.binary(operation, left.term, right.term), of: operands.0, operands.1))
    }
    return try accepted(folded)
  }

  /// The value of an expression where it has one.
  private mutating func value(
    of expression: GroundExpression, _ environment: Environment = [:]
  ) throws(ExportError) -> FlatTerm {
    switch expression {
    case .constant(let number): return try accepted(FlatTerm(constant: number))
    case .slot(let id): return try slot(id)
    case .slotAt(let base, let stride, let count, let index):
      let access = DynamicAccess(base: base, stride: stride, count: count)
      return try slot(at: access, index: try value(of: index, environment))
    case .local(let local):
      if let value = environment[local] { return value }
      guard let temporary = locals[local] else { throw .tooLarge(place: "\(place): local \(local) without a value") }
      return self.temporary(temporary)
    case .not(let operand): return .not(try value(of: operand, environment))
    case .binary(let operation, let left, let right):
      return try apply(operation, try operand(left, environment), try operand(right, environment))
    case .conditional(let condition, let first, let second):
      return try accepted(
        .conditional(
          try value(of: condition, environment), try value(of: first, environment), try value(of: second, environment)))
    case .letIn(let local, let value, let body):
      let value = try self.value(of: value, environment)
      return try self.value(of: body, environment.merging([local: value]) { $1 })
    case .check(let operand, let range, _): return try value(of: operand, environment).narrowed(to: range)
    case .fault: return .no
    case .cover(_, let operand): return try value(of: operand, environment)
    }
  }
}

// MARK: - Effects

extension Flattening {
  /// The pure value of an expression, after the statements that are appended have run.
  mutating func flatten(
    _ expression: GroundExpression, _ environment: Environment = [:], into list: inout [FlatStatement]
  ) throws(ExportError) -> FlatTerm {
    switch expression {
    case .constant, .slot, .local: return try value(of: expression, environment)
    case .slotAt(let base, let stride, let count, let index):
      let index = try flatten(index, environment, into: &list)
      return try slot(at: DynamicAccess(base: base, stride: stride, count: count), index: index)
    case .not(let operand): return .not(try flatten(operand, environment, into: &list))
    case .binary(let operation, let left, let right):
      return try flatten(operation, left, right, environment, into: &list)
    case .conditional(let condition, let first, let second):
      let condition = try flatten(condition, environment, into: &list)
      return try choose(condition, first, second, environment, into: &list)
    case .letIn(let local, let value, let body):
      let value = keep(try flatten(value, environment, into: &list), into: &list)
      return try flatten(body, environment.merging([local: value]) { $1 }, into: &list)
    case .check(let operand, let range, let site):
      let operand = keep(try flatten(operand, environment, into: &list), into: &list)
      require(operand.lies(in: range), site, into: &list)
      return operand.narrowed(to: range)
    case .fault(let site):
      list.append(.fault(site))
      return .no
    case .cover(_, let operand): return try flatten(operand, environment, into: &list)
    }
  }

  /// Appends the statements.
  mutating func flatten(
    _ statements: [GroundStatement], into list: inout [FlatStatement]
  ) throws(ExportError) {
    for statement in statements { try flatten(statement, into: &list) }
  }

  private mutating func flatten(
    _ statement: GroundStatement, into list: inout [FlatStatement]
  ) throws(ExportError) {
    switch statement {
    case .assign(let slot, let value):
      list.append(.assign(slot, try flatten(value, into: &list)))
    case .assignAt(let base, let stride, let count, let index, let value):
      let access = DynamicAccess(base: base, stride: stride, count: count)
      let index = try flatten(index, into: &list)
      let value = try flatten(value, into: &list)
      if let slot = direct(access, index) {
        list.append(.assign(slot, value))
      } else {
        accesses.insert(access)
        list.append(.assignAt(access, index: index, value))
      }
    case .setLocal(let local, let value):
      let value = try flatten(value, into: &list)
      let temporary = locals[local] ?? temporaries.count
      locals[local] = temporary
      if temporary == temporaries.count { temporaries.append(value.bounds) }
      temporaries[temporary] = temporaries[temporary].hull(value.bounds)
      list.append(.setTemporary(temporary, value))
    case .conditional(let condition, let then, let otherwise):
      let condition = try flatten(condition, into: &list)
      var first: [FlatStatement] = []
      var second: [FlatStatement] = []
      try flatten(then, into: &first)
      try flatten(otherwise, into: &second)
      append(condition, first, second, into: &list)
    case .shiftDown(let first, let width, let capacity):
      for place in first..<first + (capacity - 1) * width { list.append(.assign(place, try slot(place + width))) }
      for place in (first + (capacity - 1) * width)..<(first + capacity * width) {
        list.append(.assign(place, FlatTerm(constant: slots[place].lower)))
      }
    case .fault(let site): list.append(.fault(site))
    case .flag(let property): list.append(.flag(property))
    case .cover, .emit: break
    }
  }

  private mutating func flatten(
    _ operation: GroundOperator, _ left: GroundExpression, _ right: GroundExpression, _ environment: Environment,
    into list: inout [FlatStatement]
  ) throws(ExportError) -> FlatTerm {
    let left = try flatten(left, environment, into: &list)
    switch operation {
    case .and: return try choose(left, right, .constant(0), environment, into: &list)
    case .or: return try choose(left, .constant(1), right, environment, into: &list)
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .equal, .notEqual, .less,
      .lessOrEqual:
      return try apply(operation, left, try flatten(right, environment, into: &list))
    }
  }

  /// A conditional: pure if both branches are, else an `if` that sets a temporary.
  private mutating func choose(
    _ condition: FlatTerm, _ first: GroundExpression, _ second: GroundExpression, _ environment: Environment,
    into list: inout [FlatStatement]
  ) throws(ExportError) -> FlatTerm {
    if let constant = condition.constant {
      return try flatten(constant == 0 ? second : first, environment, into: &list)
    }
    var then: [FlatStatement] = []
    var otherwise: [FlatStatement] = []
    let one = try flatten(first, environment, into: &then)
    let other = try flatten(second, environment, into: &otherwise)
    if then.isEmpty, otherwise.isEmpty { return try accepted(.conditional(condition, one, other)) }
    let result = temporaries.count
    temporaries.append(one.bounds.hull(other.bounds))
    append(
      condition, then + [.setTemporary(result, one)], otherwise + [.setTemporary(result, other)], into: &list)
    return temporary(result)
  }

  /// The value in a form that is cheap to write several times.
  private mutating func keep(_ value: FlatTerm, into list: inout [FlatStatement]) -> FlatTerm {
    if value.term.isAtomic { return value }
    let temporary = temporaries.count
    temporaries.append(value.bounds)
    list.append(.setTemporary(temporary, value))
    return self.temporary(temporary)
  }

  private func temporary(_ position: Int) -> FlatTerm {
    FlatTerm(Term(.local(position), in: temporaries[position]))
  }

  private func require(_ condition: FlatTerm, _ site: FaultSiteID, into list: inout [FlatStatement]) {
    append(condition, [], [.fault(site)], into: &list)
  }

  private func append(
    _ condition: FlatTerm, _ then: [FlatStatement], _ otherwise: [FlatStatement], into list: inout [FlatStatement]
  ) {
    if let constant = condition.constant {
      list += constant == 0 ? otherwise : then
    } else if then.isEmpty {
      if !otherwise.isEmpty { list.append(.conditional(.not(condition), then: otherwise, otherwise: [])) }
    } else {
      list.append(.conditional(condition, then: then, otherwise: otherwise))
    }
  }
}

// MARK: - Flags

extension Flattening {
  /// A transition that faults flags nothing, even if the fault comes after the flag: where that can happen, flags are
  /// kept in temporaries and raised at the end.
  mutating func deferFlags(in body: inout [FlatStatement]) {
    guard body.contains(where: \.canFail) else { return }
    var flags: [Int: Int] = [:]
    let replaced = body.map { deferFlags(in: $0, &flags) }
    let sorted = flags.sorted { $0.key < $1.key }
    body = sorted.map { .setTemporary($0.value, .no) } + replaced
    body += sorted.map { .conditional(temporary($0.value), then: [.flag($0.key)], otherwise: []) }
  }

  private mutating func deferFlags(in statement: FlatStatement, _ flags: inout [Int: Int]) -> FlatStatement {
    switch statement {
    case .assign, .assignAt, .setTemporary, .fault: return statement
    case .conditional(let condition, let then, let otherwise):
      let first = then.map { deferFlags(in: $0, &flags) }
      let second = otherwise.map { deferFlags(in: $0, &flags) }
      return .conditional(condition, then: first, otherwise: second)
    case .flag(let property):
      let kept = flags[property] ?? temporaries.count
      flags[property] = kept
      if kept == temporaries.count { temporaries.append(0...1) }
      return .setTemporary(kept, .yes)
    }
  }
}
