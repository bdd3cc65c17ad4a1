import CCacheLine

/// The places of an open-addressing index into a table of states: as many as it was made with, all empty at first.
///
/// An entry holds a state's position plus 1 in its low bits and as many bits of the state's hash as fit above them; 0 is an
/// empty place. Entries of 4 bytes do for 2^31 states: the more states, the fewer bits are left to tell hashes apart, and
/// each further comparison of two states that they cost reads a cache line of the table that was read ahead. Probing begins
/// with a line of 16 places, a cache line of 4-byte entries, and is linear from there: most probes look at one line, whose
/// entries are compared at once.
struct StateIndex: ~Copyable {
  /// The places, as several may look at them at once.
  private(set) var view: View
  /// The most states that it may name: seven eighths of the places, since beyond it linear probes grow long.
  var threshold: Int { StateIndex.threshold(view.capacity) }

  private var memory: MappedMemory
  private let narrowLimit: Int

  /// Where entries become wide: beyond 31 bits of position there would be no bit of the hash left.
  static let narrowLimit = 1 << 31
  /// How many places the first index of a table has.
  static let initialCapacity = 1 << 12

  /// Makes an empty index that can grow to so many bytes; nil if the kernel refuses them.
  init?(maximumBytes: Int, narrowLimit: Int) {
    let capacity = StateIndex.initialCapacity
    let byteCount = max(maximumBytes, StateIndex.byteCount(capacity, narrowLimit))
    guard var memory = MappedMemory(byteCount: byteCount) else { return nil }
    memory.clear(StateIndex.byteCount(capacity, narrowLimit))
    view = View(memory.base, capacity: capacity, narrowLimit)
    self.memory = memory
    self.narrowLimit = narrowLimit
  }

  /// Empties the index and gives it so many places, in the same memory; false if they do not fit.
  mutating func reset(capacity: Int) -> Bool {
    let byteCount = StateIndex.byteCount(capacity, narrowLimit)
    guard byteCount <= memory.byteCount else { return false }
    memory.clear(byteCount)
    view = View(memory.base, capacity: capacity, narrowLimit)
    return true
  }

  /// The bytes of an index with so many places.
  static func byteCount(_ capacity: Int, _ narrowLimit: Int) -> Int {
    capacity * (isWide(capacity, narrowLimit) ? 8 : 4)
  }

  /// How many places the next index has: a third more, in whole lines. So an index of 4-byte entries takes at most 4 * 4/3 * 8/7 = 6.10 bytes
  /// a state just after it has grown.
  static func grown(_ capacity: Int) -> Int { capacity / (3 * View.lineSize) * (4 * View.lineSize) }

  /// The most states that an index with so many places names.
  static func threshold(_ capacity: Int) -> Int { capacity / 8 * 7 }

  /// Whether an index with so many places has entries of 8 bytes.
  static func isWide(_ capacity: Int, _ narrowLimit: Int) -> Bool { threshold(capacity) >= narrowLimit }

  /// The bytes that it would take with so many places.
  func byteCount(_ capacity: Int) -> Int { StateIndex.byteCount(capacity, narrowLimit) }

  /// Bytes in use.
  var byteCount: Int { byteCount(view.capacity) }
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

    /// How many places there are in a line.
    static let lineSize = 16

    fileprivate init(_ base: UnsafeMutableRawPointer, capacity: Int, _ narrowLimit: Int) {
      self.base = base
      self.capacity = capacity
      isWide = StateIndex.isWide(capacity, narrowLimit)
      positionBits = UInt64(Int.bitWidth - StateIndex.threshold(capacity).leadingZeroBitCount)
    }
  }
}

extension StateIndex.View {
  /// The places.
  @inline(__always)
  func places<Entry: ~Copyable>(of type: Entry.Type) -> UnsafeMutablePointer<Entry> {
    base.assumingMemoryBound(to: type)
  }

  /// Where the probing for a hash begins: a line by its high bits, scaled to any capacity.
  @inline(__always)
  func home(_ hash: UInt64) -> Int {
    let lines = UInt64(truncatingIfNeeded: capacity / StateIndex.View.lineSize)
    return Int(truncatingIfNeeded: hash.multipliedFullWidth(by: lines).high) &* StateIndex.View.lineSize
  }

  /// Asks for the entry where the probing for a hash begins.
  @inline(__always)
  func prefetch(_ hash: UInt64) { CCacheLine.prefetch(base + home(hash) &* (isWide ? 8 : 4)) }

  /// The place behind another one.
  @inline(__always)
  func next(_ place: Int) -> Int { place &+ 1 == capacity ? 0 : place &+ 1 }

  /// The first place from one on that is empty or has the entry of a state with such a hash, as far as the entry tells.
  @inline(__always)
  func seek<Entry: FixedWidthInteger>(_ hash: UInt64, from place: Int, as type: Entry.Type) -> Int {
    if Entry.bitWidth == 32 {
      return seek(tag: tag(hash), lowBits: UInt32(truncatingIfNeeded: positionBits), from: place)
    }
    let places = places(of: type)
    var place = place
    while places[place] != 0, position(places[place], ifOf: hash) == nil { place = next(place) }
    return place
  }

