import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Who is stuck, and what can always be reached, in models whose every state is known.
@Suite struct EndTests {
  /// What came of a readable model, breadth first.
  private func outcome(_ text: String, _ change: (inout SearchOptions) -> Void = { _ in }) throws -> Outcome {
    let checked = CheckedText(text)
    let program = try checked.lowered()
    var options = SearchOptions()
    options.checksStuck = true
    change(&options)
    return try Search.run(program, sources: checked.sources, options: options, control: RunControl())
  }

  private func stuckRow(of outcome: Outcome) -> PropertyOutcome? { outcome.properties.first { $0.kind == .stuck } }

  /// Two actors wait for each other; a third one ticks, so that this is no deadlock.
  private static let partial = """
    model partial
    enum Holder { nobody, x, y }
    var a : Holder = .nobody
    var b : Holder = .nobody
    actor x {
      initial state s0 { step a when a == .nobody { a = .x } -> s1 }
      state s1 { step b when b == .nobody { a = .nobody } -> s2 }
      final state s2
    }
    actor y {
      initial state s0 { step b when b == .nobody { b = .y } -> s1 }
      state s1 { step a when a == .nobody { b = .nobody } -> s2 }
      final state s2
    }
    actor bystander { initial final state s { step tick } }
    """

  @Test func aBystanderThatTicksHidesNoStuckActors() throws {
    let outcome = try outcome(Self.partial)
    let stuck = try #require(stuckRow(of: outcome))
    #expect(outcome.verdict == .stuck)
    #expect(outcome.properties.first { $0.kind == .deadlock }?.verdict == .holds, "the bystander can always move")
    #expect(stuck.trace?.steps.map(\.main.step) == ["a", "b"], "both are lost once each holds one")
    let actors = try #require(stuck.explanation?.stuck)
    #expect(actors.map(\.actor) == ["x", "y"])
    #expect(actors.map { $0.steps.map(\.condition) } == [["b == .nobody"], ["a == .nobody"]])
    #expect(actors.map { $0.steps.map(\.changers) } == [[["y"]], [["x"]]], "only they write what the other waits for")
  }

