import QuiesceProgram

// Levels of a breadth-first search that several workers expand together.
extension Explorer where Model: ~Copyable {
  /// Expands the level as far as there is room, if it is a large one; what is left is left to one.
  mutating func expandTogether() {
    guard stop == nil, options.threads > 1, table.isShareable,
      frontier.waitingCount(of: table.count) >= options.togetherThreshold
    else { return }
    let crew = self.crew.take() ?? Crew(program, count: options.threads, watch)
    let sources = frontier.takeLevel()
    crew.begin(watch, ends?.places(of: sources))
    var left = sources
    // What is short of memory is left to one, who needs less.
    while stop == nil, !(left.isEmpty && crew.isIdle), hasMemory(beside: crew.footprint),
      let level = openLevel(left, crew)
    {
      var budget = budget
      let due = keeper?.dueTime ?? .infinity
      var stop: StopReason?
      let progress = Progress(
        states: table.count, transitions: statistics.transitions, depth: frontier.depth, frontier: 0, seconds: 0,
        memoryBytes: peakBytes, levels: levels)
      crew.work(level) { level in
        guard budget.isDue(after: level.portion) else { return }
        stop = budget.check(progress.going(level.progress, seconds: budget.elapsed))
        if stop != nil || budget.elapsed >= due { level.stop() }
      }
      (self.budget, self.stop) = (budget, stop)
      left = level.sourcesLeft
      close(level, crew, sources)
      if budget.elapsed >= due { keep(crew.sources + [left], crew) }
    }
    frontier.giveBack(crew.takeSources() + [left])
    settle()
    statistics.threads = crew.count
    self.crew = consume crew
    if !hasMemory() { stop = stop ?? .memoryBudget }
  }

  /// Writes a record of a level of which these states are left.
  private mutating func keep(_ left: [Range<Int>], _ crew: borrowing Crew<Model>) {
    var levels = frontier.levels
    levels.giveBack(left)
    keeper?.passed(levels, takesWholeLevels: takesWholeLevels, transitions: statistics.transitions)
    var seen = sightings
    crew.add(to: &seen)
    keepRecord(seen)
  }

  /// Makes room in the visited set, and opens it for all; nil if there is too little room for that.
  private mutating func openLevel(_ sources: Range<Int>, _ crew: borrowing Crew<Model>) -> SharedLevel? {
    guard table.makeRoom(for: crew.slack, threads: crew.count), let states = table.shared() else { return nil }
    let free = table.freePositions
    let positions = free.lowerBound..<max(free.lowerBound, min(free.upperBound, limit.states))
    guard positions.count >= crew.slack else { return nil }
    return SharedLevel(
      states, sources: sources, positions: positions, blockSize: crew.blockSize,
      portion: max(1, min(1 << 7, sources.count / (8 * crew.count))))
  }

  /// Takes over what the workers have stored and found.
  private mutating func close(_ level: SharedLevel, _ crew: borrowing Crew<Model>, _ sources: Range<Int>) {
    _ = hasMemory(beside: crew.footprint)
    let moved = table.takeOver(until: level.takenEnd, gaps: crew.takeUnusedPositions())
    let results = crew.takeResults()
    levelFindings.add(results.findings)
    statistics.transitions += results.transitions
    ends?.follow(moved, from: table.count, in: sources)
    crew.giveLinks { ends?.add($0) }
  }

  /// Why no level was expanded by several workers; nil where one was, or only one was asked for.
  var oneThreadReason: String? {
    if statistics.threads > 1 || (options.namesThreads && options.threads == 1) { return nil }
    if options.visited != .exact { return "visited states are not kept" }
    if options.compression != .none { return "states are kept as trees" }
    if options.order == .swarm { return nil }
    if let reason = Frontier.oneThreadReason(options.order) { return reason }
    if reducer != nil { return "the search is reduced" }
    // Nobody who has not asked for more expects them there.
    return options.namesThreads ? "the space, or each of its levels, is small" : nil
  }

  /// What was seen on the way, by whoever has expanded states, in this process or before.
  var sightings: Sightings {
    mutating get {
      var seen = model.sightings
      crew?.add(to: &seen)
      if let swarm { seen.add(swarm.sightings) }
      if let former { seen.add(former) }
      if let record = keeper?.store.record { seen.add(record.sightings) }
      return seen
    }
  }
}

/// What a search sees on the way, besides findings.
struct Sightings {
  /// Which transitions fired, and which were blocked by their guard.
  var coverage = Coverage(fired: [], blocked: [])
  /// The properties that were seen not to be vacuous, as bits.
  var covered: UInt64 = 0
  /// Whether states were found so symmetric that of one orbit there may be several canonical ones.
  var hasManyForAnOrbit = false

  /// Adds what others have seen.
  mutating func add(_ other: Sightings) {
    coverage.add(other.coverage)
    covered |= other.covered
    hasManyForAnOrbit = hasManyForAnOrbit || other.hasManyForAnOrbit
  }
}

extension Progress {
  /// The same after more was done.
  fileprivate func going(_ done: (states: Int, transitions: Int, waiting: Int), seconds: Double) -> Progress {
    Progress(
      states: done.states, transitions: transitions + done.transitions, depth: depth, frontier: done.waiting,
      seconds: seconds, memoryBytes: memoryBytes, levels: levels)
  }
}
