import QuiesceModel
import QuiesceProgram
import QuiesceRuns

/// Runs of which several are made at once, and which are given out in order.
final class RunsAhead {
  /// Where a run is made.
  private struct Place {
    var group: Int
    var position: Int
  }

  /// The places of the runs that were not given out yet, in order.
  private var places: ArraySlice<Place>
  private let maker: RunMaker
  private let work: OrderedWork<[RunMaker.Attempt]>
  /// What is ready, by group; nil where it was given out.
  private var ready: [[RunMaker.Attempt?]] = []

  /// Begins runs. Those of one model under one setting are made together, when the first of them is due.
  init(_ runs: [PlannedRun], _ maker: RunMaker) {
    var groups: [[(position: Int, run: PlannedRun)]] = []
    var numbers: [RunIdentity: Int] = [:]
    places = []
    for (position, run) in runs.enumerated() {
      let model = RunIdentity(modelOf: run)
      let group = numbers[model] ?? groups.count
      if group == groups.count {
        numbers[model] = group
        groups.append([])
      }
      places.append(Place(group: group, position: groups[group].count))
      groups[group].append((position, run))
    }
    // A run that is alone has all of the memory, and all cores for its threads.
    var limited = maker
    limited.jobs = max(1, min(maker.jobs, groups.count))
    self.maker = limited
    work = OrderedWork(count: groups.count, threads: limited.jobs > 1 ? limited.jobs : 0) { [limited, groups] in
      limited.attempts(groups[$0])
    }
  }

  /// The next run; nil behind the last one.
  func next() -> RunMaker.Attempt? {
    guard let place = places.popFirst() else { return nil }
    if place.group == ready.count { ready.append(work.take() ?? []) }
    guard let attempt = ready[place.group][place.position] else { return nil }
    ready[place.group][place.position] = nil
    guard maker.jobs > 1, attempt.hasSpentItsMemory else { return attempt }
    // Its share of the memory was not enough; alone it has all of it.
    work.pause()
    defer { work.resume() }
    var alone = maker
    alone.jobs = 1
    return alone.attempts([(0, attempt.run)]).first
  }
}
