import QuiesceProgram
import QuiesceRuns

extension TreeFigures {
  /// What is kept of the states; nil where a root takes no bit, of one state at most.
  var text: String? {
    if rootBits == 0 { return nil }
    return
      "each state of \(Figures.count(stateBytes, "byte")) as a tree, with a root of \(Figures.count(rootBits, "bit")) and "
      + "\(Figures.count(innerPairs, "node")) that all share"
  }
}
