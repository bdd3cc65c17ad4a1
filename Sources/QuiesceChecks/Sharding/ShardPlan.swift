import QuiesceLanguage
import QuiesceModel
package import QuiesceRuns
import QuiesceSystem

/// The runs of a plan, distributed to shards.
package struct ShardPlan: Sendable {
  /// What its shards were made from.
  package let origin: ShardOrigin
  private let runs: [PlannedRun]
  private let distribution: Distribution

  /// Distributes runs.
  ///
  /// - Parameters:
  ///   - isSwarm: whether every shard makes a part of every run.
  ///   - transitions: of each run, how many its space has; nil where nothing is on record.
  init(
    _ plan: CheckPlan, count: Int, words: [String], isSwarm: Bool, transitions: [Int?]?, session: Session
  ) {
    runs = plan.runs
    distribution =
      isSwarm
      ? Distribution(sharing: plan.runs.count, count: count)
      : Distribution(costs: RunCost.costs(transitions ?? plan.runs.map { _ in nil }), count: count)
    var shards = Array(repeating: 0, count: plan.runs.count)
    for (number, positions) in distribution.shards.enumerated() {
      for position in positions { shards[position] = number }
    }
    let lines = zip(shards, plan.runs).map { shard, run in
      "\(shard) \(run.expectation.text) \(ShellText.line(run.reproduction)) \(ShellText.line(run.selection ?? []))\n"
    }
    origin = ShardOrigin(
      words: words, directory: session.workspace.place,
      files: session.workspace.sources.files.map { file in
        RunReport.Source(path: file.path, hash: file.hash)
      },
      plan: FileHash.text(of: Array(lines.joined().utf8)))
  }

  /// How many runs there are in all shards together.
  package var runCount: Int { runs.count }

  /// The positions of the runs of a shard, in the order of the plan.
  package func positions(of shard: ShardNumber) -> [Int] { distribution.shards[shard.number - 1] }

  /// The runs of a shard.
  package func runs(of shard: ShardNumber) -> [PlannedRun] { positions(of: shard).map { runs[$0] } }

  /// What a shard hands on before any of its runs is made.
  package func record(of shard: ShardNumber) -> ShardRecord { ShardRecord(shard: shard, origin: origin) }
}
