import QuiesceProgram

/// What a search expands next: the one place that knows in which order.
struct Frontier: ~Copyable {
  let order: SearchOrder
  private(set) var levels = LevelFrontier()
  private(set) var stack = StackFrontier()
  var walk: WalkFrontier

  init(_ options: SearchOptions, wordCount: Int) {
    order = options.order
    walk = WalkFrontier(options, wordCount: wordCount)
  }

  /// Whether every state that is reached is stored, and waits to be expanded.
  var storesStates: Bool { order != .random }

  /// How many successors are gathered before they are looked up together.
  var batchSize: Int {
    @inline(__always)
    get {
      switch order {
      case .breadth: Frontier.levelBatchSize
      case .depth: 1
      case .random: 0
      }
    }
  }

  /// The largest of these sizes.
  static let levelBatchSize = 64

  /// How deep it has gone.
  var depth: Int {
    switch order {
    case .breadth: levels.depth
    case .depth: stack.depth
    case .random: walk.depth
    }
  }

  /// The levels that are known whole; those before one of them tell nothing about the others.
  func levels(from leading: Int) -> SpaceLevels {
    order == .breadth ? SpaceLevels(starts: levels.starts, end: levels.end, leading: leading) : SpaceLevels()
  }

  /// How many stored states wait.
  func waitingCount(of stored: Int) -> Int {
    switch order {
    case .breadth: stored - levels.next
    case .depth: stack.waiting.count
    case .random: 0
    }
  }

  /// Whether nothing waits, as far as is known without the states that are not stored yet.
  var isExhausted: Bool { order == .depth && stack.waiting.isEmpty }

  /// The position of the next state; nil once nothing waits, or a level is at its end.
  @inline(__always)
  mutating func next(in table: borrowing StateTable) -> Int? {
    switch order {
    case .breadth: levels.takeNext()
    case .depth: stack.pop()
    case .random: walk.goOn(in: table)
    }
  }

  /// Goes on behind the end of a level; false if there is nothing to go on with.
  mutating func advance(stored: Int) -> Bool { order == .breadth && levels.advance(stored: stored) }

  /// The words of the state that comes next.
  @inline(__always)
  func state(_ position: Int, in table: borrowing StateTable) -> UnsafeMutablePointer<UInt64> {
    order == .random ? walk.state.base : table.state(position)
  }

  /// Takes note of a state that was stored, and of the transition that led there, -1 for an initial state.
  @inline(__always)
  mutating func discovered(_ stored: Int, by transition: Int32) {
    switch order {
    case .breadth, .random: break
    case .depth: stack.push(stored, transition: Int(transition))
    }
  }

  /// Begins, once the initial states are stored.
  mutating func begin(stored: Int) { if order == .breadth { levels.begin(stored: stored) } }

  /// Goes on where an earlier search stood.
  mutating func resume(_ levels: LevelFrontier) { self.levels = levels }

  /// Takes note that the states of the levels from the next one on are stored in no certain order.
  mutating func beginUnordered(stored: Int) { levels.unordered = stored..<Int.max }

  /// Takes note that states are stored in a certain order again, from those of the level on that is about to be expanded, which it
  /// gives; they have to be sorted.
  mutating func endUnordered() -> Range<Int> {
    levels.unordered = levels.unordered.lowerBound..<max(levels.unordered.lowerBound, levels.next)
    return levels.next..<levels.end
  }

  /// Takes all that is left of the level.
  mutating func takeLevel() -> Range<Int> { levels.takeAll() }

  /// Puts states of the level back.
  mutating func giveBack(_ ranges: [Range<Int>]) { levels.giveBack(ranges) }

  /// Ends the search. Gives the reason that lies in the order, if there is one.
  mutating func finish(stored: Int) -> StopReason? {
    switch order {
    case .breadth: levels.finish(stored: stored)
    case .depth: break
    case .random: return .walksDone
    }
    return nil
  }

  /// How many states were visited where they are not stored.
  var unstoredCount: Int? { order == .random ? walk.visited : nil }

  /// Of a search that has not ended by itself, how many states, the first ones, were expanded in full, where that is known.
  var expandedCount: Int? { order == .breadth ? levels.next : nil }

  /// The stored states on the way to the one that is expanded, where they are known.
  var trail: [Int]? { order == .depth ? stack.path.map(\.state) : nil }

  /// The way to a place at the state that is expanded; nil where it has to be looked for.
  func path(to place: Finding.Place) -> Path? {
    if order == .breadth { return nil }
    if case .initial(let position) = place { return Path(initial: position, transitions: []) }
    return switch order {
    case .breadth: nil
    case .depth:
      Path(
        initial: stack.path[0].state, transitions: stack.path.dropFirst().map(\.transition) + place.lastTransition)
    case .random: Path(initial: walk.path.initial, transitions: walk.path.transitions + place.lastTransition)
    }
  }

  /// Memory in use.
  var footprint: Footprint {
    switch order {
    case .breadth: Footprint(bytes: levels.starts.heldBytes)
    case .depth: stack.footprint
    case .random: walk.path.transitions.footprint
    }
  }
}

extension Finding.Place {
  /// The transition that ends the path, if the place is one.
  fileprivate var lastTransition: [Int] {
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
  /// The states of which it is not certain which come first within a level.
  var unordered = Int.max..<Int.max
  /// Where the states in a row end that come next.
  private var rowEnd = 0
  /// More states of the level behind that, in rows.
  private var rows: [Range<Int>] = []

  init() {}

  /// Goes on where another one stood, by its numbers.
  init(numbers: [Int]) {
    guard numbers.count >= 7, (numbers.count - 7 - numbers[6]) % 2 == 0, numbers[6] >= 1 else { return }
    (next, end, depth, rowEnd) = (numbers[0], numbers[1], numbers[2], numbers[3])
    unordered = numbers[4]..<numbers[5]
    starts = Array(numbers[7..<7 + numbers[6]])
    let bounds = numbers[(7 + numbers[6])...]
    rows = stride(from: bounds.startIndex, to: bounds.endIndex, by: 2).map { bounds[$0]..<bounds[$0 + 1] }
  }

  /// All that it knows, as numbers to be kept.
  var numbers: [Int] {
    [next, end, depth, rowEnd, unordered.lowerBound, unordered.upperBound, starts.count] + starts
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
    if unordered.contains(first), unordered.contains(second), level(of: first) == level(of: second) {
      return table.precedes(first, second)
    }
    return first < second
  }

  /// Begins with the initial states.
  mutating func begin(stored: Int) {
    if next == 0 { (end, rowEnd) = (stored, stored) }
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
