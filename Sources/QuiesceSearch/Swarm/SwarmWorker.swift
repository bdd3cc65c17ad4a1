import QuiesceProgram

/// What all searches of a swarm are made from.
struct SwarmPlan: Sendable {
  let program: Program
  let options: SearchOptions
  let limits: SwarmLimits
  /// The initial states, one after the other, each once.
  let initialStates: [UInt64]
  /// The acting instance of each transition.
  let actors: [Int]
  /// What reductions need to know; nil where none is wanted, or would pay.
  let dependencies: Dependencies?
}

/// Makes searches of a swarm one after another, on one thread.
struct SwarmWorker<Model: Stepper & ~Copyable>: ~Copyable {
  private let plan: SwarmPlan
  private let swarm: SharedSwarm
  private var model: Expander<Model>
  private var buffer: SuccessorBuffer
  private let hashes: OwnedBuffer<UInt64>
  private var reduction: SwarmReduction?
  private var stack: SwarmStack
  private var order: SuccessorOrder
  private var watch: PropertyWatch
  /// How the search goes that is made now.
  private var setting: SwarmSetting
  /// All that was seen so far.
  private var seen = HyperLogLog()
  /// What was done since the others heard of it.
  private var entered = 0
  private var figures = SharedSwarm.Figures()
  private var pace: Pace
  /// When the others are to hear of it, at the latest.
  private var nextTelling = 0.0

  private static var secondsBetweenTelling: Double { 0.05 }

  init(_ program: RunnableProgram<Model>, _ plan: SwarmPlan, _ swarm: SharedSwarm) {
    let outline = program.outline
    self.plan = plan
    self.swarm = swarm
    model = Expander(program)
    buffer = SuccessorBuffer(wordCount: outline.wordCount, capacity: outline.transitionCount + 1)
    hashes = OwnedBuffer(repeating: 0, count: buffer.capacity)
    let watch = swarm.watch
    reduction = plan.dependencies.flatMap { try? SwarmReduction($0, plan.program, watch) }
    stack = SwarmStack(wordCount: outline.wordCount)
    order = SuccessorOrder(
      capacity: max(buffer.capacity, plan.initialStates.count / outline.wordCount), plan.actors)
    self.watch = watch
    setting = SwarmSetting(seed: 0, largestSizeBits: plan.limits.sizeBits, .off)
    pace = Pace(transitionCount: outline.transitionCount)
  }

  /// Has threads make the searches of a swarm until it is over.
  ///
  /// - Parameter look: is called now and then, on the caller's thread.
  static func work(
    _ program: RunnableProgram<Model>, _ plan: SwarmPlan, _ swarm: SharedSwarm, _ look: () -> Void
  ) {
    withoutActuallyEscaping(look) { look in
      let shared = Unguarded(value: look)
      Threads.run(plan.limits.threads) { number in
        var worker = SwarmWorker(program, plan, swarm)
        worker.work { if number == 0 { shared.value() } }
      }
    }
  }

  /// Makes searches until the swarm is over.
  ///
  /// - Parameter look: is called now and then.
  private mutating func work(_ look: () -> Void) {
    while let seed = swarm.takeSeed() {
      setting = SwarmSetting(seed: seed, largestSizeBits: plan.limits.sizeBits, plan.options.reduction)
      watch = swarm.watch
      model.stepper.update()
      search(look)
      tell(isOver: true)
      look()
    }
    swarm.add(model.sightings)
  }

  /// Tells the others what was done since they heard of it.
  private mutating func tell(isOver: Bool) {
    swarm.add(entered: entered, seen: seen, figures, isOver: isOver)
    entered = 0
    figures = SharedSwarm.Figures()
    nextTelling = RunClock.now + SwarmWorker.secondsBetweenTelling
  }
}

