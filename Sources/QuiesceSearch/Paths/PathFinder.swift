import QuiesceProgram

/// Finds the ways to what a search has found. No search stores how it came to a state: the ways are looked for in what is visited.
struct PathFinder<Model: Stepper & ~Copyable>: ~Copyable {
  var model: Expander<Model>
  var buffer: SuccessorBuffer
  /// For what a reduced search has passed through.
  var passage: Passage
  let questions: PropertyQuestions
  /// The acting instance of each transition.
  let actorOf: [Int]
  /// The time that it may take.
  let clock: RunClock
  /// The bytes that it may hold.
  private let room: Int
  /// The most bytes that it has held.
  private(set) var peakBytes = 0

  init(
    _ program: RunnableProgram<Model>, _ questions: PropertyQuestions, actorOf: [Int] = [], room: Int = .max,
    _ clock: RunClock
  ) {
    model = Expander(program)
    buffer = SuccessorBuffer(wordCount: model.wordCount, capacity: program.outline.transitionCount + 1)
    passage = Passage(program.outline)
    self.questions = questions
    self.actorOf = actorOf
    self.room = room
    self.clock = clock
  }

  /// Takes note of what it holds besides the states.
  ///
  /// - Throws: where that is more than it may.
  mutating func hold(_ bytes: Int) throws(Interruption) {
    peakBytes = max(peakBytes, bytes + model.stepper.footprint.bytes)
    if peakBytes > room { throw Interruption(reason: .memoryBudget, stage: .tracing) }
  }

  /// Puts what follows a state into the buffer; gives how many transitions are enabled.
  @discardableResult
  mutating func expand(_ state: Int, in table: borrowing StateTable) -> Int {
    buffer.removeAll()
    return model.expand(table.state(state), id: state, into: &buffer)
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
  mutating func shows(_ kind: Finding.Kind, _ state: PackedState, flags: UInt64) -> Bool {
    switch kind {
    case .deadlock, .stuck, .unreachable, .fault(_, property: nil): return false
    case .fault(let site, let property?):
      if case .fault(site) = model.evaluate(property, in: state) { return true }
      return false
    case .property(let property):
      guard questions.isOfStates(property) else { return flags & (1 << UInt64(property)) != 0 }
      switch model.evaluate(property, in: state) {
      case .yes: return questions.wantsTrue(property)
      case .no: return !questions.wantsTrue(property)
      case .fault: return false
      }
    }
  }
}

extension Explorer where Model: ~Copyable {
  /// What finds the ways to what was found.
  func pathFinder(for actorOf: [Int], _ clock: RunClock) -> PathFinder<Model> {
    PathFinder(program, watch.questions, actorOf: actorOf, room: table.maximumBytes - table.byteCount, clock)
  }
}
