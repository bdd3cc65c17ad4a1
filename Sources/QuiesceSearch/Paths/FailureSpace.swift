import QuiesceProgram

/// What can happen until something goes wrong: the states that are reached without it, in the whole space and as they are, and the
/// ways between them.
///
/// A state is expanded when its ways are asked for, and there are as many states as are allowed.
struct FailureSpace: ~Copyable {
  /// A transition that leaves a state.
  struct Way {
    /// Where it leads.
    enum End {
      /// To another state.
      case state(Int)
      /// To what goes wrong.
      case failure
      /// To a fault that is not what is looked for.
      case fault
    }

    /// Which, by position in `Program.transitions`.
    let transition: Int
    let end: End
  }

  private let kind: Finding.Kind
  private let limit: Int
  private let clock: RunClock
  private var finder: PathFinder<Machine>
  private var table: StateTable
  private var ways: [Way] = []
  /// For each state, its ways; nil where it was not expanded.
  private var ranges: [Range<Int>?] = []
  /// For each state, whether it is what goes wrong; known where it was expanded.
  private var isFailure: [Bool] = []
  /// Whether a state was expanded that the search bound does not let anybody leave.
  private var isBounded = false

  /// Prepares the space around some states; nil for what a single state or transition does not show, and where there is no room.
  ///
  /// - Parameter limit: the most states that are looked at.
  init?(_ program: Program, from initial: [[Int]], until kind: Finding.Kind, limit: Int, _ clock: RunClock) {
    switch kind {
    case .deadlock, .fault(_, property: nil): break
    case .property(let position):
      let property = program.properties[position]
      if !property.isLocal || property.wantsTrue { return nil }
    case .stuck, .unreachable, .fault: return nil
    }
    let outline = ProgramOutline(program)
    let bytes = limit * outline.wordCount * 8 + FailureSpace.indexBytes(of: limit)
    do throws(BytecodeLimit) {
      let runnable = RunnableProgram<Machine>(engine: try BytecodeEngine(program, outline), outline: outline)
      guard let table = StateTable(wordCount: outline.wordCount, maximumBytes: bytes) else { return nil }
      finder = PathFinder(runnable, PropertyQuestions(program), clock)
      self.table = table
    } catch {
      return nil
    }
    self.kind = kind
    self.limit = limit
    self.clock = clock
    for state in initial { program.pack(state).withState { insert($0) } }
  }

  /// Room for an index of so many states: entries of four bytes, of which half may be free, and its copy while it grows.
  private static func indexBytes(of states: Int) -> Int { states * 32 + (1 << 16) }

  /// How many states were seen.
  var count: Int { table.count }

  /// Where a state is; nil for one that was not seen.
  func position(of state: [UInt64]) -> Int? { table.find(state) }

  /// The words of a state.
  func words(of state: Int) -> [UInt64] { table.state(state).words(table.wordCount) }

  /// Whether a state that was expanded is what goes wrong.
  func isFailure(_ state: Int) -> Bool { isFailure[state] }

  /// The ways that leave a state; nil where there is no room, or no time, for what they lead to.
  mutating func ways(from state: Int) -> ArraySlice<Way>? {
    if let known = ranges[state] { return ways[known] }
    if ways.count & 255 == 0, clock.stopReason != nil { return nil }
    let enabled = finder.expand(state, in: table)
    guard table.count + finder.buffer.count <= limit, table.makeRoom(for: finder.buffer.count) else { return nil }
    if enabled == 0 { noteEnd(state) }
    let start = ways.count
    for position in 0..<finder.buffer.count { addWay(position) }
    for fault in finder.buffer.faults {
      ways.append(Way(transition: fault.transition, end: isWanted(fault.site) ? .failure : .fault))
    }
    ranges[state] = start..<ways.count
    return ways[start...]
  }

  private mutating func noteEnd(_ state: Int) {
    if finder.model.isBeyondBound(table.state(state)) { isBounded = true }
    if kind == .deadlock { isFailure[state] = !finder.model.mayRest(table.state(state)) }
  }

  private mutating func addWay(_ position: Int) {
    let successor = finder.buffer.state(position)
    let transition = Int(finder.buffer.transitions[position])
    let flags = finder.buffer.flags[position]
    if finder.shows(kind, successor, flags: flags) {
      ways.append(Way(transition: transition, end: .failure))
    } else {
      ways.append(Way(transition: transition, end: .state(insert(successor))))
    }
  }

  @discardableResult
  private mutating func insert(_ state: PackedState) -> Int {
    let (position, isNew) = table.insert(state)
    if isNew {
      ranges.append(nil)
      isFailure.append(false)
    }
    return position
  }

  private func isWanted(_ site: FaultSiteID) -> Bool {
    if case .fault(site, property: nil) = kind { true } else { false }
  }
}

// What can be avoided.
extension FailureSpace {
  /// For each state, whether it can be avoided there that it goes wrong: by going on for ever without it, or to where nothing can be
  /// taken. Nil where not all that can happen could be looked at.
  ///
  /// That everybody just stops is no way out, and nothing is asked of fairness: who is let wait for ever while others go on has
  /// avoided it, too. Who runs into another fault has not.
  mutating func avoidable() -> [Bool]? {
    var sources: [[Int]] = []
    var left: [Int] = []
    var lost: [Int] = []
    var state = 0
    while state < count {
      guard let ways = ways(from: state), !isBounded else { return nil }
      var (harmless, all) = (0, 0)
      for way in ways {
        all += 1
        guard case .state(let target) = way.end else { continue }
        harmless += 1
        while sources.count <= target { sources.append([]) }
        sources[target].append(state)
      }
      left.append(harmless)
      if isFailure(state) || (all > 0 && harmless == 0) { lost.append(state) }
      state += 1
    }
    while sources.count < count { sources.append([]) }
    var result = left.map { _ in true }
    while let state = lost.popLast() {
      result[state] = false
      for source in sources[state] {
        left[source] -= 1
        if left[source] == 0 { lost.append(source) }
      }
    }
    return result
  }
}
