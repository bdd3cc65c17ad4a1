// What several workers need who store states of a level at once, and what comes after.

extension StateTable {
  /// Whether several workers may store states at once: the pairs of trees have no room for them.
  var isShareable: Bool { tree == nil }

  /// The table for several workers; nil where it cannot be shared.
  func shared() -> SharedStates? {
    isShareable ? SharedStates(base, wordCount: wordCount, index.view) : nil
  }

  /// The positions that can be used before the index has to grow.
  var freePositions: Range<Int> {
    count..<max(count, min(index.threshold, room))
  }

  /// Takes over what workers have stored behind the table's end: what lies beyond is moved into the gaps that they have left, so
  /// that the positions are without gaps again.
  ///
  /// - Parameters:
  ///   - end: the end of the positions that were taken.
  ///   - gaps: those of them that were not used.
  /// - Returns: from the new end on, where the state at each position has come; -1 at a gap.
  mutating func takeOver(until end: Int, gaps: [Range<Int>]) -> [Int] {
    let newCount = end - gaps.reduce(0) { $0 + $1.count }
    var moved = Array(repeating: 0, count: end - newCount)
    for gap in gaps { for position in gap where position >= newCount { moved[position - newCount] = -1 } }
    var free = gaps.joined().filter { $0 < newCount }.makeIterator()
    for offset in moved.indices where moved[offset] == 0 {
      guard let target = free.next() else {
        preconditionFailure("there are as many gaps before the end as states behind it")
      }
      move(newCount + offset, to: target)
      moved[offset] = target
    }
    count = newCount
    return moved
  }

  private func move(_ position: Int, to target: Int) {
    let source = place(position)
    place(target).takeWords(of: PackedState(source), count: wordCount)
    for word in 0..<wordCount { source[word] = 0 }
    let hash = StateHash.hash(state(target), wordCount: wordCount)
    let view = index.view
    let places = view.places(of: UInt32.self)
    let old: UInt32 = view.entry(hash, position: position)
    var place = view.home(hash)
    while places[place] != old { place = view.next(place) }
    places[place] = view.entry(hash, position: target)
  }

  /// Whether a state's words come before those of another one.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    guard tree == nil else {
      return words(of: first..<first + 1).lexicographicallyPrecedes(words(of: second..<second + 1))
    }
    let (first, second) = (state(first), state(second))
    for word in 0..<wordCount where first[word] != second[word] { return first[word] < second[word] }
    return false
  }
}
