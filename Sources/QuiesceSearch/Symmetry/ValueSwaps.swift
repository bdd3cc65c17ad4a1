import QuiesceProgram

/// What two values that trade places change in a packed state, as few operations on words.
struct ValueSwap {
  /// Fields of two words, or of two parts of one, that trade their contents: a delta swap (Knuth, TAOCP 7.1.3).
  struct Exchange {
    let first: Int
    let second: Int
    /// How far the first word is rotated to the right to bring its fields to those of the second.
    let rotation: UInt64
    /// The fields in the second word.
    var mask: UInt64
  }

  /// A field that may hold one of the two values.
  struct Renaming {
    let word: Int
    let shift: UInt64
    let mask: UInt64
    /// The raw values.
    let first: UInt64
    let second: UInt64
    let presence: PresenceTest
  }

  private(set) var exchanges: [Exchange] = []
  private(set) var renamings: [Renaming] = []

  init(_ first: Int, _ second: Int, of type: Int, _ places: SymmetricPlaces, _ slots: [Slot]) {
    for slot in slots.indices where slots[slot].width > 0 {
      let target = places.target(of: slot, swapping: first, second, of: type)
      if slot < target { exchange(Field(slots[slot]), Field(slots[target])) }
      if let holder = places.places[slot].holder, holder.type == type {
        rename(Field(slots[slot]), holder, first, second, slots)
      }
    }
  }

  private mutating func exchange(_ first: Field, _ second: Field) {
    let rotation = (first.shift &- second.shift) & 63
    let mask = second.mask << second.shift
    let known = exchanges.firstIndex { $0.first == first.word && $0.second == second.word && $0.rotation == rotation }
    if let known {
      exchanges[known].mask |= mask
    } else {
      exchanges.append(Exchange(first: first.word, second: second.word, rotation: rotation, mask: mask))
    }
  }

  private mutating func rename(
    _ field: Field, _ holder: SymmetricPlaces.Holder, _ first: Int, _ second: Int, _ slots: [Slot]
  ) {
    // Only raw zero means nothing somewhere.
    let presence = holder.base + Swift.min(first, second) == 0 ? holder.presence : nil
    renamings.append(
      Renaming(
        word: field.word, shift: field.shift, mask: field.mask, first: UInt64(holder.base + first),
        second: UInt64(holder.base + second), presence: PresenceTest(presence, slots)))
  }
}

extension ValueSwap.Exchange {
  @inline(__always)
  func apply(to words: WritableState) {
    let source = words[first]
    let difference = ((source &>> rotation | source &<< (64 &- rotation)) ^ words[second]) & mask
    words[second] ^= difference
    words[first] ^= difference &<< rotation | difference &>> (64 &- rotation)
  }
}

extension ValueSwap.Renaming {
  @inline(__always)
  func apply(to words: WritableState) {
    let raw = (words[word] &>> shift) & mask
    guard raw == first || raw == second, presence.holds(in: PackedState(words)) else { return }
    words[word] ^= (first ^ second) &<< shift
  }
}
