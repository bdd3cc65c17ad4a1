import QuiesceProgram
import QuiesceSystem

// The ways to what was found at the ends, where the search was not breadth first in the whole space.
extension Search {
  /// Gives the findings about what can follow a state the ways there that a search breadth first and without reduction finds.
  func findEndPaths<Model: Stepper & ~Copyable>(
    _ explorer: inout Explorer<Model>
  ) {
    guard options.order == .depth || explorer.reducer != nil,
      explorer.watch.findings.contains(where: \.kind.isOfEnd)
    else { return }
    var again = options
    again.order = .breadth
    again.reduction = .off
    again.keepsGoing = true
    again.statesForFaults = 0
    again.maximumMemory = memory.bytes - explorer.peakBytes
    // Breadth first, a way through the reduced space is known too.
    again.maximumStates = options.order == .breadth ? statesForTraces(of: explorer) : nil
    guard var second = self.explorer(explorer.program, explorer.watch.lookingForNothing, again) else { return }
    var watch = explorer.watch
    do throws(Interruption) {
      var finder = explorer.pathFinder(for: builder.actors, clock.extended())
      try watch.completeFindings { (finding: inout Finding) throws(Interruption) in
        guard finding.kind.isOfEnd, case .state(let end) = finding.place else { return }
        if let known = second.find(explorer.table.state(end)) {
          let found = Finding(kind: finding.kind, place: .state(known))
          finding.path = try finder.shortestPath(to: found, in: second.table, second.frontier.levels)
        } else if options.order == .breadth {
          explorer.reducer?.tracesAreShortest = false
          finding.path = try finder.reducedPath(
            to: finding.kind, at: finding.place, in: explorer.table, explorer.frontier.levels, &explorer.reducer)
        } else {
          throw Interruption(reason: second.stop ?? .stateBudget, stage: .tracing)
        }
      }
    } catch {
      explorer.interruption = error
    }
    explorer.watch = watch
    let bytes = explorer.peakBytes + second.peakBytes
    explorer.statistics.peakMemoryBytes = max(explorer.statistics.peakMemoryBytes, bytes)
  }
}

extension Explorer where Model: ~Copyable {
  /// Searches until a state is expanded, and says where it is stored; nil if the search ends before.
  fileprivate mutating func find(_ state: PackedState) -> Int? {
    let hash = StateHash.hash(state, wordCount: model.wordCount)
    var goal = 1 << 12
    while true {
      let isFinished = run(until: goal)
      if let known = table.find(state, hash: hash), known < frontier.expandedCount ?? 0 { return known }
      if isFinished { return nil }
      goal = max(goal, table.count) * 2
    }
  }
}
