public import QuiesceLanguage

/// Decides the properties of a ground program.
///
/// A search may take several rounds: small spaces are visited whole; where a space turns out to be large, a reduced search
/// begins anew; and what a reduced search has found is looked for once more without reduction, so that the trace is a
/// shortest one.
public struct Search {
  private let program: Program
  private let sources: SourceMap
  private let options: SearchOptions
  private let control: RunControl
  private let start = Budget.now

  /// Explores a program and says what its properties came to, with traces whose explanations quote the sources.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  public static func run(
    _ program: Program, sources: SourceMap, options: SearchOptions, control: RunControl
  ) throws(BytecodeLimit) -> Outcome {
    try Search(program: program, sources: sources, options: options, control: control).run()
  }

  private var builder: OutcomeBuilder { OutcomeBuilder(program: program, sources: sources, options: options) }

  private func run() throws(BytecodeLimit) -> Outcome {
    let watch = PropertyWatch(
      program.properties, checksDeadlock: options.checksDeadlock, looksForFaults: !program.faultSites.isEmpty)
    let canReduce = options.order != .random && program.transitions.count > 1
    switch canReduce ? options.reduction : .off {
    case .off:
      guard var explorer = try explorer(watch, options) else { return builder.outOfMemory() }
      explorer.run()
      return builder.outcome(of: &explorer)
    case .on: return try runReduced(watch)
    case .automatic:
      var first = options
      first.maximumStates = min(options.maximumStates ?? .max, options.reductionThreshold)
      guard var explorer = try explorer(watch, first) else { return builder.outOfMemory() }
      explorer.run()
      if explorer.stop != .stateBudget || first.maximumStates == options.maximumStates {
        return builder.outcome(of: &explorer)
      }
      return try runReduced(watchAfter(&explorer))
    }
  }

  /// What a search that goes on in another one has left to look for; it keeps what was found, with the ways to it.
  private func watchAfter(_ explorer: inout Explorer<Machine>) -> PropertyWatch {
    var watch = explorer.watch
    watch.completeFindings { $0.path = explorer.shortestPath(to: $0, actorOf: builder.actors) }
    return watch.forAnotherSearch()
  }

  private func runReduced(_ watch: PropertyWatch) throws(BytecodeLimit) -> Outcome {
    let dependencies = Dependencies(program, defect: options.defect)
    guard var explorer = try explorer(watch, options, dependencies) else { return builder.outOfMemory() }
    explorer.run()
    try findPaths(&explorer)
    return builder.outcome(of: &explorer)
  }

  /// The ways to what a reduced search has found: shortest ones if a search without reduction finds them in reasonable time.
  private func findPaths(_ explorer: inout Explorer<Machine>) throws(BytecodeLimit) {
    let missing = explorer.watch.findings.filter { $0.path == nil && builder.needsTrace($0) }
    if missing.isEmpty { return }
    var again = options
    let states = explorer.table.count
    again.maximumStates = min(options.maximumStates ?? .max, states * 4 + options.reductionThreshold)
    again.maximumMemory = (options.maximumMemory ?? MemoryBudget.standard) - explorer.table.byteCount
    again.keepsGoing = true
    var known: [Finding] = []
    if options.looksForShortestTraces, var second = try self.explorer(explorer.watch.lookingAgain(for: missing), again)
    {
      second.run()
      known = second.watch.findings
      for position in known.indices {
        known[position].path = second.shortestPath(to: known[position], actorOf: builder.actors)
      }
    }
    var watch = explorer.watch
    watch.completeFindings { finding in
      guard builder.needsTrace(finding) else { return }
      if let shortest = known.first(where: { $0.kind.asksTheSame(as: finding.kind) }) {
        finding = shortest
      } else {
        explorer.reducer?.tracesAreShortest = false
        finding.path = explorer.reducedPath(to: finding.kind, at: finding.place)
      }
    }
    explorer.watch = watch
  }

  private func explorer(
    _ watch: PropertyWatch, _ options: SearchOptions, _ dependencies: Dependencies? = nil
  ) throws(BytecodeLimit) -> Explorer<Machine>? {
    let machine = try Machine(program, conditions: dependencies?.conditions ?? [])
    let bytes = options.maximumMemory ?? MemoryBudget.standard
    guard bytes > 0, let table = StateTable(wordCount: program.wordCount, maximumBytes: bytes) else { return nil }
    let reducer = dependencies.map { Reducer($0, program, watch, defect: options.defect) }
    return Explorer(
      model: machine, table: table, watch: watch, reducer: reducer, options: options, control: control, start: start)
  }
}
