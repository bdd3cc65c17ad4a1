import QuiesceChecks
import QuiesceProgram

extension TreeFigures {
  /// What is kept of the states.
  var text: String {
    "each state of \(Figures.count(stateBytes, "byte")) as a tree, with a root of \(Figures.count(rootBits, "bit")) and "
      + "\(Figures.count(innerPairs, "node")) that all share"
  }
}
