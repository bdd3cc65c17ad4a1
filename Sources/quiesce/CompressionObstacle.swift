import QuiesceProgram

/// What keeps a search from keeping its states as trees.
enum CompressionObstacle {
  /// Why the options of a command line do not go with its `--compress`, and what to try; nil where they do.
  static func text(_ arguments: Arguments) -> String? {
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
}
