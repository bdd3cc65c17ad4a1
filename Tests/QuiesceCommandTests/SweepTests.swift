import Testing

@Suite("sweeps of --set") struct SweepTests {
  /// The invariant holds up to a depth of 2, and while everything is flushed.
  private static let model = """
    model sweep
    param depth : 1...4 = 2
    param flush : enum { none, both, some } = none
    param low : 0..<depth = 0
    var x : 0...4 = 0
    actor a { initial final state s { step go when x < depth - low && flush != .both { x += 1 } } }
    property p: invariant x < 3
    """

  private func runs(_ words: String, check: String = "") throws -> Shell.Result {
    let scratch = try Scratch(["m.quiesce": SweepTests.model + "\n" + check])
    return scratch.run("quiesce check m.quiesce \(words)")
  }

  /// What the lines say is in brackets behind the model, and whether it came out as expected.
  private func settings(_ result: Shell.Result) -> [String] {
    result.lines.compactMap { line in
      if line.hasPrefix("  parameters  ") {
        return "NOT [" + line.dropFirst(14).prefix { $0 != ";" } + "]"
      }
      guard line.hasPrefix("as expected ") else { return nil }
      return String(line.dropFirst("as expected sweep ".count).prefix { $0 != ":" })
    }
  }

  @Test func aRangeIsARunForEachValue() throws {
    let result = try runs("--set depth=1...3")
    #expect(result.status == 1)
    #expect(settings(result) == ["[depth = 1]", "[depth = 2]", "NOT [depth = 3]"])
    #expect(result.text.contains("\n3 runs: 2 as expected, 1 NOT as expected; "))
    #expect(result.lines.last == "reproduce: quiesce check m.quiesce --set depth=3", "the one value, not the range")
    #expect(try settings(runs("--set 'depth=1..<3'")) == ["[depth = 1]", "[depth = 2]"])
  }

  @Test func severalSweepsMultiply() throws {
    let result = try runs("--set depth=2,3 --set flush=some,both")
    #expect(
      settings(result) == [
        "[depth = 2, flush = some]", "[depth = 2, flush = both]", "NOT [depth = 3, flush = some]",
        "[depth = 3, flush = both]",
      ])
  }

  /// The values of a parameter whose type needs another one are those of each run.
  @Test func aTypeThatNeedsAnotherParameterIsThatOfTheRun() throws {
    #expect(
      try settings(runs("--set depth=1,2 --set low=0")) == ["[depth = 1, low = 0]", "[depth = 2, low = 0]"])
    let wrong = try runs("--set depth=1...2 --set low=0...1")
    #expect(wrong.status == 2)
    #expect(wrong.text.contains("error: 1 is no value of the parameter 'low' of type 0...0 [INVALID_SETTING]"))
  }

  /// A `where` that sets the parameter keeps its value: it is made once, for the value that the sweep has too.
  @Test func aCheckIsMadeForTheValuesThatItLeavesOpen() throws {
    let check = """
      check sweep {
        expect pass where depth = 1
        expect pass where flush = both
        expect violation of p where depth = 4
      }
      """
    let result = try runs("--set depth=1...2", check: check)
    #expect(result.status == 0)
    #expect(
      settings(result) == ["[depth = 1]", "[depth = 1, flush = both]", "[depth = 2, flush = both]"])
    #expect(result.lines.last?.hasPrefix("3 runs: 3 as expected, 1 skipped by --set or --property; ") == true)
  }

  @Test func theResultNamesTheValues() throws {
    let result = try runs("--set depth=1...2 --format json")
    #expect(result.lines.filter { $0.contains("\"depth\" : \"") }.map { $0.filter(\.isNumber) } == ["1", "2"])
  }

  @Test(arguments: [
    ("--set depth=1...9", "9 is no value of the parameter 'depth' of type 1...4"),
    ("--set flush=nnoe,both", "'flush' has no case 'nnoe'"),
    ("--set flush=none...both", "the parameter 'flush' is no integer"),
    ("--set depth=3...2", "this range has no values"),
    ("--set depth=1 --set depth=2", "--set gives 'depth' twice"),
    ("--set dept=1,2", "no model here has a parameter 'dept'"),
  ])
  func mistakesAreErrors(words: String, message: String) throws {
    let result = try runs(words)
    #expect(result.status == 2)
    #expect(result.text.contains("error: \(message)"), "\(result.text)")
  }

  @Test func tooManyRunsAreRefused() throws {
    let scratch = try Scratch([
      "big.quiesce": """
      model big
      param a : 0...999 = 0
      param b : 0...999 = 0
      var x : Bool = false
      actor t { initial final state s { step go when !x { x = true } } }
      check big { expect pass where b in 0...99 }
      """
    ])
    let alone = scratch.run("quiesce check big.quiesce --set a=0...999 --set b=0...999")
    #expect(alone.status == 2)
    #expect(alone.text.contains("this stands for more than 10000 runs [MODEL_TOO_LARGE]"))
    let together = scratch.run("quiesce check big.quiesce --set a=0...199")
    #expect(together.status == 2)
    #expect(together.text.contains("with --set this stands for more than 10000 runs [MODEL_TOO_LARGE]"))
  }

  @Test func aGraphHasOneValue() throws {
    let scratch = try Scratch(["m.quiesce": SweepTests.model])
    let result = scratch.run("quiesce graph m.quiesce --set depth=1...2")
    #expect(result.status == 2)
    #expect(result.text.contains("--set takes several values for 'check' and 'crosscheck' only [INVALID_SETTING]"))
  }
}
