/// Leaves out successors that need not be visited, and sees to it that nothing is put off forever.
struct Reducer: ~Copyable {
  /// A state that was reduced and whose successors are being stored.
  private struct Pending {
    let state: Int
    var hasLaterSuccessor = false
  }

  private var sets: StubbornSets
  private(set) var statistics: ReductionStatistics
  private let order: SearchOrder
  private let defect: Interference.Defect?
  private var pending: [Pending] = []
  /// invariant: the states before it in `pending` have had all their successors stored.
  private var cursor = 0
  private var effort = ReductionEffort()

  /// Whether a search is to be reduced; random walks store nothing that could be left out.
  static func isWanted(_ program: Program, _ options: SearchOptions) -> Bool {
    options.reduction && options.order != .random && program.transitions.count > 1
  }

  /// Prepares a reduction.
  init(_ dependencies: Dependencies, slots: [Slot], _ watch: PropertyWatch, _ options: SearchOptions) {
    sets = StubbornSets(dependencies, slots: slots)
    statistics = dependencies.statistics
    order = options.order
    defect = options.defect
    self.watch(watch)
  }

  /// Takes the properties into account that are not decided yet.
  mutating func watch(_ watch: PropertyWatch) {
    sets.watch { watch.isOpen($0) }
  }

  /// Takes successors of a state out of the buffer that need not be visited now.
  ///
  /// - Parameters:
  ///   - start: the position of the state's first successor.
  ///   - enabled: how many transitions are enabled, failing ones included.
  mutating func reduce<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, from start: Int, enabled: Int, in buffer: inout SuccessorBuffer,
    _ model: inout Model
  ) {
    let count = buffer.count - start
    guard count > 1, count == enabled, effort.isWorthTrying, !model.isCommitted(state) else {
      statistics.fullStates += 1
      return
    }
    let transitions = UnsafeBufferPointer(start: buffer.transitions + start, count: count)
    let isReduced = sets.choose(state, enabled: transitions, &model)
    if isReduced {
      pending.append(Pending(state: buffer.sources[start]))
      buffer.keep(from: start) { sets.contains(position: $0) }
    }
    effort.note(saved: count - (buffer.count - start))
    if isReduced { statistics.reducedStates += 1 } else { statistics.fullStates += 1 }
  }

  /// Takes note of where a successor was stored.
  ///
  /// Breadth first, states are expanded by position; depth first, of a known state it is not known whether it was.
  @inline(__always)
  mutating func reached(_ stored: Int, isNew: Bool, from source: Int) {
    guard isNew || (order == .breadth && stored > source) else { return }
    // The successors of a batch come in the order in which their sources were expanded, which breadth first is that of the
    // positions; depth first, a batch has one source.
    while cursor < pending.count, pending[cursor].state < source { cursor += 1 }
    if cursor < pending.count, pending[cursor].state == source { pending[cursor].hasLaterSuccessor = true }
  }

  /// A reduced state none of whose successors is expanded later, once all of them are stored.
  mutating func nextIgnoring() -> Int? {
    while let last = pending.popLast() {
      if last.hasLaterSuccessor || defect == .proviso { continue }
      statistics.reducedStates -= 1
      statistics.fullStates += 1
      return last.state
    }
    cursor = 0
    return nil
  }
}

/// Whether reducing is worth its time: where almost nothing is saved, it pauses, each time for longer.
///
/// It goes by counts alone, so that the same program has the same reduced space everywhere.
struct ReductionEffort {
  private var tries = 0
  private var saved = 0
  private var pause = 0
  private var nextPause = 1 << 13

  /// Whether the next state should be tried.
  var isWorthTrying: Bool {
    mutating get {
      guard pause > 0 else { return true }
      pause -= 1
      return false
    }
  }

  /// Takes note of how many successors one try has saved.
  mutating func note(saved count: Int) {
    tries += 1
    saved += count
    guard tries == 1 << 11 else { return }
    if saved < tries / 8 {
      pause = nextPause
      nextPause = min(nextPause * 4, 1 << 24)
    }
    tries = 0
    saved = 0
  }
}
