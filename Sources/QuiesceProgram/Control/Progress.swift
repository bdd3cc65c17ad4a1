/// How far a search has come.
package struct Progress: Sendable {
  /// States stored.
  package var states: Int
  /// Transitions fired.
  package var transitions: Int
  /// The depth being expanded.
  package var depth: Int
  /// States discovered and not expanded yet.
  package var frontier: Int
  /// Wall seconds since the start.
  package var seconds: Double
  /// Bytes of the visited set.
  package var memoryBytes: Int
  /// The levels of a breadth-first search; none of another one.
  package var levels: SpaceLevels

  /// Makes a report.
  package init(
    states: Int, transitions: Int, depth: Int, frontier: Int, seconds: Double, memoryBytes: Int,
    levels: SpaceLevels = SpaceLevels()
  ) {
    self.states = states
    self.transitions = transitions
    self.depth = depth
    self.frontier = frontier
    self.seconds = seconds
    self.memoryBytes = memoryBytes
    self.levels = levels
  }

  /// How many states were expanded.
  package var expanded: Int { states - frontier }

  /// How many states there may be in the end; nil where nothing can be said.
  package var forecast: SpaceForecast? { SpaceForecast(levels, found: states) }
}
