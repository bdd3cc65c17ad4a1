import QuiesceProgram

/// The one search loop: takes states from a frontier, expands them in batches, stores what is new and asks the properties.
///
/// The frontier alone knows the order. Random walks ask the same questions of the states they enter, but store nothing.
struct Explorer<Model: Stepper & ~Copyable>: ~Copyable {
  let program: RunnableProgram<Model>
  var model: Expander<Model>
  var table: StateTable
  var frontier: Frontier
  var buffer: SuccessorBuffer
  /// For states that are passed through.
  var passage: Passage
  var watch: PropertyWatch
  var budget: Budget
  /// The time of the run.
  let clock: RunClock
  /// The memory of the run, what other searches of it hold not included.
  var memory: Int
  /// The most bytes that were held at once.
  var peakBytes = 0
  /// What leaves transitions out, where that is wanted.
  var reducer: Reducer?
  let options: SearchOptions
  /// What makes native code of the program, if anything does.
  var translation: Translation?
  /// What is kept to know where everything ends, where that is asked.
  var ends: Ends?
  /// Whether every end was looked at, of all that can be reached.
  var hasJudgedEnds = false
  /// Whether the search has begun, or gone on from where an earlier one stood.
  private var hasBegun = false
  /// Whether it stands before a level.
  private var isBetweenLevels = false
  /// Whether every state that can be reached was visited, whatever was given up afterwards.
  private(set) var isWhole = false

  var statistics = Statistics()
  var stop: StopReason?
  /// What was given up outside of the search, if anything was.
  var interruption: Interruption?
  /// How many states there were when everything was decided, or when the level began in which it was, where the search went on
  /// for faults.
  var statesWhenDecided: Int?

  /// Whether the search has become so large that each level is finished once it is begun: then nothing depends on the order in
  /// which its states are expanded, and several workers may do that.
  private(set) var takesWholeLevels = false
  /// What was found in the level, where it is taken whole.
  var levelFindings = LevelFindings()
  /// Who expands levels together, once that has begun.
  var crew: Crew<Model>?

  /// What the searches of a swarm have come to, for which it stands.
  var swarm: SharedSwarm.Result?
  /// What another search of the run has seen, for which it stands.
  var former: Sightings?

  /// What keeps the search in a folder, where that is wanted.
  var keeper: Keeper?

  /// Ends the search because something besides it was given up.
  mutating func end(_ interruption: Interruption) {
    stop = interruption.reason
    self.interruption = interruption
    statistics.seconds = clock.elapsed
  }

  /// Prepares a search.
  init(
    _ program: RunnableProgram<Model>, table: consuming StateTable, watch: PropertyWatch,
    options: SearchOptions, clock: RunClock, store: SearchStore? = nil
  ) {
    keeper = store.map { Keeper($0) }
    let (wordCount, transitionCount) = (program.outline.wordCount, program.outline.transitionCount)
    memory = table.maximumBytes
    budget = Budget(clock, transitionCount: transitionCount)
    buffer = SuccessorBuffer(wordCount: wordCount, capacity: Frontier.largestBatchSize + transitionCount + 1)
    passage = Passage(program.outline)
    frontier = Frontier(
      options, wordCount: wordCount, transitionCount: transitionCount, bytes: table.maximumBytes)
    model = Expander(program)
    self.program = program
    self.table = table
    self.watch = watch
    reducer = nil
    translation = nil
    self.options = options
    self.clock = clock
  }

  /// Explores, or goes on exploring, until every state is visited, everything asked is decided, a budget runs out, or there
  /// are so many states or were so many transitions.
  ///
  /// - Returns: whether there is nothing left to do.
  @discardableResult
  package mutating func run(until stateCount: Int = .max, transitions: Int = .max) -> Bool {
    if table.count == 0 {
      storeInitialStates()
      // Whoever went on from a record would take the initial states that are stored for all of them.
      if stop != nil, stop != .decided { keeper = nil }
    } else if !hasBegun {
      resume()
    }
    hasBegun = true
    let isFinished = search(until: stateCount, transitions)
    keepRecord()
    settleStop()
    isWhole = isFinished && stop == nil
    statistics.seconds = budget.elapsed
    statistics.depth = frontier.depth
    statistics.stateBytes = table.bytesOfState
    statistics.frontier = frontier.waitingCount(of: table.count)
    statistics.levels = levels
    _ = hasMemory()
    statistics.states = visitedCount
    if frontier.keepsVisited {
      let bytes =
        (frontier.digestBytes ?? table.byteCount) + (reducer?.footprint.bytes ?? 0) + (ends?.footprint.bytes ?? 0)
      statistics.bytesPerState = visitedCount == 0 ? 0 : Double(bytes) / Double(visitedCount)
    }
    statistics.peakMemoryBytes = peakBytes
    return isFinished
  }

