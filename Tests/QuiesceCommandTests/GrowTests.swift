import QuiesceReport
import Testing

/// A size that is raised until a budget ends.
@Suite("--grow") struct GrowTests {
  /// Two actors that each take up to `side` steps: (side + 1)² states. `depth` does not matter.
  static let model = """
    model square
    param side : 1...9 = 1
    param depth : 1...3 = 1
    var x : 0...9 = 0
    var y : 0...9 = 0
    actor across { initial final state going { step right when x < side { x += 1 } } }
    actor upwards { initial final state going { step up when y < side { y += 1 } } }
    property inside: invariant x <= side && y <= side
    property left: invariant x < 2
    check square { expect pass of inside }

    """

  /// The command without slices and interleavings left out, and what follows the titles of the tables, without what varies.
  private func tables(_ options: String, model: String = Self.model) throws -> (rows: [[String]], text: Shell.Result) {
    let result = try Scratch(["m.quiesce": model])
      .run("quiesce check m.quiesce --slice off --reduction off \(options) 2>/dev/null")
    let rows = result.lines.filter { $0.contains(" | ") }.map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).prefix(5).map { cell in
        cell.split(separator: " ").joined(separator: " ")
      }
    }
    return (rows, result)
  }

  @Test func aSizeIsRaisedUntilABudgetEnds() throws {
    let (rows, result) = try tables("--grow side --max-states 30")
    // A side of five has 36 states. One of four has 25, 25/16 as many as one of three: of five, 25 · 25/16 are expected.
    #expect(
      rows == [
        ["side", "expected", "verdict", "states", "factor"], ["1", "yes", "holds", "4", ""],
        ["2", "yes", "holds", "9", "2.25"], ["3", "yes", "holds", "16", "1.78"], ["4", "yes", "holds", "25", "1.56"],
        ["5", "?", "no verdict", "30", ""], ["5", "", "estimate", "39", "1.56"],
      ])
    #expect(result.status == 3, "the last size has no verdict, and the status says so")
    #expect(result.line(0) == "square: pass (m.quiesce:10)")
    #expect(result.lines.contains { $0.contains("side = 5 has no verdict: the state budget ran out.") })
    #expect(result.lines.contains { $0.hasPrefix("5 runs: 4 as expected, 1 undecided") }, "none behind it is made")
    #expect(
      result.lines.last?.hasSuffix(
        "quiesce check m.quiesce:10 --set side=5 --reduction off --slice off --max-states 30") == true)
  }

  @Test func withoutABudgetThereIsOneAndItIsSaid() throws {
    let result = try Scratch(["m.quiesce": Self.model]).run("quiesce check m.quiesce --grow side")
    #expect(
      result.lines.contains("quiesce: note: no budget is given: 1,000,000 states for each size (--max-states)"))
    #expect(result.status == 0)
    #expect(
      result.text.contains("side = 9 is the largest size that the model, its check and the options leave."))
    let bounded = try Scratch(["m.quiesce": Self.model]).run("quiesce check m.quiesce --grow side --time 60")
    #expect(!bounded.text.contains("no budget"))
  }

  /// Sizes with others between them: from two to four the states grow by 25/9, so by the root of it, 5/3, from four to five.
  @Test func sizesMayBeNamedOrLeftOut() throws {
    let named = try tables("--grow side=1,2,4")
    #expect(named.rows.dropFirst().map { $0[3] } == ["4", "9", "25", "41"])
    #expect(named.rows.last == ["5", "", "estimate", "41", "1.67"])
    // A side of one, three and five is not between two and four.
    let related = try tables("--grow side=1...5 --over 'depth in {2}, side % depth == 0'")
    #expect(related.rows.dropFirst().map { $0[0] + " " + $0[1] } == ["2 yes", "4 yes", "5 "])
    #expect(related.text.line(0) == "square [depth = 2]: pass (m.quiesce:10)")
  }

  /// Every value of another parameter has a table of its own, and so has each expectation; what a check sets stays as it is.
  @Test func aFamilyForEachOfTheRest() throws {
    let text = Self.model.replacing(
      "of inside }", with: "of inside where side in {2, 3}\nexpect violation of left where side in 2...9 }")
    let (rows, result) = try tables("--grow side=1...4 --over depth=1...2", model: text)
    let titles = result.lines.filter { $0.hasPrefix("square") }
    #expect(
      titles == [
        "square [depth = 1]: pass (m.quiesce:10)", "square [depth = 2]: pass (m.quiesce:10)",
        "square [depth = 1]: violation of left (m.quiesce:11)", "square [depth = 2]: violation of left (m.quiesce:11)",
      ])
    // It is found at (2, 0), after two steps: six states are no more than two steps away. Estimated is what is behind the last.
    let sizes = rows.filter { $0[1] != "expected" }.map { "\($0[0]): \($0[3])" }
    let passes = ["2: 9", "3: 16", "4: 28"]
    let violations = ["2: 6", "3: 6", "4: 6", "5: 6"]
    #expect(sizes == passes + passes + violations + violations)
    #expect(result.status == 0)
    #expect(
      result.lines.count { $0 == "The states are those until something was found, not the whole space." } == 2)
  }

  /// The others keep their defaults meanwhile; a model without any is checked as it is.
  @Test func eachOfSeveralIsRaisedForItself() throws {
    let text = Self.model.replacing("x < side", with: "x < side + depth")
      .replacing("x <= side", with: "x <= side + depth")
    let scratch = try Scratch(["m.quiesce": text, "safe.quiesce": CommandModels.counter])
    let result = try JSONReport(
      reading: [UInt8](
        scratch.run(
          "quiesce check m.quiesce safe.quiesce --slice off --grow side=1...2 --grow depth --format json 2>/dev/null"
        )
        .text.utf8))
    #expect(result.growth?.map(\.parameter) == ["side", "depth"])
    #expect(result.growth?.map { $0.sizes.map(\.states) } == [[3 * 2, 4 * 3], [3 * 2, 4 * 2, 5 * 2]])
    #expect(result.checks.count == 6, "two sides, three depths, and the other model")
  }

  /// With n of one, two and three it counts to one, two and 99: nothing tells that beforehand.
  @Test func anEstimateIsNotLessThanWhatWasSeen() throws {
    let text = """
      model jump
      param n : 1...3 = 1
      var x : 0...99 = 0
      actor counter { initial final state going { step up when x < (if n == 3 then 99 else n) { x += 1 } } }
      property inside: invariant x <= 99
      """
    let (rows, result) = try tables("--grow n --max-states 50", model: text)
    #expect(rows.suffix(2) == [["3", "?", "no verdict", "50", ""], ["3", "", "estimate", "more than 50", ""]])
    #expect(result.line(0) == "jump", "without a check there is no expectation to name")
  }

  /// A size that the model refuses is none that it leaves, if nobody has named it.
  @Test func aSizeThatTheModelRefusesEndsIt() throws {
    let text = Self.model.replacing("var y : 0...9 = 0", with: "var y : 0...9 = if side <= 3 then 0 else 10")
    let (rows, result) = try tables("--grow side", model: text)
    #expect(rows.dropFirst().map { $0[0] } == ["1", "2", "3", "4"] && rows.last?[2] == "estimate")
    #expect(result.status == 0)
    #expect(try tables("--grow side=1...4", model: text).text.status == 2)
  }

  @Test func aPageHasTheTable() throws {
    let (rows, result) = try tables("--grow side=1...2 --report markdown")
    #expect(result.lines.contains("### square: pass (m.quiesce:10), by side"))
    #expect(rows.contains(["", "2", "yes", "holds", "9"]) && rows.contains(["", "3", "", "estimate", "20"]))
  }

  @Test func theResultForScriptsHasIt() throws {
    let scratch = try Scratch(["m.quiesce": Self.model])
    let words = "quiesce check m.quiesce --slice off --reduction off --format json"
    let document = scratch.run("\(words) --grow side --max-states 30").text
    #expect(try JSONSchema(documented: "json-schema.json").complaints(about: document) == [])
    let result = try JSONReport(reading: [UInt8](document.utf8))
    let growth = try #require(result.growth?.first)
    #expect(result.growth?.count == 1 && result.checks.count == 5)
    #expect(growth.parameter == "side" && growth.model == "square" && growth.place == "m.quiesce:10")
    #expect(growth.parameters == ["depth": "1"])
    #expect(growth.sizes.map(\.states) == [4, 9, 16, 25, 30])
    #expect(growth.sizes.map(\.factor) == [nil, 2.25, 16.0 / 9, 25.0 / 16, nil])
    #expect(growth.sizes.map(\.counted) == Array(repeating: "whole space", count: 4) + ["unfinished"])
    #expect(growth.obstacle == "the state budget ran out")
    #expect(growth.estimate?.size == 5 && growth.estimate?.states == 39 && growth.estimate?.exceeded == false)
    #expect(try JSONReport(reading: [UInt8](scratch.run(words).text.utf8)).growth == nil)
  }

  @Test(arguments: [
    ("--grow sid", "no model here has a parameter 'sid'"), ("--grow lit", "'lit' is no size"),
    ("--grow lit=true", "'lit' is no size"), ("--grow 'side in 1...3'", "--grow takes the names of parameters"),
    ("--grow side,depth,side", "--grow gives 'side' twice"), ("--grow side --grow side=2", "--grow gives 'side' twice"),
    ("--grow side --set side=2", "--grow gives 'side' twice"),
    ("--grow side --over side", "--grow gives 'side' twice"),
    ("--grow side=2 --over side=3", "--grow gives 'side' twice"),
    ("--grow side --pairs", "--pairs leaves sizes out"), ("--grow side=12", "12 is no value of the parameter 'side'"),
    ("--grow side=", "expected an expression"), ("--grow side --update-lock", "--update-lock takes whole models"),
  ])
  func whatCannotBeIsSaid(options: String, message: String) throws {
    let text = Self.model.replacing("var x", with: "param lit : Bool = true\nvar x")
    let result = try Scratch(["m.quiesce": text]).run("quiesce check m.quiesce \(options)")
    #expect(result.status == 2)
    #expect(result.lines.contains { $0.contains("error: \(message)") }, "\(result.text)")
  }
}
