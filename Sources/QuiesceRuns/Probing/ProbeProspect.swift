import Glibc
import QuiesceProgram
import QuiesceSystem

/// What becomes of a run behind a probe, in figures.
struct ProbeProspect {
  let states: Estimate
  let seconds: Estimate
  let caveats: [ProbedRun.Caveat]

  private let run: RunReport
  private let extent: ProbedRun.Extent
  private let limits: ProbeLimits
  private var statistics: Statistics { run.outcome.statistics }

  /// How many times as fast native code may be.
  private static let fastest = 4.0
  /// How many times as long a state may take once the table is larger than the caches of the machine.
  private static let slowest = 1.5
  /// The index grows by a third at once, and for more states than these it has entries that are twice as wide.
  private static let indexGrowth = 4.0 / 3
  private static let narrowStates = 2e9
  /// The file of the states grows ahead of them, by an eighth.
  private static let fileGrowth = 9.0 / 8
  /// The bytes of the links for each state, of which there are two files while a record is written.
  private static let linkBytes = 8.0

  init(_ run: RunReport, _ extent: ProbedRun.Extent, _ limits: ProbeLimits) {
    self.run = run
    self.extent = extent
    self.limits = limits
    let statistics = run.outcome.statistics
    let found = Double(statistics.states)
    var caveats: [ProbedRun.Caveat] = run.outcome.interruption.map { [.stage($0.stage)] } ?? []
    if [.interrupted, .terminated].contains(run.outcome.stop) { caveats = [.signal] }
    switch extent {
    case .ended: (states, seconds) = (Estimate(found), Estimate(statistics.seconds))
    case .counted:
      (states, seconds) = (Estimate(found), Estimate(statistics.seconds, nil))
      if run.openFormulas > 0 { caveats.append(.formulas(run.openFormulas)) }
    case .open: (states, seconds) = (Estimate(found, nil), Estimate(statistics.seconds, nil))
    case .estimated(let forecast):
      let least = ProbeProspect.leastStates(of: run, forecast, limits, &caveats)
      let isFaster = limits.awaitsNativeCode && run.outcome.engine.kind == .interpreter
      states = Estimate(least, Double(forecast.states.upperBound))
      seconds = ProbeProspect.seconds(for: states, statistics, fastest: isFaster ? ProbeProspect.fastest : 1)
      if isFaster { caveats.append(.nativeCode) }
      if run.openFormulas > 0 { caveats.append(.formulas(run.openFormulas)) }
    }
    self.caveats = caveats
  }

  /// How many states there are at least, by a forecast; what it does not take into account is added to the caveats.
  private static func leastStates(
    of run: RunReport, _ forecast: SpaceForecast, _ limits: ProbeLimits, _ caveats: inout [ProbedRun.Caveat]
  ) -> Double {
    let found = run.outcome.statistics.states
    var least = Double(forecast.states.lowerBound)
    if !forecast.isShrinking { caveats.append(.growing) }
    if run.expectation.isOfFailure {
      least = Double(found)
      caveats.append(.failure)
    }
    if let next = limits.trial?.next(after: found), run.outcome.reduction == nil, least > Double(next) {
      least = Double(next)
      caveats.append(.trial(next))
    }
    return least
  }

  /// What a search takes that goes on as it has begun.
  private static func seconds(for states: Estimate, _ statistics: Statistics, fastest: Double) -> Estimate {
    let expanded = Double(max(1, statistics.states - statistics.frontier))
    let rest = { (count: Double) in max(0, count - expanded) * statistics.seconds / expanded }
    return Estimate(
      statistics.seconds + rest(states.least) / fastest,
      states.most.map { statistics.seconds + rest($0) * slowest })
  }

  // MARK: needs

  /// What the run takes of what there may be too little of.
  var needs: [ResourceNeed] { [memory, disk, time].compactMap(\.self) }

  private var basis: ResourceNeed.Basis {
    switch extent {
    case .ended: .measured
    case .counted, .open: .growing
    case .estimated(let forecast):
      forecast.isShrinking && run.openFormulas == 0 ? .shrinking : .growing
    }
  }

  private var memory: ResourceNeed? {
    guard let budget = run.outcome.memory else { return nil }
    let stored = limits.disk == nil ? Double(statistics.stateBytes) : 0
    let index = statistics.bytesPerState - Double(statistics.stateBytes)
    let others = max(0, Double(statistics.peakMemoryBytes) - statistics.bytesPerState * Double(statistics.states))
    let least = others + states.least * (stored + index / (extent == .ended ? 1 : ProbeProspect.indexGrowth))
    let most = states.most.map { count in
      let entries = count > ProbeProspect.narrowStates ? 2.0 : 1
      return others + count * (stored + rootGrowth(to: count) + index * entries * ProbeProspect.indexGrowth)
    }
    let isExhausted = run.outcome.stop == .memoryBudget && limits.disk == nil
    return ResourceNeed(
      resource: .memory, amount: Estimate(least.rounded(), extent == .ended ? least.rounded() : most?.rounded()),
      basis: isExhausted ? .exhausted : basis, limit: Double(budget.bytes), source: budget.source.rawValue)
  }

  /// By how many bytes the root of a tree grows until there are so many states: the number on either side by a bit whenever they double.
  private func rootGrowth(to count: Double) -> Double {
    run.outcome.trees == nil ? 0 : 2 * log2(max(1, count / Double(max(1, statistics.states)))) / 8
  }

  private var disk: ResourceNeed? {
    guard let disk = limits.disk else { return nil }
    let bytes = Double(statistics.stateBytes)
    let asksForEnds = run.checksStuck || run.outcome.properties.contains { $0.kind == .alwaysReachable }
    let most = states.most.map { count in
      count * (bytes * ProbeProspect.fileGrowth + (asksForEnds ? ProbeProspect.linkBytes : 0))
    }
    return ResourceNeed(
      resource: .disk, amount: Estimate(states.least * bytes, most?.rounded()),
      basis: basis == .growing && extent == .counted ? .measured : basis, limit: Double(disk.free), source: disk.folder)
  }

  private var time: ResourceNeed? {
    guard let limit = limits.seconds else { return nil }
    return ResourceNeed(resource: .time, amount: seconds, basis: basis, limit: limit, source: "--time")
  }
}
