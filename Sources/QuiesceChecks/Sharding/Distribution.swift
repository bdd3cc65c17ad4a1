/// How the runs of a plan are distributed to shards: the dearest first, each to the shard that has the least to do so far
/// (Graham, "Bounds on multiprocessing timing anomalies", 1969). Whoever knows the same costs comes to the same.
struct Distribution: Equatable {
  /// The runs of each shard, by their positions in the plan, in ascending order.
  private(set) var shards: [[Int]]

  /// Distributes runs.
  init(costs: [Int], count: Int) {
    shards = Array(repeating: [], count: count)
    var loads = Array(repeating: 0, count: count)
    for position in costs.indices.sorted(by: { (-costs[$0], $0) < (-costs[$1], $1) }) {
      guard let shard = loads.indices.min(by: { loads[$0] < loads[$1] }) else { return }
      shards[shard].append(position)
      loads[shard] += costs[position]
    }
    for shard in shards.indices { shards[shard].sort() }
  }

  /// Gives every run to every shard: those of a swarm are divided in themselves.
  init(sharing runCount: Int, count: Int) { shards = Array(repeating: Array(0..<runCount), count: count) }
}

/// What the runs of a plan will cost, by what is on record of the spaces of their models.
enum RunCost {
  /// What a run costs besides its search, in transitions: reading, checking and lowering its model.
  private static let ofItself = 10_000

  /// The costs of runs, of which the transitions on record are given; nil where there are none. What is not known is taken for
  /// the median of what is.
  static func costs(_ recorded: [Int?]) -> [Int] {
    let known = recorded.compactMap { $0 }.sorted()
    let median = known.isEmpty ? 0 : known[known.count / 2]
    return recorded.map { ($0 ?? median) + ofItself }
  }
}
