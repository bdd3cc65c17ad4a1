/// Pairs of numbers of 32 bits, each stored once, in the order in which they came, and an index into them.
///
/// A pair takes as many bits as the greatest number on each side needs. Where a greater one comes, all pairs are written anew: that
/// is at most once for each bit.
struct PairTable: ~Copyable {
  /// How many pairs are stored.
  private(set) var count = 0

  private(set) var widths = Widths()
  /// The pairs one behind the other, and a word more.
  var records = GrowingBuffer<UInt64>()
  /// invariant: it grows before `count` exceeds its threshold.
  private(set) var index: StateIndex
  private let narrowLimit: Int
  /// The pair that was asked for last, and its number: states that follow the same one are alike in most parts.
  var last: (pair: UInt64, number: Int) = (0, -1)

  /// Nil if there is no memory even for an empty one.
  ///
  /// - Parameter narrowLimit: how many pairs an index of 4-byte entries is not asked to hold.
  init?(narrowLimit: Int) {
    guard let index = StateIndex(maximumBytes: 1 << 20, narrowLimit: narrowLimit) else { return nil }
    self.index = index
    self.narrowLimit = narrowLimit
    records.append(0)
  }

  /// The bytes of an empty one.
  static let emptyByteCount = StateIndex.initialCapacity * 4

  /// The bits of a pair.
  var bitsPerPair: Int { widths.bits }

  /// Bytes in use: pairs and the whole index.
  var byteCount: Int { count * widths.bits / 8 + index.byteCount }

  /// The pair of a number, the left one in the high half.
  @inline(__always)
  func pair(_ number: Int) -> UInt64 { widths.pair(records.field(number, widths)) }
}

// Room.
extension PairTable {
  /// The bytes in use once there are so many more pairs, in which no number takes more bits than in a given one.
  func byteCount(with additional: Int, like pair: UInt64) -> Int {
    let pairs = count + additional
    return pairs * widths.widened(for: pair).bits / 8 + index.byteCount(capacity(for: pairs))
  }

  private func capacity(for pairs: Int) -> Int {
    var capacity = index.view.capacity
    while StateIndex.threshold(capacity) < pairs { capacity = StateIndex.grown(capacity) }
    return capacity
  }

  /// Makes room for so many more pairs, in which no number takes more bits than in a given one, in the index too; false if there is no
  /// memory for that.
  mutating func makeRoom(for additional: Int, like pair: UInt64) -> Bool {
    let bits = widths.widened(for: pair).bits
    guard records.reserve(GrowingBuffer.words(for: count + additional, bits: bits)) else { return false }
    if count + additional <= index.threshold { return true }
    return rebuildIndex(capacity: capacity(for: count + additional))
  }

  private mutating func rebuildIndex(capacity: Int) -> Bool {
    if !index.reset(capacity: capacity) {
      // Address space alone: what is reserved is taken only once it is touched.
      guard var larger = StateIndex(maximumBytes: 2 * index.byteCount(capacity), narrowLimit: narrowLimit),
        larger.reset(capacity: capacity)
      else { return false }
      index = larger
    }
    if index.view.isWide { refill(as: UInt64.self) } else { refill(as: UInt32.self) }
    return true
  }

  /// Enters every pair into an empty index.
  private func refill<Entry: FixedWidthInteger>(as type: Entry.Type) {
    let places = index.view.places(of: type)
    index.view.enter(0..<count) {
      StateHash.hash(pair($0))
    } store: { (entry: Entry, place: Int) in
      places[place] = entry
      return true
    }
  }
}

// Finding and storing.
extension PairTable {
  /// Asks for the entry of a pair in the index.
  @inline(__always)
  func prefetch(_ pair: UInt64) { index.view.prefetch(StateHash.hash(pair)) }

  /// Asks for the pair that the index probably names for this one.
  @inline(__always)
  func prefetchRecord(_ pair: UInt64) {
    if index.view.isWide { prefetchRecord(pair, as: UInt64.self) } else { prefetchRecord(pair, as: UInt32.self) }
  }

  @inline(__always)
  private func prefetchRecord<Entry: FixedWidthInteger>(_ pair: UInt64, as type: Entry.Type) {
    let index = index.view
    let hash = StateHash.hash(pair)
    let place = index.seek(hash, from: index.home(hash), as: type)
    if let known = index.position(index.places(of: type)[place], ifOf: hash) { records.prefetch(known, widths) }
  }

  /// The number of a pair; nil if it is not stored.
  func find(_ pair: UInt64) -> Int? {
    guard widths.fit(pair) else { return nil }
    return index.view.isWide ? find(pair, as: UInt64.self).number : find(pair, as: UInt32.self).number
  }

  /// The number of a pair, which is stored unless it is there. `makeRoom` has been asked before.
  ///
  /// - Returns: nil if it would be one more than the limit.
  @inline(__always)
  mutating func insert(_ pair: UInt64, limit: Int = .max) -> Int? {
    if pair == last.pair, last.number >= 0 { return last.number }
    if !widths.fit(pair) { widen(for: pair) }
    let number = index.view.isWide ? insert(pair, limit, as: UInt64.self) : insert(pair, limit, as: UInt32.self)
    if let number { last = (pair, number) }
    return number
  }

  /// The number of a pair that fits, and where it is, or belongs, in the index.
  @inline(__always)
  private func find<Entry: FixedWidthInteger>(
    _ pair: UInt64, as type: Entry.Type
  ) -> (number: Int?, place: Int, hash: UInt64) {
    let index = index.view
    let places = index.places(of: type)
    let hash = StateHash.hash(pair)
    let field = widths.field(pair)
    var place = index.seek(hash, from: index.home(hash), as: type)
    while places[place] != 0 {
      if let known = index.position(places[place], ifOf: hash), records.field(known, widths) == field {
        return (known, place, hash)
      }
      place = index.seek(hash, from: index.next(place), as: type)
    }
    return (nil, place, hash)
  }

  @inline(__always)
  private mutating func insert<Entry: FixedWidthInteger>(_ pair: UInt64, _ limit: Int, as type: Entry.Type) -> Int? {
    let (known, place, hash) = find(pair, as: type)
    if let known { return known }
    guard count < limit else { return nil }
    index.view.places(of: type)[place] = index.view.entry(hash, position: count)
    records.makeRoom(for: count &+ 1, widths)
    records.write(widths.field(pair), at: count, widths)
    count &+= 1
    return count &- 1
  }

  /// Gives each pair as many bits as this one needs, from the last one on, as each comes to lie behind where it was.
  private mutating func widen(for pair: UInt64) {
    let wider = widths.widened(for: pair)
    records.makeRoom(for: count, wider)
    for number in (0..<count).reversed() {
      records.write(wider.field(widths.pair(records.field(number, widths))), at: number, wider)
    }
    widths = wider
  }
}
