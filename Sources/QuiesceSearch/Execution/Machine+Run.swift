extension Machine {
  /// Runs instructions from an entry until the end of the guard, where that is wanted; else until
  /// the guard fails, the transition or expression ends, or a fault.
  ///
  /// The guard reads the source; `begin` copies it to the target, which the effect reads and writes. Arithmetic wraps:
  /// the lowering has put a check where 64 bits could not hold a result.
  @inline(__always)
  mutating func run(
    _ entry: Int, source: PackedState, target: WritableState, endsWithGuard: Bool = false
  ) -> RunResult {
    var nobody = NoObserver()
    return run(entry, source: source, target: target, endsWithGuard: endsWithGuard, observer: &nobody)
  }

  /// The same, with an observer of what is read and written.
  @inline(__always)
  mutating func run<Observer: RunObserver>(
    _ entry: Int, source: PackedState, target: WritableState, endsWithGuard: Bool = false,
    observer: inout Observer
  ) -> RunResult {
    var pc = instructions + entry
    var state = WritableState(unwritten: source)
    let registers = registers.base
    var marks: UInt64 = 0
    flags = 0
    while true {
      let instruction = pc.pointee
      pc += 1
      switch instruction {
      case .constant(let r, let number): registers[Int(r)] = Int(number)
      case .wideConstant(let r, let index): registers[Int(r)] = wideConstants[Int(index)]
      case .move(let r, let a): registers[Int(r)] = registers[Int(a)]
      case .reload(let r, let far): registers[Int(r)] = registers[Int(far)]
      case .spill(let r, let far): registers[Int(far)] = registers[Int(r)]
      case .load(let r, let word, let field):
        observer.reads(Int(word), field)
        registers[Int(r)] = Int(truncatingIfNeeded: state[Int(word)].bits(field)) &+ Int(field &>> 13)
      case .loadAt(let r, let index, let table):
        let field = fields[Int(table) &+ registers[Int(index)]]
        observer.reads(field.word, shift: field.shift, ones: field.mask)
        registers[Int(r)] =
          Int(truncatingIfNeeded: (state[field.word] &>> field.shift) & field.mask) &+ field.bias
      case .store(let r, let word, let field):
        let raw = UInt64(truncatingIfNeeded: registers[Int(r)] &- Int(field &>> 13))
        observer.writes(Int(word), mask: UInt64.mask(field) | raw &<< UInt64(truncatingIfNeeded: field & 63))
        state[Int(word)].setBits(field, to: raw)
      case .storeWord(_, let word, let write):
        let write = wordWrites[Int(write)]
        observer.writes(Int(word), mask: write.mask)
        state[Int(word)] = state[Int(word)] & ~write.mask | write.bits
      case .storeAt(let r, let index, let table):
        let field = fields[Int(table) &+ registers[Int(index)]]
        let raw = UInt64(truncatingIfNeeded: registers[Int(r)] &- field.bias)
        observer.writes(field.word, mask: (field.mask | raw) &<< field.shift)
        state[field.word] = state[field.word] & ~(field.mask &<< field.shift) | raw &<< field.shift
      case .shiftDown(let bits, let word, let field):
        observer.shiftsDown(
          Int(word), shift: UInt64(truncatingIfNeeded: field & 63), ones: UInt64.ones(field), by: UInt64(bits))
        state[Int(word)].setBits(field, to: state[Int(word)].bits(field) &>> UInt64(bits))
      case .addConstant(let r, let a, let number): registers[Int(r)] = registers[Int(a)] &+ Int(number)
      case .add(let r, let a, let b): registers[Int(r)] = registers[Int(a)] &+ registers[Int(b)]
      case .subtract(let r, let a, let b): registers[Int(r)] = registers[Int(a)] &- registers[Int(b)]
      case .multiply(let r, let a, let b): registers[Int(r)] = registers[Int(a)] &* registers[Int(b)]
      case .divide(let r, let a, let b): registers[Int(r)] = registers[Int(a)] / registers[Int(b)]
      case .remainder(let r, let a, let b): registers[Int(r)] = registers[Int(a)] % registers[Int(b)]
      case .bitAnd(let r, let a, let b): registers[Int(r)] = registers[Int(a)] & registers[Int(b)]
      case .bitOr(let r, let a, let b): registers[Int(r)] = registers[Int(a)] | registers[Int(b)]
      case .bitXor(let r, let a, let b): registers[Int(r)] = registers[Int(a)] ^ registers[Int(b)]
      case .equal(let r, let a, let b): registers[Int(r)] = registers[Int(a)] == registers[Int(b)] ? 1 : 0
      case .notEqual(let r, let a, let b): registers[Int(r)] = registers[Int(a)] != registers[Int(b)] ? 1 : 0
      case .less(let r, let a, let b): registers[Int(r)] = registers[Int(a)] < registers[Int(b)] ? 1 : 0
      case .lessOrEqual(let r, let a, let b): registers[Int(r)] = registers[Int(a)] <= registers[Int(b)] ? 1 : 0
      case .equalConstant(let r, let a, let number):
        registers[Int(r)] = registers[Int(a)] == Int(number) ? 1 : 0
      case .not(let r, let a): registers[Int(r)] = registers[Int(a)] ^ 1
      case .jump(_, let position): pc = instructions + Int(position)
      case .jumpIfFalse(let r, let position): if registers[Int(r)] == 0 { pc = instructions + Int(position) }
      case .jumpIfTrue(let r, let position): if registers[Int(r)] != 0 { pc = instructions + Int(position) }
      case .skipIfRaw(let raw, let word, let field):
        observer.reads(Int(word), field)
        if state[Int(word)].bits(field) == UInt64(raw) { pc += 1 }
      case .skipIfNotRaw(let raw, let word, let field):
        observer.reads(Int(word), field)
        if state[Int(word)].bits(field) != UInt64(raw) { pc += 1 }
      case .check(let r, let index):
        let check = checks[Int(index)]
        let value = registers[Int(r)]
        if value < check.lower || value > check.upper {
          faultSite = check.site
          return .fault
        }
      case .fault(_, let site):
        faultSite = Int(site)
        return .fault
      case .flag(_, let property): flags |= 1 &<< UInt64(truncatingIfNeeded: property)
      case .cover(_, let property): marks |= 1 &<< UInt64(truncatingIfNeeded: property)
      case .coverIf(let r, let property):
        if registers[Int(r)] != 0 { marks |= 1 &<< UInt64(truncatingIfNeeded: property) }
      case .begin:
        if endsWithGuard { return .fired }
        for word in 0..<wordCount { target[word] = source[word] }
        state = target
      case .disabled: return .disabled
      case .finish:
        cover(marks)
        return .fired
      case .result(let r):
        cover(marks)
        flags = UInt64(truncatingIfNeeded: registers[Int(r)])
        return .value
      }
    }
  }
}

extension UInt64 {
  /// The raw value of a packed field.
  @inline(__always)
  func bits(_ field: Int32) -> UInt64 {
    (self &>> UInt64(truncatingIfNeeded: field & 63)) & UInt64.ones(field)
  }

  /// Writes the raw value of a packed field.
  @inline(__always)
  mutating func setBits(_ field: Int32, to raw: UInt64) {
    let shift = UInt64(truncatingIfNeeded: field & 63)
    self = self & ~(UInt64.ones(field) &<< shift) | raw &<< shift
  }

  /// As many ones as a packed field is wide (at most 63).
  @inline(__always)
  static func ones(_ field: Int32) -> UInt64 {
    (1 &<< UInt64(truncatingIfNeeded: (field &>> 6) & 127)) &- 1
  }
  /// The bits of a packed field in their word.
  @inline(__always)
  static func mask(_ field: Int32) -> UInt64 { ones(field) &<< UInt64(truncatingIfNeeded: field & 63) }
}

extension RunObserver {
  /// A packed field is about to be read.
  @inline(__always)
  fileprivate mutating func reads(_ word: Int, _ field: Int32) {
    reads(word, shift: UInt64(truncatingIfNeeded: field & 63), ones: UInt64.ones(field))
  }
}
