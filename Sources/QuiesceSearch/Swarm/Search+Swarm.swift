import QuiesceProgram
import QuiesceSystem

// Many searches that differ in all that does not matter to a property, for spaces that nobody exhausts.
extension Search {
  /// Makes the searches of a swarm, and gives an explorer, which has the initial states, all that they come to.
  func runSwarm<Model: Stepper & ~Copyable>(_ explorer: inout Explorer<Model>) {
    explorer.storeInitialStates()
    guard explorer.stop == nil, !explorer.watch.isIdle else {
      explorer.stop = explorer.stop ?? .swarmDone
      explorer.statistics.states = explorer.table.count
      explorer.statistics.seconds = clock.elapsed
      return
    }
    let limits = SwarmLimits(bytes: memory.bytes, threads: options.threads)
    let plan = SwarmPlan(
      program: program, options: options, limits: limits,
      initialStates: explorer.table.words(of: 0..<explorer.table.count),
      actors: builder.actors, dependencies: dependenciesForSwarm)
    let swarm = SharedSwarm(
      SwarmExtent(options.swarm, seed: options.seed), limits, explorer.watch, explorer.sightings,
      Budget(clock, transitionCount: program.transitions.count))
    var translation = explorer.translation.take()
    SwarmWorker.work(explorer.program, plan, swarm) {
      _ = translation?.advance(states: swarm.enteredCount, clock)
    }
    explorer.translation = translation.take()
    explorer.take(swarm.result, threads: limits.threads)
    shortenPaths(&explorer)
  }

  /// What depends on what, where a search of the swarm may leave interleavings out.
  private var dependenciesForSwarm: Dependencies? {
    guard options.reduction != .off, program.transitions.count <= Reducer.transitionLimit else { return nil }
    return try? subject.dependencies(clock)
  }

  /// Makes the ways shorter that depth-first searches have found.
  private func shortenPaths<Model: Stepper & ~Copyable>(_ explorer: inout Explorer<Model>) {
    var watch = explorer.watch
    var finder = explorer.pathFinder(for: builder.actors, clock.extended())
    watch.changePaths { finding in
      guard let path = finding.path, builder.needsTrace(finding) else { return finding.path }
      return finder.shorterPath(path, to: finding.kind, in: explorer.table)
    }
    explorer.watch = watch
  }
}

extension Explorer where Model: ~Copyable {
  /// Takes over what a swarm has come to.
  fileprivate mutating func take(_ result: SharedSwarm.Result, threads: Int) {
    watch = result.watch
    stop = result.stop
    statistics.states = result.summary.seen.estimate
    statistics.transitions = result.figures.transitions
    statistics.depth = result.figures.depth
    statistics.threads = threads
    statistics.peakMemoryBytes = result.figures.bytes * threads
    statistics.seconds = clock.elapsed
    swarm = result
  }
}
