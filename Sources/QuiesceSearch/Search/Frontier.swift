import QuiesceProgram
import QuiesceSystem

/// What a search expands next: the one place that knows in which order.
struct Frontier: ~Copyable {
  /// What the states that wait are taken from.
  enum Kind {
    /// The visited set, level by level.
    case levels
    /// The visited set, the last ones first.
    case stack
    /// One walk at a time.
    case walk
    /// Two levels of states that are kept nowhere else.
    case digests
    /// Nothing: the searches of a swarm have stacks of their own.
    case nothing
  }

  let kind: Kind
  private(set) var levels = LevelFrontier()
  private(set) var stack = StackFrontier()
  var walk: WalkFrontier
  private let digests: DigestFrontier?

  /// - Parameter bytes: the memory of the run.
  init(_ options: SearchOptions, wordCount: Int, transitionCount: Int, bytes: Int) {
    switch options.order {
    case .breadth: kind = options.visited == .exact ? .levels : .digests
    case .depth: kind = .stack
    case .random: kind = .walk
    case .swarm: kind = .nothing
    }
    walk = WalkFrontier(options, wordCount: wordCount)
    digests =
      kind == .digests
      ? DigestFrontier(options, wordCount: wordCount, transitionCount: transitionCount, bytes: bytes) : nil
  }

  /// Why a search in an order has one thread; nil where its levels may have several, or each of its searches has its own.
  static func oneThreadReason(_ order: SearchOrder) -> String? {
    switch order {
    case .breadth, .swarm: nil
    case .depth: "the search is depth first"
    case .random: "walks are made one after the other"
    }
  }

  /// Whether every state that is reached is stored in the visited set, and waits there to be expanded.
  var storesStates: Bool { kind == .levels || kind == .stack }

  /// Whether it is known of every state, as far as digests tell, whether it was visited.
  var keepsVisited: Bool { kind != .walk && kind != .nothing }

  /// How many successors are gathered before they are looked up together.
  ///
  /// The more there are, the more reads of memory overlap. But what a search has counted when something is found depends on it, unless
  /// levels are taken whole; what it has when a budget ends it does so in any case.
  @inline(__always)
  func batchSize(inWholeLevels isWhole: Bool) -> Int {
    switch kind {
    case .levels, .digests: isWhole ? Frontier.largestBatchSize : 64
    case .stack: 1
    case .walk, .nothing: 0
    }
  }

  /// The largest of these sizes.
  static let largestBatchSize = 128

  /// How deep it has gone.
  var depth: Int {
    switch kind {
    case .levels: levels.depth
    case .stack: stack.depth
    case .walk: walk.depth
    case .nothing: 0
    case .digests: digests?.depth ?? 0
    }
  }

  /// The levels that are known whole.
  var spaceLevels: SpaceLevels {
    kind == .levels ? SpaceLevels(starts: levels.starts, end: levels.end) : SpaceLevels()
  }

  /// How many stored states wait.
  func waitingCount(of stored: Int) -> Int {
    switch kind {
    case .levels: stored - levels.next
    case .stack: stack.waiting.count
    case .walk, .nothing: 0
    case .digests: digests?.waitingCount ?? 0
    }
  }

  /// Whether nothing waits, as far as is known without the states that are not stored yet.
  var isExhausted: Bool { kind == .stack && stack.waiting.isEmpty }

  /// The position of the next state; nil once nothing waits, or a level is at its end.
  @inline(__always)
  mutating func next(in table: borrowing StateTable) -> Int? {
    switch kind {
    case .levels: levels.takeNext()
    case .stack: stack.pop()
    case .walk: walk.goOn(in: table)
    case .nothing: nil
    case .digests: digests?.takeNext()
    }
  }

  /// Goes on behind the end of a level; false if there is nothing to go on with.
  mutating func advance(stored: Int) -> Bool {
    switch kind {
    case .levels: levels.advance(stored: stored)
    case .digests: digests?.advance() ?? false
    case .stack, .walk, .nothing: false
    }
  }

  /// The words of the state that comes next.
  @inline(__always)
  func state(_ position: Int, in table: borrowing StateTable) -> PackedState {
    switch kind {
    case .levels, .stack, .nothing: table.state(position)
    case .walk: walk.state
    case .digests: digests?.state(position) ?? table.state(0)
    }
  }

  /// Takes note of a state that was stored, and of the transition that led there, -1 for an initial state.
  @inline(__always)
  mutating func discovered(_ stored: Int, by transition: Int32) {
    switch kind {
    case .levels, .walk, .digests, .nothing: break
    case .stack: stack.push(stored, transition: Int(transition))
    }
  }

  /// Begins, once the initial states are stored.
  mutating func begin(with table: borrowing StateTable) {
    switch kind {
    case .levels: levels.begin(stored: table.count)
    case .digests: digests?.begin(with: table)
    case .stack, .walk, .nothing: break
    }
  }

  /// Goes on where an earlier search stood.
  mutating func resume(_ levels: LevelFrontier) { self.levels = levels }

  /// Takes note that the states of the levels from the next one on are stored in no certain order.
  mutating func beginUnordered(stored: Int) { levels.firstUnordered = stored }

  /// Takes all that is left of the level.
  mutating func takeLevel() -> Range<Int> { levels.takeAll() }

  /// Puts states of the level back.
  mutating func giveBack(_ ranges: [Range<Int>]) { levels.giveBack(ranges) }

  /// Ends the search. Gives the reason that lies in the order, if there is one.
  mutating func finish(stored: Int) -> StopReason? {
    switch kind {
    case .levels: levels.finish(stored: stored)
    case .stack, .nothing: break
    case .walk: return .walksDone
    case .digests:
      digests?.finish()
      return .digestsDone
    }
    return nil
  }

