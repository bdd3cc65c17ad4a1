import QuiesceProgram

// A path between canonical states is no run: after each transition the values are permuted. The run is found by following
// it from the initial state, which is a real one. Each real state is the canonical one with other names, which are kept: so the
// renamed transition leads on, even where an orbit has several canonical states.
extension PathFinder where Model: ~Copyable {
  /// The path as a run of the program that ends with the same kind of finding; where several transitions lead on, that of
  /// the actor that moved before. Of what a fault stands for the place in the source may be another one.
  mutating func realPath(
    _ path: Path, to kind: Finding.Kind, in table: borrowing StateTable
  ) -> (path: Path, kind: Finding.Kind) {
    guard model.isSymmetric, let last = path.transitions.last else { return (path, kind) }
    let start = table.state(path.initial).words(model.wordCount)
    var canonical = NamedState(words: start, names: canonicalized(start).names)
    // An initial state is stored as its canonical one, which is initial, too.
    var real = NamedState(words: start, names: Array(canonical.names.indices))
    var transitions: [Int] = []
    let steps = kind.isOfState ? path.transitions[...] : path.transitions.dropLast()
    for transition in steps {
      expandAsIs(canonical.words)
      guard let position = (0..<buffer.count).first(where: { Int(buffer.transitions[$0]) == transition }) else {
        preconditionFailure("the path is one of canonical states")
      }
      let image = renamed(words(of: position), by: real.names)
      canonical = canonicalized(words(of: position))
      expandAsIs(real.words)
      let next = (0..<buffer.count).compactMap { position -> (transition: Int, state: NamedState)? in
        let words = words(of: position)
        let transition = Int(buffer.transitions[position])
        if words == image {
          let names = real.names.map { canonical.names.firstIndex(of: $0) ?? $0 }
          return (transition, NamedState(words: words, names: names))
        }
        let own = canonicalized(words)
        guard own.words == canonical.words else { return nil }
        let names = own.names.indices.map { own.names.firstIndex(of: $0) ?? $0 }
        return (transition, NamedState(words: words, names: names))
      }
      guard let chosen = preferred(next, after: transitions.last, \.transition) else {
        preconditionFailure("each permutation of a step is a step")
      }
      transitions.append(chosen.transition)
      real = chosen.state
    }
    if kind.isOfState { return (Path(initial: path.initial, transitions: transitions), kind) }
    expandAsIs(real.words)
    guard let end = preferred(endings(kind), after: transitions.last ?? last, \.transition) else {
      preconditionFailure("each permutation of a step does what the step does")
    }
    return (Path(initial: path.initial, transitions: transitions + [end.transition]), end.kind)
  }

  private mutating func expandAsIs(_ state: [UInt64]) {
    buffer.removeAll()
    model.expandAsIs(state, into: &buffer)
  }

  private func words(of position: Int) -> [UInt64] {
    buffer.state(position).words(model.wordCount)
  }

  private mutating func canonicalized(_ words: [UInt64]) -> NamedState {
    var words = words
    let names = words.withWritableState { model.canonicalize($0) }
    return NamedState(words: words, names: names)
  }

  private func renamed(_ words: [UInt64], by former: [Int]) -> [UInt64] {
    var words = words
    words.withWritableState { model.rename($0, by: former) }
    return words
  }

  /// The first choice whose transition is the same actor's as the one before, else the first.
  private func preferred<Choice>(
    _ choices: [Choice], after transition: Int?, _ transitionOf: (Choice) -> Int
  ) -> Choice? {
    choices.first { choice in transition.map { actorOf[$0] == actorOf[transitionOf(choice)] } ?? false }
      ?? choices.first
  }

  /// The transitions in the buffer that end a path to a finding.
  private mutating func endings(_ kind: Finding.Kind) -> [(transition: Int, kind: Finding.Kind)] {
    switch kind {
    case .fault(let site, property: nil):
      let faults = buffer.faults.filter { $0.site == site } + buffer.faults.filter { $0.site != site }
      return faults.map { ($0.transition, .fault($0.site, property: nil)) }
    case .fault(_, let property?):
      return (0..<buffer.count).compactMap { position in
        guard case .fault(let site) = model.evaluate(property, in: buffer.state(position)) else { return nil }
        return (Int(buffer.transitions[position]), .fault(site, property: property))
      }
    case .property, .deadlock, .stuck, .unreachable: return goalTransitions(kind).map { ($0, kind) }
    }
  }
}

/// A state and, for each symmetric value in it, what that is called in another one of the orbit.
private struct NamedState {
  var words: [UInt64]
  var names: [Int]
}
