import QuiesceProgram

/// What keeps options from going with the order in which a search goes.
enum OrderObstacle {
  /// Which options only some orders make something of.
  private static let orders: [(option: OptionName, orders: [SearchOrder])] = [
    (.for, [.swarm]), (.searches, [.swarm]), (.seed, [.random, .swarm]), (.walks, [.random]), (.walkLength, [.random]),
  ]

  /// Why options of a command line do not go with its `--search`, and what to try; nil where they do.
  static func text(_ arguments: Arguments) -> String? {
    let order = arguments.text(.search) ?? SearchOrder.breadth.rawValue
    if let found = orders.first(where: { arguments.has($0.option) && !$0.orders.map(\.rawValue).contains(order) }) {
      let those = found.orders.map { "--search \($0.rawValue)" }.joined(separator: " or ")
      return "--\(found.option.rawValue) goes with \(those)"
    }
    if arguments.has(.traces), order != SearchOrder.breadth.rawValue {
      return "--traces looks for the shortest ones, breadth first: leave '--search \(order)' out"
    }
    guard arguments.isOfSwarm else { return nil }
    return [OptionName.lock, .updateLock, .grow, .compare, .audit].first { arguments.has($0) }.map {
      "--search swarm goes with no --\($0.rawValue): it sees another part of the space each time"
    }
  }
}
