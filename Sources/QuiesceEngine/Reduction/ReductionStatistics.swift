/// What a reduction knew, and what it did.
public struct ReductionStatistics: Sendable {
  /// Ordered pairs of transitions (split by the values that decide what they touch) of which neither writes what the other
  /// touches.
  public var disjointPairs = 0
  /// Pairs that touch common slots and yet accord, as going through the values showed.
  public var accordingPairs = 0
  /// Pairs that do not accord, or were not shown to.
  public var conflictingPairs = 0
  /// Wall seconds for finding out which pairs accord.
  public var seconds = 0.0
  /// States of which all enabled transitions were fired.
  public var fullStates = 0
  /// States of which some were left out.
  public var reducedStates = 0
  /// How often a state was passed through without being stored, since there was only one way on.
  public var passedStates = 0
  /// Whether the traces are shortest ones all the same, since a search without reduction has found them again.
  public var tracesAreShortest = true
}
