import CCacheLine
import QuiesceProgram

/// The visited set: states in discovery order in one flat table, and an index into it; or the same states in the same order as trees.
///
/// The table is the breadth-first queue too: a level is a range of positions.
struct StateTable: ~Copyable {
  /// How many words a state takes.
  let wordCount: Int
  /// How many states are stored.
  package internal(set) var count = 0
  /// The most bytes for states and index: less where something else takes of the same budget.
  var maximumBytes: Int

  /// What holds the words: memory, or a file; where states are compressed, the memory has the one that was read last.
  private var memory: MappedMemory?
  private var file: StateFile?
  /// How many states there is room for before the file has to grow.
  private(set) var stateCapacity: Int
  /// The bytes of memory that a state takes besides the index: none where a file holds it.
  private let stateBytes: Int
  /// The place of the first state; the others follow.
  let base: WritableState
  /// invariant: it grows before `count` exceeds its threshold.
  private(set) var index: StateIndex

  /// What holds the states in place of words and index, where they are compressed.
  private(set) var tree: TreeTable?
  /// The most bytes that were in use while another shape was looked for, until somebody asks.
  private var shapingBytes = 0

  /// Whether there was no room for more in the file.
  private(set) var isFileFull = false

  /// Makes an empty table within a budget; nil if not even that much memory can be had.
  ///
  /// - Parameter narrowLimit: how many states an index of 4-byte entries is not asked to hold.
  init?(
    wordCount: Int, maximumBytes: Int, narrowLimit: Int = StateIndex.narrowLimit, compression: StateCompression = .none
  ) {
    let tree = compression == .tree ? TreeTable(wordCount: wordCount, narrowLimit: narrowLimit) : nil
    self.wordCount = wordCount
    self.maximumBytes = maximumBytes
    stateBytes = wordCount * 8
    stateCapacity = maximumBytes / stateBytes
    let flatBytes = tree == nil ? maximumBytes : stateBytes
    // A word takes 8 bytes, a state's part of the index 12.2 at most: an index with a greater part of the bytes leaves no room for
    // the states that it is made for.
    let indexBytes = tree == nil ? maximumBytes / (wordCount + 2) * 2 : 0
    guard stateCapacity > 0, compression == .none || tree != nil, var memory = MappedMemory(byteCount: flatBytes),
      let index = StateIndex(maximumBytes: indexBytes, narrowLimit: narrowLimit)
    else { return nil }
    base = memory.states
    memory.expectWrites(before: tree == nil ? index.view.capacity * stateBytes : stateBytes)
    self.memory = .some(memory)
    self.index = index
    self.tree = tree
    file = nil
  }

  /// Makes a table over a file with so many states, which `rebuildIndex` makes known; nil if there is no memory for the index.
  ///
  /// - Parameter maximumBytes: the most bytes for the index alone.
  init?(wordCount: Int, maximumBytes: Int, file: consuming StateFile, count: Int) {
    guard let index = StateIndex(maximumBytes: maximumBytes, narrowLimit: StateIndex.narrowLimit) else { return nil }
    self.wordCount = wordCount
    self.maximumBytes = maximumBytes
    self.count = count
    self.index = index
    stateBytes = 0
    stateCapacity = file.byteCount / (wordCount * 8)
    base = file.states
    memory = nil
    tree = nil
    self.file = .some(file)
  }

  /// Makes an index of the states that the table was made with; false if there is no memory for it.
  mutating func indexStates() -> Bool {
    var capacity = index.view.capacity
    while StateIndex.threshold(capacity) < count { capacity = StateIndex.grown(capacity) }
    return index.byteCount(capacity) <= maximumBytes && rebuildIndex(capacity: capacity, threads: 1)
  }

  /// The words of a state; they never move, but where states are compressed they are there until the next one is read.
  @inline(__always)
  package func state(_ position: Int) -> PackedState {
    guard let tree else { return flatState(position) }
    tree.read(position, into: base)
    return PackedState(base)
  }

  /// The words of a state that is not compressed.
  @inline(__always)
  private func flatState(_ position: Int) -> PackedState { PackedState(place(position)) }

  /// Where it is written.
  @inline(__always)
  func place(_ position: Int) -> WritableState { base.advanced(by: position &* wordCount) }

