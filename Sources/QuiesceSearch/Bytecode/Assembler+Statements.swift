import QuiesceProgram

extension Assembler {
  /// Translates statements; constants that are assigned one after the other become one write for each word.
  package mutating func statements(_ statements: [GroundStatement]) throws(BytecodeLimit) {
    var pending: [(word: Int, write: WordWrite)] = []
    for statement in statements {
      if case .assign(let id, .constant(let number)) = statement {
        write(number, to: slots[id], &pending)
      } else {
        flush(&pending)
        try self.statement(statement)
      }
    }
    flush(&pending)
  }

  private func write(_ number: Int, to slot: Slot, _ pending: inout [(word: Int, write: WordWrite)]) {
    if slot.width == 0 { return }
    let mask = (UInt64.max >> UInt64(64 - slot.width)) << UInt64(slot.shift)
    let bits = UInt64(truncatingIfNeeded: number &- slot.lower) << UInt64(slot.shift)
    let known = pending.firstIndex { $0.word == slot.word } ?? pending.count
    if known == pending.count { pending.append((slot.word, WordWrite(mask: 0, bits: 0))) }
    pending[known].write.mask |= mask
    pending[known].write.bits = pending[known].write.bits & ~mask | bits
  }

  private mutating func flush(_ pending: inout [(word: Int, write: WordWrite)]) {
    for (word, write) in pending {
      emit(.storeWord(0, word: UInt8(word), write: Int32(wordWrites.count)))
      wordWrites.append(write)
    }
    pending = []
  }

  private mutating func statement(_ statement: GroundStatement) throws(BytecodeLimit) {
    switch statement {
    case .assign(let slot, let expression): try assign(slots[slot], expression)
    case .assignAt(let first, let stride, let count, let index, let expression):
      let result = try value(expression, at: base)
      let position = try value(index, at: base + 1)
      emit(.storeAt(result, index: position, table: table(base: first, stride: stride, count: count)))
    case .setLocal(let local, let expression):
      try place(expression, in: try register(local), at: base)
    case .conditional(let condition, let then, let otherwise):
      var failures: [Int] = []
      try branch(condition, ifFalse: &failures, at: base)
      try statements(then)
      if otherwise.isEmpty { return patch(failures) }
      var end: [Int] = []
      emitJump(&end) { .jump(0, $0) }
      patch(failures)
      try statements(otherwise)
      patch(end)
    case .shiftDown(let first, let width, let capacity):
      try shiftDown(first: first, width: width, capacity: capacity)
    case .fault(let site): emit(.fault(0, Int32(site)))
    case .flag(let property): emit(.flag(0, Int32(property)))
    case .cover(let property): emit(.cover(0, Int32(property)))
    case .emit: break
    }
  }

  private mutating func assign(_ slot: Slot, _ expression: GroundExpression) throws(BytecodeLimit) {
    let result = try value(expression, at: base)
    if slot.width == 0 { return }
    if abs(slot.lower) < Field.biasLimit {
      let field = Field.packed(shift: slot.shift, width: slot.width, bias: slot.lower)
      emit(.store(result, word: UInt8(slot.word), field: field))
    } else {
      let zero = try register(base + 1)
      emit(.constant(zero, 0))
      emit(.storeAt(result, index: zero, table: table(slot: slot)))
    }
  }

  /// One shift where the elements lie one after the other in a word; slot by slot otherwise.
  private mutating func shiftDown(first: SlotID, width: Int, capacity: Int) throws(BytecodeLimit) {
    if let region = contiguousRegion(first: first, width: width, capacity: capacity) {
      let field = Field.packed(shift: region.shift, width: region.bits, bias: 0)
      if region.bits > 0 { emit(.shiftDown(UInt8(region.bits / capacity), word: UInt8(region.word), field: field)) }
      return
    }
    for position in 0..<(capacity - 1) * width {
      try assign(slots[first + position], .slot(first + position + width))
    }
    var zeros: [(word: Int, write: WordWrite)] = []
    for position in (capacity - 1) * width..<capacity * width {
      write(slots[first + position].lower, to: slots[first + position], &zeros)
    }
    flush(&zeros)
  }

  /// The bits of a queue's elements, if element `i` lies exactly `i` element widths above the first in the same word.
  private func contiguousRegion(
    first: SlotID, width: Int, capacity: Int
  ) -> (word: Int, shift: Int, bits: Int)? {
    let element = slots[first..<first + width]
    let elementBits = element.reduce(0) { $0 + $1.width }
    guard let origin = element.filter({ $0.width > 0 }).min(by: { $0.shift < $1.shift }) else { return (0, 0, 0) }
    guard elementBits * capacity < 64 else { return nil }
    for position in 0..<capacity {
      for offset in 0..<width {
        let slot = slots[first + position * width + offset]
        let model = slots[first + offset]
        guard slot.width == model.width, slot.lower == model.lower else { return nil }
        if slot.width == 0 { continue }
        guard slot.word == origin.word, slot.shift == model.shift + position * elementBits,
          model.shift - origin.shift + model.width <= elementBits
        else { return nil }
      }
    }
    return (origin.word, origin.shift, elementBits * capacity)
  }
}
