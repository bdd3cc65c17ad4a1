import QuiesceProgram

// Where on the way to an end it is lost what cannot happen behind it.
extension Explorer where Model: ~Copyable {
  /// Cuts a path of real states to where a finding about what can follow is true first: what cannot happen any more in a state
  /// cannot happen in those that follow it. Other findings keep their path.
  ///
  /// - Returns: the path, and who is stuck at its end.
  mutating func cut(
    _ path: Path, to kind: Finding.Kind, _ questions: EndQuestions, _ clock: RunClock
  ) throws(Interruption) -> (path: Path, kind: Finding.Kind) {
    guard kind.isOfEnd else { return (path, kind) }
    let states = states(along: path)
    let end = try lookAhead(from: states[states.count - 1], questions, clock).answers
    let lost: EndQuestions
    switch kind {
    case .unreachable(let property): lost = questions.only(actors: [], properties: [property])
    case .stuck, .property, .deadlock, .fault: lost = questions.only(actors: end.stuck, properties: [])
    }
    var (before, first) = (-1, states.count - 1)
    while first - before > 1 {
      let middle = (before + first) / 2
      if try isLost(lost, from: states[middle], clock) { first = middle } else { before = middle }
    }
    let path = Path(initial: path.initial, transitions: Array(path.transitions.prefix(first)))
    guard case .stuck = kind else { return (path, kind) }
    return (path, .stuck(try lookAhead(from: states[first], questions, clock).answers.waitingActors))
  }

  /// Whether something of what is asked can be seen nowhere behind a state; not so where that takes too long to find out.
  private mutating func isLost(
    _ questions: EndQuestions, from state: [UInt64], _ clock: RunClock
  ) throws(Interruption) -> Bool {
    let limit = 4 * table.count + 1 << 20
    let prospect = try lookAhead(from: state, questions, clock, limit: limit)
    return prospect.kind == .closed && !prospect.answers.isOpen
  }

  /// The states on a path, as the transitions leave them.
  private mutating func states(along path: Path) -> [[UInt64]] {
    let count = model.wordCount
    var states = [table.state(path.initial).words(count)]
    for transition in path.transitions {
      buffer.removeAll()
      model.expandAsIs(states[states.count - 1], into: &buffer)
      guard let position = (0..<buffer.count).first(where: { Int(buffer.transitions[$0]) == transition }) else {
        preconditionFailure("each transition of a path is enabled")
      }
      states.append(buffer.state(position).words(count))
    }
    return states
  }
}
