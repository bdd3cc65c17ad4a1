import QuiesceProgram

// States that a reduced search passes through.
extension Explorer where Model: ~Copyable {
  /// Puts in the place of each new state of the batch the one that follows it as long as there is only one way on: what
  /// lies between need not be stored (path compression: Yorav and Grumberg, "Static analysis for state-space reductions
  /// preserving temporal logics", 2004).
  mutating func passThrough() {
    if reducer == nil { return }
    let batch = buffer.batch
    for position in 0..<batch.count {
      let state = batch.state(position)
      guard table.find(state, hash: batch.hashes[position]) == nil, passThrough(position) else { continue }
      batch.hashes[position] = StateHash.hash(state, wordCount: batch.wordCount)
    }
  }

  private mutating func passThrough(_ position: Int) -> Bool {
    let state = buffer.state(position)
    var transition = Int(buffer.transitions[position])
    for length in 0..<Passage.lengthLimit {
      // Properties may take longer to evaluate than the way on to find.
      guard passage.takeOnlyWayOn(from: state, &model, &reducer),
        !isNotable(state, flags: buffer.flags[position], by: transition)
      else { return length > 0 }
      let next = Int(passage.buffer.transitions[0])
      reducer?.passed(state, by: next, wordCount: model.wordCount)
      buffer.writableState(position).takeWords(of: passage.buffer.state(0), count: model.wordCount)
      buffer.flags[position] = passage.buffer.flags[0]
      buffer.passed[position] = true
      transition = next
      statistics.transitions += 1
    }
    return true
  }

  /// Whether a property that was open at the beginning is decided by a state, and not already by the state before, or by the
  /// transition to it.
  private mutating func isNotable(_ state: PackedState, flags: UInt64, by transition: Int) -> Bool {
    if flags & watch.openAtFirst != 0 { return true }
    var rest = watch.openOfStatesAtFirst & watch.questions.affected[transition]
    while rest != 0 {
      let property = rest.trailingZeroBitCount
      rest &= rest - 1
      switch model.evaluate(property, in: state) {
      case .fault: return true
      case .yes: if watch.questions.wantsTrue(property) { return true }
      case .no: if !watch.questions.wantsTrue(property) { return true }
      }
    }
    return false
  }
}

/// What finds the only way on from states that are passed through.
struct Passage: ~Copyable {
  /// Where it leads.
  var buffer: SuccessorBuffer

  /// How many states are passed through at most before one is stored: a cycle of such states has to be noticed somewhere.
  static let lengthLimit = 64

  init(_ outline: ProgramOutline) {
    buffer = SuccessorBuffer(wordCount: outline.wordCount, capacity: outline.transitionCount + 1)
  }

  /// Puts the successor that is enough into the buffer, if there is one.
  ///
  /// - Parameter again: whether to find it at whatever cost, since it was found before.
  mutating func takeOnlyWayOn<Model: Stepper & ~Copyable>(
    from state: PackedState, again: Bool = false, _ model: inout Expander<Model>, _ reducer: inout Reducer?
  ) -> Bool {
    buffer.removeAll()
    if model.outline.isCommitted(state) { return false }
    let found =
      again
      ? reducer?.onlyWayOnAgain(from: state, &model.stepper) : reducer?.onlyWayOn(from: state, &model.stepper)
    guard let transition = found ?? nil else { return false }
    return model.fire(transition, from: state, into: &buffer)
  }
}
