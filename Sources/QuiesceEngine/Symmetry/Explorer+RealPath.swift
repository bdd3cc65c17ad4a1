// A path between canonical states is no run: after each transition the values are permuted. The run is found by following
// it from the initial state, which is a real one, and taking a transition to a state of the next orbit each time.
extension Explorer where Model: ~Copyable {
  /// The path as a run of the program that ends with the same kind of finding; where several transitions lead on, that of
  /// the actor that moved before. Of what a fault stands for the place in the source may be another one.
  ///
  /// nil only if the canonical states are not those of the orbits, which tests bring about.
  mutating func realPath(_ path: Path, to kind: Finding.Kind, actorOf: [Int]) -> (path: Path, kind: Finding.Kind)? {
    guard model.isSymmetric, let last = path.transitions.last else { return (path, kind) }
    var canonical = Array(UnsafeBufferPointer(start: table.state(path.initial), count: model.wordCount))
    var real = canonical
    var transitions: [Int] = []
    let steps = kind == .deadlock ? path.transitions[...] : path.transitions.dropLast()
    for transition in steps {
      expandAsIs(canonical)
      guard let position = (0..<buffer.count).first(where: { Int(buffer.transitions[$0]) == transition }) else {
        return nil
      }
      canonical = orbit(of: position)
      expandAsIs(real)
      let next = (0..<buffer.count).filter { orbit(of: $0) == canonical }
      guard let chosen = preferred(next, after: transitions.last, actorOf, { Int(buffer.transitions[$0]) }) else {
        return nil
      }
      transitions.append(Int(buffer.transitions[chosen]))
      real = words(of: chosen)
    }
    if kind == .deadlock { return (Path(initial: path.initial, transitions: transitions), kind) }
    expandAsIs(real)
    let ends = endings(kind)
    let before = transitions.last ?? last
    guard let end = preferred(ends, after: before, actorOf, { $0.transition }) else { return nil }
    return (Path(initial: path.initial, transitions: transitions + [end.transition]), end.kind)
  }

  private mutating func expandAsIs(_ state: [UInt64]) {
    buffer.removeAll()
    state.withUnsafeBufferPointer { words in
      guard let base = words.baseAddress else { return }
      _ = model.expandAsIs(base, id: 0, into: &buffer)
    }
  }

  private func words(of position: Int) -> [UInt64] {
    Array(UnsafeBufferPointer(start: buffer.state(position), count: model.wordCount))
  }

  private mutating func orbit(of position: Int) -> [UInt64] {
    var words = words(of: position)
    words.withUnsafeMutableBufferPointer { words in
      if let base = words.baseAddress { model.canonicalize(base) }
    }
    return words
  }

  /// The first choice whose transition is the same actor's as the one before, else the first.
  private func preferred<Choice>(
    _ choices: [Choice], after transition: Int?, _ actorOf: [Int], _ transitionOf: (Choice) -> Int
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
        guard case .fault(let site) = model.evaluate(property: property, in: buffer.state(position)) else { return nil }
        return (Int(buffer.transitions[position]), .fault(site, property: property))
      }
    case .property, .deadlock: return goalTransitions(kind).map { ($0, kind) }
    }
  }
}
