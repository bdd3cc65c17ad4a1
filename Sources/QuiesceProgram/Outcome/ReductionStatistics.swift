/// What a reduction knew, and what it did.
package struct ReductionStatistics: Codable, Sendable {
  /// Ordered pairs of transitions (split by the values that decide what they touch) of which neither writes what the other
  /// touches.
  package var disjointPairs = 0
  /// Pairs that touch common slots and yet accord, as going through the values showed.
  package var accordingPairs = 0
  /// Pairs that do not accord, or were not shown to.
  package var conflictingPairs = 0
  /// Wall seconds for finding out which pairs accord.
  package var seconds = 0.0
  /// States of which all enabled transitions were fired.
  package var fullStates = 0
  /// States of which some were left out.
  package var reducedStates = 0
  /// How often a state was passed through without being stored, since there was only one way on.
  package var passedStates = 0
  /// Whether the traces are shortest ones all the same, since a search without reduction has found them again.
  package var tracesAreShortest = true

  /// Nothing yet.
  package init() {}
}
