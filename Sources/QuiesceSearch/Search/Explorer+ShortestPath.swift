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

// No parent pointers are stored. A path is found backwards, by expanding each level again and asking which successors
// lie on the part of the path that is known; among the shortest paths the one with the fewest changes of actor is taken.
extension Explorer where Model: ~Copyable {
  /// A shortest path to something that a breadth-first search found; `actorOf` gives the acting instance of a transition.
  ///
  /// - Throws: where looking for it takes longer than the run may, or has been given up before.
  mutating func shortestPath(
    to finding: Finding, actorOf: [Int], _ clock: RunClock
  ) throws(Interruption) -> Path {
    if let path = finding.path { return path }
    if let interruption, interruption.stage == .tracing { throw interruption }
    let last: Int
    switch finding.place {
    case .initial(let position): return Path(initial: position, transitions: [])
    case .state(let position), .transition(let position, _): last = level(of: position)
    }
    let bits = actorOf.map { UInt64(1) << UInt64(min($0, 63)) }
    var known = [try goals(finding, in: last, bits, clock)]
    var knownBytes = 0
    for level in stride(from: last - 1, through: 0, by: -1) {
      // A hash table keeps a third of its places free, and doubles.
      knownBytes += known[known.count - 1].capacity * MemoryLayout<(Int, Remaining)>.stride * 3
      guard hasMemory(with: knownBytes) else { throw Interruption(reason: .memoryBudget, stage: .tracing) }
      known.append(try predecessors(of: known[known.count - 1], in: level, bits, clock))
    }
    return forwardPath(through: known.reversed(), to: finding, bits)
  }

  func level(of position: Int) -> Int {
    (levels.lastIndex { $0 <= position }) ?? 0
  }

  func states(in level: Int) -> Range<Int> {
    levels[level]..<(level + 1 < levels.count ? levels[level + 1] : table.count)
  }

  /// The states of a level in which the finding's kind happens, and whose transitions make it happen.
  private mutating func goals(
    _ finding: Finding, in level: Int, _ bits: [UInt64], _ clock: RunClock
  ) throws(Interruption) -> [Int: Remaining] {
    try clock.check(.tracing)
    if case .state(let position) = finding.place, finding.kind != .deadlock {
      return [position: Remaining(switches: 0, actors: ~0)]
    }
    var result: [Int: Remaining] = [:]
    for state in states(in: level) {
      if state & 1023 == 0 { try clock.check(.tracing) }
      buffer.removeAll()
      let enabled = model.expand(table.state(state), id: state, into: &buffer)
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

  /// Of the successors in the buffer, the transitions that make the finding's kind happen.
  mutating func goalTransitions(_ kind: Finding.Kind) -> [Int] {
    switch kind {
    case .deadlock, .stuck, .unreachable: return []
    case .fault(let site, property: nil):
      return buffer.faults.filter { $0.site == site }.map(\.transition)
    case .fault, .property:
      return (0..<buffer.count).filter { shows(kind, buffer.state($0), flags: buffer.flags[$0]) }
        .map { Int(buffer.transitions[$0]) }
    }
  }

  /// Whether something happens in a state, or in the transition to it that set the flags.
  mutating func shows(_ kind: Finding.Kind, _ state: UnsafePointer<UInt64>, flags: UInt64) -> Bool {
    switch kind {
    case .deadlock, .stuck, .unreachable, .fault(_, property: nil): return false
    case .fault(let site, let property?):
      if case .fault(site) = model.evaluate(property: property, in: state) { return true }
      return false
    case .property(let property):
      guard let wanted = watch.stateProperties.first(where: { $0.position == property })?.wantsTrue else {
        return flags & (1 << UInt64(property)) != 0
      }
      switch model.evaluate(property: property, in: state) {
      case .yes: return wanted
      case .no: return !wanted
      case .fault: return false
      }
    }
  }

  private mutating func predecessors(
    of next: [Int: Remaining], in level: Int, _ bits: [UInt64], _ clock: RunClock
  ) throws(Interruption) -> [Int: Remaining] {
    try clock.check(.tracing)
    var result: [Int: Remaining] = [:]
    for state in states(in: level) {
      if state & 1023 == 0 { try clock.check(.tracing) }
      for (transition, target) in successors(of: state) {
        guard let remaining = next[target] else { continue }
        let actor = bits[transition]
        let switches = remaining.switches(after: actor)
        result[state, default: Remaining(switches: .max, actors: 0)].add(switches, by: actor)
      }
    }
    return result
  }

  /// The stored successors of a stored state.
  private mutating func successors(of state: Int) -> [(transition: Int, target: Int)] {
    buffer.removeAll()
    _ = model.expand(table.state(state), id: state, into: &buffer)
    return (0..<buffer.count).compactMap { position in
      let successor = buffer.state(position)
      let hash = StateHash.hash(successor, wordCount: model.wordCount)
      return table.find(successor, hash: hash).map { (Int(buffer.transitions[position]), $0) }
    }
  }

  /// Follows the fewest changes of actor from an initial state; ties go to the state and transition that come first.
  private mutating func forwardPath(
    through known: [[Int: Remaining]], to finding: Finding, _ bits: [UInt64]
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
      let steps = successors(of: state)
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