  /// The words of states in a row.
  func words(of positions: Range<Int>) -> [UInt64] {
    if tree == nil { return state(positions.lowerBound).words(positions.count * wordCount) }
    return positions.flatMap { state($0).words(wordCount) }
  }

  /// Bytes in use: states and the whole index.
  var byteCount: Int { tree?.byteCount ?? (count * stateBytes + index.byteCount) }

  /// The most bytes that were in use at once since this was asked last.
  mutating func takePeakByteCount() -> Int {
    defer { shapingBytes = 0 }
    return max(byteCount, shapingBytes)
  }

  /// The bytes that a state takes by itself, without what says where it is.
  var bytesOfState: Int { tree.map { ($0.figures.rootBits + 7) / 8 } ?? (wordCount * 8) }

  /// The most states that fit the memory for states.
  var room: Int { stateBytes == 0 ? stateCapacity : min(stateCapacity, (maximumBytes - index.byteCount) / stateBytes) }

  /// Has the disk hold the states from a position on, where a file has them; false if it does not.
  func synchronize(from position: Int) -> Bool {
    file?.synchronize(position * wordCount * 8..<count * wordCount * 8) ?? true
  }

  /// Whether so many states, one behind the other, can be stored; grows what must. How much that is depends on the states where they
  /// are compressed.
  mutating func makeRoom(for states: PackedState, count: Int) -> Bool {
    guard let tree else { return makeRoom(for: count) }
    let better = tree.reshaped(within: maximumBytes, peak: &shapingBytes)
    if let better { self.tree = better }
    return (better ?? tree).makeRoom(for: states, count: count, within: maximumBytes)
  }

  /// Whether that many more states can be stored as they are; grows the index where it must, by so many threads.
  mutating func makeRoom(for additional: Int, threads: Int = 1) -> Bool {
    guard count + additional <= stateCapacity || growFile(to: count + additional) else { return false }
    while count + additional > index.threshold {
      guard grow(threads) else { return false }
    }
    return (count + additional) * stateBytes + index.byteCount <= maximumBytes
  }

  private mutating func growFile(to states: Int) -> Bool {
    guard file?.makeRoom(for: states * wordCount * 8) == true else {
      isFileFull = file != nil
      return false
    }
    stateCapacity = (file?.byteCount ?? 0) / (wordCount * 8)
    return true
  }

  /// Makes the states of a batch ready to be stored.
  @inline(__always)
  func hash(_ batch: StateBatch) {
    // A tree is found by its root.
    if tree == nil { batch.hash(for: index.view) }
  }

  /// Stores the states of a batch, which were hashed, unless they are there, up to so many states in all. `makeRoom` has been
  /// asked before.
  ///
  /// - Returns: how many of the batch have got a position: all, or those before the first that would be one too many.
  @inline(__always)
  mutating func insert(_ batch: StateBatch, limit: Int = .max) -> Int {
    if let tree {
      defer { count = tree.count }
      return tree.insert(batch, limit: limit)
    }
    return index.view.isWide ? insert(batch, limit, as: UInt64.self) : insert(batch, limit, as: UInt32.self)
  }

  /// The position of a state that may be stored.
  func find(_ state: PackedState) -> Int? { find(state, hash: StateHash.hash(state, wordCount: wordCount)) }

  /// The same, by its words.
  func find(_ words: [UInt64]) -> Int? { words.withState { find($0) } }

  /// The same, with its hash.
  func find(_ state: PackedState, hash: UInt64) -> Int? {
    if let tree { return tree.find(state) }
    return index.view.isWide ? find(state, hash: hash, as: UInt64.self) : find(state, hash: hash, as: UInt32.self)
  }

  /// Stores a state unless it is there. `makeRoom` has been asked before.
  mutating func insert(_ state: PackedState) -> (position: Int, isNew: Bool) {
    insert(state, hash: StateHash.hash(state, wordCount: wordCount))
  }

  /// The same, by its words.
  mutating func insert(_ words: [UInt64]) -> (position: Int, isNew: Bool) { words.withState { insert($0) } }

