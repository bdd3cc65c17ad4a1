/// A hash of a state's words: folded 64 by 64 bit multiplications, in the manner of wyhash.
///
/// The visited set takes a state's home from the high bits and its tag from the low ones, so both must be mixed well.
enum StateHash {
  private static let keys: (UInt64, UInt64, UInt64) = (
    0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3
  )

  /// The hash of a state.
  @inline(__always)
  static func hash(_ state: PackedState, wordCount: Int) -> UInt64 {
    var seed = keys.2 ^ UInt64(truncatingIfNeeded: wordCount)
    var position = 0
    while position &+ 1 < wordCount {
      seed = fold(state[position] ^ keys.0 ^ seed, state[position &+ 1] ^ keys.1)
      position &+= 2
    }
    if position < wordCount { seed = fold(state[position] ^ keys.0, seed ^ keys.1) }
    return fold(seed ^ keys.0, keys.1)
  }

  /// The hash of a word.
  @inline(__always)
  static func hash(_ word: UInt64) -> UInt64 { fold(fold(word ^ keys.0, keys.2) ^ keys.0, keys.1) }

  /// Both halves of a product of 64 by 64 bits as one.
  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
