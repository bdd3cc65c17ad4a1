/// For each state that is linked, another one that can be reached from it: a forest, so that following the links comes to an end
/// (union-find with path halving, Tarjan and van Leeuwen 1984).
struct Links: ~Copyable {
  private(set) var parents = GrowingBuffer<UInt32>()

  /// Links a state without a link to another one, unless that one's links lead back to it.
  @discardableResult
  mutating func link(_ state: Int, to successor: Int) -> Bool {
    guard max(state, successor) < UInt32.max else { return false }
    let root = root(of: successor)
    if root == state { return false }
    makeRoom(for: state)
    parents[state] = UInt32(root)
    return true
  }

  /// Links a state without a link to another one if that one is known to have none without being looked at: what a
  /// breadth-first search meets ahead of the states that it has expanded. False where it is not.
  @inline(__always) @discardableResult
  mutating func link(_ state: Int, ahead successor: Int) -> Bool {
    guard successor >= parents.count, successor != state, max(state, successor) < UInt32.max else { return false }
    makeRoom(for: state)
    parents[state] = UInt32(truncatingIfNeeded: successor)
    return true
  }

  /// States from the end of the buffer on have no link.
  @inline(__always)
  mutating func makeRoom(for state: Int) {
    while parents.count <= state { parents.append(UInt32(truncatingIfNeeded: parents.count)) }
  }

  /// Whether a state is linked to another one.
  @inline(__always)
  func isLinked(_ state: Int) -> Bool { state < parents.count && Int(parents[state]) != state }

  /// Where the links of a state lead in the end.
  mutating func root(of state: Int) -> Int {
    var state = state
    while state < parents.count {
      let parent = Int(parents[state])
      guard parent != state, parent < parents.count else { return parent }
      parents[state] = parents[parent]
      state = Int(parents[state])
    }
    return state
  }

  /// The links two by two in words, to be kept.
  var words: [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(wordBytes / 8)
    words.append(UInt64(parents.count))
    for state in stride(from: 0, to: parents.count, by: 2) {
      words.append(UInt64(parents[state]) | (state + 1 < parents.count ? UInt64(parents[state + 1]) << 32 : 0))
    }
    return words
  }

  /// The bytes of these words.
  var wordBytes: Int { 8 + (parents.count + 1) / 2 * 8 }

  /// Takes links that were kept.
  init(_ words: [UInt64] = []) {
    let count = words.first.map { Int($0) } ?? 0
    for word in words.dropFirst() {
      parents.append(UInt32(truncatingIfNeeded: word))
      if parents.count < count { parents.append(UInt32(truncatingIfNeeded: word >> 32)) }
    }
  }

  /// Memory in use.
  var footprint: Footprint { parents.footprint }
}
