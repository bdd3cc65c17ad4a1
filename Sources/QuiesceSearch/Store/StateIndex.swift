/// The places of an open-addressing index into a table of states: as many as it was made with, all empty at first.
///
/// An entry holds a state's position plus 1 in its low bits and as many bits of the state's hash as fit above them; 0 is an
/// empty place. Entries of 4 bytes do for 2^31 states: the more states, the fewer bits are left to tell hashes apart, and
/// each further comparison of two states that they cost reads a cache line of the table that was read ahead. Probing is
/// linear, so that a probe reads on in its cache line.
struct StateIndex: ~Copyable {
  /// The places, as several may look at them at once.
  let view: View
  /// The most states that it may name: thirteen sixteenths of the places, since beyond it linear probes grow long.
  let threshold: Int

  private let memory: MappedMemory

  /// Where entries become wide: beyond 31 bits of position there would be no bit of the hash left.
  static let narrowLimit = 1 << 31
  /// How many places the first index of a table has.
  static let initialCapacity = 1 << 12

  /// Makes an empty index; nil if there is no memory for it.
  init?(capacity: Int, narrowLimit: Int) {
    threshold = StateIndex.threshold(capacity)
    guard let memory = MappedMemory(byteCount: StateIndex.byteCount(capacity, narrowLimit)) else { return nil }
    view = View(
      base: memory.base, capacity: capacity, isWide: StateIndex.isWide(capacity, narrowLimit),
      positionBits: UInt64(Int.bitWidth - threshold.leadingZeroBitCount))
    self.memory = memory
  }

  /// The bytes of an index with so many places.
  static func byteCount(_ capacity: Int, _ narrowLimit: Int) -> Int {
    capacity * (isWide(capacity, narrowLimit) ? 8 : 4)
  }

  /// How many places the next index has: a quarter more. So an index of 4-byte entries takes at most 4 * 5/4 * 16/13 = 6.16
  /// bytes a state just after it has grown.
  static func grown(_ capacity: Int) -> Int { capacity / 4 * 5 }

  /// The most states that an index with so many places names.
  static func threshold(_ capacity: Int) -> Int { capacity / 16 * 13 }

  /// Whether an index with so many places has entries of 8 bytes.
  static func isWide(_ capacity: Int, _ narrowLimit: Int) -> Bool { threshold(capacity) >= narrowLimit }

  /// Bytes in use.
  var byteCount: Int { view.capacity * (view.isWide ? 8 : 4) }
}

extension StateIndex {
  /// The places of an index, and what their entries mean.
  struct View {
    fileprivate let base: UnsafeMutableRawPointer
    /// How many places there are.
    let capacity: Int
    /// Whether an entry takes 8 bytes, not 4.
    let isWide: Bool
    fileprivate let positionBits: UInt64
  }
}

extension StateIndex.View {
  /// The places.
  @inline(__always)
  func places<Entry: ~Copyable>(of type: Entry.Type) -> UnsafeMutablePointer<Entry> {
    base.assumingMemoryBound(to: type)
  }

  /// Where the probing for a hash begins: its high bits, scaled to any capacity.
  @inline(__always)
  func home(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high)
  }

  /// The place behind another one.
  @inline(__always)
  func next(_ place: Int) -> Int { place &+ 1 == capacity ? 0 : place &+ 1 }

  /// The entry of a state: its position, and the low bits of its hash, as the home is taken from the high ones.
  @inline(__always)
  func entry<Entry: FixedWidthInteger>(_ hash: UInt64, position: Int) -> Entry {
    tag(hash) | Entry(truncatingIfNeeded: position &+ 1)
  }

  /// The position in an entry if that is of a state with such a hash, as far as the entry tells.
  @inline(__always)
  func position<Entry: FixedWidthInteger>(_ entry: Entry, ifOf hash: UInt64) -> Int? {
    let position: Entry = entry ^ tag(hash)
    guard entry != 0, position &>> Entry(truncatingIfNeeded: positionBits) == 0 else { return nil }
    return Int(truncatingIfNeeded: position) &- 1
  }

  @inline(__always)
  private func tag<Entry: FixedWidthInteger>(_ hash: UInt64) -> Entry {
    Entry(truncatingIfNeeded: hash &<< positionBits)
  }
}
