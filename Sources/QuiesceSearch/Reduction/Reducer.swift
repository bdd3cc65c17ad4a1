import QuiesceProgram

/// Leaves out successors that need not be visited, and sees to it that nothing is put off forever.
struct Reducer: ~Copyable {
  /// The most transitions whose dependencies are worth finding out: there are as many pairs as their square.
  static let transitionLimit = 1 << 11

  /// A state that was reduced and whose successors are being stored.
  private struct Pending {
    let state: Int
    var isLinked = false
  }

  var sets: StubbornSets
  var singles = SingleFinder()
  private(set) var statistics: ReductionStatistics
  /// What was left out, where somebody wants to know.
  var record: ReductionRecord?
  private var pending: [Pending] = []
  /// invariant: the states before it in `pending` have had all their successors stored.
  private var cursor = 0
  private var links = Links()
  private var allowance = ReductionEffort.Allowance()
  private var effort: ReductionEffort

  /// Prepares a reduction that keeps what is undecided now.
  ///
  /// - Parameter window: after how many sets it is looked at what they save.
  init(
    _ program: Program, _ dependencies: Dependencies, _ watch: PropertyWatch, window: Int = 1 << 11
  ) throws(BytecodeLimit) {
    sets = try StubbornSets(dependencies, program) { watch.isOpen($0) || watch.asked & (1 << UInt64($0)) != 0 }
    effort = ReductionEffort(window: window)
    statistics = dependencies.statistics
  }

  /// Takes successors of a state out of the buffer that need not be visited now.
  ///
  /// - Parameters:
  ///   - start: the position of the state's first successor.
  ///   - enabled: how many transitions are enabled, failing ones included.
  mutating func reduce<Model: Stepper & ~Copyable>(
    _ state: PackedState, from start: Int, enabled: Int, in buffer: inout SuccessorBuffer,
    _ model: inout Expander<Model>
  ) {
    let count = buffer.count - start
    guard count > 1, count <= StubbornSets.limit, count == enabled, effort.isWorthTrying(),
      !model.outline.isCommitted(state)
    else {
      statistics.fullStates += 1
      return
    }
    let mask = choose(state, enabled: start..<buffer.count, of: buffer.transitions, &model.stepper)
    if mask != 0 {
      pending.append(Pending(state: buffer.sources[start]))
      buffer.keep(from: start, mask: mask)
      record?.reduced(buffer.sources[start], to: (start..<buffer.count).map { Int(buffer.transitions[$0]) })
      statistics.reducedStates += 1
    } else {
      statistics.fullStates += 1
    }
    effort.note(saved: count - (buffer.count - start))
  }

  private mutating func choose<Model: Stepper & ~Copyable>(
    _ state: PackedState, enabled positions: Range<Int>, of transitions: borrowing OwnedBuffer<Int32>,
    _ model: inout Model
  ) -> UInt64 {
    allowance.lookups += 1
    guard allowance.isLeft else { return 0 }
    let before = sets.work
    defer { allowance.work += sets.work - before }
    return sets.choose(state, enabled: positions, of: transitions, &model)
  }

  /// The transition of a new state that is enough, if one is and finding it is worth the time.
  ///
  /// - Parameter state: a state in which no committed location restricts what may fire.
  mutating func onlyWayOn<Model: Stepper & ~Copyable>(
    from state: PackedState, _ model: inout Model
  ) -> Int? {
    sets.loner(in: state, &model) ?? singles.find(state, &sets, &model)
  }

  /// The same as `onlyWayOn`, at whatever cost: wherever `onlyWayOn` gives a transition, it is this one.
  mutating func onlyWayOnAgain<Model: Stepper & ~Copyable>(
    from state: PackedState, _ model: inout Model
  ) -> Int? {
    sets.loner(in: state, &model) ?? sets.findSingle(state, &model)
  }

  /// Takes note of a state that was passed through, and of the only way on.
  mutating func passed(_ state: PackedState, by transition: Int, wordCount: Int) {
    statistics.passedStates += 1
    record?.passed(state.words(wordCount), by: transition)
  }

  /// Takes note of where a successor was stored.
  @inline(__always)
  mutating func reached(_ stored: Int, from source: Int) {
    record?.reached(stored, from: source)
    // The successors of a batch come in the order in which their sources were expanded, which breadth first is that of the
    // positions; depth first, a batch has one source.
    while cursor < pending.count, pending[cursor].state < source { cursor += 1 }
    guard cursor < pending.count, pending[cursor].state == source, !pending[cursor].isLinked else { return }
    pending[cursor].isLinked = links.link(source, to: stored)
  }

  /// A reduced state all of whose successors lead back to it by reduced states, once all of them are stored.
  mutating func nextIgnoring() -> Int? {
    while let last = pending.popLast() {
      if last.isLinked { continue }
      record?.ignored(last.state)
      statistics.reducedStates -= 1
      statistics.fullStates += 1
      return last.state
    }
    cursor = 0
    return nil
  }

  /// Whether the traces are shortest ones all the same.
  var tracesAreShortest: Bool {
    get { statistics.tracesAreShortest }
    set { statistics.tracesAreShortest = newValue }
  }

  /// Memory for what the reduction keeps.
  var footprint: Footprint { links.footprint + Footprint(bytes: singles.byteCount) }
}

/// Whether reducing is worth its time: where almost nothing is saved, it pauses, each time for longer.
///
/// It goes by counts alone, so that the same program has the same reduced space everywhere.
struct ReductionEffort {
  /// How much work is allowed for growing sets, in the units of `StubbornSets.work`.
  ///
  /// It is about as much time as the search takes without them.
  struct Allowance {
    /// From the beginning.
    private static let head = 1 << 26
    /// For each time that a set was wanted.
    private static let forLookup = 1 << 10
    /// How often one was.
    var lookups = 0
    /// How much work that has taken.
    var work = 0

    /// Whether one more set may be grown.
    var isLeft: Bool { work <= Self.head + lookups * Self.forLookup }
  }

  /// How many transitions a try has to save on average.
  private static let yield = 2
  /// After how many tries that is looked at.
  private let window: Int
  private var tries = 0
  private var saved = 0
  private var pause = 0
  private var nextPause = 1 << 13

  init(window: Int) { self.window = window }

  /// Whether the next state should be tried.
  @inline(__always)
  mutating func isWorthTrying() -> Bool {
    guard pause > 0 else { return true }
    pause -= 1
    return false
  }

  /// Takes note of how much one try has saved.
  @inline(__always)
  package mutating func note(saved count: Int) {
    tries += 1
    saved += count
    guard tries == window else { return }
    if saved < tries * Self.yield {
      pause = nextPause
      nextPause = min(nextPause * 4, 1 << 24)
    }
    tries = 0
    saved = 0
  }
}
