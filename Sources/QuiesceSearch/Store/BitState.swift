import CCacheLine
import Glibc

/// A visited set that keeps a few bits for a state in place of the state, in an array of bits that never grows: bitstate hashing
/// (Holzmann, "An analysis of bitstate hashing", 1998), which is a Bloom filter (Bloom, 1970).
///
/// A state all of whose bits others have set is taken for one that was visited, though it was not: it is omitted. How often that is
/// to be expected is known, since it is known at each insertion how many bits are set.
struct BitState: ~Copyable {
  /// How many bits stand for a state.
  let bitsPerState: Int
  /// How many bits there are.
  let bitCount: Int
  /// How many of them are set.
  private(set) var setCount = 0
  /// How many states were inserted that were not taken for others.
  private(set) var count = 0
  /// How many states were omitted, as is to be expected of a hash that spreads evenly: before a state is inserted, with a part `p`
  /// of the bits set, each new state is omitted with probability `f = p^k`, so `f / (1 - f)` of them are until one is not.
  private(set) var expectedOmissions = 0.0

  private let memory: MappedMemory
  private let words: UnsafeMutablePointer<UInt64>
  private let seed: UInt64

  /// An empty set; nil if the kernel refuses the memory, or there is less of it than a word.
  ///
  /// - Parameters:
  ///   - bitsPerState: more of them pay as long as fewer than half of the bits are set in the end.
  ///   - seed: sets of several seeds omit several states.
  init?(byteCount: Int, bitsPerState: Int = 3, seed: UInt64 = 0) {
    let wordCount = byteCount / 8
    guard wordCount > 0, bitsPerState > 0, let memory = MappedMemory(byteCount: wordCount * 8, isFilledInOrder: false)
    else { return nil }
    words = memory.base.bindMemory(to: UInt64.self, capacity: wordCount)
    self.memory = memory
    self.bitsPerState = bitsPerState
    bitCount = wordCount * 64
    self.seed = (seed &* 0x9E37_79B9_7F4A_7C15) ^ 0xE703_7ED1_A0B4_28DB
  }

  /// Bytes in use.
  var byteCount: Int { bitCount / 8 }

  /// Inserts a state by its hash; false if all its bits were set, so that it was visited, or is omitted.
  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    var places = Places(of: hash, seed)
    var added = 0
    for _ in 0..<bitsPerState {
      let (word, bit) = position(places.next())
      if words[word] & bit == 0 {
        words[word] |= bit
        added &+= 1
      }
    }
    if added == 0 { return false }
    let chance = omissionChance
    expectedOmissions += chance / (1 - chance)
    setCount &+= added
    count &+= 1
    return true
  }

  /// Whether all bits of a state are set.
  func contains(_ hash: UInt64) -> Bool {
    var places = Places(of: hash, seed)
    for _ in 0..<bitsPerState {
      let (word, bit) = position(places.next())
      if words[word] & bit == 0 { return false }
    }
    return true
  }

  /// Asks for the bits of a state.
  @inline(__always)
  func prefetch(_ hash: UInt64) {
    var places = Places(of: hash, seed)
    for _ in 0..<bitsPerState { CCacheLine.prefetch(words + position(places.next()).word) }
  }

  /// A place among the bits, scaled to any number of them.
  @inline(__always)
  private func position(_ place: UInt64) -> (word: Int, bit: UInt64) {
    let bit = place.multipliedFullWidth(by: UInt64(truncatingIfNeeded: bitCount)).high
    return (Int(truncatingIfNeeded: bit &>> 6), 1 &<< (bit & 63))
  }
}

/// What the bits that are set tell of what was left out.
extension BitState {
  /// The probability that the next new state is omitted: that its bits are set, or its hash is that of another one.
  var omissionChance: Double {
    @inline(__always) get {
      let fraction = Double(setCount) / Double(bitCount)
      var chance = fraction
      for _ in 1..<bitsPerState { chance *= fraction }
      return min(chance + Double(count) * 0x1p-64, 1 - 0x1p-53)
    }
  }

  /// The probability that a state was omitted, at most: omissions are independent of each other, so it is 1 less the product of
  /// `1 - f`.
  var omissionProbability: Double { -expm1(-expectedOmissions) }
}

/// The places of a state's bits, as fractions of the array: double hashing (Dillinger and Manolios, "Bloom filters in probabilistic
/// verification", 2004).
private struct Places {
  private var place: UInt64
  private let step: UInt64

  @inline(__always)
  init(of hash: UInt64, _ seed: UInt64) {
    place = StateHash.fold(hash ^ seed, 0xA076_1D64_78BD_642F)
    step = StateHash.fold(hash ^ seed, 0x8EBC_6AF0_9C88_C6E3) | 1
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    defer { place &+= step }
    return place
  }
}
