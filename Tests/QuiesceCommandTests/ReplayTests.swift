import QuiesceTestSupport
import Testing

/// What goes wrong while a property is evaluated is found again where its trace is executed once more.
@Suite struct ReplayTests {
  /// Each property cannot be evaluated where `left` is 0: three steps away, or at the start, where a run that never ends is asked
  /// about and could rest before.
  @Test(
    arguments: [
      ("always 6 / left > 0", 3, 3), ("reachable 6 / left == 7", 3, 3), ("always reachable 6 / left == 3", 3, 3),
      ("always eventually 6 / left == 3", 0, 0), ("6 / left == 3 leads to left == 1", 0, 0),
    ])
  func aPropertyThatCannotBeEvaluatedIsAFaultAgain(property: String, start: Int, steps: Int) throws {
    let model = """
      model share
      var left : 0...3 = \(start)
      actor worker {
        initial state going {
          step use when left > 0 { left -= 1 }
          step fill when left < 3 { left += 1 }
        }
      }
      property asked: \(property)
      """
    let scratch = try Scratch(["share.quiesce": model])
    #expect(scratch.run("quiesce check share.quiesce --format json >r.json").status == 1)
    let replayed = scratch.run("quiesce replay r.json")
    #expect(replayed.status == 0)
    let title = try #require(replayed.lines.first)
    #expect(title.hasSuffix(": replayed \(steps) steps: fault, as recorded"))
    #expect(replayed.text.contains("division by zero while evaluating 'asked'\n  6 / left\n"))
    #expect(scratch.run("quiesce show r.json --html trace.html && grep -c 'division by zero' trace.html").status == 0)
  }

  /// The value by which an index lies outside is named as when it was found.
  @Test func theValueIsNamedAgain() throws {
    let model = """
      model table
      var place : 0...3 = 2
      var values : [0..<3: Bool] = false
      actor worker { initial state going { step up when place < 3 { place += 1 } step set { values[0] = true } } }
      property asked: always reachable values[place]
      """
    let scratch = try Scratch(["table.quiesce": model])
    let found = scratch.run("quiesce check table.quiesce --format json >r.json; quiesce check table.quiesce")
    let replayed = scratch.run("quiesce replay r.json")
    #expect(replayed.status == 0)
    let reason = found.lines.drop { !$0.hasPrefix("At step") }.prefix { !$0.isEmpty }.joined(separator: "\n")
    #expect(reason.contains("place is 3, its type is 0...2") && replayed.text.contains(reason))
  }
}
