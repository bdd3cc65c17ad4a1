import QuiesceProgram

// A search that keeps digests of what it has visited.
extension Explorer where Model: ~Copyable {
  /// Goes on to those states of the batch that are new by their digests, and takes note of what comes of that.
  mutating func storeDigests() {
    statistics.transitions += buffer.count + buffer.faults.count
    for fault in buffer.faults { fail(fault) }
    let batch = buffer.batch
    batch.hash()
    let limit = limit
    var count = visitedCount
    let placed = frontier.insert(batch, limit: limit.states)
    for position in 0..<placed {
      let (source, transition) = (buffer.sources[position], buffer.transitions[position])
      let isNew = batch.positions[position] == count
      if isNew {
        count += 1
        frontier.discovered(batch.state(position), from: source, by: Int(transition))
      }
      if buffer.flags[position] != 0 { flagged(buffer.flags[position], source: source, transition: transition) }
      let affected = watch.questions.affected[Int(transition)]
      if isNew, watch.asked & affected != 0 {
        ask(batch.state(position), reachedBy: .transition(source: source, Int(transition)), affected: affected)
      }
    }
    if placed < batch.count { stop = stop ?? limit.reason }
    buffer.removeAll()
  }

  /// Whether a path that the log of a search gives leads to what was found, as the machine says that runs it once more.
  func confirms(_ path: Path, of finding: Finding) -> Bool {
    var finder = PathFinder(program, watch.questions, clock)
    return finder.leads(path, to: finding.kind, in: table)
  }
}

extension PathFinder where Model: ~Copyable {
  /// Whether each transition of a path is enabled where it comes, and what was found is at its end.
  mutating func leads(_ path: Path, to kind: Finding.Kind, in table: borrowing StateTable) -> Bool {
    let room = OwnedBuffer<UInt64>(repeating: 0, count: model.wordCount)
    let state = PackedState(room.state())
    room.state().takeWords(of: table.state(path.initial), count: model.wordCount)
    guard let last = path.transitions.last else { return shows(kind, at: state) }
    for transition in kind.isOfState ? path.transitions[...] : path.transitions.dropLast() {
      _ = expand(state)
      guard let position = (0..<buffer.count).first(where: { Int(buffer.transitions[$0]) == transition }) else {
        return false
      }
      room.state().takeWords(of: buffer.state(position), count: model.wordCount)
    }
    if kind.isOfState { return shows(kind, at: state) }
    _ = expand(state)
    return goalTransitions(kind).contains(last)
  }

  private mutating func shows(_ kind: Finding.Kind, at state: PackedState) -> Bool {
    kind == .deadlock ? expand(state) == 0 && !model.mayRest(state) : shows(kind, state, flags: 0)
  }

  private mutating func expand(_ state: PackedState) -> Int {
    buffer.removeAll()
    return model.expand(state, id: 0, into: &buffer)
  }
}
