import QuiesceProgram

// Ways through a reduced space: between two stored states, a way may pass through states that are not.
extension Explorer where Model: ~Copyable {
  /// A path to something that a reduced search has found; it need not be a shortest one.
  mutating func reducedPath(
    to kind: Finding.Kind, at place: Finding.Place, _ clock: RunClock
  ) throws(Interruption) -> Path {
    switch place {
    case .initial(let position): return Path(initial: position, transitions: [])
    case .state(let position): return try path(to: position, clock)
    case .transition(let source, let transition):
      var path = try path(to: source, clock)
      path.transitions += way(from: source, by: transition, to: kind)
      return path
    }
  }

  private mutating func path(to position: Int, _ clock: RunClock) throws(Interruption) -> Path {
    var states = options.order == .depth ? stack.path.map(\.state) : [position]
    var transitions: [Int] = []
    if options.order == .depth {
      for (source, target) in zip(states, states.dropFirst()) {
        try clock.check(.tracing)
        guard let way = way(from: source, to: target) else { preconditionFailure("the path is the one taken") }
        transitions += way
      }
      return Path(initial: states[0], transitions: transitions)
    }
    for level in stride(from: level(of: position) - 1, through: 0, by: -1) {
      let target = states[0]
      for source in self.states(in: level) {
        try clock.check(.tracing)
        guard let way = way(from: source, to: target) else { continue }
        states[0] = source
        transitions = way + transitions
        break
      }
      precondition(states[0] != target, "each state was reached from the level before")
    }
    return Path(initial: states[0], transitions: transitions)
  }

  /// The transitions from a stored state to another one that was reached from it.
  private mutating func way(from source: Int, to target: Int) -> [Int]? {
    let goal = table.state(target)
    let wordCount = model.wordCount
    return firstWay(from: source) { state, _, _ in (0..<wordCount).allSatisfy { state[$0] == goal[$0] } }
  }

  /// The transitions from a stored state to something that happened behind one of its transitions.
  private mutating func way(from source: Int, by transition: Int, to kind: Finding.Kind) -> [Int] {
    if case .fault(_, property: nil) = kind { return [transition] }
    let way = firstWay(from: source) { state, flags, explorer in explorer.shows(kind, state, flags: flags) }
    guard let way else { preconditionFailure("what was found is found again") }
    return way
  }

  /// The first way by a transition and states passed through behind it that gets where it should.
  private mutating func firstWay(
    from source: Int, until isThere: (UnsafePointer<UInt64>, UInt64, inout Explorer) -> Bool
  ) -> [Int]? {
    var successors = SuccessorBuffer(wordCount: model.wordCount, capacity: model.transitionCount + 1)
    _ = model.expand(table.state(source), id: source, into: &successors)
    // Most ways are a single transition, which is seen without looking for what may be passed through.
    for position in 0..<successors.count
    where isThere(successors.state(position), successors.flags[position], &self) {
      return [Int(successors.transitions[position])]
    }
    for position in 0..<successors.count {
      let state = successors.state(position)
      var flags = successors.flags[position]
      var way = [Int(successors.transitions[position])]
      while !isThere(state, flags, &self) {
        guard way.count <= Self.passageLimit, takeOnlyWayOn(from: state, again: true) else {
          way = []
          break
        }
        for word in 0..<model.wordCount { state[word] = passage.state(0)[word] }
        flags = passage.flags[0]
        way.append(Int(passage.transitions[0]))
      }
      if !way.isEmpty { return way }
    }
    return nil
  }
}
