import QuiesceProgram

// Searches that reduce where a trial shows that it pays.
extension Search {
  /// A search without reduction that tries, each time that it has become so much larger, whether a reduced one ends within a small part
  /// of its effort.
  ///
  /// Where interleavings are what makes a space large, a reduced one is smaller by orders of magnitude. Everywhere else, to reduce takes
  /// longer than to visit what would be left out.
  func runWithTrials<Model: Stepper & ~Copyable>(_ explorer: inout Explorer<Model>) throws(BytecodeLimit) {
    var size = options.trial.states
    while !explorer.run(until: size) {
      guard var reduced = try reducedSearch(within: explorer) else {
        size = options.trial.next(after: explorer.visitedCount)
        continue
      }
      let missing = findingsWithoutPath(reduced)
      let kinds = explorer.watch.findings.map(\.kind)
      if options.looksForShortestTraces, missing.contains(where: { !kinds.contains($0.kind) }) {
        // For a while this one goes on, for the shortest ways to what was found, and may find all by itself.
        if explorer.run(until: statesForTraces(of: reduced)), explorer.hasVerdict { return }
      }
      reduced.translation = explorer.translation.take()
      reduced.statistics.peakMemoryBytes = reduced.peakBytes + explorer.peakBytes
      swap(&reduced, &explorer)
      if !missing.isEmpty { complete(&explorer, by: reduced) }
      return
    }
  }

  /// A reduced search that has ended; nil if it has not within its part of the effort that another one has taken so far.
  private func reducedSearch<Model: Stepper & ~Copyable>(
    within explorer: borrowing Explorer<Model>
  ) throws(BytecodeLimit) -> Explorer<Model>? {
    let fired = Double(explorer.statistics.transitions)
    let combinations = Int(fired * options.trial.combinations)
    guard let effort = RelatingEffort(combinations, for: program.transitions.count) else { return nil }
    var again = options
    again.maximumMemory = memory.bytes - explorer.peakBytes
    // Time and signals that end it end the other one, too.
    guard let dependencies = try? Dependencies(program, effort, clock: clock), dependencies.isWhole,
      var reduced = self.explorer(explorer.program, again)
    else { return nil }
    reduced.reducer = try Reducer(program, dependencies, reduced.watch, window: 1 << 8)
    guard reduced.run(transitions: Int(fired * options.trial.transitions)), reduced.hasVerdict else { return nil }
    return reduced
  }
}
