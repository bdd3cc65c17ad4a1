/// What the searches of a swarm have seen together.
package struct SwarmSummary: Codable, Sendable {
  /// How far they had come once.
  package struct Sample: Hashable, Codable, Sendable {
    /// At the end of which tenth of their time, or number.
    package var tenth: Int
    /// How many states they had entered, each search for itself.
    package var entered: Int
    /// How many different ones, estimated.
    package var distinct: Int
    /// The different ones; nil where nobody is to add those of other shards.
    package var seen: HyperLogLog?

    /// Makes a sample.
    ///
    /// - Parameter isPart: whether those of other shards are to be added.
    package init(tenth: Int, entered: Int, seen: HyperLogLog, isPart: Bool) {
      self.tenth = tenth
      self.entered = entered
      distinct = seen.estimate
      self.seen = isPart ? seen : nil
    }
  }

  /// How many searches were begun.
  package var searches = 0
  /// How many states they have entered, each search for itself.
  package var entered = 0
  /// The different ones.
  package var seen = HyperLogLog()
  /// How far they had come at the end of each tenth of their time, or number, in which a search ended or told of itself.
  package var growth: [Sample] = []
  /// The bytes that there were, where these are so few that searches are smaller for it; nil where there were enough.
  package var scarceBytes: Int?

  /// Has seen nothing.
  package init() {}

  /// Of a hundred states that were entered in the last tenth, how many no search had entered before; nil where that is not known.
  package var newPercent: Int? {
    guard let last = growth.last else { return nil }
    let before = growth.dropLast().last
    let (entered, distinct) = (last.entered - (before?.entered ?? 0), last.distinct - (before?.distinct ?? 0))
    guard entered > 0 else { return nil }
    let share = Double(distinct) / Double(entered)
    return Int((max(0, min(1, share)) * 100).rounded())
  }
}
