import QuiesceProgram

/// For a state on a shortest path: how many times the acting actor changes on the best way from here to the end, and by
/// which actors' transitions such a way can begin.
private struct Remaining {
  /// The least number of changes.
  var switches: Int32
  /// The actors whose transitions achieve it, as bits; actors from the 64th on share the last bit, so that beyond 63
  /// instances the number of changes may not be the least.
  var actors: UInt64

  /// How many changes follow if the transition that led here was the actor's.
  func switches(after actor: UInt64) -> Int32 { actors & actor != 0 ? switches : switches + 1 }

  /// Takes a further way into account.
  mutating func add(_ switches: Int32, by actor: UInt64) {
    if switches < self.switches {
      self = Remaining(switches: switches, actors: actor)
    } else if switches == self.switches {
      actors |= actor
    }
  }
}

/// The hashes of some states, and of a few others: most of what follows a level lies on no way to the end, and so need not be looked up.
/// That is half of the time that a path takes.
private struct HashFilter {
  private var words: [UInt64]

  /// Makes room for so many states, 16 bits for each.
  init(count: Int) {
    let size = max(16, count / 4)
    words = Array(repeating: 0, count: 1 << (Int.bitWidth - (size - 1).leadingZeroBitCount))
  }

  mutating func insert(_ hash: UInt64) { words[word(of: hash)] |= 1 << (hash & 63) }

  /// Whether a state may be among them: false only if it is not.
  func mayHold(_ hash: UInt64) -> Bool { words[word(of: hash)] & (1 << (hash & 63)) != 0 }

  private func word(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 6) & (words.count - 1) }
}

// No parent pointers are stored. A path is found backwards, by expanding each level again and asking which successors
// lie on the part of the path that is known; among the shortest paths the one with the fewest changes of actor is taken.
extension PathFinder where Model: ~Copyable {
  /// A shortest path to something that a breadth-first search found.
  ///
  /// - Throws: where looking for it takes longer, or more memory, than it may.
  mutating func shortestPath(
    to finding: Finding, in table: borrowing StateTable, _ levels: LevelFrontier
  ) throws(Interruption) -> Path {
    if let path = finding.path { return path }
    let last: Int
    switch finding.place {
    case .initial(let position): return Path(initial: position, transitions: [])
    case .state(let position), .transition(let position, _): last = levels.level(of: position)
    }
    let bits = actorOf.map { UInt64(1) << UInt64(min($0, 63)) }
    var known = [try goals(finding, in: levels.states(in: last, stored: table.count), of: table, bits)]
    var knownBytes = 0
    for level in stride(from: last - 1, through: 0, by: -1) {
      // A hash table keeps a third of its places free, and doubles.
      knownBytes += known[known.count - 1].capacity * MemoryLayout<(Int, Remaining)>.stride * 3
      try hold(knownBytes)
      let states = levels.states(in: level, stored: table.count)
      known.append(try predecessors(of: known[known.count - 1], in: states, of: table, bits))
    }
    return forwardPath(through: known.reversed(), to: finding, in: table, bits)
  }

  /// The states of a level in which the finding's kind happens, and whose transitions make it happen.
  private mutating func goals(
    _ finding: Finding, in states: Range<Int>, of table: borrowing StateTable, _ bits: [UInt64]
  ) throws(Interruption) -> [Int: Remaining] {
    try clock.check(.tracing)
    if case .state(let position) = finding.place, finding.kind != .deadlock {
      return [position: Remaining(switches: 0, actors: ~0)]
    }
    var result: [Int: Remaining] = [:]
    for state in states {
      if state & 1023 == 0 { try clock.check(.tracing) }
      let enabled = expand(state, in: table)
      if finding.kind == .deadlock {
        if enabled == 0, !model.mayRest(table.state(state)) { result[state] = Remaining(switches: 0, actors: ~0) }
        continue
      }
      for transition in goalTransitions(finding.kind) {
        result[state, default: Remaining(switches: 0, actors: 0)].add(0, by: bits[transition])
      }
    }
    return result
  }

  private mutating func predecessors(
    of next: [Int: Remaining], in states: Range<Int>, of table: borrowing StateTable, _ bits: [UInt64]
  ) throws(Interruption) -> [Int: Remaining] {
    try clock.check(.tracing)
    var filter = HashFilter(count: next.count)
    for target in next.keys { filter.insert(StateHash.hash(table.state(target), wordCount: model.wordCount)) }
    var result: [Int: Remaining] = [:]
    for state in states {
      if state & 1023 == 0 { try clock.check(.tracing) }
      expand(state, in: table)
      for position in 0..<buffer.count {
        let successor = buffer.state(position)
        let hash = StateHash.hash(successor, wordCount: model.wordCount)
        guard filter.mayHold(hash), let target = table.find(successor, hash: hash), let remaining = next[target] else {
          continue
        }
        let actor = bits[Int(buffer.transitions[position])]
        let switches = remaining.switches(after: actor)
        result[state, default: Remaining(switches: .max, actors: 0)].add(switches, by: actor)
      }
    }
    return result
  }

  /// The stored successors of a stored state.
  private mutating func successors(
    of state: Int, in table: borrowing StateTable
  ) -> [(transition: Int, target: Int)] {
    expand(state, in: table)
    var result: [(transition: Int, target: Int)] = []
    for position in 0..<buffer.count {
      guard let target = table.find(buffer.state(position)) else { continue }
      result.append((Int(buffer.transitions[position]), target))
    }
    return result
  }

  /// Follows the fewest changes of actor from an initial state; ties go to the state and transition that come first.
  private mutating func forwardPath(
    through known: [[Int: Remaining]], to finding: Finding, in table: borrowing StateTable, _ bits: [UInt64]
  ) -> Path {
    guard let start = known[0].min(by: { ($0.value.switches, $0.key) < ($1.value.switches, $1.key) }) else {
      preconditionFailure("a finding lies on a path from an initial state")
    }
    var state = start.key
    var actor = ~UInt64(0)
    var transitions: [Int] = []
    for (depth, level) in known.enumerated() {
      guard let here = level[state] else { preconditionFailure("the path stays among known states") }
      if depth == known.count - 1, finding.kind.isOfState { break }
      let allowed = here.actors & actor != 0 ? here.actors & actor : here.actors
      let steps = successors(of: state, in: table)
      if depth == known.count - 1 {
        transitions += goalTransitions(finding.kind).filter { bits[$0] & allowed != 0 }.prefix(1)
        break
      }
      let next = known[depth + 1]
      let step = steps.first { step in
        bits[step.transition] & allowed != 0
          && next[step.target].map { $0.switches(after: bits[step.transition]) == here.switches } ?? false
      }
      guard let step else { preconditionFailure("each known state leads on to a known state") }
      transitions.append(step.transition)
      actor = bits[step.transition]
      state = step.target
    }
    return Path(initial: start.key, transitions: transitions)
  }
}
