import QuiesceProgram
import QuiesceSystem

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
      if var reduced = try reducedSearch(beside: &explorer) {
        if findsAll(&explorer, that: reduced) { return }
        reduced.translation = explorer.translation.take()
        reduced.former = explorer.sightings
        swap(&reduced, &explorer)
        return complete(&explorer, by: reduced)
      }
      size = options.trial.next(after: explorer.visitedCount)
    }
  }

  /// Whether a search that goes on for a while, for the shortest ways to what a reduced one has found, decides everything by itself.
  private func findsAll<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>, that reduced: borrowing Explorer<Model>
  ) -> Bool {
    let known = explorer.watch.findings.map(\.kind)
    let isMissing = findingsWithoutPath(reduced).contains { !known.contains($0.kind) }
    guard isMissing, options.looksForShortestTraces else { return false }
    explorer.memory -= reduced.peakBytes
    let isFinished = explorer.run(until: statesForTraces(of: reduced))
    explorer.statistics.peakMemoryBytes = explorer.peakBytes + reduced.peakBytes
    return isFinished && explorer.hasVerdict
  }

  /// A reduced search that has ended; nil if it has not within its part of the effort that another one has taken so far.
  private func reducedSearch<Model: Stepper & ~Copyable>(
    beside explorer: inout Explorer<Model>
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
    let isFinished = reduced.run(transitions: Int(fired * options.trial.transitions))
    explorer.peakBytes = max(explorer.peakBytes, explorer.table.byteCount + reduced.peakBytes)
    guard isFinished, reduced.hasVerdict else { return nil }
    return reduced
  }
}
