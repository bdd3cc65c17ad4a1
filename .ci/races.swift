import Glibc

/// Four threads that store states together, each meeting those of the others in another order, in a table that grows in between:
/// for the thread sanitizer to watch.
@main struct Races {
  static func main() {
    // A place for each thread: the sanitizer does not see that a Mutex orders what it guards.
    let unused = OwnedList(count: 4) { _ in 0..<0 }
    guard var table = StateTable(wordCount: 2, maximumBytes: 1 << 26) else { return fail("no memory") }
    for round in 0..<4 {
      guard table.makeRoom(for: 60_000, threads: 4), let states = table.shared() else { return fail("no room") }
      let level = SharedLevel(states, sources: 0..<0, positions: table.freePositions, blockSize: 100, portion: 1)
      unused.useConcurrently { number, range in
        range = store(round * 5_000, stride: 2 * number + 1, in: level)
      }
      let gaps = (0..<4).map { unused[$0] }.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
      _ = table.takeOver(until: level.takenEnd, gaps: gaps)
      guard table.count == 10_000 + round * 5_000 else { return fail("\(table.count) states in round \(round)") }
    }
  }

  /// Stores 10,000 states from a number on; gives the positions that it did not use.
  private static func store(_ first: Int, stride: Int, in level: SharedLevel) -> Range<Int> {
    var positions = 0..<0
    let state = OwnedBuffer<UInt64>(repeating: 0, count: 2)
    let hash = OwnedBuffer<UInt64>(repeating: 0, count: 1)
    let place = OwnedBuffer<Int>(repeating: 0, count: 1)
    let batch = StateBatch(state, wordCount: 2, count: 1, hashes: hash, positions: place)
    for step in 0..<10_000 {
      if positions.isEmpty { positions = level.takePositions() ?? 0..<0 }
      state[0] = UInt64(step * stride % 10_000 + first)
      state[1] = state[0] &* 7
      level.states.seek(batch)
      guard level.states.insert(batch.states, hash: hash[0], at: positions.lowerBound, from: place[0]).isNew else {
        continue
      }
      positions = positions.lowerBound + 1..<positions.upperBound
    }
    return positions
  }

  private static func fail(_ reason: String) {
    print("races: \(reason)")
    exit(1)
  }
}