  @Test func aDeadlockIsNotReportedTwice() throws {
    let text = Self.partial.replacing("step tick", with: "step tick when a == .nobody || b == .nobody")
    let outcome = try outcome(text) { $0.keepsGoing = true }
    #expect(outcome.properties.first { $0.kind == .deadlock }?.verdict == .deadlock, "nobody can move any more")
    #expect(stuckRow(of: outcome)?.verdict == .holds)
    let alone = try self.outcome(text) { $0.checksDeadlock = false }
    #expect(
      stuckRow(of: alone)?.verdict == .stuck, "where deadlocks are not asked for, those who wait in one are stuck")
  }

  /// The waker looks before the sleeper has said that it sleeps.
  @Test func aLostWakeUpIsFound() throws {
    let outcome = try outcome(
      """
      model lost
      var waiting : Bool = false
      var woken : Bool = false
      actor sleeper {
        initial state working { step sleep { waiting = true } -> asleep }
        state asleep { step wake when woken -> done }
        final state done
      }
      actor waker {
        initial state work {
          step wake when waiting { woken = true } -> idle
          step skip when !waiting -> idle
        }
        final state idle { step poll }
      }
      """)
    let stuck = try #require(stuckRow(of: outcome))
    #expect(stuck.explanation?.stuck.map(\.actor) == ["sleeper"])
    #expect(stuck.trace?.steps.map(\.main.step) == ["skip", "sleep"], "before it sleeps, it can still move")
    #expect(stuck.explanation?.stuck.first?.steps.first?.changers == ["waker"], "it alone writes 'woken'")
  }

  @Test func whoIsOutOfTheRunIsNotJudged() throws {
    let outcome = try outcome(
      """
      model absent
      param present : Bool = false
      actor guest {
        initial state out { step enter when present -> inside }
        final state inside
      }
      actor clock { initial final state s { step tick } }
      """)
    #expect(stuckRow(of: outcome)?.verdict == .holds, "a parameter leaves the guest no transition")
  }

  /// What no value of a type can be is no reason why an actor would take no part: it waits for ever, which is to be stuck.
  @Test(arguments: [
    "v > 7", "v / 6 != 0", "v in {7, 8}", "(v >> 3) != 0", "present || v * v > 36", "(max w in 0..<2: w * v) > 9",
    "s.contains(v + 6)", "(v + 6) in s", "{6} <= s", "far(v)",
  ])
  func whoWaitsForWhatNoTypeAllowsIsStuck(condition: String) throws {
    let outcome = try outcome(
      """
      model waiting
      param present : Bool = false
      type Digit = 0...5
      var v : Digit = 0
      var s : Set<Digit> = {}
      func far(n: Digit) -> Bool = present || n > 5
      actor a { initial final state s { step up when v < 5 { v += 1 } step reset when v == 5 { v = 0 } } }
      actor b {
        initial state waits { step wake when \(condition) -> done }
        final state done
      }
      """)
    #expect(outcome.verdict == .stuck)
    #expect(stuckRow(of: outcome)?.explanation?.stuck.map(\.actor) == ["b"])
  }

  /// What constants rule out takes an actor out of the run, also where the state is asked for first, and by a partner that never sends.
  @Test(arguments: [
    "step enter when v > 1 && present -> inside", "step enter when i == 3 && v > 1 -> inside",
    "step enter when v > 1 && (present || i > 2 && v < 3) -> inside", "step enter(p in 0...1) when p > i + 1 -> inside",
    "step leave on gone(let x) when v > 1 && x -> inside",
    "step enter when v > 1 && !allowed(v) && (if present then v < 5 else i == 2) -> inside",
    "step leave(n in 0...9999) on many(n) when v > 10001 -> inside",
  ])
  func whatConstantsRuleOutIsOutOfTheRun(step: String) throws {
    let outcome = try outcome(
      """
      model absent
      param present : Bool = false
      var v : 0...5 = 0
      signal gone(gone: Bool)
      signal many(n: 0...9999)
      func allowed(n: 0...5) -> Bool = n > 2
      actor guest[i in 0...1] {
        initial state out { \(step) }
        final state inside
      }
      actor other {
        initial final state s {
          step tell sends gone(true) when present && v < 4
          step count sends many(v) when present
          step up when v < 5 { v += 1 }
          step reset when v == 5 { v = 0 }
        }
      }
      """)
    #expect(outcome.verdict == .holds)
    #expect(stuckRow(of: outcome)?.verdict == .holds)
  }

  @Test func theWayBackMayBeLost() throws {
    let outcome = try outcome(
      """
      model back
      actor a {
        initial state s {
          step go -> t
          step leave -> u
        }
        state t { step back -> s }
        final state u { step stay }
      }
      property home: always reachable a is s
      property anywhere: always reachable a is s || a is u
      """
    ) { $0.keepsGoing = true }
    #expect(outcome.properties.prefix(2).map(\.verdict) == [.violated, .holds])
    #expect(outcome.properties[0].trace?.steps.map(\.main.step) == ["leave"], "from 't' there is a way back")
  }

  @Test func whatIsCutOffIsNotJudged() throws {
    let outcome = try outcome(
      """
      model bounded
      var n : 0...9 = 0
      actor a {
        initial state s { step count when n < 9 { n += 1 } }
      }
      actor b { initial final state s { step tick } }
      property high: always reachable n == 7
      check bounded {
        expect pass
        within n < 5
      }
      """)
    #expect(outcome.properties.map(\.verdict) == [.holds, .holds, .holds], "behind n = 5 nothing is known")
  }

  /// What a search that ended early has not found proves nothing.
  @Test func aSearchThatEndsEarlyProvesNothing() throws {
    let early = try outcome(Self.partial) { $0.maximumStates = 2 }
    #expect(stuckRow(of: early)?.verdict == .noVerdict)
    let random = try outcome(Self.partial) { $0.order = .random }
    #expect(stuckRow(of: random)?.verdict == .noVerdict)
  }

  /// A link that costs nothing leads only to what has no link itself.
  @Test func linksLeadAhead() {
    var links = Links()
    let linksToItself = links.link(3, ahead: 3)
    let linksToAnEnd = links.link(0, ahead: 4)
    let linksToALinkedState = links.link(1, ahead: 0)
    links.link(1, to: 0)
    let first = [links.root(of: 0), links.root(of: 1)]
    #expect([linksToItself, linksToAnEnd, linksToALinkedState] == [false, true, false])
    #expect(first == [4, 4])
    links.link(4, ahead: 5)
    let linksInACircle = links.link(5, to: 1)
    #expect(!linksInACircle, "5 is where 1 leads")
    links.link(5, ahead: 6)
    let last = links.root(of: 4)
    #expect(last == 6)
  }

  /// Of a level of the states 2 to 5 one worker has 2 and 3, another one 4 and 5. What leads behind the level is linked at once, and follows
  /// a state that is moved; of 3 and 5, which lead to each other alone, the second remains an end.
  @Test func workersLinkTheirStatesOfALevel() {
    var links = Links()
    var first = LevelLinks()
    var second = LevelLinks()
    let places = links.places(of: 2..<6)
    first.begin(places)
    second.begin(places)
    for (stored, source) in [(3, 2), (9, 2), (4, 2), (3, 3), (5, 3)] { first.note(stored, from: source) }
    for (stored, source) in [(1, 4), (3, 5)] { second.note(stored, from: source) }
    first.finish()
    second.finish()
    let waiting = [first.near.count, second.near.count]
    #expect(waiting == [1, 2])
    links.follow([8, 7], from: 8, in: 2..<6)
    links.add(first.near)
    links.add(second.near)
    let roots = (0..<6).map { links.root(of: $0) }
    #expect(roots == [0, 1, 7, 5, 1, 5])
    let areLinked = (0..<6).map { links.isLinked($0) }
    #expect(areLinked == [false, false, true, true, true, false])
  }

  /// Without places nothing is noted.
  @Test func withoutPlacesThereAreNoLinks() {
    var links = LevelLinks()
    links.begin(nil)
    links.note(1, from: 2)
    links.finish()
    let waiting = links.near.count
    #expect(waiting == 0)
  }
}
