import Testing

/// A check over all values of some parameters, as a table.
@Suite("--over") struct OverTests {
  /// It counts to `limit`, which is too far from 2 on; `colour` and `shape` do not matter.
  static let model = """
    model counter
    param limit : 0...3 = 1
    param colour : enum { red, green, blue } = red
    param shape : enum { flat, round, square } = flat
    var count : 0...3 = 0
    actor clock {
      initial state counting { step up when count < limit { count += 1 } step stop when count == limit -> stopped }
      final state stopped
    }
    property small: invariant count <= 1 || colour == .red && colour == .green
    check counter { expect pass of small }

    """

  @Test func aRowForEachCombination() throws {
    let swept = try Scratch(["m.quiesce": Self.model])
      .run("quiesce check m.quiesce --slice off --over limit --over colour=red,blue 2>/dev/null")
    let start = try #require(swept.lines.firstIndex { $0.hasPrefix(" limit") })
    // With a limit of n there are n + 2 states; the run ends in the state with a count of 2, the third.
    #expect(
      swept.lines[start..<start + 10] == [
        " limit | colour | expected | verdict         | states | steps",
        "-------+--------+----------+-----------------+--------+-------",
        " 0     | red    | yes      | holds           |      2 |",
        " 0     | blue   | yes      | holds           |      2 |",
        " 1     | red    | yes      | holds           |      3 |",
        " 1     | blue   | yes      | holds           |      3 |",
        " 2     | red    | NO       | violated: small |      3 |     2",
        " 2     | blue   | NO       | violated: small |      3 |     2",
        " 3     | red    | NO       | violated: small |      3 |     2",
        " 3     | blue   | NO       | violated: small |      3 |     2",
      ])
    #expect(swept.status == 1)
    #expect(swept.lines.count { $0.hasPrefix("Counterexample to small") } == 1, "one trace stands for the family")
    #expect(swept.lines.last == "reproduce: quiesce check m.quiesce:11 --set colour=red --set limit=2 --slice off")
  }

  /// Any two values of two parameters come together: with three values each that takes at least nine of 27 runs.
  @Test func pairsNeedFewerRuns() throws {
    let scratch = try Scratch(["m.quiesce": Self.model])
    let command = "quiesce check m.quiesce --over limit=0...2 --over colour,shape --format json"
    let all = try JSONValue(reading: scratch.run(command).text)["checks"]?.elements ?? []
    #expect(all.count == 27)
    let some = try JSONValue(reading: scratch.run("\(command) --pairs").text)["checks"]?.elements ?? []
    #expect((9...12).contains(some.count))
    let names = ["limit", "colour", "shape"]
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
      let pairs = some.map { check in
        "\(check["parameters"]?[names[first]] ?? .null) \(check["parameters"]?[names[second]] ?? .null)"
      }
      #expect(Set(pairs).count == 9)
    }
  }

  /// Of eight combinations those three in which the one is less than the other.
  @Test func relationsLeaveCombinationsOut() throws {
    let scratch = try Scratch([
      "m.quiesce": Self.model.replacing("param limit", with: "param depth : 0...2 = 0\nparam limit")
    ])
    let forms = [
      "--over 'limit in 0...3, depth in 1...2, depth < limit'",
      "--over limit --over depth=1...2 --over 'where depth < limit'",
    ]
    for form in forms {
      let result = scratch.run("quiesce check m.quiesce \(form) --slice off 2>/dev/null")
      let rows = result.lines.filter { $0.contains(" | yes ") || $0.contains(" | NO ") }
      let pairs = rows.map { $0.split(separator: "|").prefix(2).joined().split(separator: " ").joined(separator: ",") }
      #expect(pairs.count == 3)
      #expect(Set(pairs.map { $0.split(separator: ",").sorted() }) == [["1", "2"], ["1", "3"], ["2", "3"]])
    }
  }

  @Test func expectationsKeepTheirParameters() throws {
    let text = Self.model.replacing(
      "of small }", with: "of small where limit in 0...1\nexpect violation of small where limit = 3 }")
    let result = try Scratch(["m.quiesce": text]).run("quiesce check m.quiesce --over limit 2>/dev/null")
    #expect(result.status == 0)
    let rows = result.lines.filter { $0.contains(" yes ") }.map { $0.split(separator: "|").prefix(2).joined() }
    #expect(
      rows.map { $0.split(separator: " ").joined(separator: " ") } == [
        "m.quiesce:11 0", "m.quiesce:11 1", "m.quiesce:12 3",
      ])
    #expect(result.lines.contains { $0.hasPrefix("3 runs: 3 as expected") }, "what contradicts a check is not run")
  }

  @Test(arguments: [
    ("--over limt", "no model here has a parameter 'limt'"),
    ("--over limit --set limit=1", "--over gives 'limit' twice"),
    ("--over limit,limit", "--over gives 'limit' twice"),
    ("--over limit=7", "7 is no value of the parameter 'limit' of type 0...3"),
    ("--over limit,colour=red,blue", "expected '='"),
    ("--over 'limit <= 1'", "this condition reads the parameter 'limit', which this 'where' does not set"),
    ("--over 'limit in 0...3, limit <'", "expected an expression before the end of the file"),
    ("--over 'limit in 0...3, limit > 7'", "no run is left"),
    ("--over wide", "'wide' has too many values to go through all of them"),
  ])
  func whatCannotBeIsSaid(options: String, message: String) throws {
    let text = Self.model.replacing("var count", with: "param wide : 0...1000 = 0\nvar count")
    let result = try Scratch(["m.quiesce": text]).run("quiesce check m.quiesce \(options)")
    #expect(result.status == 2)
    #expect(result.lines.contains { $0.contains("error: \(message)") }, "\(result.text)")
  }
}