  /// Whether it has ended because nothing is left to look for.
  var hasVerdict: Bool { stop == nil || stop == .decided }

  /// Why there is no room for more states.
  private var noRoom: StopReason { table.isFileFull ? .storage : .memoryBudget }

  /// How many states were visited.
  var visitedCount: Int { frontier.unstoredCount ?? table.count }

  /// Whether all that grows has room within the memory of the run; what the visited set does not share is taken from its part, and
  /// so is what the next record of a search that is kept takes for a moment.
  ///
  /// - Parameters:
  ///   - extra: bytes of what is being made besides.
  ///   - workers: memory of a crew that is at work.
  mutating func hasMemory(with extra: Int = 0, beside workers: Footprint = Footprint()) -> Bool {
    let others =
      model.stepper.footprint + frontier.footprint + (reducer?.footprint ?? Footprint())
      + (ends?.footprint ?? Footprint()) + (crew?.footprint ?? workers)
      + Footprint(bytes: extra, growth: keeper == nil ? 0 : ends?.linkBytes ?? 0)
    table.maximumBytes = memory - others.bytes - others.growth
    peakBytes = max(peakBytes, table.takePeakByteCount() + others.bytes)
    return table.byteCount <= table.maximumBytes
  }

  /// The states that an earlier one has not been equal to, and what the properties say of them.
  mutating func storeInitialStates() {
    let states = model.initialStates()
    let wordCount = model.wordCount
    for position in 0..<states.count / wordCount where stop == nil {
      if position & 1023 == 1023 { stop = clock.stopReason }
      states.withState(at: position * wordCount) { storeInitial($0) }
    }
  }

  private mutating func storeInitial(_ state: PackedState) {
    guard table.makeRoom(for: state, count: 1) else { return stop = noRoom }
    let (stored, isNew) = table.insert(state)
    guard isNew else { return }
    frontier.discovered(stored, by: -1)
    ask(state, reachedBy: .initial(stored))
  }

  private mutating func search(until stateCount: Int, _ transitions: Int) -> Bool {
    frontier.begin(with: table)
    settle()
    if isBetweenLevels {
      if table.count >= stateCount { return false }
      beginLevel()
    }
    var batchSize = frontier.batchSize(inWholeLevels: takesWholeLevels)
    while stop == nil {
      let isEnough = table.count >= stateCount || statistics.transitions >= transitions
      if isEnough, !takesWholeLevels { return frontier.isExhausted }
      guard let position = frontier.next(in: table) else {
        flush()
        settleLevel()
        // What ended in this very batch may have left out a part of the next level, which is then not known whole.
        guard stop == nil, frontier.advance(stored: table.count) else { break }
        let visited = visitedCount
        if translation?.advance(states: visited, clock) == true { model.stepper.update() }
        isBetweenLevels = true
        if table.count >= stateCount { return false }
        beginLevel()
        batchSize = frontier.batchSize(inWholeLevels: takesWholeLevels)
        continue
      }
      expand(position)
      if buffer.count >= batchSize || !buffer.faults.isEmpty { flush() }
      if budget.isDue, stop == nil { checkBudget() }
    }
    settleLevel()
    let reason = frontier.finish(stored: table.count)
    stop = stop ?? reason
    return true
  }

  /// The levels that are known whole, and searched as those to come.
  var levels: SpaceLevels { frontier.spaceLevels }

  /// Looks at clock, memory and signals.
  private mutating func checkBudget() {
    let progress = Progress(
      states: visitedCount, transitions: statistics.transitions, depth: frontier.depth,
      frontier: frontier.waitingCount(of: table.count), seconds: budget.elapsed, memoryBytes: peakBytes,
      levels: levels)
    stop = budget.check(progress)
    if !hasMemory() { stop = stop ?? .memoryBudget }
    if !takesWholeLevels { checkMarks() }
    keepIfDue()
  }

