import QuiesceModel

/// When a search without reduction tries whether a reduced one ends soon, and how much that may take.
package struct ReductionTrial: Sendable {
  /// How many states the search has by then; it tries again each time that there are four times as many.
  package var states = 1 << 18
  /// How many combinations of values it may take to find out which transitions accord, as a part of the transitions that were fired by
  /// then.
  package var combinations = 1.0 / 12
  /// How many transitions the reduced search may fire, as a part of those that were fired by then.
  package var transitions = 1.0 / 128

  /// The defaults.
  package init() {}

  /// How many states a search has that tries next, if it has so many.
  package func next(after count: Int) -> Int {
    var next = states
    while next <= count { next = next.multipliedClamped(4) }
    return next
  }
}
