import QuiesceLanguage
import QuiesceTestSupport
import Testing

@testable import QuiesceChecks
@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// A reduced search says what the full one says: models that showed otherwise once, and what is refused.
@Suite struct ReductionTests {
  private func search(
    _ program: Program, _ sources: SourceMap, _ order: SearchOrder, reduction: ReductionMode = .on,
    _ change: (inout SearchOptions) -> Void = { _ in }
  ) throws -> Outcome {
    var options = SearchOptions()
    options.order = order
    options.keepsGoing = true
    options.reduction = reduction
    options.maximumStates = 3_000
    options.maximumMemory = 1 << 28
    change(&options)
    return try Search.run(program, sources: sources, options: options, control: RunControl())
  }

  /// Models that an earlier reduction got wrong, with what is there to find.
  static let onceWrong: [(Verdict, String)] = [
    // A guard whose first false condition hides a condition that may come to fail.
    (
      .fault,
      """
      type Number = 0...2
      var held : Number? = 1
      var enabled : Bool = false
      actor reader {
        initial state poll {
          step quit -> off
          step fetch when held! == 1 && enabled -> off
        }
        state off { step enable { enabled = true } -> end }
        final state end
      }
      actor writer { initial state w { step drop { held = none } -> x } final state x }
      """
    ),
    // A fact behind a condition that fails does not keep two transitions apart.
    (
      .fault,
      """
      var x : 0...2 = 0
      var y : 0...1 = 1
      var z : 0...1 = 0
      actor a { initial state s { step go when x == 0 { z = 1; x = 1 } -> t } final state t }
      actor b { initial final state s { step boom when 1 / (y + z) == 1 && x == 1 } }
      actor c { initial state s { step clear { y = 0 } -> t } final state t }
      """
    ),
    // Conditions that can be evaluated only where those before them hold.
    (
      .deadlock,
      """
      var y : 0...3 = 0
      var p : 0...2 = 0
      var q : 0...2 = 0
      actor a { initial final state s { step go when p == 0 && y != 0 && 4 / y == q { p = 1 } } }
      actor b { initial state s { step up when p == 1 { y = 1; q = 1; p = 2 } -> t } final state t }
      actor c {
        initial state s { step set { p = 0 } -> u }
        state u { step set { p = 1 } -> v }
        final state v
      }
      actor d { initial state s { step get when p == 0 -> t } final state t }
      """
    ),
    (
      .deadlock,
      """
      var i : 0...200 = 150
      var p : 0...2 = 0
      var q : 0...2 = 0
      var array : [0...2: 0...3] = 0
      actor a { initial final state s { step go when p == 0 && i < 3 && array[i] == q + 1 { p = 1 } } }
      actor b { initial state s { step up when p == 1 { i = 1; q = 1; array[1] = 1; p = 2 } -> t } final state t }
      actor c {
        initial state s { step set { p = 0 } -> u }
        state u { step set { p = 1 } -> v }
        final state v
      }
      actor d { initial state s { step get when p == 0 -> t } final state t }
      """
    ),
    // What is known of a slot where a transition begins is not known of it once the transition has written it: here 'x' is 1
    // at first and 0 where it is compared, so that the put keeps the step of 'a' from firing.
    (
      .violated,
      """
      event seen()
      var y : 0..<2 = 0
      bag full : Bool[1]
      actor a { initial final state s { step see when full.count < 1 { emit seen() } -> t } final state t }
      actor b {
        var x : 0..<2 = 1
        initial final state s { step put { x = y; if 1 != x { if !full.isFull { full.insert(false) } } } }
      }
      property never: never seen
      """
    ),
  ]

  @Test(arguments: onceWrong.indices, [SearchOrder.breadth, .depth])
  func whatWasOnceWrong(position: Int, order: SearchOrder) throws {
    let (expected, text) = Self.onceWrong[position]
    let checked = CheckedText("model wrong\n" + text)
    let program = try checked.lowered()
    for reduction in [ReductionMode.off, .on] {
      #expect(try search(program, checked.sources, order, reduction: reduction).verdict == expected)
    }
  }

  /// What depends on what is found out for so many transitions only; the report says so.
  @Test func tooManyTransitionsAreRefused() throws {
    let text = """
      model wide
      var x : 0...4000 = 0
      actor a { initial final state s { step set(n in 1...4000) when x == 0 { x = n } } }
      """
    let checked = CheckedText(text)
    let program = try checked.lowered()
    let outcome = try search(program, checked.sources, .breadth) { $0.maximumStates = nil }
    #expect(outcome.reduction == nil && outcome.reductionRefusal == "4000 transitions, of at most 2048")
    #expect(outcome.statistics.states == 4001)
  }

  /// The levels that were whole when a reduction began on the way are those of the space with all interleavings: whoever estimates how
  /// many states there are can go by them.
  @Test func levelsBeforeAReductionAreThoseOfTheSpace() throws {
    let text = """
      model counters
      var x : 0...9 = 0
      var y : 0...9 = 0
      var z : 0...9 = 0
      actor a { initial final state s { step up when x < 9 { x += 1 } } }
      actor b { initial final state s { step up when y < 9 { y += 1 } } }
      actor c { initial final state s { step up when z < 9 { z += 1 } } }
      """
    let checked = CheckedText(text)
    let program = try checked.lowered()
    let levels = try [ReductionMode.off, .automatic].map { mode in
      try search(program, checked.sources, .breadth, reduction: mode) {
        ($0.reductionThreshold, $0.slices) = (200, false)
      }.statistics.levels
    }
    let known = try #require(levels[1].ofMore?.sizes)
    // So many states have 1, 3, 6, ..., 45 of less than nine steps: 165. The ninth level goes beyond 200.
    #expect(levels[0].ofMore == nil && known.count >= 8)
    #expect(known == Array(levels[0].sizes.prefix(known.count)))
  }
}
