import QuiesceProgram

// Ways through a reduced space: between two stored states, a way may pass through states that are not.
extension PathFinder where Model: ~Copyable {
  /// A path to something that a reduced search has found; it need not be a shortest one.
  ///
  /// - Parameter trail: the stored states on the way there, where they are known; else a breadth-first search has found it.
  mutating func reducedPath(
    to kind: Finding.Kind, at place: Finding.Place, along trail: [Int]? = nil, in table: borrowing StateTable,
    _ levels: LevelFrontier, _ reducer: inout Reducer?
  ) throws(Interruption) -> Path {
    switch place {
    case .initial(let position): return Path(initial: position, transitions: [])
    case .state(let position): return try path(to: position, along: trail, in: table, levels, &reducer)
    case .transition(let source, let transition):
      var path = try path(to: source, along: trail, in: table, levels, &reducer)
      path.transitions += way(from: source, by: transition, to: kind, in: table, &reducer)
      return path
    }
  }

  private mutating func path(
    to position: Int, along trail: [Int]?, in table: borrowing StateTable, _ levels: LevelFrontier,
    _ reducer: inout Reducer?
  ) throws(Interruption) -> Path {
    var transitions: [Int] = []
    if let trail {
      for (source, target) in zip(trail, trail.dropFirst()) {
        try clock.check(.tracing)
        guard let way = way(from: source, to: target, in: table, &reducer) else {
          preconditionFailure("the path is the one taken")
        }
        transitions += way
      }
      return Path(initial: trail[0], transitions: transitions)
    }
    var first = position
    for level in stride(from: levels.level(of: position) - 1, through: 0, by: -1) {
      let sources = levels.states(in: level, stored: table.count)
      (first, transitions) = try extended(backTo: sources, from: first, transitions, in: table, &reducer)
    }
    return Path(initial: first, transitions: transitions)
  }

  /// The first of some states from which another one was reached, and the transitions from there on.
  private mutating func extended(
    backTo sources: Range<Int>, from target: Int, _ transitions: [Int], in table: borrowing StateTable,
    _ reducer: inout Reducer?
  ) throws(Interruption) -> (first: Int, transitions: [Int]) {
    for source in sources {
      try clock.check(.tracing)
      if let way = way(from: source, to: target, in: table, &reducer) { return (source, way + transitions) }
    }
    preconditionFailure("each state was reached from the level before")
  }

  /// The transitions from a stored state to another one that was reached from it.
  private mutating func way(
    from source: Int, to target: Int, in table: borrowing StateTable, _ reducer: inout Reducer?
  ) -> [Int]? {
    let goal = table.words(of: target..<target + 1)
    let wordCount = model.wordCount
    return firstWay(from: source, in: table, &reducer) { state, _, _ in
      (0..<wordCount).allSatisfy { state[$0] == goal[$0] }
    }
  }

  /// The transitions from a stored state to something that happened behind one of its transitions.
  private mutating func way(
    from source: Int, by transition: Int, to kind: Finding.Kind, in table: borrowing StateTable,
    _ reducer: inout Reducer?
  ) -> [Int] {
    if case .fault(_, property: nil) = kind { return [transition] }
    let way = firstWay(from: source, in: table, &reducer) { state, flags, finder in
      finder.shows(kind, state, flags: flags)
    }
    guard let way else { preconditionFailure("what was found is found again") }
    return way
  }

  /// The first way by a transition and states passed through behind it that gets where it should.
  private mutating func firstWay(
    from source: Int, in table: borrowing StateTable, _ reducer: inout Reducer?,
    until isThere: (PackedState, UInt64, inout PathFinder) -> Bool
  ) -> [Int]? {
    expand(source, in: table)
    // Most ways are a single transition, which is seen without looking for what may be passed through.
    for position in 0..<buffer.count where isThere(buffer.state(position), buffer.flags[position], &self) {
      return [Int(buffer.transitions[position])]
    }
    for position in 0..<buffer.count {
      let state = buffer.state(position)
      var flags = buffer.flags[position]
      var way = [Int(buffer.transitions[position])]
      while !isThere(state, flags, &self) {
        guard way.count <= Passage.lengthLimit, passage.takeOnlyWayOn(from: state, again: true, &model, &reducer)
        else {
          way = []
          break
        }
        buffer.writableState(position).takeWords(of: passage.buffer.state(0), count: model.wordCount)
        flags = passage.buffer.flags[0]
        way.append(Int(passage.buffer.transitions[0]))
      }
      if !way.isEmpty { return way }
    }
    return nil
  }
}
