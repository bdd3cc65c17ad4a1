/// A figure that the explorer is to reach, and what was measured.
struct Figure {
  /// What is measured.
  let name: String
  /// What was measured.
  let value: Double
  /// What is to be reached, in the same unit.
  let goal: Double
  /// Whether less is better.
  var isCost = false
  /// What the numbers count.
  let unit: String

  /// How much of the goal is reached: 1 for all of it.
  var portion: Double { isCost ? goal / max(value, 1e-9) : value / goal }

  /// Whether all of it is reached.
  var isReached: Bool { portion >= 1 }

  /// The measured figure and its unit.
  var text: String { "\(value.rounded(digits: 2)) \(unit)" }

  /// The goal, and in which direction it lies.
  var goalText: String { "\(isCost ? "at most" : "at least") \(goal.rounded(digits: 2))" }
}
