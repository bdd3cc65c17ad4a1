import QuiesceChecks
import QuiesceProgram
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

  /// Options that do not go together, and why.
  static func obstacle(_ arguments: Arguments) -> String? {
    guard arguments.isOfSwarm else {
      let option = [OptionName.for, .searches].first { arguments.has($0) }
      return option.map { "--\($0.rawValue) goes with --search swarm" }
    }
    for option in [OptionName.lock, .updateLock, .grow, .compare, .audit] where arguments.has(option) {
      return "--search swarm goes with no --\(option.rawValue): it sees another part of the space each time"
    }
    return nil
  }
}

extension Arguments {
  /// Whether they ask for a swarm.
  var isOfSwarm: Bool { text(.search) == SearchOrder.swarm.rawValue }

  /// The options that say which searches a swarm makes, as words of a command line; none for other searches.
  var swarmWords: [String] { isOfSwarm ? words(of: [.for, .searches, .seed]) : [] }
}
