import QuiesceLanguage
import QuiesceProgram

/// Runs of which several are made at once, and which are given out in order.
final class RunsAhead {
  /// The runs, those of one model under one setting together.
  private let groups: [ArraySlice<PlannedRun>]
  private let maker: RunMaker
  private let work: OrderedWork<[RunMaker.Attempt]>
  /// What is ready of the group that is given out.
  private var ready: ArraySlice<RunMaker.Attempt> = []

  /// Begins runs.
  init(_ runs: [PlannedRun], _ maker: RunMaker) {
    let groups = RunsAhead.groups(of: runs)
    // A run that is alone has all of the memory, and all cores for its threads.
    var limited = maker
    limited.jobs = max(1, min(maker.jobs, groups.count))
    self.groups = groups
    self.maker = limited
    work = OrderedWork(count: groups.count, threads: limited.jobs > 1 ? limited.jobs : 0) { [limited] in
      limited.attempts(groups[$0])
    }
  }

  /// The next run; nil behind the last one.
  func next() -> RunMaker.Attempt? {
    if ready.isEmpty { ready = work.take()?[...] ?? [] }
    guard let attempt = ready.popFirst() else { return nil }
    guard maker.jobs > 1, attempt.hasSpentItsMemory else { return attempt }
    // Its share of the memory was not enough; alone it has all of it.
    work.pause()
    defer { work.resume() }
    var alone = maker
    alone.jobs = 1
    return alone.attempts([attempt.run]).first
  }

  private static func groups(of runs: [PlannedRun]) -> [ArraySlice<PlannedRun>] {
    var groups: [ArraySlice<PlannedRun>] = []
    var last: RunIdentity?
    for (index, run) in runs.enumerated() {
      let model = RunIdentity(modelOf: run)
      if model == last {
        groups[groups.count - 1] = runs[groups[groups.count - 1].startIndex...index]
      } else {
        groups.append(runs[index...index])
      }
      last = model
    }
    return groups
  }
}
