import QuiesceProgram

/// The frontier of a breadth-first search that does not keep what it has visited: two levels of whole states, a digest of every state,
/// and how each was found.
///
/// Each state that is expanded is one that its predecessor has led to, whatever the digests took for what: so every way is real.
final class DigestFrontier {
  /// The digests of all states.
  private var visited: any DigestSet & ~Copyable
  private let wordCount: Int
  private var level = GrowingBuffer<UInt64>()
  private var nextLevel = GrowingBuffer<UInt64>()
  private var log: StepLog
  private let transitionCount: Int
  /// The positions of the initial states in the visited set of whole ones, but for those that were omitted.
  private var roots: [Int] = []
  /// The number of the first state of the level, and of the one to expand next.
  private var first = 0
  private var next = 0
  private var end = 0
  private(set) var depth = 0

  /// - Parameter bytes: the memory of the run.
  init(_ options: SearchOptions, wordCount: Int, transitionCount: Int, bytes: Int) {
    visited = DigestFrontier.digests(options, bytes)
    self.wordCount = wordCount
    self.transitionCount = transitionCount
    log = StepLog(transitionCount: transitionCount, rootCount: 0)
  }

  private static func digests(_ options: SearchOptions, _ bytes: Int) -> any DigestSet & ~Copyable {
    guard options.visited == .bitstate else { return SignatureSet(bits: options.signatureBits) }
    // Half of the memory is left to the levels and the log.
    var size = min(options.bitArrayBytes, bytes / 2)
    while size >= 8 {
      if let bits = BitState(byteCount: size) { return bits }
      size /= 2
    }
    return SignatureSet()
  }

  /// How many states were visited.
  var count: Int { visited.count }

  /// Bytes for what is kept of every state.
  var keptBytes: Int { visited.footprint.bytes + log.byteCount }

  /// Memory in use.
  var footprint: Footprint { visited.footprint + log.footprint + level.footprint + nextLevel.footprint }

  /// What may have been omitted.
  var omission: OmissionEstimate { visited.omission }

  /// How many states wait.
  var waitingCount: Int { count - next }

  /// Begins with the initial states.
  func begin(with table: borrowing StateTable) {
    for position in 0..<table.count {
      let state = table.state(position)
      guard visited.insert(StateHash.hash(state, wordCount: wordCount)) else { continue }
      level.append(state, wordCount: wordCount)
      roots.append(position)
    }
    end = roots.count
    log = StepLog(transitionCount: transitionCount, rootCount: end)
  }

  /// The number of the next state of the level.
  func takeNext() -> Int? {
    guard next < end else { return nil }
    next += 1
    return next - 1
  }

  /// The words of a state of the level.
  func state(_ number: Int) -> PackedState { level.state(at: (number - first) * wordCount) }

  /// Begins the next level; false if it would be empty.
  func advance() -> Bool {
    guard nextLevel.count > 0 else { return false }
    swap(&level, &nextLevel)
    nextLevel.removeAll(from: 0)
    (first, next, end) = (end, end, count)
    depth += 1
    return true
  }

  /// Ends the search, perhaps in the middle of a level, with states of the next one found.
  func finish() {
    if nextLevel.count > 0 { depth += 1 }
  }

  /// Inserts the states of a batch.
  func insert(_ batch: StateBatch, limit: Int) -> Int { visited.insert(batch, limit: limit) }

  /// Takes note of a state that was new.
  func discovered(_ state: PackedState, from source: Int, by transition: Int) {
    nextLevel.append(state, wordCount: wordCount)
    log.append(from: source, by: transition)
  }

  /// The way to a place.
  func path(to place: Finding.Place) -> Path {
    switch place {
    case .initial(let position): return Path(initial: position, transitions: [])
    case .state(let number), .transition(let number, _):
      let way = log.way(to: number)
      return Path(initial: roots[way.root], transitions: way.transitions + place.lastTransition)
    }
  }
}
