package import QuiesceLanguage
package import QuiesceProgram

/// Decides the properties of a ground program.
///
/// Where a space turns out to be large, the search begins to reduce on the way; and what a reduced search has found is
/// looked for once more without reduction, so that the trace is a shortest one.
package struct Search {
  /// What is searched: the program, or a slice of it.
  let program: Program
  let options: SearchOptions
  let clock: RunClock
  let builder: OutcomeBuilder
  let memory: MemoryBudget

  /// Explores a program and says what its properties came to, with traces whose explanations quote the sources.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  package static func run(
    _ program: Program, sources: SourceMap, options: SearchOptions, control: RunControl
  ) throws(BytecodeLimit) -> Outcome {
    let clock = RunClock(control, seconds: options.maximumSeconds)
    return try run(program, sources: sources, options: options, clock: clock)
  }

  /// The same as a part of a run that has begun before; the clock is what bounds its time.
  package static func run(
    _ program: Program, sources: SourceMap, options: SearchOptions, clock: RunClock, store: SearchStore? = nil
  ) throws(BytecodeLimit) -> Outcome {
    var outcome = try runLocal(
      program.withoutFormulaFlags, sources: sources, options: options, clock: clock, store: store)
    try decideFormulas(of: program, sources: sources, options: options, clock: clock, into: &outcome)
    if outcome.statistics.threads > 1, options.order.canProve,
      program.properties.contains(where: { $0.temporal != nil })
    {
      outcome.oneThreadReason = "formulas are decided by one thread"
    }
    return outcome
  }

  /// Decides what single states and transitions decide.
  private static func runLocal(
    _ program: Program, sources: SourceMap, options: SearchOptions, clock: RunClock, store: SearchStore?
  ) throws(BytecodeLimit) -> Outcome {
    // Random walks store nothing that could be found again.
    let asksSymmetry = options.symmetry && options.order != .random
    let slice: ProgramSlice
    do throws(Interruption) {
      slice = try self.slice(
        of: program, options, symmetric: asksSymmetry ? SymmetricPlaces.types(of: program) : [], clock)
    } catch {
      let slice = ProgramSlice(keeping: program)
      return OutcomeBuilder(program: program, slice: slice, sources: sources, options: options, symmetry: nil)
        .unsearched(error, after: clock.elapsed)
    }
    let symmetry = asksSymmetry ? ProgramSymmetry(slice.program) : nil
    let builder = OutcomeBuilder(
      program: program, slice: slice, sources: sources, options: options, symmetry: symmetry?.use)
    let search = Search(
      program: slice.program, options: options, clock: clock, builder: builder,
      memory: MemoryBudget(options.maximumMemory))
    let outline = ProgramOutline(slice.program)
    let engine = try BytecodeEngine(
      slice.program, outline, tableBytes: min(TransitionTables.byteLimit, search.memory.bytes / 16))
    var runnable = RunnableProgram<Machine>(engine: engine, outline: outline)
    if let symmetry, !symmetry.use.types.isEmpty {
      runnable.permutations = ValuePermutations(slice.program, symmetry.places, orderLimit: options.symmetryOrderLimit)
    }
    var translation = Translation(engine, options.engine)
    translation.finish(clock)
    return try search.run(runnable, translation, store)
  }

  private static func slice(
    of program: Program, _ options: SearchOptions, symmetric types: [SymmetricType], _ clock: RunClock
  ) throws(Interruption) -> ProgramSlice {
    guard options.slices, options.order != .random else { return ProgramSlice(keeping: program) }
    return try ProgramSlice(
      program, checksDeadlock: options.checksDeadlock || options.checksStuck, symmetric: types, clock: clock)
  }

  private func run<Model: Stepper & ~Copyable>(
    _ runnable: RunnableProgram<Model>, _ translation: consuming Translation, _ store: SearchStore?
  ) throws(BytecodeLimit) -> Outcome {
    let questions = options.keepsStates ? builder.endQuestions : nil
    let watch = PropertyWatch(
      program, checksDeadlock: options.checksDeadlock, looksBehind: questions != nil,
      looksForFaults: !program.faultSites.isEmpty,
      toleratesFaults: options.toleratesFaults)
    guard var explorer = explorer(runnable, watch, options, store) else {
      var outcome = builder.outOfMemory()
      outcome.memory = memory
      return outcome
    }
    if let questions { explorer.ends = Ends(questions) }
    explorer.translation = .some(consume translation)
    let canReduce = options.keepsStates && program.transitions.count <= Reducer.transitionLimit
    if options.order == .swarm {
      runSwarm(&explorer)
    } else {
      try run(&explorer, canReduce ? options.reduction : .off)
      explorer.judgeEnds()
      findEndPaths(&explorer)
    }
    var outcome = builder.outcome(of: &explorer)
    outcome.memory = memory
    outcome.resumedStates = store?.record?.stateCount
    outcome.engine = explorer.translation?.use ?? EngineUse()
    if outcome.engine.isCompiledFirst { outcome.statistics.seconds -= outcome.engine.compileSeconds ?? 0 }
    outcome.oneThreadReason = explorer.oneThreadReason
    outcome.omission = explorer.frontier.omission
    if options.reduction == .on, !canReduce, options.keepsStates {
      let count = program.transitions.count
      outcome.reductionRefusal = "\(count) transitions, of at most \(Reducer.transitionLimit)"
    }
    return outcome
  }

  /// A search, with reduction from where it is wanted on.
  private func run<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>, _ reduction: ReductionMode
  ) throws(BytecodeLimit) {
    switch reduction {
    case .off: explorer.run()
    case .on: try runReduced(&explorer)
    case .automatic: if !explorer.run(until: options.reductionThreshold) { try runReduced(&explorer) }
    }
  }

  /// A search, or the rest of one, with reduction.
  private func runReduced<Model: Stepper & ~Copyable>(_ explorer: inout Explorer<Model>) throws(BytecodeLimit) {
    let dependencies: Dependencies
    do throws(Interruption) {
      var watch = explorer.watch
      var finder = explorer.pathFinder(for: builder.actors, clock)
      try watch.completeFindings { (finding: inout Finding) throws(Interruption) in
        guard builder.needsTrace(finding) else { return }
        finding.path = try finder.shortestPath(to: finding, in: explorer.table, explorer.frontier.levels)
      }
      watch.beginAnew()
      explorer.watch = watch
      dependencies = try Dependencies(program, clock: clock)
    } catch {
      explorer.end(error)
      return
    }
    explorer.reduce(
      by: try Reducer(program, dependencies, explorer.watch, isThrifty: options.reduction == .automatic))
    explorer.run()
    let missing = explorer.watch.findings.filter { $0.path == nil && builder.needsTrace($0) }
    if !missing.isEmpty { findPaths(&explorer, to: missing) }
  }

  /// The ways to what a reduced search has found: shortest ones if a search without reduction finds them in reasonable time.
  private func findPaths<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>, to missing: [Finding]
  ) {
    var again = options
    again.maximumStates = min(options.maximumStates ?? .max, explorer.table.count * 4 + options.reductionThreshold)
    again.maximumMemory = memory.bytes - explorer.peakBytes
    again.keepsGoing = true
    again.statesForFaults = 0
    var second: Explorer<Model>?
    if options.looksForShortestTraces {
      second = self.explorer(explorer.program, explorer.watch.lookingAgain(for: missing), again)
    }
    do throws(Interruption) {
      let clock = clock.extended()
      var known: [Finding] = []
      if var second = second.take() {
        second.run()
        explorer.statistics.peakMemoryBytes = explorer.peakBytes + second.peakBytes
        known = second.watch.findings
        var finder = second.pathFinder(for: builder.actors, clock)
        for position in known.indices {
          known[position].path = try finder.shortestPath(
            to: known[position], in: second.table, second.frontier.levels)
        }
      }
      try complete(&explorer, with: known, clock)
    } catch {
      explorer.interruption = error
    }
  }

  /// Gives the findings the ways that another search has found, and those without one a way through the reduced space.
  private func complete<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>, with known: [Finding], _ clock: RunClock
  ) throws(Interruption) {
    var watch = explorer.watch
    var finder = explorer.pathFinder(for: builder.actors, clock)
    try watch.completeFindings { (finding: inout Finding) throws(Interruption) in
      guard builder.needsTrace(finding) else { return }
      if let shortest = known.first(where: { $0.kind == finding.kind }) {
        finding = shortest
      } else {
        explorer.reducer?.tracesAreShortest = false
        finding.path = try finder.reducedPath(
          to: finding.kind, at: finding.place, in: explorer.table, explorer.frontier.levels, &explorer.reducer)
      }
    }
    // On the way to the faults that the reduced search has seen there may be others.
    watch.add(faults: known)
    explorer.watch = watch
  }

  func explorer<Model: Stepper & ~Copyable>(
    _ program: RunnableProgram<Model>, _ watch: PropertyWatch, _ options: SearchOptions, _ store: SearchStore? = nil
  ) -> Explorer<Model>? {
    let bytes = options.maximumMemory ?? memory.bytes
    let wordCount = program.outline.wordCount
    let made =
      if let store { store.table(wordCount: wordCount, maximumBytes: bytes) } else {
        StateTable(wordCount: wordCount, maximumBytes: bytes)
      }
    guard bytes > 0, let table = made else { return nil }
    return Explorer(program, table: table, watch: watch, options: options, clock: clock, store: store)
  }
}
