import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// Expressions and steps that need more registers than an instruction can name.
@Suite struct RegisterTests {
  /// Two counters, and a step that writes what the statements say to `z`.
  private static func model(_ statements: String, with function: String = "") -> String {
    """
    model deep
    var x : 0...2 = 0
    var y : 0...2 = 1
    var z : -100000...100000 = 0
    \(function)
    actor one {
      initial state run {
        step work {
          \(statements)
        }
        step next when x < 2 { x += 1 }
        step more when y < 2 { y += 1 }
        step back when z != 0 { x = 0; y = 0 }
      }
    }
    property even: invariant z % 2 == 0
    """
  }

  /// `x - (y + (x - (y + …)))`, which has as many intermediate results as levels.
  private static func nested(_ levels: Int, around innermost: String) -> String {
    let opened = (0..<levels).map { "\($0 % 2 == 0 ? "x -" : "y +") (" }.joined()
    return opened + innermost + String(repeating: ")", count: levels)
  }

  /// So many names for values, each in use until the end.
  private static func names(_ count: Int) -> String {
    let values = (0..<count).map { "let v\($0) = (\($0 == 0 ? "x" : "v\($0 - 1)") * 3 + y + \($0)) % 7" }
    let products = (0..<count).map { "v\($0) * v\(count - 1 - $0)" }
    let sums = stride(from: 0, to: count, by: 50).map { first in
      "(" + products[first..<min(count, first + 50)].joined(separator: " + ") + ")"
    }
    return (values + ["z = " + sums.joined(separator: " + ")]).joined(separator: "\n")
  }

  /// What needs so many registers.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
  }

  static let examples = [
    Example(
      testDescription: "an expression 300 levels deep",
      text: model("z = f(f(f(x)))", with: "func f(a: -2000...2000) -> -2000...2000 = \(nested(100, around: "a"))")),
    Example(testDescription: "300 names", text: model(names(300))),
    Example(
      testDescription: "names on one way, depth on the other",
      text: model(
        "if x == 1 { \(names(260)) } else { z = f(f(f(y))) }",
        with: "func f(a: -2000...2000) -> -2000...2000 = \(nested(110, around: "a"))")),
  ]

  /// The oracle knows no registers.
  @Test(arguments: examples) func theOracleAgrees(_ example: Example) {
    switch Agreement(example.text) {
    case .same(let states): #expect(states > 9, "z is written")
    case .refused(let reason), .different(let reason): Issue.record("\(reason)")
    case .tooLarge, .constantFault: Issue.record("not decided")
    }
  }

  /// 300 levels: what is worked out on the left waits in a register of its own on each of them. 254 registers have names, and two
  /// more are spare.
  @Test func whatHasNoNameIsSpilled() throws {
    var expression = GroundExpression.slot(0)
    for level in 0..<300 { expression = .binary(.subtract, .constant(level), expression) }
    var assembler = Assembler(slots: [Slot(name: "x", lower: 0, upper: 7)])
    assembler.condition(expression)
    #expect(assembler.code.registerCount == 303, "300 waiting, the innermost, and two spare ones")
    let instructions = assembler.code.instructions.map { "\($0)" }
    #expect(instructions.contains("\(Instruction.spill(254, to: 302))"))
    #expect(instructions.contains("\(Instruction.reload(255, from: 302))"))
    #expect(!instructions.contains("\(Instruction.spill(254, to: 255))"), "no name stands for two")
  }
}
