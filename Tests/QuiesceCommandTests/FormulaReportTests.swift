import QuiesceTestSupport
import Testing

/// What the report says of the search for runs.
@Suite struct FormulaReportTests {
  /// Two clocks that have nothing to do with each other: one order of their ticks says everything about states, not about runs.
  private static let clocks = """
    model clocks
    var ticks : [0...1: 0...3] = 0
    fair actor clock[c in 0...1] {
      initial final state on { step tick when ticks[c] < 3 { ticks[c] += 1 } }
    }
    property comes: reachable ticks[0] == 3
    property stops: eventually ticks[1] == 3
    """

  @Test(arguments: [("off", false), ("on", true)])
  func itSaysWhyAFormulaIsNotReduced(reduction: String, saysWhy: Bool) throws {
    let scratch = try Scratch(["clocks.quiesce": Self.clocks])
    let result = scratch.run("quiesce check clocks.quiesce --reduction \(reduction)")
    #expect(result.status == 0)
    let words = result.lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
    #expect(words.contains("fair runs 1 formula, the whole program"))
    #expect(words.contains("the whole program (a reduction may hide what fairness asks for),") == saysWhy)
  }
}