  /// Ends the search once all covers were seen that are waited for.
  private mutating func checkMarks() {
    if options.wantedMarks != 0, options.wantedMarks & ~sightings.covered == 0 { stop = stop ?? .decided }
  }

  /// Goes on with levels that are taken whole.
  mutating func takeWholeLevels() { takesWholeLevels = true }

  /// Ends a level that was taken whole.
  private mutating func settleLevel() {
    guard takesWholeLevels else { return }
    for finding in levelFindings.takeAll() { keep(finding) }
    checkMarks()
    if let statesWhenDecided, table.count >= statesWhenDecided + options.statesForFaults { stop = stop ?? .decided }
  }

  /// Begins a level: from a size on it is taken whole, and by several workers.
  private mutating func beginLevel() {
    isBetweenLevels = false
    let isLarge = frontier.kind == .levels && reducer == nil && table.count >= options.wholeLevelThreshold
    if isLarge, !takesWholeLevels {
      frontier.beginUnordered(stored: table.count)
      takesWholeLevels = true
    }
    // Were its first batch cut, what is stored of that would be taken for states of this level.
    settle()
    if isLarge { expandTogether() }
  }

  /// Appends the successors of a state to the batch; a state without any may be a deadlock.
  @inline(__always)
  private mutating func expand(_ position: Int) {
    let state = frontier.state(position, in: table)
    let start = buffer.count
    let enabled = model.expand(state, id: position, into: &buffer)
    if enabled == 0, watch.checksDeadlock, !model.mayRest(state) {
      found(.deadlock, at: .state(position))
    }
    reducer?.reduce(state, from: start, enabled: enabled, in: &buffer, &model)
  }

  /// Goes on to one of the successors in the batch, where not all are stored; what any of them breaks is noted.
  private mutating func walkOn() {
    for fault in buffer.faults { fail(fault) }
    for position in 0..<buffer.count where buffer.flags[position] != 0 {
      flagged(buffer.flags[position], source: buffer.sources[position], transition: buffer.transitions[position])
    }
    if stop == nil, let position = frontier.walk.choose(from: buffer) {
      let transition = Int(buffer.transitions[position])
      statistics.transitions += 1
      ask(frontier.walk.state, reachedBy: .transition(source: buffer.sources[position], transition))
      frontier.walk.extend(by: transition)
    } else {
      frontier.walk.leave()
    }
    buffer.removeAll()
  }

  /// Stores the batch, and takes note of what comes of that.
  private mutating func flush() {
    guard frontier.storesStates else { return frontier.keepsVisited ? storeDigests() : walkOn() }
    let batch = buffer.batch
    guard table.makeRoom(for: batch.states, count: batch.count) else { return stop = noRoom }
    statistics.transitions += buffer.count + buffer.faults.count
    for fault in buffer.faults { fail(fault) }
    table.hash(batch)
    passThrough()
    // The states are others now.
    guard reducer == nil || table.makeRoom(for: batch.states, count: batch.count) else { return stop = noRoom }
    let (limit, before) = (limit, table.count)
    let placed = table.insert(batch, limit: limit.states)
    // New states are stored in the order of the batch; what one of them shows does not depend on those behind it.
    table.count = before
    let flags = buffer.flags.base
    let isReduced = reducer != nil
    var fresh = before
    for position in 0..<placed {
      let stored = batch.positions[position]
      let isNew = stored == fresh
      guard isNew || flags[position] != 0 || isReduced else { continue }
      if isNew {
        fresh &+= 1
        table.count = fresh
      }
      if flags[position] != 0 {
        flagged(flags[position], source: buffer.sources[position], transition: buffer.transitions[position])
      }
      reducer?.reached(stored, from: buffer.sources[position])
      if isNew { discovered(stored, position) }
    }
    ends?.reached(batch, from: buffer.sources, count: placed)
    let isWhole = placed == batch.count
    if !isWhole { stop = stop ?? limit.reason }
    buffer.removeAll()
    // A batch that was not stored whole is expanded once more by whoever goes on.
    if isWhole { settle() }
    expandIgnoring()
  }

