import QuiesceProgram

// Whole searches.
extension ReductionAudit {
  /// A search that reduces from the beginning and keeps a record, and that nothing ends early; nil without memory for it.
  static func explorer(
    of program: Program, _ dependencies: Dependencies, order: SearchOrder, clock: RunClock
  ) throws(BytecodeLimit) -> Explorer<Machine>? {
    var options = SearchOptions()
    options.order = order
    options.keepsGoing = true
    let outline = ProgramOutline(program)
    let runnable = RunnableProgram<Machine>(engine: try BytecodeEngine(program, outline), outline: outline)
    let watch = PropertyWatch(program, checksDeadlock: true, looksForFaults: true)
    guard let table = StateTable(wordCount: program.wordCount, maximumBytes: 1 << 28) else { return nil }
    var explorer = Explorer(runnable, table: table, watch: watch, options: options, clock: clock)
    explorer.reducer = try Reducer(program, dependencies, watch)
    explorer.reducer?.record = ReductionRecord()
    return explorer
  }

  /// What is wrong with what a finished search has left out, if anything is.
  mutating func complaint(about explorer: inout Explorer<Machine>) -> String? {
    guard let record = explorer.reducer?.record else { return nil }
    return complaint(about: record, explorer.table) ?? difference(from: &explorer)
  }

  /// What is wrong with what a search has left out, if anything is.
  mutating func complaint(about record: ReductionRecord, _ table: borrowing StateTable) -> String? {
    for (position, reduced) in record.states.sorted(by: { $0.key < $1.key }) {
      let words = table.state(position).words(program.wordCount)
      if let complaint = complaint(firing: reduced.fired, in: program.unpack(words)) { return complaint }
    }
    for (words, transitions) in record.passed {
      for transition in transitions {
        if let complaint = complaint(firing: [transition], in: program.unpack(words)) { return complaint }
      }
    }
    return ignoringState(record).map { "what was left out in the state at \($0) is put off forever" }
  }

  /// What a search has not found although it is there, or the other way round.
  func difference(from explorer: inout Explorer<Machine>) -> String? {
    let found = explorer.watch.findings.map(\.kind)
    let fired = explorer.sightings.coverage.fired
    for (position, property) in program.properties.enumerated() where property.isLocal {
      let isDecided =
        decisions.contains { $0[position] == .property }
        || space.edges.contains { $0.flags & 1 << UInt64(position) != 0 }
      if isDecided != found.contains(.property(position)) { return "'\(property.name)' is not decided as it is" }
    }
    let ends = Set(space.states.indices).subtracting(space.edges.map(\.source)).subtracting(space.faults.map(\.source))
    let interpreter = GroundInterpreter(program)
    let hasDeadlock = ends.contains { !interpreter.mayRest(space.states[$0]) }
    if hasDeadlock != found.contains(.deadlock) { return "there is a deadlock in one of the spaces" }
    var faults = Set(space.faults.map(\.site))
    for case .fault(let site) in decisions.joined() { faults.insert(site) }
    let knownFaults = found.compactMap { kind in if case .fault(let site, _) = kind { site } else { nil } }
    let isEnough = knownFaults.count == min(faults.count, PropertyWatch.faultLimit)
    if !isEnough || !faults.isSuperset(of: knownFaults) { return "there are other faults" }
    let firing = Set(space.edges.map(\.transition))
    let mayFire = firing.union(space.faults.map(\.transition))
    for (transition, isFired) in fired.enumerated() {
      if isFired ? !mayFire.contains(transition) : firing.contains(transition) {
        return "transition \(transition) fires in one of the spaces"
      }
    }
    return nil
  }
}
