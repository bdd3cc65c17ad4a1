// Successors: by tables where they are known from few bits of the state, by instructions elsewhere.

extension Machine {
  mutating func expand(_ state: PackedState, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    if let enabled = native?.expand(state, id: id, into: &buffer) { return enabled }
    var enabled = 0
    let isRestricted = outline.isCommitted(state)
    var actor = actors
    let end = actor + actorCount
    while actor < end {
      let location = actor.pointee.location(in: state)
      actor += 1
      var entry = tables.tree.find(tables.question(location: location, isRestricted: isRestricted), in: state)
      if entry == StateTree.unknown { entry = learnChoices(at: location, isRestricted: isRestricted, state) }
      guard var next = StateTree.result(entry) else {
        enabled &+= tryAll(at: location, isRestricted: isRestricted, state, id: id, into: &buffer)
        continue
      }
      while true {
        let choice = tables.choices[next]
        if choice.transition < 0 { break }
        let entry = tables.tree.find(Int(choice.effect), in: state)
        if let row = StateTree.result(entry) {
          buffer.append(source: id, transition: choice.transition, flags: write(row, of: state, to: buffer.next))
          enabled &+= 1
        } else {
          enabled &+= take(choice, entry, state, id: id, into: &buffer)
        }
        next &+= 1
      }
    }
    return enabled
  }

  /// Writes the state that an effect leads to, as a row has it; gives the flags that it sets.
  @inline(__always)
  private func write(
    _ row: Int, of state: PackedState, to target: WritableState
  ) -> UInt64 {
    let row = tables.rows.base + row
    var part = row + TransitionTables.rowHead
    for word in 0..<wordCount {
      target[word] = state[word] & part[0] | part[1]
      part += 2
    }
    let moved = Int(truncatingIfNeeded: row[1] & 255)
    target[moved] |= (state[moved] &>> (row[1] &>> 8)) & row[2]
    return row[0]
  }

  /// Tries every transition that leaves a location.
  @inline(never)
  private mutating func tryAll(
    at location: Int, isRestricted: Bool, _ state: PackedState, id: Int, into buffer: inout SuccessorBuffer
  ) -> Int {
    var enabled = 0
    for transition in transitions(at: location) where !isRestricted || leavesCommitted[transition] {
      enabled += attempt(transition, from: entries[transition], state, id: id, into: &buffer)
    }
    return enabled
  }

  /// Runs a transition, from its guard or from its effect on. Gives 1 if it is enabled, else 0.
  @inline(__always)
  private mutating func attempt(
    _ transition: Int, from entry: Int, _ state: PackedState, id: Int, into buffer: inout SuccessorBuffer
  ) -> Int {
    switch run(entry, source: state, target: buffer.next) {
    case .disabled:
      blocked[transition] = true
      return 0
    case .value: return 0
    case .fired:
      fired[transition] = true
      buffer.append(source: id, transition: Int32(truncatingIfNeeded: transition), flags: flags)
      return 1
    case .fault:
      buffer.faults.append((id, transition, faultSite))
      return 1
    }
  }

  /// Takes a choice for whose effect there is no row: runs it, and remembers what it did if that can be known in other states.
  @inline(never)
  private mutating func take(
    _ choice: TransitionTables.Choice, _ entry: Int32, _ state: PackedState, id: Int,
    into buffer: inout SuccessorBuffer
  ) -> Int {
    let transition = Int(choice.transition)
    let question = Int(choice.effect)
    guard question != tables.unanswered else {
      return attempt(transition, from: entries[transition], state, id: id, into: &buffer)
    }
    guard entry == StateTree.unknown, tables.hasRoom else {
      return attempt(transition, from: effects[transition], state, id: id, into: &buffer)
    }
    var log = log(of: [effects[transition]..<ends[transition]])
    let target = buffer.next
    let result = run(effects[transition], source: state, target: target, observer: &log)
    if log.isOverfull {
      tables.tree.reset(question, to: StateTree.undecided)
    } else {
      let isComplete = if case .fired = result { true } else { false }
      let entry = isComplete ? tables.addRow(log, flags: flags, target: PackedState(target)) : StateTree.undecided
      tables.tree.learn(entry, for: question, reading: log.keys, in: state)
    }
    guard case .fired = result else {
      buffer.faults.append((id, transition, faultSite))
      return 1
    }
    fired[transition] = true
    buffer.append(source: id, transition: choice.transition, flags: flags)
    return 1
  }

  /// Decides which transitions that leave a location are enabled, and remembers it; gives the entry of the list.
  @inline(never)
  private mutating func learnChoices(
    at location: Int, isRestricted: Bool, _ state: PackedState
  ) -> Int32 {
    guard tables.hasRoom else { return StateTree.undecided }
    while true {
      var guards: [Range<Int>] = []
      for transition in transitions(at: location) where !isRestricted || leavesCommitted[transition] {
        if !tables.isWide[transition] { guards.append(guardInstructions(of: transition)) }
      }
      var log = log(of: guards)
      var list: [TransitionTables.Choice] = []
      for transition in transitions(at: location) where !isRestricted || leavesCommitted[transition] {
        if let choice = choose(transition, state, &log) { list.append(choice) }
        if log.isOverfull {
          tables.widen(transition, at: location)
          break
        }
      }
      if log.isOverfull { continue }
      let entry = tables.add(list)
      let question = tables.question(location: location, isRestricted: isRestricted)
      tables.tree.learn(entry, for: question, reading: log.keys, in: state)
      return entry
    }
  }

  /// Whether a transition may be taken, and how; what decides it is added to the log.
  private mutating func choose(
    _ transition: Int, _ state: PackedState, _ log: inout RunLog
  ) -> TransitionTables.Choice? {
    // A guard that fails fails again when it is run, and marks count only where the whole transition fires.
    let whole = TransitionTables.Choice(
      transition: Int32(truncatingIfNeeded: transition), effect: Int32(truncatingIfNeeded: tables.unanswered))
    if tables.isWide[transition] { return whole }
    let target = WritableState(unwritten: state)
    switch run(entries[transition], source: state, target: target, endsWithGuard: true, observer: &log) {
    case .disabled:
      if !log.isOverfull { blocked[transition] = true }
      return nil
    case .fault: return whole
    case .fired, .value:
      if guardInstructions(of: transition).contains(where: { instructions[$0].isMark }) { return whole }
      let question = tables.question(effect: transition)
      return TransitionTables.Choice(transition: whole.transition, effect: Int32(truncatingIfNeeded: question))
    }
  }

  private func transitions(at location: Int) -> Range<Int> { Int(ranges[location])..<Int(ranges[location + 1]) }

  /// Where the guard of a transition is among the instructions.
  func guardInstructions(of transition: Int) -> Range<Int> { entries[transition]..<effects[transition] }

  /// An empty log of runs of instructions, by their positions.
  func log(of runs: [Range<Int>]) -> RunLog {
    tables.log(of: runs, in: engine.instructions, wordCount: wordCount)
  }
}
