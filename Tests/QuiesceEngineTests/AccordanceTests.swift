import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// When two steps accord: wherever both can be taken, either order leads to the same, and neither takes the other one's chance.
@Suite struct AccordanceTests {
  /// Two steps over `x`, `y` and a queue `q`, what stands behind the name of each, and why they accord or do not.
  struct Pair: Sendable, CustomTestStringConvertible {
    let one: String
    let other: String
    let accord: Bool
    let reason: String

    var testDescription: String { reason }

    init(_ one: String, _ other: String, accord: Bool, _ reason: String) {
      (self.one, self.other, self.accord, self.reason) = (one, other, accord, reason)
    }
  }

  static let pairs = [
    Pair("{ x = 1 }", "{ y = 1 }", accord: true, "nothing is touched by both"),
    Pair("{ x = 1 }", "{ x = 1 }", accord: true, "both leave the same"),
    Pair("{ x = 1 }", "{ x = 2 }", accord: false, "what is left is what was written last"),
    Pair("{ x = 1 }", "{ y = x }", accord: false, "the one reads what the other writes"),
    Pair("{ x = (x + 1) % 4 }", "{ x = (x + 2) % 4 }", accord: true, "sums do not depend on the order"),
    Pair("{ x = (x + 1) % 4 }", "{ x = x * 2 % 4 }", accord: false, "a sum and a product do"),
    Pair("when x == 0 { y = 1 }", "{ x = 1 }", accord: false, "the other one ends what the guard asks for"),
    Pair("when x < 3 { y = 1 }", "when x > 0 { x -= 1 }", accord: true, "what becomes less stays below 3"),
    Pair("when x < 3 { y = 1 }", "when x < 3 { x += 1 }", accord: false, "it may come to 3"),
    Pair("when x == 0 { y = 1 }", "when x == 1 { y = 2 }", accord: true, "they can never be taken in one state"),
    Pair("{ y = 1 }", "when y == 0 { y = 2 }", accord: false, "the guard waits for what the other one changes"),
    Pair("when !q.isFull { q.push(1) }", "when !q.isEmpty { q.pop() }", accord: true, "two ends of a queue"),
    Pair("when !q.isFull { q.push(1) }", "when !q.isFull { q.push(0) }", accord: false, "one end of a queue"),
    Pair("{ x = 1 }", "{ assert x < 2 }", accord: false, "whether the assertion fails depends on the order"),
    Pair("{ y = 1 } -> hurry", "{ x = 1 }", accord: false, "a committed state lets nobody else go on"),
  ]

  @Test(arguments: pairs) func stepsAccordOrInterfere(_ pair: Pair) throws {
    let program = try CorpusProgram(
      .written, 0, pair.reason,
      text: """
        model pair
        var x : 0...3 = any
        var y : 0...3 = any
        queue q : 0...1[2]
        actor a {
          initial state s { step one \(pair.one) }
          committed state hurry { step on -> s }
        }
        actor b { initial state s { step other \(pair.other) } }
        """
    ).program
    let other = try #require(program.transitions.firstIndex { $0.main.actor == 1 })
    var relations = try Interference(program, clock: RunClock(RunControl()))
    #expect(relations.accord(0, other) == pair.accord)
  }
}
