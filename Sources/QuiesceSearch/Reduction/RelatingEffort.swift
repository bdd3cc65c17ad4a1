import QuiesceProgram

/// How much may be spent on finding out which transitions of a program accord: counted, not timed, so that what comes out is the same
/// everywhere.
package struct RelatingEffort: Sendable {
  /// How many combinations of values all questions together may go through.
  var combinations = 1 << 19
  /// How many variants the transitions may be split into, those that are not split included.
  var variants = 1 << 10
  /// How many operands and statements these may have together.
  var terms = Int.max
  /// Whether all is given up as soon as it shows that this is not enough; else whatever is not asked has the worst answer.
  var isForWhole = false

  /// As much as is ever spent.
  package static let most = RelatingEffort()

  private init() {}

  /// As much as takes so many combinations, by and large; nil if that is too little for so many transitions of a program, each of which
  /// is related to each.
  init?(_ count: Int, for transitions: Int) {
    combinations = min(combinations, count)
    // To look at a pair takes as long as a combination.
    variants = min(variants, Int((2 * Double(count)).squareRoot()))
    terms = count
    isForWhole = true
    if variants < transitions { return nil }
  }
}

extension Transition {
  /// How many operands and statements it has.
  var termCount: Int {
    var count = 0
    guardExpression.visit { _ in count += 1 }
    for statement in effect { statement.visit { $0.forEachExpression { $0.visit { _ in count += 1 } } } }
    return count
  }
}
