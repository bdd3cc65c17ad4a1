import CCacheLine

extension PairTable {
  /// How many bits the numbers of a pair take in the field of bits that stands for it.
  struct Widths {
    private var left: UInt64 = 0
    private var right: UInt64 = 0

    /// The bits of a field.
    var bits: Int { Int(truncatingIfNeeded: left &+ right) }

    /// Ones in the bits of a field.
    private(set) var mask: UInt64 = 0

    /// Whether no number of a pair is too great.
    @inline(__always)
    func fit(_ pair: UInt64) -> Bool { (pair &>> 32) &>> left | (pair & 0xFFFF_FFFF) &>> right == 0 }

    /// The field of a pair that fits.
    @inline(__always)
    func field(_ pair: UInt64) -> UInt64 { (pair &>> 32) &<< right | pair & 0xFFFF_FFFF }

    /// The pair of a field.
    @inline(__always)
    func pair(_ field: UInt64) -> UInt64 { (field &>> right) &<< 32 | field & ~(~0 &<< right) }

    /// The least widths, from these on, that a pair fits.
    func widened(for pair: UInt64) -> Widths {
      var result = self
      result.left = max(left, UInt64(UInt64.bitWidth - (pair >> 32).leadingZeroBitCount))
      result.right = max(right, UInt64(UInt64.bitWidth - (pair & 0xFFFF_FFFF).leadingZeroBitCount))
      result.mask = ~(~0 << (result.left + result.right))
      return result
    }
  }
}

// Words that are read as fields of bits, one behind the other.
extension GrowingBuffer where Element == UInt64 {
  /// How many words there have to be for so many fields: one more than they take, since a field is read from two.
  static func words(for fields: Int, bits: Int) -> Int { fields &* bits / 64 + 2 }

  /// Sees to it that there are words for so many fields.
  @inline(__always)
  mutating func makeRoom(for fields: Int, _ widths: PairTable.Widths) {
    let words = Self.words(for: fields, bits: widths.bits)
    if words > count { append(repeating: 0, count: words - count) }
  }

  /// The field at a position.
  @inline(__always)
  func field(_ position: Int, _ widths: PairTable.Widths) -> UInt64 {
    let bit = position &* widths.bits
    let words = base + bit &>> 6
    let shift = UInt64(truncatingIfNeeded: bit & 63)
    return (words[0] &>> shift | (words[1] &<< 1) &<< (63 &- shift)) & widths.mask
  }

  /// Writes the field at a position.
  @inline(__always)
  func write(_ field: UInt64, at position: Int, _ widths: PairTable.Widths) {
    let bit = position &* widths.bits
    let words = base + bit &>> 6
    let shift = UInt64(truncatingIfNeeded: bit & 63)
    words[0] = words[0] & ~(widths.mask &<< shift) | field &<< shift
    guard shift > 0 else { return }
    words[1] = words[1] & ~(widths.mask &>> (64 &- shift)) | field &>> (64 &- shift)
  }

  /// Asks for the field at a position.
  @inline(__always)
  func prefetch(_ position: Int, _ widths: PairTable.Widths) {
    CCacheLine.prefetch(base + (position &* widths.bits) &>> 6)
  }
}
