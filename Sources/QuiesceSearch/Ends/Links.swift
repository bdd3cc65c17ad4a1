/// For each state that is linked, another one that can be reached from it: a forest, so that following the links comes to an end
/// (union-find with path halving, Tarjan and van Leeuwen 1984).
struct Links: ~Copyable {
  private var parents = GrowingBuffer<UInt32>()

  /// Links a state without a link to another one, unless that one's links lead back to it.
  @discardableResult
  mutating func link(_ state: Int, to successor: Int) -> Bool {
    guard max(state, successor) < UInt32.max else { return false }
    while parents.count <= max(state, successor) { parents.append(UInt32(truncatingIfNeeded: parents.count)) }
    let root = root(of: successor)
    if root == state { return false }
    parents[state] = UInt32(root)
    return true
  }

  /// Whether a state is linked to another one.
  @inline(__always)
  func isLinked(_ state: Int) -> Bool { state < parents.count && Int(parents[state]) != state }

  /// Where the links of a state lead in the end.
  mutating func end(of state: Int) -> Int { state < parents.count ? root(of: state) : state }

  private mutating func root(of state: Int) -> Int {
    var state = state
    while Int(parents[state]) != state {
      parents[state] = parents[Int(parents[state])]
      state = Int(parents[state])
    }
    return state
  }

  /// The links two by two in words, to be kept.
  var words: [UInt64] {
    [UInt64(parents.count)]
      + stride(from: 0, to: parents.count, by: 2).map { state in
        UInt64(parents[state]) | (state + 1 < parents.count ? UInt64(parents[state + 1]) << 32 : 0)
      }
  }

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
