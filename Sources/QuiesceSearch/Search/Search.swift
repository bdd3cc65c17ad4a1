package import QuiesceModel
package import QuiesceProgram
import QuiesceSystem

/// Decides the properties of a ground program.
///
/// Where a space turns out to be large, it is tried whether a reduced search ends soon; and what a reduced search has found is
/// looked for once more without reduction, so that the trace is a shortest one.
package struct Search {
  let subject: SearchSubject
  let builder: OutcomeBuilder
  let clock: RunClock
  let memory: MemoryBudget
  let permutations: ValuePermutations?

  /// What is searched: the program, or a slice of it.
  var program: Program { subject.derived.program }
  var outline: ProgramOutline { subject.outline }
  var options: SearchOptions { builder.options }

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
    try run(DerivedProgram(program), sources: sources, options: options, clock: clock, store: store)
  }

  /// The same of a program that stands for another one; what is found is told of that.
  ///
  /// - Parameter subject: what it is without the flags of formulas, where another search has found that out.
  static func run(
    _ derived: DerivedProgram, sources: SourceMap, options: SearchOptions, clock: RunClock, store: SearchStore? = nil,
    subject: SearchSubject? = nil
  ) throws(BytecodeLimit) -> Outcome {
    let program = derived.program
    var outcome = try runLocal(
      derived.replaced(by: program.withoutFormulaFlags), subject, sources: sources, options: options, clock: clock,
      store: store)
    try decideFormulas(of: derived, sources: sources, options: options, clock: clock, into: &outcome)
    if outcome.statistics.threads > 1, options.order.canProve,
      program.properties.contains(where: { $0.temporal != nil })
    {
      outcome.oneThreadReason = "formulas are decided by one thread"
    }
    return outcome
  }

  /// Decides what single states and transitions decide.
  private static func runLocal(
    _ derived: DerivedProgram, _ subject: SearchSubject?, sources: SourceMap, options: SearchOptions, clock: RunClock,
    store: SearchStore?
  ) throws(BytecodeLimit) -> Outcome {
    let search: Search
    do throws(Interruption) {
      let known = if let subject { subject } else { try SearchSubject(derived, options, clock: clock) }
      search = Search(known, sources: sources, options: options, clock: clock)
    } catch {
      return OutcomeBuilder(
        derived: derived, slice: ProgramSlice(keeping: derived.program).summary, sources: sources, options: options,
        symmetry: nil
      ).unsearched(error, after: clock.elapsed)
    }
    let engine = try BytecodeEngine(
      search.program, search.outline, tableBytes: min(TransitionTables.byteLimit, search.memory.bytes / 16))
    var translation = Translation(engine, options.engine)
    translation.finish(clock)
    let runnable = RunnableProgram<Machine>(engine: engine, outline: search.outline, permutations: search.permutations)
    return try search.run(runnable, translation, store)
  }

  /// Prepares a search of what single states and transitions decide.
  ///
  /// - Parameter subject: what the options want.
  init(_ subject: SearchSubject, sources: SourceMap, options: SearchOptions, clock: RunClock) {
    precondition(subject.wish == SearchSubject.Wish(options), "the subject is that of other options")
    self.subject = subject
    builder = OutcomeBuilder(
      derived: subject.derived, slice: subject.slice, sources: sources, options: options,
      symmetry: subject.symmetry?.use)
    self.clock = clock
    memory = MemoryBudget(options.maximumMemory)
    permutations = subject.symmetry.flatMap { symmetry in
      symmetry.use.types.isEmpty
        ? nil
        : ValuePermutations(subject.derived.program, symmetry.places, orderLimit: options.symmetryOrderLimit)
    }
  }

  /// Searches by whatever runs the program, which may be made native beside it.
  func run<Model: Stepper & ~Copyable>(
    _ runnable: RunnableProgram<Model>, _ translation: consuming Translation?, _ store: SearchStore?
  ) throws(BytecodeLimit) -> Outcome {
    guard var explorer = explorer(runnable, options, store) else {
      var outcome = builder.outOfMemory()
      outcome.memory = memory
      return outcome
    }
    explorer.translation = translation
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
    outcome.trees = explorer.table.tree?.figures
    if options.reduction == .on, !canReduce, options.keepsStates {
      let count = program.transitions.count
      outcome.reductionRefusal = "\(count) transitions, of at most \(Reducer.transitionLimit)"
    }
    return outcome
  }

  /// A search, with reduction where it is wanted.
  private func run<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>, _ reduction: ReductionMode
  ) throws(BytecodeLimit) {
    switch reduction {
    case .off: explorer.run()
    case .on: try runReduced(&explorer)
    case .automatic: try runWithTrials(&explorer)
    }
  }

  /// A search with reduction.
  private func runReduced<Model: Stepper & ~Copyable>(_ explorer: inout Explorer<Model>) throws(BytecodeLimit) {
    let dependencies: Dependencies
    do throws(Interruption) { dependencies = try subject.dependencies(clock) } catch {
      explorer.end(error)
      return
    }
    explorer.reducer = try Reducer(program, dependencies, explorer.watch)
    explorer.run()
    let missing = findingsWithoutPath(explorer)
    if !missing.isEmpty { findPaths(&explorer, to: missing) }
  }

  /// What a reduced search has found without knowing how to get there.
  func findingsWithoutPath<Model: Stepper & ~Copyable>(_ explorer: borrowing Explorer<Model>) -> [Finding] {
    explorer.watch.findings.filter { $0.path == nil && builder.needsTrace($0) }
  }

  /// The ways to what a reduced search has found: shortest ones if a search without reduction finds them in reasonable time.
  private func findPaths<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>, to missing: [Finding]
  ) {
    var again = options
    again.maximumStates = min(options.maximumStates ?? .max, statesForTraces(of: explorer))
    again.maximumMemory = memory.bytes - explorer.peakBytes
    again.keepsGoing = true
    again.statesForFaults = 0
    var second: Explorer<Model>?
    if options.looksForShortestTraces {
      second = self.explorer(explorer.program, explorer.watch.lookingAgain(for: missing), again)
    }
    second?.run()
    complete(&explorer, by: second)
  }

  /// How many states are worth visiting for shortest ways to what a reduced search has found.
  func statesForTraces<Model: Stepper & ~Copyable>(of explorer: borrowing Explorer<Model>) -> Int {
    explorer.table.count * 4 + options.statesForTraces
  }

  /// Gives the findings of a reduced search the ways that one without reduction has found, and those without one a way through the
  /// reduced space.
  func complete<Model: Stepper & ~Copyable>(_ explorer: inout Explorer<Model>, by second: consuming Explorer<Model>?) {
    do throws(Interruption) {
      let clock = clock.extended()
      var known: [Finding] = []
      if let second {
        explorer.statistics.peakMemoryBytes = explorer.peakBytes + second.peakBytes
        known = second.watch.findings
        var finder = second.pathFinder(for: builder.actors, clock)
        for position in known.indices where known[position].path == nil && builder.needsTrace(known[position]) {
          known[position].path = try finder.shortestPath(
            to: known[position], in: second.table, second.frontier.levels)
        }
      }
      try complete(&explorer, with: known, clock)
    } catch {
      explorer.interruption = error
    }
  }

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
    // On the way to what the reduced search has found there may be more.
    watch.add(known)
    explorer.watch = watch
  }

  /// A search for all that is asked.
  func explorer<Model: Stepper & ~Copyable>(
    _ runnable: RunnableProgram<Model>, _ options: SearchOptions, _ store: SearchStore? = nil
  ) -> Explorer<Model>? {
    let questions = options.keepsStates ? builder.endQuestions : nil
    let watch = PropertyWatch(
      program, checksDeadlock: options.checksDeadlock, looksBehind: questions != nil,
      looksForFaults: !program.faultSites.isEmpty, toleratesFaults: options.toleratesFaults)
    guard var explorer = explorer(runnable, watch, options, store) else { return nil }
    if let questions { explorer.ends = Ends(questions) }
    return explorer
  }

  func explorer<Model: Stepper & ~Copyable>(
    _ program: RunnableProgram<Model>, _ watch: PropertyWatch, _ options: SearchOptions, _ store: SearchStore? = nil
  ) -> Explorer<Model>? {
    let bytes = options.maximumMemory ?? memory.bytes
    let wordCount = program.outline.wordCount
    let made =
      if let store { store.table(wordCount: wordCount, maximumBytes: bytes) } else {
        StateTable(wordCount: wordCount, maximumBytes: bytes, compression: options.compression)
      }
    guard bytes > 0, let table = made else { return nil }
    return Explorer(program, table: table, watch: watch, options: options, clock: clock, store: store)
  }
}