  /// The same, with its hash.
  @inline(__always)
  mutating func insert(_ state: PackedState, hash: UInt64) -> (position: Int, isNew: Bool) {
    if let tree {
      let position = tree.insert(state)
      defer { count = tree.count }
      return (position, position == count)
    }
    return index.view.isWide ? insert(state, hash: hash, as: UInt64.self) : insert(state, hash: hash, as: UInt32.self)
  }
}

// The same for both sizes of an entry.

extension StateTable {
  @inline(__always)
  private mutating func insert<Entry: FixedWidthInteger>(
    _ batch: StateBatch, _ limit: Int, as type: Entry.Type
  ) -> Int {
    let index = index.view
    let places = index.places(of: type)
    index.seek(batch) {
      places[$0]
    } address: {
      flatState($0)
    }
    var count = count
    defer { self.count = count }
    var offset = 0
    while offset < batch.count {
      let state = batch.state(offset)
      let hash = batch.hashes[offset]
      var place = batch.positions[offset]
      while true {
        let entry = places[place]
        if entry == 0 {
          if count >= limit { return offset }
          places[place] = index.entry(hash, position: count)
          copy(state, to: count)
          batch.positions[offset] = count
          count &+= 1
          break
        }
        if let known = index.position(entry, ifOf: hash), isEqual(state, at: known) {
          batch.positions[offset] = known
          break
        }
        place = index.seek(hash, from: index.next(place), as: type)
      }
      offset &+= 1
    }
    return batch.count
  }

  @inline(__always)
  private func find<Entry: FixedWidthInteger>(
    _ state: PackedState, hash: UInt64, as type: Entry.Type
  ) -> Int? {
    let index = index.view
    let places = index.places(of: type)
    var place = index.home(hash)
    while true {
      place = index.seek(hash, from: place, as: type)
      if places[place] == 0 { return nil }
      if let known = index.position(places[place], ifOf: hash), isEqual(state, at: known) { return known }
      place = index.next(place)
    }
  }

  @inline(__always)
  private mutating func insert<Entry: FixedWidthInteger>(
    _ state: PackedState, hash: UInt64, as type: Entry.Type
  ) -> (position: Int, isNew: Bool) {
    let index = index.view
    let places = index.places(of: type)
    var place = index.home(hash)
    while true {
      place = index.seek(hash, from: place, as: type)
      if places[place] == 0 { break }
      if let known = index.position(places[place], ifOf: hash), isEqual(state, at: known) { return (known, false) }
      place = index.next(place)
    }
    let position = count
    places[place] = index.entry(hash, position: position)
    copy(state, to: position)
    count = position &+ 1
    return (position, true)
  }

  @inline(__always)
  private func copy(_ state: PackedState, to position: Int) {
    place(position).takeWords(of: state, count: wordCount)
  }

  @inline(__always)
  private func isEqual(_ state: PackedState, at position: Int) -> Bool {
    state.hasWords(of: flatState(position), count: wordCount)
  }

  /// Gives the index more places and builds it anew from the table, so that old and new never need room together.
  private mutating func grow(_ threads: Int) -> Bool {
    let capacity = StateIndex.grown(index.view.capacity)
    guard count * stateBytes + index.byteCount(capacity) <= maximumBytes else { return false }
    return rebuildIndex(capacity: capacity, threads: threads)
  }

  /// Builds the index anew with so many places; false if there is no memory for it.
  mutating func rebuildIndex(capacity: Int, threads: Int) -> Bool {
    guard index.reset(capacity: capacity) else { return false }
    // A state has a place of the index, so that there are never more.
    memory?.expectWrites(before: capacity * stateBytes)
    if threads > 1, let states = shared() {
      let portions = Portions(0..<count, of: max(1 << 12, count / (64 * threads)))
      Threads.run(threads) { _ in while let positions = portions.take() { states.enter(positions) } }
    } else if index.view.isWide {
      refillIndex(as: UInt64.self)
    } else {
      refillIndex(as: UInt32.self)
    }
    return true
  }

  /// Enters every stored state into an empty index.
  private func refillIndex<Entry: FixedWidthInteger>(as type: Entry.Type) {
    let places = index.view.places(of: type)
    index.view.enter(0..<count) {
      StateHash.hash(state($0), wordCount: wordCount)
    } store: { (entry: Entry, place: Int) in
      places[place] = entry
      return true
    }
  }
}
