// States that a reduced search passes through.
extension Explorer where Model: ~Copyable {
  /// How many states are passed through at most before one is stored: a cycle of such states has to be noticed somewhere.
  static var passageLimit: Int { 64 }

  /// Puts in the place of each new state of the batch the one that follows it as long as there is only one way on: what
  /// lies between need not be stored (path compression: Yorav and Grumberg, "Static analysis for state-space reductions
  /// preserving temporal logics", 2004).
  mutating func passThrough() {
    var hasMoved = false
    for position in 0..<buffer.count
    where table.find(buffer.state(position), hash: buffer.hashes[position]) == nil {
      if passThrough(position) { hasMoved = true }
    }
    if hasMoved { touchHomes() }
  }

  private mutating func passThrough(_ position: Int) -> Bool {
    let state = buffer.state(position)
    for length in 0..<Self.passageLimit {
      guard !isNotable(state, flags: buffer.flags[position]), takeOnlyWayOn(from: state) else { return length > 0 }
      for word in 0..<model.wordCount { state[word] = passage.state(0)[word] }
      buffer.flags[position] = passage.flags[0]
      statistics.transitions += 1
      reducer?.passed()
    }
    return true
  }

  /// Whether a property that was open at the beginning is decided by a state or by the transition to it.
  private mutating func isNotable(_ state: UnsafePointer<UInt64>, flags: UInt64) -> Bool {
    if flags & watch.openAtFirst != 0 { return true }
    for property in watch.stateProperties where watch.openAtFirst & (1 << UInt64(property.position)) != 0 {
      switch model.evaluate(property: property.position, in: state) {
      case .fault: return true
      case .yes: if property.wantsTrue { return true }
      case .no: if !property.wantsTrue { return true }
      }
    }
    return false
  }

  /// Puts the successor that is enough into `passage`, if there is one.
  ///
  /// - Parameter again: whether to find it at whatever cost, since it was found before.
  mutating func takeOnlyWayOn(from state: UnsafePointer<UInt64>, again: Bool = false) -> Bool {
    passage.removeAll()
    if model.isCommitted(state) {
      return model.expand(state, id: 0, into: &passage) == 1 && passage.count == 1
    }
    let found = again ? reducer?.onlyWayOnAgain(from: state, &model) : reducer?.onlyWayOn(from: state, &model)
    guard let transition = found ?? nil else { return false }
    return model.fire(transition, from: state, into: &passage)
  }
}
