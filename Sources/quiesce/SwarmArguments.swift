import QuiesceProgram
import QuiesceRuns
import QuiesceSearch

extension SwarmOptions {
  /// How long a swarm searches where nobody says how long, or how often.
  private static let defaultSeconds = 60.0

  /// The searches that the arguments ask for.
  init(_ arguments: Arguments) {
    self.init()
    guard arguments.isOfSwarm else { return }
    searches = arguments.integer(.searches)
    seconds = arguments.seconds(.for) ?? (searches == nil ? SwarmOptions.defaultSeconds : nil)
    if let shard = arguments.shard { (first, stride) = (shard.number - 1, shard.count) }
  }
}

extension Arguments {
  /// Whether they ask for a swarm.
  var isOfSwarm: Bool { text(.search) == SearchOrder.swarm.rawValue }

  /// The options that say which searches a swarm makes, and how large, as words of a command line; none for other searches.
  var swarmWords: [String] { isOfSwarm ? words(of: [.memory, .for, .searches, .seed, .shard]) : [] }
}
