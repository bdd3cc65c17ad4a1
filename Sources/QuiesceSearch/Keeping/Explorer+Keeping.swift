import QuiesceProgram
import QuiesceSystem

/// What a search that keeps its states in a folder knows of the record that it has written last.
struct Keeper {
  let store: SearchStore
  /// Where the search stood after the last batch; nil before the initial states are stored.
  private(set) var position: (levels: LevelFrontier, takesWholeLevels: Bool, transitions: Int)?
  /// When the next record is due, in seconds of the run.
  private(set) var dueTime: Double
  fileprivate var generation: Int
  fileprivate var blocks: [UInt64]
  fileprivate var storedCount: Int

  init(_ store: SearchStore) {
    self.store = store
    generation = store.record?.generation ?? 0
    blocks = store.record?.blocks ?? []
    storedCount = store.record?.stateCount ?? 0
    dueTime = store.interval
  }

  /// Takes note of where the search stands with nothing in hand.
  @inline(__always)
  mutating func passed(_ levels: LevelFrontier, takesWholeLevels: Bool, transitions: Int) {
    position = (levels, takesWholeLevels, transitions)
  }

  /// Takes note of a record that was written, and of how long that took: records take no more than a tenth of the time.
  fileprivate mutating func wrote(_ record: SearchRecord, from start: Double, to end: Double) {
    (generation, blocks, storedCount) = (record.generation, record.blocks, record.stateCount)
    dueTime = end + max(store.interval, 9 * (end - start))
  }
}

// Searches that can go on after the process has ended.
extension Explorer where Model: ~Copyable {
  /// Takes note that everything found so far is stored.
  @inline(__always)
  mutating func settle() {
    guard keeper != nil else { return }
    keeper?.passed(frontier.levels, takesWholeLevels: takesWholeLevels, transitions: statistics.transitions)
  }

  /// Writes a record if it is time to.
  mutating func keepIfDue() {
    guard let due = keeper?.dueTime, budget.elapsed >= due else { return }
    keepRecord()
  }

  /// Has the disk hold the states, then the record that says where the search stands.
  ///
  /// - Parameter seen: what was seen so far, where a crew that is at work knows a part of it.
  mutating func keepRecord(_ seen: Sightings? = nil) {
    guard var keeper, let position = keeper.position else { return }
    let start = budget.elapsed
    var record = SearchRecord()
    record.wordCount = model.wordCount
    record.stateCount = table.count
    record.generation = keeper.generation + 1
    record.levels = position.levels.numbers
    record.takesWholeLevels = position.takesWholeLevels
    record.transitions = position.transitions
    record.seconds = (keeper.store.record?.seconds ?? 0) + start
    record.sightings = seen ?? sightings
    record.findings = watch.findings.filter { !$0.kind.isOfEnd }
    record.levelFindings = levelFindings.findings
    record.statesWhenDecided = statesWhenDecided
    let full = keeper.storedCount * record.wordCount / SearchRecord.blockSize
    record.blocks = SearchRecord.blocks(
      of: PackedState(table.base), count: record.stateCount * record.wordCount, known: keeper.blocks, full: full)
    let links = ends?.linkWords
    record.hasLinks = links != nil
    _ = hasMemory(with: links?.heldBytes ?? 0)
    guard table.synchronize(from: keeper.storedCount), keeper.store.write(record, links: links) else {
      return stop = stop ?? .storage
    }
    keeper.wrote(record, from: start, to: budget.elapsed)
    self.keeper = keeper
    _ = hasMemory()
  }

  /// Goes on where a former process stood, if there was one.
  mutating func resume() {
    guard let store = keeper?.store, let record = store.record else { return }
    frontier.resume(LevelFrontier(numbers: record.levels))
    statistics.transitions = record.transitions
    statesWhenDecided = record.statesWhenDecided
    for finding in record.findings { watch.found(finding) }
    for finding in record.levelFindings { levelFindings.add(finding.kind, at: finding.place) }
    if record.takesWholeLevels { takeWholeLevels() }
    if record.hasLinks { ends?.restore(store.links) }
    if statesWhenDecided == nil, watch.isDecided(keepsGoing: options.keepsGoing) { stop = .decided }
    settle()
  }
}
