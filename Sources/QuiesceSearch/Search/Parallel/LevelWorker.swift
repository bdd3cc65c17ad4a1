import QuiesceProgram

/// One of those who expand a level together: takes states, and stores and judges what follows them.
struct LevelWorker<Model: Stepper & ~Copyable>: ~Copyable {
  var model: Expander<Model>
  private var buffer: SuccessorBuffer
  /// What is asked; it stays the same until the level is at its end.
  var watch: PropertyWatch
  /// What was found in the level.
  var findings = LevelFindings()
  /// Where the states lead that it expands, as far as that is wanted.
  var links = LevelLinks()
  /// How many transitions it has fired, those that fault included.
  var transitions = 0
  /// The states that it has taken and not expanded.
  private(set) var sources = 0..<0
  /// The positions that it has taken and not used.
  private var positions = 0..<0
  private var spare = 0..<0

  init(_ program: RunnableProgram<Model>, _ watch: PropertyWatch) {
    model = Expander(program)
    self.watch = watch
    buffer = SuccessorBuffer(
      wordCount: program.outline.wordCount,
      capacity: Frontier.largestBatchSize + program.outline.transitionCount + 1)
  }

  /// How many successors there may be in a batch.
  var batchCapacity: Int { buffer.capacity }

  /// Expands states until none is left, there is no room for more, or the level is stopped; those whose successors are not stored
  /// are left in `sources`.
  ///
  /// - Parameter look: is called now and then.
  mutating func work(_ level: SharedLevel, _ look: (SharedLevel) -> Void) {
    while !level.hasStopped {
      if sources.isEmpty {
        guard let taken = level.takeSources() else { return }
        sources = taken
      }
      let before = transitions
      guard expandSources(level) else { return }
      level.add(transitions: transitions - before)
      look(level)
    }
  }

  /// Expands the states that it has taken; false if there was no room.
  private mutating func expandSources(_ level: SharedLevel) -> Bool {
    for position in sources {
      let state = level.states.state(position)
      let enabled = model.expand(state, id: position, into: &buffer)
      if enabled == 0, watch.checksDeadlock, !model.mayRest(state) { findings.add(.deadlock, at: .state(position)) }
      guard buffer.count >= Frontier.largestBatchSize || position == sources.upperBound - 1 else { continue }
      guard takeRoom(for: buffer.count, in: level) else {
        buffer.removeAll()
        return false
      }
      store(in: level)
      sources = position + 1..<sources.upperBound
    }
    return true
  }

  /// Whether the positions that it has suffice, or it could take more.
  private mutating func takeRoom(for count: Int, in level: SharedLevel) -> Bool {
    while positions.count + spare.count < count {
      guard let taken = level.takePositions() else { return false }
      if positions.isEmpty { positions = taken } else { spare = taken }
    }
    return true
  }

  /// Stores the batch, and takes note of what comes of that.
  private mutating func store(in level: SharedLevel) {
    transitions += buffer.count + buffer.faults.count
    for fault in buffer.faults {
      findings.add(.fault(fault.site, property: nil), at: .transition(source: fault.source, fault.transition))
    }
    let batch = buffer.batch
    level.states.seek(batch)
    for position in 0..<batch.count {
      let (source, transition) = (buffer.sources[position], Int(buffer.transitions[position]))
      let (stored, isNew) = level.states.insert(
        batch.state(position), hash: batch.hashes[position], at: positions.lowerBound, from: batch.positions[position])
      if buffer.flags[position] != 0 {
        for kind in watch.decided(byFlags: buffer.flags[position]) {
          findings.add(kind, at: .transition(source: source, transition))
        }
      }
      links.note(stored, from: source)
      if isNew { discovered(level.states.state(stored), from: source, by: transition) }
    }
    links.finish()
    buffer.removeAll()
  }

  /// Takes note of a state that was stored at the first of its positions.
  @inline(__always)
  private mutating func discovered(_ state: PackedState, from source: Int, by transition: Int) {
    positions = positions.lowerBound + 1..<positions.upperBound
    if positions.isEmpty { (positions, spare) = (spare, 0..<0) }
    guard watch.asked & watch.questions.affected[transition] != 0 else { return }
    for kind in watch.askedProperties.decided(by: state, affected: watch.questions.affected[transition], &model) {
      findings.add(kind, at: .transition(source: source, transition))
    }
  }

  /// Gives back the positions that it has not used.
  mutating func takeUnusedPositions() -> [Range<Int>] {
    defer { (positions, spare) = (0..<0, 0..<0) }
    return [positions, spare].filter { !$0.isEmpty }
  }

  /// Gives back the states that it has not expanded.
  mutating func takeSources() -> Range<Int> {
    defer { sources = 0..<0 }
    return sources
  }
}