// One search.
extension SwarmWorker where Model: ~Copyable {
  /// Searches depth first: a state is entered when it is taken from the stack, unless it is known by then.
  private mutating func search(_ look: () -> Void) {
    let byteCount = 1 << (setting.sizeBits - 3)
    guard var known = BitState(byteCount: byteCount, bitsPerState: setting.hashCount, seed: setting.seed) else {
      return
    }
    var room = plan.options.maximumStates ?? .max
    order.begin(setting)
    reduction?.beginAnew()
    stack.removeAll()
    pushInitialStates()
    while room > 0, !swarm.hasStopped, let (entry, state) = stack.pop() {
      guard known.insert(entry.hash) else { continue }
      room -= 1
      enter(entry, state)
      if Int(entry.depth) < setting.depthLimit { expand(state, depth: entry.depth, known) }
      if pace.isDue, RunClock.now >= nextTelling {
        tell(isOver: false)
        look()
      }
    }
    figures.bytes = byteCount + stack.byteCount + model.stepper.footprint.bytes
  }

  private mutating func pushInitialStates() {
    let wordCount = model.wordCount
    let count = plan.initialStates.count / wordCount
    order.draw(count)
    for place in 0..<count {
      plan.initialStates.withState(at: order[place] * wordCount) { state in
        stack.push(
          state, hash: StateHash.hash(state, wordCount: wordCount), depth: 0, by: -1 - order[place])
      }
    }
  }

  /// Takes note of a state, and of what it decides.
  @inline(__always)
  private mutating func enter(_ entry: SwarmStack.Entry, _ state: PackedState) {
    entered += 1
    seen.insert(entry.hash)
    stack.enter(entry)
    figures.depth = max(figures.depth, Int(entry.depth))
    // What initial states decide is known before.
    guard entry.transition >= 0 else { return }
    let affected = watch.questions.affected[Int(entry.transition)]
    guard watch.asked & affected != 0 else { return }
    for kind in watch.askedProperties.decided(by: state, affected: affected, &model) { found(kind) }
  }

  /// Has the successors of the state wait that was entered last.
  private mutating func expand(_ state: PackedState, depth: Int32, _ known: borrowing BitState) {
    buffer.removeAll()
    let enabled = model.expand(state, id: 0, into: &buffer)
    figures.transitions += buffer.count + buffer.faults.count
    if enabled == 0, watch.checksDeadlock, !model.mayRest(state) { found(.deadlock) }
    for fault in buffer.faults { found(.fault(fault.site, property: nil), by: fault.transition) }
    for position in 0..<buffer.count {
      hashes[position] = StateHash.hash(buffer.state(position), wordCount: model.wordCount)
      guard buffer.flags[position] != 0 else { continue }
      for kind in watch.decided(byFlags: buffer.flags[position]) {
        found(kind, by: Int(buffer.transitions[position]))
      }
    }
    guard stack.waitingBytes < plan.limits.waitingBytes else { return }
    let kept = setting.reduces ? kept(of: state, enabled, known) : nil
    order.arrange(buffer.count, by: buffer.transitions)
    for place in 0..<buffer.count {
      let position = order[place]
      if let kept, kept & (1 << UInt64(position)) == 0 { continue }
      stack.push(
        buffer.state(position), hash: hashes[position], depth: depth + 1, by: Int(buffer.transitions[position]))
    }
  }

  /// The successors that are enough, as bits; nil if all are needed. They are where those that are enough were entered already, since
  /// something might be put off for ever.
  private mutating func kept(
    of state: PackedState, _ enabled: Int, _ known: borrowing BitState
  ) -> UInt64? {
    guard let kept = reduction?.successors(of: state, enabled: enabled, in: buffer, &model) ?? nil else { return nil }
    for position in 0..<buffer.count where kept & (1 << UInt64(position)) != 0 {
      if !known.contains(hashes[position]) { return kept }
    }
    return nil
  }

  /// Takes note of what was found in the state that was entered last, or by a transition that leaves it.
  private mutating func found(_ kind: Finding.Kind, by transition: Int? = nil) {
    guard !watch.knows(kind) else { return }
    var path = stack.path
    if let transition { path.transitions.append(transition) }
    let finding = Finding(kind: kind, place: .initial(path.initial), path: path, seed: setting.seed)
    watch.found(finding)
    swarm.found(finding, keepsGoing: plan.options.keepsGoing)
  }
}
