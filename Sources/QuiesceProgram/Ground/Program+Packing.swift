extension Program {
  /// The words of a state given by a value for each slot.
  package func pack(_ values: [Int]) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: wordCount)
    for (slot, value) in zip(slots, values) where slot.width > 0 {
      words[slot.word] |= UInt64(bitPattern: Int64(value &- slot.lower)) << UInt64(slot.shift)
    }
    return words
  }

  /// The value of each slot in a packed state.
  package func unpack(_ words: [UInt64]) -> [Int] {
    slots.map { slot in
      guard slot.width > 0 else { return slot.lower }
      let mask = UInt64.max >> UInt64(64 - slot.width)
      return slot.lower &+ Int(truncatingIfNeeded: (words[slot.word] >> UInt64(slot.shift)) & mask)
    }
  }
}
