import QuiesceProgram

/// What keeps a search from keeping less than the states that it has visited.
enum DigestObstacle {
  /// Why the options of a command line do not go with its `--visited`, and what to try; nil where they do.
  static func text(_ arguments: Arguments) -> String? {
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
}