  /// How many states were visited where they are not stored.
  var unstoredCount: Int? {
    switch kind {
    case .levels, .stack, .nothing: nil
    case .walk: walk.visited
    case .digests: digests?.count
    }
  }

  /// Of a search that has not ended by itself, how many states, the first ones, were expanded in full, where that is known.
  var expandedCount: Int? { kind == .levels ? levels.next : nil }

  /// The stored states on the way to the one that is expanded, where they are known.
  var trail: [Int]? { kind == .stack ? stack.path.map(\.state) : nil }

  /// The way to a place at the state that is expanded; nil where it has to be looked for.
  func path(to place: Finding.Place) -> Path? {
    if kind == .levels { return nil }
    if case .initial(let position) = place { return Path(initial: position, transitions: []) }
    return switch kind {
    case .levels, .nothing: nil
    case .stack:
      Path(
        initial: stack.path[0].state, transitions: stack.path.dropFirst().map(\.transition) + place.lastTransition)
    case .walk: Path(initial: walk.path.initial, transitions: walk.path.transitions + place.lastTransition)
    case .digests: digests?.path(to: place)
    }
  }

  /// Memory in use.
  var footprint: Footprint {
    switch kind {
    case .levels: Footprint(bytes: levels.starts.heldBytes)
    case .stack: stack.footprint
    case .walk: walk.path.transitions.footprint
    case .nothing: Footprint()
    case .digests: digests?.footprint ?? Footprint()
    }
  }
}

// Where only digests of the states are kept.
extension Frontier {
  /// Bytes for what is kept of every state; nil where states are stored.
  var digestBytes: Int? { digests?.keptBytes }

  /// What may have been omitted; nil where states are stored.
  var omission: OmissionEstimate? { digests?.omission }

  /// Inserts the states of a batch, as a visited set does.
  mutating func insert(_ batch: StateBatch, limit: Int) -> Int { digests?.insert(batch, limit: limit) ?? 0 }

  /// Takes note of a state that is new by its digest.
  mutating func discovered(_ state: PackedState, from source: Int, by transition: Int) {
    digests?.discovered(state, from: source, by: transition)
  }
}

extension Finding.Place {
  /// The transition that ends the path, if the place is one.
  var lastTransition: [Int] {
    if case .transition(_, let transition) = self { [transition] } else { [] }
  }
}

/// The frontier of a breadth-first search: the visited set in order of discovery is its queue, and a level is a range of it.
struct LevelFrontier {
  /// The position at which each level starts.
  private(set) var starts: [Int] = [0]
  /// The state to expand next, and where its level ends; none is known before the first.
  private(set) var next = 0
  private(set) var end = 0
  private(set) var depth = 0
  /// From which state on it is not certain which come first within a level.
  var firstUnordered = Int.max
  /// Where the states in a row end that come next.
  private var rowEnd = 0
  /// More states of the level behind that, in rows.
  private var rows: [Range<Int>] = []

  init() {}

  /// Goes on where another one stood, by its numbers.
  init(numbers: [Int]) {
    guard numbers.count >= 6, (numbers.count - 6 - numbers[5]) % 2 == 0, numbers[5] >= 1 else { return }
    (next, end, depth, rowEnd, firstUnordered) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
    starts = Array(numbers[6..<6 + numbers[5]])
    let bounds = numbers[(6 + numbers[5])...]
    rows = stride(from: bounds.startIndex, to: bounds.endIndex, by: 2).map { bounds[$0]..<bounds[$0 + 1] }
  }

  /// All that it knows, as numbers to be kept.
  var numbers: [Int] {
    [next, end, depth, rowEnd, firstUnordered, starts.count] + starts
      + rows.flatMap { [$0.lowerBound, $0.upperBound] }
  }

  /// The next state of the level.
  @inline(__always)
  mutating func takeNext() -> Int? {
    if next == rowEnd, !beginRow() { return nil }
    next &+= 1
    return next &- 1
  }

  private mutating func beginRow() -> Bool {
    guard let row = rows.popLast() else { return false }
    (next, rowEnd) = (row.lowerBound, row.upperBound)
    return true
  }

  /// Takes all that is left of the level.
  mutating func takeAll() -> Range<Int> {
    defer { (next, rowEnd) = (end, end) }
    return next..<end
  }

  /// Puts states of the level back.
  mutating func giveBack(_ ranges: [Range<Int>]) {
    rows = ranges.filter { !$0.isEmpty }.sorted { $0.lowerBound > $1.lowerBound }
    _ = beginRow()
  }

  /// Whether a state comes before another one: it was stored before, or has the lesser words where that is not certain.
  func isBefore(_ first: Int, _ second: Int, in table: borrowing StateTable) -> Bool {
    if min(first, second) >= firstUnordered, level(of: first) == level(of: second) {
      return table.precedes(first, second)
    }
    return first < second
  }

  /// Begins with the initial states, unless it goes on: then states of the next level may be stored as well.
  mutating func begin(stored: Int) {
    if end == 0 { (end, rowEnd) = (stored, stored) }
  }

  /// Begins the next level; false if it would be empty.
  mutating func advance(stored: Int) -> Bool {
    if end == stored { return false }
    starts.append(end)
    depth += 1
    (next, end, rowEnd) = (end, stored, stored)
    return true
  }

  /// Ends the search, perhaps in the middle of a level, with states of the next one stored.
  mutating func finish(stored: Int) {
    if stored > end { depth += 1 }
    starts.append(end)
  }

  /// The level of a state.
  func level(of position: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }

  /// The states of a level.
  func states(in level: Int, stored: Int) -> Range<Int> {
    starts[level]..<(level + 1 < starts.count ? starts[level + 1] : stored)
  }
}
