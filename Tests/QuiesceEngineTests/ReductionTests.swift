import QuiesceModel
import QuiesceTestSupport
import Testing

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
    // What has to be reached always is no property of single states, but its condition may fail to evaluate in one, which is passed
    // through.
    (
      .fault,
      """
      var x : 0...6 = 0
      actor p { initial final state s { step go when x < 6 { x += 1 } } }
      property back: always reachable x / (x - 3) > 1
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

  // MARK: Trials

  /// Six counters, which have nothing to do with each other, come to 11^6 states, and one of their interleavings is enough: a trial with
  /// 16,384 of them finds that out.
  @Test func aTrialEndsASearchOfInterleavings() throws {
    let program = ToyProgram.counters(6, limit: 10)
    var options = SearchOptions()
    options.trial.states = 1 << 14
    let outcome = try Search.run(program, sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .holds && outcome.reduction != nil)
    #expect(outcome.statistics.states < 100, "ways of 64 steps are passed through")
    options.reduction = .off
    let whole = try Search.run(program, sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(whole.statistics.states == 1_771_561)
  }

  /// Counters that all look at each other have nothing to leave out: whatever was tried, the search is the whole one.
  @Test func aTrialInVainChangesNothing() throws {
    let text = """
      model tangle
      var sum : 0...40 = 0
      actor a[i in 0..<4] {
        var n : 0...9 = 0
        initial final state s { step up when n < 9 && sum < 40 { n += 1; sum = (sum * 2 + n + i) % 41 } }
      }
      """
    let checked = CheckedText(text)
    let program = try checked.lowered()
    let known = try search(program, checked.sources, .breadth, reduction: .off) { $0.maximumStates = nil }
    let tried = try search(program, checked.sources, .breadth, reduction: .automatic) {
      ($0.maximumStates, $0.trial) = (nil, .patient(from: 100))
      // Patience ends where the whole search would.
      $0.trial.transitions = 1
    }
    #expect(tried.reduction == nil)
    #expect(tried.statistics.states == known.statistics.states && tried.statistics.states > 10_000)
    #expect(tried.statistics.transitions == known.statistics.transitions)
  }

  /// What a trial finds has the shortest way there where the search that tries gets so far, which then says all that it knows; else the
  /// way that the trial took.
  @Test(arguments: [(4, false), (1 << 21, true)]) func aTrialFindsTheShortestWay(states: Int, isShortest: Bool) throws {
    let text = """
      model apart
      var level : 0...12 = 0
      actor a {
        initial final state s {
          step slow when level < 12 { level += 1 }
          step fast when level < 9 { level += 3 }
        }
      }
      actor b[i in 0..<5] {
        var n : 0...3 = 0
        initial final state s { step up when n < 3 { n += 1 } }
      }
      property low: invariant level < 12
      """
    let checked = CheckedText(text)
    let program = try checked.lowered()
    let outcome = try search(program, checked.sources, .breadth, reduction: .automatic) {
      ($0.maximumStates, $0.slices, $0.statesForTraces, $0.trial) = (nil, false, states, .patient(from: 10))
    }
    let trace = try #require(outcome.properties.first { $0.name == "low" }?.trace)
    #expect(outcome.verdict == .violated)
    // Three steps and three times one: 3, 6, 9, and one by one to 12.
    #expect(isShortest ? trace.transitions.count == 6 : trace.transitions.count >= 6)
    #expect((outcome.reduction == nil) == isShortest)
    #expect(outcome.reduction?.tracesAreShortest != true)
  }

  /// What the search has found that tried stays found where the reduced one ends early: here the event, which that one has not seen on its
  /// way to the violation, and the step that emits it.
  @Test func aTrialForgetsNothing() throws {
    let text = """
      model memory
      event early()
      var level : 0...90 = 0
      actor a { initial final state s { step on when level < 90 { level += 1 } } }
      actor b[i in 0..<5] {
        var n : 0...3 = 0
        initial final state s { step up when n < 3 { n += 1; if n == 1 { emit early() } } }
      }
      property low: invariant level < 90
      property soon: reachable early()
      """
    let checked = CheckedText(text)
    let program = try checked.lowered()
    let outcome = try search(program, checked.sources, .breadth, reduction: .automatic) {
      ($0.maximumStates, $0.slices, $0.keepsGoing, $0.statesForTraces) = (nil, false, false, 4)
      $0.trial = .patient(from: 10)
    }
    #expect(outcome.verdict == .violated && outcome.reduction != nil && outcome.stop == .decided)
    #expect(outcome.properties.first { $0.name == "soon" }?.verdict == .reached)
    let fired = program.transitions.indices.filter { outcome.coverage.fired[$0] }
    #expect(Set(fired.map { program.transitions[$0].main.actor }).count == 6, "each actor has a step that fires")
  }

  /// The questions are given up once the first ones have taken more than their share and an eighth of all.
  @Test func pairsKeepPace() throws {
    let program = ToyProgram.counters(2, limit: 1)
    func budget(after done: Int, of count: Int, asking questions: Int) -> Int {
      var enumeration = Enumeration(program, domainLimit: 4, budget: 1600, clock: RunClock(RunControl()))
      for _ in 0..<questions { _ = enumeration.holdsForAll(SlotSet(), fixed: [:]) { _ in true } }
      enumeration.keepPace(done, of: count)
      return enumeration.budget
    }
    // A question takes 64, and one for each combination.
    #expect(budget(after: 0, of: 100, asking: 3) == 1600 - 3 * 65)
    #expect(budget(after: 0, of: 100, asking: 4) == 0)
    #expect(budget(after: 4, of: 100, asking: 4) == 1600 - 4 * 65)
  }
}