  /// For each state of a batch, finds the first place that is empty or has an entry like its own, and asks for the state that it
  /// names.
  ///
  /// Where the home has no such place the line behind it is asked for, and looked at when all homes were: of full lines, half shortly before
  /// the index grows, each would be waited for. Those states are a list, by offsets, that runs through `positions`.
  ///
  /// Nothing here branches on what a line has: which way is right would be known only once the line has come, and all that was begun on
  /// the wrong one, reads of further lines among it, would be given up.
  @inline(__always)
  func seek<Entry: FixedWidthInteger>(
    _ batch: StateBatch, read: (_ place: Int) -> Entry, address: (_ position: Int) -> PackedState
  ) {
    var last = -1
    var offset = 0
    while offset < batch.count {
      let hash = batch.hashes[offset]
      let home = home(hash)
      let (place, isFull) = seekInLine(hash, home, as: Entry.self)
      let behind = Int(bitPattern: places(of: Entry.self) + lineBehind(home))
      let state = Int(bitPattern: address(namedPosition(read(place))).base)
      CCacheLine.prefetch(UnsafeRawPointer(bitPattern: isFull.choose(behind, or: state)).unsafelyUnwrapped)
      batch.positions[offset] = isFull.choose(last, or: place)
      last = isFull.choose(offset, or: last)
      offset &+= 1
    }
    while last >= 0 {
      let hash = batch.hashes[last]
      let place = seek(hash, from: lineBehind(home(hash)), as: Entry.self)
      CCacheLine.prefetch(address(namedPosition(read(place))).base)
      (batch.positions[last], last) = (place, batch.positions[last])
    }
  }

  /// The first place of a line that is empty or has the entry of a state with such a hash, as far as the entry tells; any where the line has
  /// none, and is full. Entries of 8 bytes are looked at one by one, through line after line.
  @inline(__always)
  private func seekInLine<Entry: FixedWidthInteger>(
    _ hash: UInt64, _ line: Int, as type: Entry.Type
  ) -> (place: Int, isFull: Mask) {
    guard Entry.bitWidth == 32 else { return (seek(hash, from: line, as: type), Mask(false)) }
    let found = wordsLikeOrEmpty(base + line &* 4, tag(hash), UInt32(truncatingIfNeeded: positionBits))
    return (line &+ found.trailingZeroBitCount & (StateIndex.View.lineSize &- 1), Mask(found == 0))
  }

  @inline(__always)
  private func lineBehind(_ line: Int) -> Int {
    line &+ StateIndex.View.lineSize == capacity ? 0 : line &+ StateIndex.View.lineSize
  }

  /// Enters what is at some positions, none of which is entered, in batches whose cache misses overlap.
  ///
  /// - Parameter store: writes an entry to a place that was seen empty; false if it is so no more.
  @inline(__always)
  func enter<Entry: FixedWidthInteger>(
    _ positions: Range<Int>, hash: (_ position: Int) -> UInt64, store: (_ entry: Entry, _ place: Int) -> Bool
  ) {
    let batchSize = 128
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: batchSize) { room in
      guard let hashes = room.baseAddress else { return }
      for start in stride(from: positions.lowerBound, to: positions.upperBound, by: batchSize) {
        let size = min(batchSize, positions.upperBound - start)
        for offset in 0..<size {
          hashes[offset] = hash(start &+ offset)
          prefetch(hashes[offset])
        }
        for offset in 0..<size {
          var place = seekEmpty(from: home(hashes[offset]), as: Entry.self)
          while !store(entry(hashes[offset], position: start &+ offset), place) {
            place = seekEmpty(from: place, as: Entry.self)
          }
        }
      }
    }
  }

  /// The first place from one on that is empty.
  @inline(__always)
  func seekEmpty<Entry: FixedWidthInteger>(from place: Int, as type: Entry.Type) -> Int {
    if Entry.bitWidth == 32 { return seek(tag: 0, lowBits: 0, from: place) }
    let places = places(of: type)
    var place = place
    while places[place] != 0 { place = next(place) }
    return place
  }

  @inline(__always)
  private func seek(tag: UInt32, lowBits: UInt32, from place: Int) -> Int {
    let offset = place & (StateIndex.View.lineSize &- 1)
    var line = place &- offset
    var found = wordsLikeOrEmpty(base + line &* 4, tag, lowBits) & (UInt32.max &<< UInt32(truncatingIfNeeded: offset))
    while found == 0 {
      line = lineBehind(line)
      found = wordsLikeOrEmpty(base + line &* 4, tag, lowBits)
    }
    return line &+ found.trailingZeroBitCount
  }

  /// The entry of a state: its position, and the low bits of its hash, as the home is taken from the high ones.
  @inline(__always)
  func entry<Entry: FixedWidthInteger>(_ hash: UInt64, position: Int) -> Entry {
    tag(hash) | Entry(truncatingIfNeeded: position &+ 1)
  }

  /// The position in an entry; in an empty one the first, where something is.
  @inline(__always)
  private func namedPosition<Entry: FixedWidthInteger>(_ entry: Entry) -> Int {
    max(Int(truncatingIfNeeded: entry & ((1 &<< Entry(truncatingIfNeeded: positionBits)) &- 1)), 1) &- 1
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

/// A truth that chooses without a branch.
private struct Mask {
  private let bits: Int

  @inline(__always)
  init(_ truth: Bool) { bits = 0 &- (truth ? 1 : 0) }

  @inline(__always)
  func choose(_ value: Int, or other: Int) -> Int { (value & bits) | (other & ~bits) }
}
