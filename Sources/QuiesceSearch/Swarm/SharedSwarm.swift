import QuiesceProgram
import Synchronization

/// What the searches of a swarm have in common: which is made next, what was found, and what was seen.
final class SharedSwarm: Sendable {
  /// What all write.
  private struct State {
    var watch: PropertyWatch
    var summary = SwarmSummary()
    var sightings: Sightings
    var figures = Figures()
    /// How many searches have ended.
    var ended = 0
    /// The last tenth of which there is a sample.
    var tenth = 0
    var budget: Budget
    var stop: StopReason?
  }

  /// The figures of searches.
  struct Figures {
    /// How many transitions were fired, those that fault included.
    var transitions = 0
    /// The length of the longest way.
    var depth = 0
    /// The most bytes that a thread has held.
    var bytes = 0

    /// Adds those of another one.
    mutating func add(_ other: Figures) {
      transitions += other.transitions
      depth = max(depth, other.depth)
      bytes = max(bytes, other.bytes)
    }
  }

  /// What a swarm has come to.
  struct Result {
    let watch: PropertyWatch
    let summary: SwarmSummary
    let figures: Figures
    let sightings: Sightings
    let stop: StopReason
  }

  private let extent: SwarmExtent
  private let begun = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)
  private let state: Mutex<State>

  init(
    _ extent: SwarmExtent, _ limits: SwarmLimits, _ watch: PropertyWatch, _ sightings: Sightings, _ budget: Budget
  ) {
    self.extent = extent
    var state = State(watch: watch, sightings: sightings, budget: budget)
    state.summary.scarceBytes = limits.scarceBytes
    self.state = Mutex(state)
  }

  /// The seed of a search that nobody has begun; nil where none is to begin any more.
  func takeSeed() -> UInt64? {
    guard !hasStopped else { return nil }
    let number = begun.wrappingAdd(1, ordering: .relaxed).oldValue
    guard number < extent.count else { return nil }
    state.withLock { $0.summary.searches += 1 }
    return extent.seed(of: number)
  }

  /// Whether all searches are to end.
  var hasStopped: Bool {
    @inline(__always) get { isStopped.load(ordering: .relaxed) }
  }

  /// What is known of the properties.
  var watch: PropertyWatch { state.withLock { $0.watch } }

  /// Takes note of a finding, and ends all searches once nothing is left to find.
  func found(_ finding: Finding, keepsGoing: Bool) {
    state.withLock { state in
      guard !state.watch.knows(finding.kind) else { return }
      state.watch.found(finding)
      if state.watch.isDecided(keepsGoing: keepsGoing) { end(&state, .decided) }
    }
  }

  /// Takes note of what a search has done since it last said so, and ends all searches once that is due.
  ///
  /// - Parameters:
  ///   - entered: how many states it has entered.
  ///   - seen: all that its thread has seen so far.
  ///   - isOver: whether it has ended.
  func add(entered: Int, seen: HyperLogLog, _ figures: Figures, isOver: Bool) {
    state.withLock { state in
      state.summary.entered += entered
      state.summary.seen.formUnion(seen)
      state.figures.add(figures)
      if isOver { state.ended += 1 }
      let distinct = state.summary.seen.estimate
      let tenth = extent.tenth(ended: state.ended, elapsed: state.budget.elapsed)
      if tenth > state.tenth {
        state.tenth = tenth
        state.summary.growth.append(
          SwarmSummary.Sample(
            tenth: tenth, entered: state.summary.entered, seen: state.summary.seen, isPart: extent.isPart))
      }
      let progress = Progress(
        states: distinct, transitions: state.figures.transitions, depth: state.figures.depth, frontier: 0,
        seconds: state.budget.elapsed, memoryBytes: state.figures.bytes)
      if let reason = state.budget.check(progress) { end(&state, reason) }
      if tenth >= SwarmExtent.tenths { end(&state, .swarmDone) }
    }
  }

  /// Takes note of what a thread has seen on the way.
  func add(_ sightings: Sightings) { state.withLock { $0.sightings.add(sightings) } }

  private func end(_ state: inout State, _ reason: StopReason) {
    state.stop = state.stop ?? reason
    isStopped.store(true, ordering: .relaxed)
  }

  /// How many states were entered so far.
  var enteredCount: Int { state.withLock { $0.summary.entered } }

  /// What it has come to, once all searches have ended.
  var result: Result {
    state.withLock { state in
      Result(
        watch: state.watch, summary: state.summary, figures: state.figures, sightings: state.sightings,
        stop: state.stop ?? .swarmDone)
    }
  }
}

/// Which searches a swarm makes, and for how long.
struct SwarmExtent {
  private let options: SwarmOptions
  private let seed: UInt64
  /// How many searches there are.
  let count: Int

  /// Whether others make searches of the same swarm.
  var isPart: Bool { options.stride > 1 }

  /// In how many parts it is looked how much is new.
  static let tenths = 10

  init(_ options: SwarmOptions, seed: UInt64) {
    self.options = options
    self.seed = seed
    guard let searches = options.searches else {
      count = .max
      return
    }
    count = searches > options.first ? (searches - options.first - 1) / options.stride + 1 : 0
  }

  /// The seed of one of them; behind the last number that an option can have comes 0.
  func seed(of number: Int) -> UInt64 {
    let place = UInt64(truncatingIfNeeded: options.first &+ number &* options.stride)
    return (seed &+ place) & UInt64(Int.max)
  }

  /// How many tenths of it are over.
  func tenth(ended: Int, elapsed: Double) -> Int {
    let ofTime = options.seconds.map { elapsed / $0 } ?? 0
    let ofNumber = Double(ended) / Double(max(count, 1))
    return Int(min(max(ofTime, ofNumber), 1) * Double(SwarmExtent.tenths))
  }
}
