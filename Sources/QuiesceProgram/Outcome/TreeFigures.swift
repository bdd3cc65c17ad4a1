/// How a search keeps the states that it has visited, every one of them, whatever room that takes.
package enum StateCompression: String, Codable, CaseIterable, Sendable {
  /// As they are.
  case none
  /// As trees whose nodes are shared.
  case tree
}

/// What the trees of a search are made of that keeps its states as such.
package struct TreeFigures: Codable, Equatable, Sendable {
  /// The bytes of a state that is not compressed.
  package var stateBytes: Int
  /// The bits of the pair at the root of each tree.
  package var rootBits: Int
  /// How many pairs there are at all other nodes.
  package var innerPairs: Int

  /// Whether they stand otherwise than words do that are joined in order.
  package var isReshaped: Bool

  /// Makes figures.
  package init(stateBytes: Int, rootBits: Int, innerPairs: Int, isReshaped: Bool) {
    self.stateBytes = stateBytes
    self.rootBits = rootBits
    self.innerPairs = innerPairs
    self.isReshaped = isReshaped
  }
}