  /// Expands in full what was reduced to successors of which none will be expanded later: something might be put off forever.
  private mutating func expandIgnoring() {
    while stop == nil, let state = reducer?.nextIgnoring() {
      _ = model.expand(table.state(state), id: state, into: &buffer)
      flush()
    }
  }

  @inline(__always)
  private mutating func discovered(_ stored: Int, _ position: Int) {
    frontier.discovered(stored, by: buffer.transitions[position])
    let transition = Int(buffer.transitions[position])
    let affected = buffer.passed[position] ? .max : watch.questions.affected[transition]
    if watch.asked & affected != 0 {
      let place = Finding.Place.transition(source: buffer.sources[position], transition)
      ask(table.state(stored), reachedBy: place, affected: affected)
    }
  }
}

extension Explorer where Model: ~Copyable {
  /// Takes note of what a new state decides: of what may have come out differently in the state before.
  mutating func ask(_ state: PackedState, reachedBy place: Finding.Place, affected: UInt64 = .max) {
    for kind in watch.askedProperties.decided(by: state, affected: affected, &model) { found(kind, at: place) }
  }

  /// Takes note of properties that a transition flagged.
  mutating func flagged(_ flags: UInt64, source: Int, transition: Int32) {
    for kind in watch.decided(byFlags: flags) { found(kind, at: .transition(source: source, Int(transition))) }
  }

  /// Takes note of a transition that failed.
  mutating func fail(_ fault: (source: Int, transition: Int, site: FaultSiteID)) {
    found(.fault(fault.site, property: nil), at: .transition(source: fault.source, fault.transition))
  }

  /// Takes note of a finding: at once, or at the end of the level where levels are taken whole.
  mutating func found(_ kind: Finding.Kind, at place: Finding.Place) {
    if takesWholeLevels { return levelFindings.add(kind, at: place) }
    // What the batch of a search that has ended still holds is no full list of the faults.
    if stop != nil, kind.isFault, watch.findings.contains(where: { $0.kind.isFault }) { return }
    var finding = Finding(kind: kind, place: place, path: nil)
    do throws(Interruption) { finding.path = try path(to: kind, at: place) } catch { interruption = error }
    if frontier.kind == .digests, let path = finding.path, !confirms(path, of: finding) { return }
    keep(finding)
  }

  /// Keeps a finding, and ends the search once nothing is left to find.
  mutating func keep(_ finding: Finding) {
    watch.found(finding)
    guard stop == nil, statesWhenDecided == nil, watch.isDecided(keepsGoing: options.keepsGoing) else { return }
    if options.statesForFaults > 0, watch.looksForFaults, frontier.keepsVisited {
      statesWhenDecided = takesWholeLevels ? frontier.levels.end : visitedCount
    } else {
      stop = .decided
    }
  }

  /// The most states to store, and why the search ends there.
  var limit: (states: Int, reason: StopReason) {
    let states = options.maximumStates ?? .max
    guard let statesWhenDecided, !takesWholeLevels else { return (states, .stateBudget) }
    return (min(states, statesWhenDecided + options.statesForFaults), .decided)
  }

  /// What runs out after everything was decided is no reason to have no verdict.
  private mutating func settleStop() {
    let isDecided = statesWhenDecided != nil || watch.isDecided(keepsGoing: options.keepsGoing)
    switch stop {
    case .stateBudget, .memoryBudget, .timeBudget, .totalTimeBudget, .storage: if isDecided { stop = .decided }
    case .complete, .decided, .walksDone, .digestsDone, .swarmDone, .interrupted, .terminated, .shardMissing, nil:
      break
    }
  }

  /// The way to a finding, where it is known while the state is expanded at which it was made.
  private mutating func path(to kind: Finding.Kind, at place: Finding.Place) throws(Interruption) -> Path? {
    if watch.questions.isWitness(kind), !options.tracesWitnesses { return nil }
    guard reducer != nil, let trail = frontier.trail else { return frontier.path(to: place) }
    var finder = PathFinder(program, watch.questions, clock.extended())
    return try finder.reducedPath(to: kind, at: place, along: trail, in: table, frontier.levels, &reducer)
  }
}
