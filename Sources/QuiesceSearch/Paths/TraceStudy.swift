package import QuiesceModel
package import QuiesceProgram

/// Finds out, when a search is over, what is known of its counterexamples only when all that can happen is looked at: the points of no
/// return, and other counterexamples.
///
/// It looks at the program as it is, without slices or reductions, and takes no verdict back: what it cannot find out stays unknown.
package struct TraceStudy {
  /// The most states that are looked at: they are visited in a fraction of a second.
  package static let mostStates = 100_000

  /// What is looked at, and what it stands for.
  private let derived: DerivedProgram
  private let sources: SourceMap
  private let clock: RunClock

  /// Prepares to look at a program within what is left of a run's time.
  package init(of program: Program, sources: SourceMap, clock: RunClock) {
    derived = DerivedProgram(program).replaced(by: program.withoutFormulaFlags)
    self.sources = sources
    self.clock = clock
  }

  /// Adds what is found out about the counterexamples of an outcome.
  ///
  /// - Parameter count: how many are wanted of each property.
  package func complete(_ outcome: inout Outcome, counterexamples count: Int) {
    for position in outcome.properties.indices {
      let property = outcome.properties[position]
      guard property.verdict.isFailure, let trace = property.trace else { continue }
      guard let finding = property.finding else {
        // The trace of a formula.
        if count > 1 { outcome.properties[position].others = OtherCounterexamples(found: [], extent: .none) }
        continue
      }
      outcome.properties[position].trace?.pointOfNoReturn = pointOfNoReturn(of: trace, to: finding)
      if count > 1 {
        outcome.properties[position].others = others(besides: trace, to: finding, count: count - 1)
      }
    }
  }

  /// The step of a trace, counted from 1, behind which what it ends in can no longer be avoided: up to there other steps lead past
  /// it; 0 if nothing avoids it from the beginning. Nil where that is not known, and for a trace without steps.
  package func pointOfNoReturn(of trace: Trace, to finding: Finding.Kind) -> Int? {
    guard !trace.transitions.isEmpty, var space = space(from: [trace.start], until: finding),
      let avoidable = space.avoidable()
    else { return nil }
    let states = Replay(program: derived.whole, initial: trace.start, transitions: trace.transitions).states
    let last = states.dropLast().lastIndex { state in
      space.position(of: derived.program.pack(state)).map { avoidable[$0] } ?? false
    }
    return (last ?? -1) + 1
  }

  private func others(besides trace: Trace, to finding: Finding.Kind, count: Int) -> OtherCounterexamples {
    guard let space = space(from: derived.program.initialStates, until: finding) else {
      return OtherCounterexamples(found: [], extent: .none)
    }
    var search = CounterexampleSearch(
      space, besides: trace.transitions, count: count, StepNumbering(derived.program))
    let extent = search.run()
    let found = search.found.map { path -> OtherCounterexamples.Counterexample in
      let replay = derived.replay(from: search.words(of: path.initial), by: path.transitions)
      var trace = replay.trace
      trace.pointOfNoReturn = pointOfNoReturn(of: trace, to: finding)
      let explanation = Explainer(replay: replay, sources: sources).explain(finding)
      return OtherCounterexamples.Counterexample(trace: trace, explanation: explanation)
    }
    return OtherCounterexamples(found: found, extent: extent)
  }

  private func space(from states: [[Int]], until finding: Finding.Kind) -> FailureSpace? {
    FailureSpace(derived.program, from: states, until: finding, limit: TraceStudy.mostStates, clock)
  }
}
