// Instructions as statements of C.

extension NativeSource {
  /// What a piece of code works on, and how it ends.
  struct Surroundings {
    /// How a word of the state is written.
    let word: (Int) -> String
    /// Where the words lie, for those that are chosen by an index.
    let memory: String
    /// What a fault at a site does.
    let onFault: (Int) -> String
    /// What the end does; a register holds the result, if there is one.
    let onEnd: (UInt8) -> String
  }

  /// Prints a range of instructions, with a label where a jump may lead, and where the range ends.
  mutating func print(_ range: Range<Int>, in surroundings: Surroundings) {
    let labels = Set(range.flatMap { code.instructions[$0].targets(at: $0) })
    for position in range {
      if labels.contains(position) { line("    L\(position): ;") }
      let statement = statement(code.instructions[position], at: position, surroundings)
      if !statement.isEmpty { line("      \(statement)") }
    }
  }

  private func statement(_ instruction: Instruction, at position: Int, _ state: Surroundings) -> String {
    switch instruction {
    case .constant(let r, let value): "r\(r) = \(value);"
    case .wideConstant(let r, let index): "r\(r) = \(number(code.wideConstants[Int(index)]));"
    case .move(let r, let a): "r\(r) = r\(a);"
    case .reload(let r, let far): "r\(r) = r\(far);"
    case .spill(let r, let far): "r\(far) = r\(r);"
    case .load(let r, let word, let field):
      "r\(r) = (i)\(raw(field, in: state.word(Int(word)))) + \(number(Int(field >> 13)));"
    case .loadAt(let r, let index, let table): load(r, at: index, of: table, state)
    case .store(let r, let word, let field):
      write(
        "(u)(r\(r) - \(number(Int(field >> 13)))) << \(field & 63)", to: UInt64.mask(field), in: state.word(Int(word)))
    case .storeWord(_, let word, let write):
      self.write(
        "\(code.wordWrites[Int(write)].bits)ULL", to: code.wordWrites[Int(write)].mask, in: state.word(Int(word)))
    case .storeAt(let r, let index, let table): store(r, at: index, of: table, state)
    case .shiftDown(let bits, let word, let field):
      write(
        "\(raw(field, in: state.word(Int(word)))) >> \(bits) << \(field & 63)", to: UInt64.mask(field),
        in: state.word(Int(word)))
    case .addConstant(let r, let a, let value): "r\(r) = r\(a) + \(number(Int(value)));"
    case .add(let r, let a, let b): "r\(r) = r\(a) + r\(b);"
    case .subtract(let r, let a, let b): "r\(r) = r\(a) - r\(b);"
    case .multiply(let r, let a, let b): "r\(r) = r\(a) * r\(b);"
    case .divide(let r, let a, let b): "r\(r) = r\(a) / r\(b);"
    case .remainder(let r, let a, let b): "r\(r) = r\(a) % r\(b);"
    case .bitAnd(let r, let a, let b): "r\(r) = r\(a) & r\(b);"
    case .bitOr(let r, let a, let b): "r\(r) = r\(a) | r\(b);"
    case .bitXor(let r, let a, let b): "r\(r) = r\(a) ^ r\(b);"
    case .equal(let r, let a, let b): "r\(r) = r\(a) == r\(b);"
    case .notEqual(let r, let a, let b): "r\(r) = r\(a) != r\(b);"
    case .less(let r, let a, let b): "r\(r) = r\(a) < r\(b);"
    case .lessOrEqual(let r, let a, let b): "r\(r) = r\(a) <= r\(b);"
    case .equalConstant(let r, let a, let value): "r\(r) = r\(a) == \(number(Int(value)));"
    case .not(let r, let a): "r\(r) = r\(a) ^ 1;"
    case .jump(_, let target): "goto L\(target);"
    case .jumpIfFalse(let r, let target): "if (!r\(r)) goto L\(target);"
    case .jumpIfTrue(let r, let target): "if (r\(r)) goto L\(target);"
    case .skipIfRaw(let value, let word, let field):
      "if (\(raw(field, in: state.word(Int(word)))) == \(value)) goto L\(position + 2);"
    case .skipIfNotRaw(let value, let word, let field):
      "if (\(raw(field, in: state.word(Int(word)))) != \(value)) goto L\(position + 2);"
    case .check(let r, let index):
      check(r, code.checks[Int(index)], state)
    case .fault(_, let site): state.onFault(Int(site))
    case .flag(_, let property): "f |= \(UInt64(1) << UInt64(property))ULL;"
    case .cover(_, let property): "m |= \(UInt64(1) << UInt64(property))ULL;"
    case .coverIf(let r, let property): "if (r\(r)) m |= \(UInt64(1) << UInt64(property))ULL;"
    case .begin, .disabled: ""
    case .finish: state.onEnd(0)
    case .result(let r): state.onEnd(r)
    }
  }

  private func check(_ register: UInt8, _ check: RangeCheck, _ state: Surroundings) -> String {
    "if (r\(register) < \(number(check.lower)) || r\(register) > \(number(check.upper))) \(state.onFault(check.site))"
  }

  private func write(_ bits: String, to mask: UInt64, in word: String) -> String {
    "\(word) = (\(word) & \(~mask)ULL) | (\(bits));"
  }

  private func load(_ r: UInt8, at index: UInt8, of table: Int32, _ state: Surroundings) -> String {
    guard let run = code.fieldRuns[table] else { return "" }
    if let word = run.word, let distance = run.distance {
      let value = "(\(state.word(word)) >> (\(run.first.shift) + r\(index) * \(distance))) & \(run.first.mask)ULL"
      return "r\(r) = (i)(\(value)) + \(number(run.first.bias));"
    }
    let word = run.word.map(state.word) ?? "\(state.memory)[q->w]"
    return
      "{ const struct field *q = fields\(number) + \(table) + r\(index); r\(r) = (i)((\(word) >> q->s) & q->m) + q->b; }"
  }

  private func store(_ r: UInt8, at index: UInt8, of table: Int32, _ state: Surroundings) -> String {
    guard let run = code.fieldRuns[table] else { return "" }
    if let word = run.word, let distance = run.distance {
      let word = state.word(word)
      let value = "(u)(r\(r) - \(number(run.first.bias)))"
      return "{ const int d = \(run.first.shift) + r\(index) * \(distance);"
        + " \(word) = (\(word) & ~(\(run.first.mask)ULL << d)) | (\(value) << d); }"
    }
    let word = run.word.map(state.word) ?? "\(state.memory)[q->w]"
    return "{ const struct field *q = fields\(number) + \(table) + r\(index);"
      + " \(word) = (\(word) & ~(q->m << q->s)) | ((u)(r\(r) - q->b) << q->s); }"
  }

  private func raw(_ field: Int32, in word: String) -> String {
    "((\(word) >> \(field & 63)) & \(UInt64.ones(field))ULL)"
  }

  /// The raw value of a field.
  func raw(_ field: Field, in word: (Int) -> String) -> String {
    "((\(word(field.word)) >> \(field.shift)) & \(field.mask)ULL)"
  }

  /// A number as C reads it: the least one is no literal.
  func number(_ value: Int) -> String { value == .min ? "(-\(Int.max)LL - 1)" : "(\(value)LL)" }
}

extension Instruction {
  /// Where it may jump to from its position.
  fileprivate func targets(at position: Int) -> [Int] {
    switch self {
    case .jump(_, let target), .jumpIfFalse(_, let target), .jumpIfTrue(_, let target): [Int(target)]
    case .skipIfRaw, .skipIfNotRaw: [position + 2]
    default: []
    }
  }
}
