import QuiesceProgram

extension Assembler {
  /// Translates statements; constants that are assigned one after the other become one write for each word.
  mutating func statements(_ statements: [GroundStatement]) {
    var pending: [(word: Int, write: WordWrite)] = []
    for statement in statements {
      if case .assign(let id, .constant(let number)) = statement {
        write(number, to: slots[id], &pending)
      } else {
        flush(&pending)
        self.statement(statement)
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
      emit(.storeWord(0, word: UInt8(word), write: Int32(code.wordWrites.count)))
      code.wordWrites.append(write)
    }
    pending = []
  }

  private mutating func statement(_ statement: GroundStatement) {
    switch statement {
    case .assign(let slot, let expression): assign(slots[slot], expression)
    case .assignAt(let first, let stride, let count, let index, let expression):
      let result = value(expression, at: base)
      let position = value(index, at: base + 1)
      store(result, at: position, table(base: first, stride: stride, count: count))
    case .setLocal(let local, let expression): place(expression, in: local, at: base)
    case .conditional(let condition, let then, let otherwise):
      var failures: [Int] = []
      branch(condition, ifFalse: &failures, at: base)
      statements(then)
      if otherwise.isEmpty { return patch(failures) }
      var end: [Int] = []
      emitJump(&end) { .jump(0, $0) }
      patch(failures)
      statements(otherwise)
      patch(end)
    case .shiftDown(let first, let width, let capacity):
      shiftDown(first: first, width: width, capacity: capacity)
    case .fault(let site): emit(.fault(0, Int32(site)))
    case .flag(let property): emit(.flag(0, Int32(property)))
    case .cover(let property): emit(.cover(0, Int32(property)))
    case .emit: break
    }
  }

  private mutating func assign(_ slot: Slot, _ expression: GroundExpression) {
    let result = value(expression, at: base)
    if slot.width == 0 { return }
    if abs(slot.lower) < Field.biasLimit {
      let field = Field.packed(shift: slot.shift, width: slot.width, bias: slot.lower)
      emit(.store(read(result), word: UInt8(slot.word), field: field))
    } else {
      store(result, at: value(.constant(0), at: base + 1), table(slot: slot))
    }
  }

  private mutating func store(_ value: Int, at index: Int, _ table: Int32) {
    emit(.storeAt(read(value), index: read(index, spare: 1), table: table))
  }

  /// One shift where the elements lie one after the other in a word; slot by slot otherwise.
  private mutating func shiftDown(first: SlotID, width: Int, capacity: Int) {
    if let region = contiguousRegion(first: first, width: width, capacity: capacity) {
      let field = Field.packed(shift: region.shift, width: region.bits, bias: 0)
      if region.bits > 0 { emit(.shiftDown(UInt8(region.bits / capacity), word: UInt8(region.word), field: field)) }
      return
    }
    for position in 0..<(capacity - 1) * width {
      assign(slots[first + position], .slot(first + position + width))
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
