import QuiesceReport
import Testing

/// Parts of properties and branches that have one value in all complete runs.
@Suite("parts with one value") struct PartTests {
  /// 'owner' is never none, 'x' is 5 at most, and 'late' stays false.
  private static let parts = """
    model parts
    param wild : Bool = false
    var x : 0...7 = 0
    var owner : 0...3? = 1
    var late : Bool = false
    event done(v: 0...7)
    queue q : 0...3[2]
    actor a {
      initial state s {
        step up when x < 5 {
          if x + 1 > 6 { late = true } else { x += 1 }
          emit done(x)
        }
        step give when q.isEmpty {
          q.push(1)
          owner = if late then 2 else 3
        }
        step take(v from q) {
          if let o = owner { owner = v } else { late = true }
          if wild { late = true; owner = none }
        }
      }
    }
    property p: invariant owner != none && x > 2 implies x < 6
    property n: never done(v) when v > 5 && owner != none
    property w: never done(v) when owner != none && v > 5
    property s: invariant !(x > 6) && (x < 6 || !late)
    property e: invariant !(exists i in 0...3: x < 6 && x == i + 6)
    monitor m {
      on done(v) when v > 0 {
        if owner != none { assert v < 7 }
      }
    }
    check parts {
      expect pass

    """

  private func warnings(_ words: String, _ scratch: Scratch) throws -> [String] {
    let result = scratch.run("quiesce check parts.quiesce --format json \(words)")
    return try JSONReport(reading: [UInt8](result.text.utf8)).diagnostics?.compactMap { diagnostic in
      guard diagnostic.type == "PART_ALWAYS_SAME" || diagnostic.type == "BRANCH_NEVER_TAKEN" else { return nil }
      let place = diagnostic.range.map { "\($0.start.line):\($0.start.column)" } ?? "-"
      return "\(place) \(diagnostic.type) \(diagnostic.message)"
    } ?? []
  }

  @Test func whatHasOneValueIsNamedWithItsPlace() throws {
    let scratch = try Scratch(["parts.quiesce": Self.parts + "}\n"])
    let part = { (name: String, value: String) in
      "PART_ALWAYS_SAME this part of '\(name)' was \(value) whenever 'parts' evaluated it"
    }
    let branch = { (step: String, value: String) in
      "BRANCH_NEVER_TAKEN this was \(value) whenever step '\(step)' of 'a' came to it: one branch was never taken"
    }
    #expect(
      try warnings("", scratch) == [
        "16:18 \(branch("give", "false"))",
        "19:18 \(branch("take", "true"))",
        "24:23 \(part("p", "true"))",
        "26:32 \(part("w", "true"))",
        "28:44 \(part("e", "true"))",
        "31:8 \(part("m", "true"))",
      ],
      """
      The guard of 'up' settles 'x + 1 > 6' and the parameter 'wild'; of 'n', the first part is false, as it has to be, so that
      the second is never asked; 'x < 6' behind 'implies', '!(x > 6)', 'x < 6' before '||' and that there is no 'i' are what their properties say.
      """)
  }

  @Test func allCompleteRunsTogetherTell() throws {
    let scratch = try Scratch(["parts.quiesce": Self.parts + "  expect pass where wild = true\n}\n"])
    #expect(
      try warnings("", scratch).map { $0.prefix(5) } == ["19:18", "28:44"],
      "'late' comes true and 'owner' none where it is wild, but 'give' fills it before each 'take'"
    )
    #expect(try warnings("--set wild=false", scratch) == [], "who asks for some runs only is not told")
  }

  @Test func strictCountsThem() throws {
    let scratch = try Scratch(["parts.quiesce": Self.parts + "}\n"])
    #expect(scratch.run("quiesce check parts.quiesce").status == 0)
    #expect(scratch.run("quiesce check parts.quiesce --strict").status == 1)
    let words = "--ignore part_always_same --ignore branch_never_taken --ignore variable_never_changes"
    #expect(scratch.run("quiesce check parts.quiesce --strict \(words)").status == 0)
  }

  @Test func aPropertyThatSaysNothingIsNotNamedTwice() throws {
    let model = """
      model parts
      var x : 0...3 = 0
      var on : Bool = false
      actor a { initial final state s { step go when x < 3 { x += 1; on = false } } }
      property p: invariant on implies (x == 7 - x || x < 9 - x)
      check parts { expect pass }
      """
    let scratch = try Scratch(["parts.quiesce": model])
    #expect(try warnings("", scratch) == [])
    #expect(scratch.run("quiesce check parts.quiesce").text.contains("its left side never held [VACUOUS_PROPERTY]"))
  }

  @Test(arguments: [(315, true), (316, false)])
  func aLargeSpaceIsNotLookedAt(most: Int, isWatched: Bool) throws {
    let model = """
      model parts
      var x : 0...\(most) = 0
      var y : 0...\(most) = 0
      actor a { initial final state s { step go when x < \(most) { x += 1 } } }
      actor b { initial final state s { step go when y < \(most) { y += 1 } } }
      property p: invariant x + y >= x implies x * 2 - y <= x + \(most)
      check parts { expect pass }
      """
    let scratch = try Scratch(["parts.quiesce": model])
    let result = scratch.run("quiesce check parts.quiesce --format json --reduction off")
    let report = try JSONReport(reading: [UInt8](result.text.utf8))
    #expect(report.checks[0].statistics.states == (most + 1) * (most + 1))
    #expect(report.checks[0].partsWatched == isWatched, "316 by 316 is less than 100,000, and 317 by 317 is more")
    #expect(report.diagnostics?.map(\.type) == (isWatched ? ["PART_ALWAYS_SAME"] : []))
    let text = scratch.run("quiesce check parts.quiesce --reduction off").text
    #expect(text.contains("  not watched ") != isWatched)
  }
}

extension PartTests {
  /// Where the driver does not wait, the owner is gone at times; that run ends with its violation.
  @Test func aRunThatFailsShowsWhatAPartIsFor() throws {
    let model = """
      model parts
      param waits : Bool = true
      var owned : Bool = true
      var busy : Bool = false
      ghost var lost : Bool = false
      event served(late: Bool)
      actor driver { initial state s { step drop when !waits || !busy { owned = false } -> t } final state t }
      actor device {
        initial state s { step begin when owned { busy = true } -> u }
        state u { step serve { busy = false; if !owned { lost = true }; emit served(!owned) } -> s }
      }
      property p: never served(late) when late
      check parts {
        expect pass of p
        LINE
      }
      """
    let both = "expect violation of p where waits = false"
    let scratch = try Scratch(["parts.quiesce": model.replacing("LINE", with: both)])
    #expect(scratch.run("quiesce check parts.quiesce").status == 0)
    #expect(try warnings("", scratch) == [])
    let alone = try Scratch(["parts.quiesce": model.replacing("LINE", with: "")])
    #expect(try warnings("", alone).map { $0.prefix(24) } == ["10:43 BRANCH_NEVER_TAKEN"])
  }
}
