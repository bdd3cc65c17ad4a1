import QuiesceProgram

/// What keeps the options of a search from going together.
enum SearchObstacle {
  /// Why those of a command line do not, and what to try; nil where they do.
  static func text(_ arguments: Arguments) -> String? {
    ofDigests(arguments) ?? ofCompression(arguments) ?? ofOrder(arguments)
  }

  /// What keeps less than the states that were visited.
  private static func ofDigests(_ arguments: Arguments) -> String? {
    guard let form = arguments.text(.visited), form != VisitedForm.exact.rawValue else { return nil }
    let option = "--visited \(form)"
    if let order = arguments.text(.search), order != SearchOrder.breadth.rawValue {
      return "\(option) goes breadth first: leave '--search \(order)' out"
    }
    if arguments.text(.reduction) == "on" {
      return "\(option) cannot tell which states a reduction has put off: leave '--reduction on' out"
    }
    let reasons: [(OptionName, String)] = [
      (.store, "keeps the states themselves"), (.probe, "goes by the levels of states that are kept"),
      (.traces, "looks for further counterexamples among visited states"),
      (.compare, "searches the whole space and keeps its states"), (.audit, "looks at every state that was visited"),
      (.grow, "goes on behind a size that has a verdict, and \(option) has none where nothing is found"),
      (.lock, "compares what is proved, and \(option) proves nothing"),
      (.updateLock, "puts on record what is proved, and \(option) proves nothing"),
    ]
    guard let (other, reason) = reasons.first(where: { arguments.has($0.0) }) else { return nil }
    return "--\(other.rawValue) \(reason): leave it out, or \(option)"
  }

  /// What keeps states as trees.
  private static func ofCompression(_ arguments: Arguments) -> String? {
    guard let form = arguments.text(.compress), form != StateCompression.none.rawValue else { return nil }
    if let kept = arguments.text(.visited), kept != VisitedForm.exact.rawValue {
      return "--visited \(kept) keeps no states that could be compressed: leave it out, or --compress \(form)"
    }
    if let order = arguments.text(.search).flatMap(SearchOrder.init(rawValue:)), !order.canProve {
      return "--search \(order.rawValue) keeps no states that could be compressed: leave it out, or --compress \(form)"
    }
    if arguments.has(.store) {
      return "--store keeps the states in files as they are: leave it out, or --compress \(form)"
    }
    return nil
  }

  /// Which options only some orders make something of.
  private static let orders: [(option: OptionName, orders: [SearchOrder])] = [
    (.for, [.swarm]), (.searches, [.swarm]), (.seed, [.random, .swarm]), (.walks, [.random]), (.walkLength, [.random]),
  ]

  /// What depends on the order.
  private static func ofOrder(_ arguments: Arguments) -> String? {
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
