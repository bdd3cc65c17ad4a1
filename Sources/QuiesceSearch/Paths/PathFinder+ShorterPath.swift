import QuiesceProgram

// The way of a depth-first search has much that does not matter. First steps are dropped as long as it still goes wrong (in the manner
// of Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002), then a shortest way is looked for
// breadth first near what is left.
extension PathFinder where Model: ~Copyable {
  /// How many states are expanded at most to drop steps.
  private static var droppingLimit: Int { 1 << 19 }
  /// How many states are looked at near a way.
  private static var nearLimit: Int { 1 << 16 }

  /// A path to the same kind of finding that is no longer than a known one; it may be the known one.
  mutating func shorterPath(_ path: Path, to kind: Finding.Kind, in table: borrowing StateTable) -> Path {
    guard !path.transitions.isEmpty else { return path }
    let start = table.state(path.initial).words(model.wordCount)
    var effort = PathFinder.droppingLimit
    var transitions = dropping(path.transitions, from: start, to: kind, &effort)
    while let shorter = nearby(transitions, from: start, to: kind), shorter.count < transitions.count {
      transitions = dropping(shorter, from: start, to: kind, &effort)
    }
    return Path(initial: path.initial, transitions: transitions)
  }

  // MARK: dropping steps

  /// What is left of some transitions when rows of them that do not matter are dropped: first long rows, then shorter ones.
  private mutating func dropping(
    _ known: [Int], from start: [UInt64], to kind: Finding.Kind, _ effort: inout Int
  ) -> [Int] {
    var transitions = follow(known, from: start, to: kind, &effort)?.transitions ?? known
    var length = transitions.count / 2
    while length > 0 {
      var position = 0
      var state = start
      while position < transitions.count, effort > 0, clock.stopReason == nil {
        let rest = Array(transitions.dropFirst(position + length))
        if let found = follow(rest, from: state, to: kind, &effort),
          found.transitions.count < transitions.count - position
        {
          transitions = Array(transitions[..<position]) + found.transitions
        } else {
          let kept = transitions[position...].prefix(length)
          guard let next = follow(Array(kept), from: state, to: nil, &effort) else { break }
          state = next.end
          position += length
        }
      }
      length /= 2
    }
    return transitions
  }

  /// Takes the transitions one after another, but for those that are not enabled, until it goes wrong, or to the end where nothing is
  /// looked for; nil if it does not go wrong.
  private mutating func follow(
    _ transitions: [Int], from start: [UInt64], to kind: Finding.Kind?, _ effort: inout Int
  ) -> (transitions: [Int], end: [UInt64])? {
    var state = start
    var taken: [Int] = []
    var rest = transitions[...]
    while effort > 0 {
      let enabled = expand(state)
      effort -= 1
      if let kind {
        if let last = goalTransitions(kind).first { return (taken + [last], state) }
        if kind == .deadlock, enabled == 0, isDeadlock(state) { return (taken, state) }
      }
      var next: Int?
      while next == nil, let transition = rest.popFirst() {
        next = (0..<buffer.count).first { Int(buffer.transitions[$0]) == transition }
      }
      guard let next else { return kind == nil ? (taken, state) : nil }
      taken.append(Int(buffer.transitions[next]))
      state = buffer.state(next).words(model.wordCount)
    }
    return nil
  }

  private mutating func expand(_ state: [UInt64]) -> Int {
    buffer.removeAll()
    return state.withState { model.expand($0, id: 0, into: &buffer) }
  }

  private mutating func isDeadlock(_ state: [UInt64]) -> Bool {
    state.withState { !model.mayRest($0) }
  }

  // MARK: shortcuts

  /// A shortest path among the states on a path and those around it; nil where time or memory does not suffice.
  private mutating func nearby(_ transitions: [Int], from start: [UInt64], to kind: Finding.Kind) -> [Int]? {
    let bytes = PathFinder.nearLimit * (model.wordCount * 8 + 64)
    guard let near = statesNear(transitions, from: start, bytes),
      var table = StateTable(wordCount: model.wordCount, maximumBytes: bytes)
    else { return nil }
    _ = table.insert(start)
    var levels = LevelFrontier()
    levels.begin(stored: 1)
    repeat {
      while let position = levels.takeNext() {
        let enabled = expand(position, in: table)
        if let place = place(of: kind, at: position, enabled, in: table) {
          levels.finish(stored: table.count)
          return try? shortestPath(to: Finding(kind: kind, place: place), in: table, levels).transitions
        }
        for successor in 0..<buffer.count {
          let state = buffer.state(successor)
          guard near.find(state) != nil else { continue }
          guard table.makeRoom(for: 1) else { return nil }
          _ = table.insert(state)
        }
      }
    } while clock.stopReason == nil && levels.advance(stored: table.count)
    return nil
  }

  /// Where it goes wrong, if it does in a state that was expanded or by one of its transitions.
  private mutating func place(
    of kind: Finding.Kind, at position: Int, _ enabled: Int, in table: borrowing StateTable
  ) -> Finding.Place? {
    if kind == .deadlock { return enabled == 0 && !model.mayRest(table.state(position)) ? .state(position) : nil }
    return goalTransitions(kind).first.map { .transition(source: position, $0) }
  }

  /// The states on a path, and those that are reached from them by the fewest transitions.
  private mutating func statesNear(_ transitions: [Int], from start: [UInt64], _ bytes: Int) -> StateTable? {
    guard var table = StateTable(wordCount: model.wordCount, maximumBytes: bytes) else { return nil }
    var state = start
    _ = table.insert(state)
    for transition in transitions {
      _ = expand(state)
      guard let next = (0..<buffer.count).first(where: { Int(buffer.transitions[$0]) == transition }) else { break }
      state = buffer.state(next).words(model.wordCount)
      guard table.makeRoom(for: 1) else { return nil }
      _ = table.insert(state)
    }
    var next = 0
    while next < table.count, table.count < PathFinder.nearLimit {
      expand(next, in: table)
      guard table.makeRoom(for: buffer.count) else { break }
      for successor in 0..<buffer.count {
        _ = table.insert(buffer.state(successor))
      }
      next += 1
    }
    return table
  }
}
