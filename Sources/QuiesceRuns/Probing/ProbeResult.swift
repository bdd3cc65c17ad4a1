/// What probes of all runs of a plan tell together.
package struct ProbeResult: Sendable {
  /// The probes, in order.
  package let runs: [ProbedRun]
  /// How long each of them was, at most, in seconds.
  package let seconds: Double
  /// How many runs of the plan were not begun.
  package let notBegun: Int
  /// How many runs are made at once.
  private let jobs: Int

  /// Puts probes together.
  package init(_ runs: [ProbedRun], notBegun: Int, seconds: Double, jobs: Int) {
    self.notBegun = notBegun
    self.runs = runs
    self.seconds = seconds
    self.jobs = jobs
  }

  /// How many seconds the whole plan takes: the least where nobody waits for anybody, the most where each waits for all.
  package var total: Estimate {
    let least = runs.map(\.seconds.least)
    let most = runs.map(\.seconds.most)
    return Estimate(
      max(least.max() ?? 0, least.reduce(0, +) / Double(max(1, min(jobs, runs.count)))),
      most.contains(nil) || notBegun > 0 ? nil : most.reduce(0) { $0 + ($1 ?? 0) })
  }
}
