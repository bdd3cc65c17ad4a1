/// What the searches of a swarm have seen together.
package struct SwarmSummary: Codable, Sendable {
  /// How far they had come once.
  package struct Sample: Hashable, Codable, Sendable {
    /// How many states they had entered, each search for itself.
    package var entered: Int
    /// How many different ones, estimated.
    package var distinct: Int

    /// Makes a sample.
    package init(entered: Int, distinct: Int) {
      self.entered = entered
      self.distinct = distinct
    }
  }

  /// How many searches were begun.
  package var searches = 0
  /// How many states they have entered, each search for itself.
  package var entered = 0
  /// The different ones.
  package var seen = HyperLogLog()
  /// How far they had come at the end of each tenth of their time, or number; what several shards have seen has none.
  package var growth: [Sample] = []

  /// Has seen nothing.
  package init() {}

  /// Of a hundred states that were entered in the last tenth, how many no search had entered before; nil where that is not known.
  package var newPercent: Int? {
    guard let last = growth.last else { return nil }
    let before = growth.dropLast().last ?? Sample(entered: 0, distinct: 0)
    guard last.entered > before.entered else { return nil }
    let share = Double(last.distinct - before.distinct) / Double(last.entered - before.entered)
    return Int((max(0, min(1, share)) * 100).rounded())
  }
}
