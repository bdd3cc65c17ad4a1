/// The visited set: states in discovery order in one flat table, and an open-addressing index into it.
///
/// The table is the breadth-first queue too: a level is a range of positions. An index entry is a tag of 24 bits of the
/// hash and the state's position plus 1 in 40 bits; 0 is an empty place. Probing is linear, so that a probe reads on in
/// its cache line.
struct StateTable: ~Copyable {
  /// How many words a state takes.
  let wordCount: Int
  /// How many states are stored.
  package private(set) var count = 0
  /// How many places the index has.
  private(set) var indexCapacity: Int
  /// The most bytes for states and index: less where something else takes of the same budget.
  var maximumBytes: Int

  private let memory: MappedMemory
  private let stateCapacity: Int
  private let words: UnsafeMutablePointer<UInt64>
  private var indexMemory: MappedMemory
  private var index: UnsafeMutablePointer<UInt64>
  /// invariant: the index grows before `count` exceeds this.
  private var growthThreshold: Int

  /// What was read ahead; nobody needs it.
  private var readAhead: UInt64 = 0

  private static let positionMask: UInt64 = (1 << 40) - 1
  private static let initialCapacity = 1 << 12

  /// Makes an empty table within a budget; nil if not even that much memory can be had.
  init?(wordCount: Int, maximumBytes: Int) {
    self.wordCount = wordCount
    self.maximumBytes = maximumBytes
    stateCapacity = min(maximumBytes / (wordCount * 8), Int(StateTable.positionMask) - 1)
    guard stateCapacity > 0, let memory = MappedMemory(byteCount: maximumBytes),
      let indexMemory = MappedMemory(byteCount: StateTable.initialCapacity * 8)
    else { return nil }
    words = memory.base.bindMemory(to: UInt64.self, capacity: maximumBytes / 8)
    index = indexMemory.base.bindMemory(to: UInt64.self, capacity: StateTable.initialCapacity)
    self.memory = memory
    self.indexMemory = indexMemory
    indexCapacity = StateTable.initialCapacity
    growthThreshold = StateTable.threshold(indexCapacity)
  }

  /// The words of a state; they never move.
  @inline(__always)
  package func state(_ position: Int) -> UnsafeMutablePointer<UInt64> { words + position * wordCount }

  /// Bytes in use: states and the whole index.
  var byteCount: Int { count * wordCount * 8 + indexCapacity * 8 }

  /// Whether that many more states can be stored; grows the index where it must.
  mutating func makeRoom(for additional: Int) -> Bool {
    guard count + additional <= stateCapacity else { return false }
    while count + additional > growthThreshold {
      guard grow() else { return false }
    }
    return (count + additional) * wordCount * 8 + indexCapacity * 8 <= maximumBytes
  }

  /// Where the probing for a hash begins: its high bits, scaled to any capacity.
  @inline(__always)
  func home(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(truncatingIfNeeded: indexCapacity)).high)
  }

  /// Reads the entries at the homes of a batch of hashes, then the states they probably name, so that the cache misses of
  /// the look-ups that follow overlap. `readAhead` keeps the loads alive: Swift has no prefetch instruction.
  @inline(__always)
  mutating func touch(_ hashes: UnsafePointer<UInt64>, count: Int, scratch: UnsafeMutablePointer<UInt64>) {
    for position in 0..<count { scratch[position] = index[home(hashes[position])] }
    var sum: UInt64 = 0
    for position in 0..<count {
      let entry = scratch[position]
      if entry & ~StateTable.positionMask == StateTable.tag(hashes[position]), entry != 0 {
        sum &+= words[(Int(truncatingIfNeeded: entry & StateTable.positionMask) &- 1) &* wordCount]
      }
    }
    readAhead = sum
  }

  /// The position of a state that may be stored.
  func find(_ state: UnsafePointer<UInt64>, hash: UInt64) -> Int? {
    var place = home(hash)
    let tag = StateTable.tag(hash)
    while true {
      let entry = index[place]
      if entry == 0 { return nil }
      if entry & ~StateTable.positionMask == tag, isEqual(state, at: entry) {
        return Int(truncatingIfNeeded: entry & StateTable.positionMask) &- 1
      }
      place &+= 1
      if place == indexCapacity { place = 0 }
    }
  }

  /// Stores a state unless it is there. `makeRoom` has been asked before.
  @inline(__always)
  mutating func insert(_ state: UnsafePointer<UInt64>, hash: UInt64) -> (position: Int, isNew: Bool) {
    var place = home(hash)
    let tag = StateTable.tag(hash)
    while true {
      let entry = index[place]
      if entry == 0 {
        let position = count
        index[place] = tag | UInt64(truncatingIfNeeded: position &+ 1)
        let target = self.state(position)
        for word in 0..<wordCount { target[word] = state[word] }
        count = position &+ 1
        return (position, true)
      }
      if entry & ~StateTable.positionMask == tag, isEqual(state, at: entry) {
        return (Int(truncatingIfNeeded: entry & StateTable.positionMask) &- 1, false)
      }
      place &+= 1
      if place == indexCapacity { place = 0 }
    }
  }

  @inline(__always)
  private func isEqual(_ state: UnsafePointer<UInt64>, at entry: UInt64) -> Bool {
    let stored = words + (Int(truncatingIfNeeded: entry & StateTable.positionMask) &- 1) &* wordCount
    for word in 0..<wordCount where stored[word] != state[word] { return false }
    return true
  }

  /// The low 24 bits of the hash, moved above a position: the home is taken from the high bits.
  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt64 { hash &<< 40 }

  /// Four fifths: beyond it linear probes grow long.
  private static func threshold(_ capacity: Int) -> Int { capacity / 5 * 4 }

  /// Gives the index more places and builds it anew from the table, so that old and new never need room together.
  private mutating func grow() -> Bool {
    // Small tables double; large ones grow by two fifths, which bounds the index at 14 bytes a state.
    let capacity = indexCapacity < 1 << 20 ? indexCapacity * 2 : indexCapacity / 5 * 7
    guard count * wordCount * 8 + capacity * 8 <= maximumBytes else { return false }
    guard let fresh = MappedMemory(byteCount: capacity * 8) else { return false }
    index = fresh.base.bindMemory(to: UInt64.self, capacity: capacity)
    indexMemory = fresh
    indexCapacity = capacity
    growthThreshold = StateTable.threshold(capacity)
    refillIndex()
    return true
  }

  /// Enters every stored state into an empty index, in batches whose cache misses overlap.
  private mutating func refillIndex() {
    let batch = 64
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: batch) { hashes in
      var ahead: UInt64 = 0
      for start in stride(from: 0, to: count, by: batch) {
        let size = min(batch, count - start)
        for offset in 0..<size {
          hashes[offset] = StateHash.hash(state(start + offset), wordCount: wordCount)
          ahead &+= index[home(hashes[offset])]
        }
        for offset in 0..<size { enter(position: start + offset, hash: hashes[offset]) }
      }
      readAhead = ahead
    }
  }

  @inline(__always)
  private mutating func enter(position: Int, hash: UInt64) {
    var place = home(hash)
    while index[place] != 0 {
      place &+= 1
      if place == indexCapacity { place = 0 }
    }
    index[place] = StateTable.tag(hash) | UInt64(truncatingIfNeeded: position &+ 1)
  }
}
