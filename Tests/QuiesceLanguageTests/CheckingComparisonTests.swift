import QuiesceModel
import Testing

/// Comparisons that the types of their sides decide.
@Suite struct CheckingComparisonTests {
  private static let declarations = """
    param n : 1...3 = 2
    let limit = 9
    var x : 0...7 = 0
    var y : 0...n = 0
    var o : 4...6? = none
    queue r : 0...7[n]

    """

  private func warnings(_ condition: String) -> [String] {
    let text = Self.declarations + "property p: invariant \(condition)"
    return checked(text).messages.filter { $0.contains("COMPARISON_ALWAYS_SAME") }
  }

  @Test(arguments: [
    ("x > 9", "7:23-28", "'>' is never true here: the left side lies within 0...7, the right side is 9"),
    ("8 > x", "7:23-28", "'>' is always true here: the left side is 8, the right side lies within 0...7"),
    ("x <= 7", "7:23-29", "'<=' is always true here: the left side lies within 0...7, the right side is 7"),
    ("x + 1 == 0", "7:23-33", "'==' is never true here: the left side lies within 1...8, the right side is 0"),
    ("o == 3", "7:23-29", "'==' is never true here: the left side lies within 4...6, the right side is 3"),
    ("x in 8...9", "7:23-33", "'in' is never true here: the left side lies within 0...7"),
    ("x in 0..<8", "7:23-33", "'in' is always true here: the left side lies within 0...7"),
    (
      "(exists i in 0...5: i > 5 && x == i)", "7:43-48",
      "'>' is never true here: the left side lies within 0...5, the right side is 5"
    ),
  ])
  func aComparisonThatNoValueChangesIsReported(condition: String, place: String, message: String) {
    #expect(warnings(condition) == ["\(place) COMPARISON_ALWAYS_SAME \(message)"])
  }

  /// Each of them may differ from run to run, or has a value for either answer.
  @Test(arguments: [
    "x > 6", "x in 7...9", "o == 4", "o != none",
    "limit > 8", "n > 3", "x < limit", "y < 5", "y <= n", "r.count < 4", "r.capacity < 4",
    "(forall i in 0..<n: i < 3)", "(false && x > 9)", "(true || x > 9)",
  ])
  func whatARunMaySetIsNotReported(condition: String) {
    #expect(warnings(condition) == [])
  }
}
