public import QuiesceLanguage

/// Decides the properties of a ground program.
///
/// A search may take several rounds: small spaces are visited whole; where a space turns out to be large, a reduced search
/// begins anew; and what a reduced search has found is looked for once more without reduction, so that the trace is a
/// shortest one.
public struct Search {
  private let program: Program
  private let options: SearchOptions
  private let control: RunControl
  private let builder: OutcomeBuilder
  private let start = Budget.now

  /// Explores a program and says what its properties came to, with traces whose explanations quote the sources.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  public static func run(
    _ program: Program, sources: SourceMap, options: SearchOptions, control: RunControl
  ) throws(BytecodeLimit) -> Outcome {
    // Random walks store nothing that could be found again.
    let symmetry = options.symmetry && options.order != .random ? ProgramSymmetry(program) : nil
    let builder = OutcomeBuilder(program: program, sources: sources, options: options, symmetry: symmetry?.use)
    let search = Search(program: program, options: options, control: control, builder: builder)
    guard let symmetry, !symmetry.use.types.isEmpty else {
      return try search.run { (conditions) throws(BytecodeLimit) in try Machine(program, conditions: conditions) }
    }
    return try search.run { (conditions) throws(BytecodeLimit) in
      let canonicalizer = Canonicalizer(program, symmetry.places, defect: options.symmetryDefect)
      return SymmetricStepper(try Machine(program, conditions: conditions), canonicalizer)
    }
  }

  /// Makes what runs the program, with some conditions over its states.
  private typealias Maker<Model: ~Copyable> = ([GroundExpression]) throws(BytecodeLimit) -> Model

  private func run<Model: Stepper & ~Copyable>(_ make: Maker<Model>) throws(BytecodeLimit) -> Outcome {
    let watch = PropertyWatch(
      program.properties, checksDeadlock: options.checksDeadlock, looksForFaults: !program.faultSites.isEmpty)
    let canReduce = options.order != .random && program.transitions.count > 1
    switch canReduce ? options.reduction : .off {
    case .off: return try runWhole(watch, options, make).outcome
    case .on: return try runReduced(watch, make)
    case .automatic:
      var first = options
      first.maximumStates = min(options.maximumStates ?? .max, options.reductionThreshold)
      let (outcome, rest) = try runWhole(watch, first, make)
      guard let rest, first.maximumStates != options.maximumStates else { return outcome }
      return try runReduced(rest, make)
    }
  }

  /// A search without reduction; and, if it ran out of states, what another one has left to look for, which keeps what
  /// was found.
  private func runWhole<Model: Stepper & ~Copyable>(
    _ watch: PropertyWatch, _ options: SearchOptions, _ make: Maker<Model>
  ) throws(BytecodeLimit) -> (outcome: Outcome, rest: PropertyWatch?) {
    guard var explorer = try explorer(watch, options, nil, make) else { return (builder.outOfMemory(), nil) }
    explorer.run()
    if explorer.stop != .stateBudget { return (builder.outcome(of: &explorer), nil) }
    var rest = explorer.watch
    rest.completeFindings { finding in
      if builder.needsTrace(finding) { finding.path = explorer.shortestPath(to: finding, actorOf: builder.actors) }
    }
    return (builder.outcome(of: &explorer), rest.forAnotherSearch())
  }

  private func runReduced<Model: Stepper & ~Copyable>(
    _ watch: PropertyWatch, _ make: Maker<Model>
  ) throws(BytecodeLimit) -> Outcome {
    let dependencies = Dependencies(program, defect: options.defect)
    guard var explorer = try explorer(watch, options, dependencies, make) else { return builder.outOfMemory() }
    explorer.run()
    let missing = explorer.watch.findings.filter { $0.path == nil && builder.needsTrace($0) }
    if !missing.isEmpty { try findPaths(&explorer, to: missing, make) }
    return builder.outcome(of: &explorer)
  }

  /// The ways to what a reduced search has found: shortest ones if a search without reduction finds them in reasonable time.
  private func findPaths<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>, to missing: [Finding], _ make: Maker<Model>
  ) throws(BytecodeLimit) {
    var again = options
    again.maximumStates = min(options.maximumStates ?? .max, explorer.table.count * 4 + options.reductionThreshold)
    again.maximumMemory = (options.maximumMemory ?? MemoryBudget.standard) - explorer.table.byteCount
    again.keepsGoing = true
    var known: [Finding] = []
    if options.looksForShortestTraces,
      var second = try self.explorer(explorer.watch.lookingAgain(for: missing), again, nil, make)
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

  private func explorer<Model: Stepper & ~Copyable>(
    _ watch: PropertyWatch, _ options: SearchOptions, _ dependencies: Dependencies?, _ make: Maker<Model>
  ) throws(BytecodeLimit) -> Explorer<Model>? {
    let model = try make(dependencies?.conditions ?? [])
    let bytes = options.maximumMemory ?? MemoryBudget.standard
    guard bytes > 0, let table = StateTable(wordCount: program.wordCount, maximumBytes: bytes) else { return nil }
    let reducer = dependencies.map { Reducer($0, program, watch, defect: options.defect) }
    return Explorer(
      model: model, table: table, watch: watch, reducer: reducer, options: options, control: control, start: start)
  }
}
