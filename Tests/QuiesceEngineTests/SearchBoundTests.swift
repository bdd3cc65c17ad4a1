import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// `within`: a state where the bound is false is counted and asked, but not left.
@Suite("Search bounds") struct SearchBoundTests {
  /// A counter that could go to 100, where the next step faults.
  private static func counter(_ check: String) -> String {
    """
    model counter
    var n : 0...100 = 0
    ghost var steps : 0...200 = 0
    actor up { initial state on { step add { n += 1; steps += 1 } } }
    property low: invariant n <= 3
    property edge: reachable n == 4
    property far: reachable n == 5
    \(check)
    """
  }

  private func search(
    _ text: String, _ change: (inout SearchOptions) -> Void = { _ in }
  ) throws -> Outcome {
    var options = SearchOptions()
    options.reduction = .off
    options.keepsGoing = true
    change(&options)
    let checked = CheckedText(text)
    let program = try checked.lowered()
    return try Search.run(program, sources: checked.sources, options: options, control: RunControl())
  }

  private func verdict(_ name: String, _ outcome: Outcome) -> Verdict? {
    outcome.properties.first { $0.name == name }?.verdict
  }

  /// 0 to 4 are stored; 0 to 3 are left, each by its one step. The property is asked in 4 too. Nothing rests, and yet 4 is no
  /// deadlock. Without the bound, 100 faults.
  @Test func theStateBeyondIsCountedAndAskedButNotLeft() throws {
    let text = Self.counter("check counter { within n <= 3 }")
    let outcome = try search(text)
    #expect(outcome.statistics.states == 5 && outcome.statistics.transitions == 4 && outcome.statistics.depth == 4)
    #expect(verdict("low", outcome) == .violated && verdict("edge", outcome) == .reached)
    #expect(verdict("far", outcome) == .notReached && verdict("deadlock", outcome) == .holds)
    let whole = try search(Self.counter(""))
    #expect(whole.statistics.states == 101 && whole.verdict == .fault)
    guard case .same(states: 5) = Agreement(text) else {
      Issue.record("the oracle counts otherwise: \(Agreement(text))")
      return
    }
  }

  /// Ghosts may bound: the model does the same, less of it is looked at. Slicing keeps what only the bound reads.
  @Test(arguments: [true, false]) func ghostsMayBound(slices: Bool) throws {
    let text = Self.counter("check counter { within steps < 2 }")
    let outcome = try search(text) { $0.slices = slices }
    #expect(outcome.statistics.states == 3 && outcome.statistics.transitions == 2)
    #expect(outcome.verdict == .notReached && verdict("low", outcome) == .holds)
    #expect(verdict("deadlock", outcome) == .holds)
  }

  /// A step from a state within the bound into one where nothing goes on: within the bound that is a deadlock, beyond it is
  /// none. Where the location decides the bound for the one step there is, only the search for deadlocks needs to know `done`.
  @Test(arguments: [
    ("!done || true", Verdict.deadlock), ("!done", .holds), ("a is run || !done", .holds),
    ("a is run || done", .deadlock),
  ])
  func aDeadlockIsOneOnlyWithinTheBound(bound: String, expected: Verdict) throws {
    let text = """
      model stops
      var done : Bool = false
      actor a { initial state run { step end { done = true } -> stuck } state stuck }
      property any: invariant true
      check stops { within \(bound) }
      """
    for slices in [true, false] {
      for order in SearchOrder.allCases where order.canProve {
        let outcome = try search(text) {
          $0.slices = slices
          $0.order = order
        }
        #expect(outcome.statistics.states == 2)
        #expect(verdict("deadlock", outcome) == expected)
      }
    }
  }

  /// A committed location does not let a state be left that the bound forbids to leave.
  @Test func committedStatesStopToo() throws {
    let text = """
      model commits
      var n : 0...9 = 0
      actor a {
        initial state idle { step go { n += 1 } -> hot }
        committed state hot { step on { n += 1 } -> idle }
      }
      property any: invariant true
      check commits { within n < 3 }
      """
    let outcome = try search(text)
    #expect(outcome.statistics.states == 4 && outcome.statistics.transitions == 3, "0, 1, 2 and, committed, 3")
    #expect(outcome.verdict == .holds)
    guard case .same(states: 4) = Agreement(text) else {
      Issue.record("the oracle counts otherwise: \(Agreement(text))")
      return
    }
  }

  /// Neither side of a rendezvous moves beyond the bound, and what the sender's guard would fault with is not evaluated.
  @Test func rendezvousStopToo() throws {
    let text = """
      model meets
      var n : 0...9 = 0
      signal s(x: 0...9)
      actor a { initial state p { step send sends s(n) when 6 / (2 - n) > 0 { n += 1 } } }
      actor b { initial state p { step take(x in 0...9) on s(x) } }
      property any: invariant true
      check meets { within n < 2 }
      """
    let outcome = try search(text)
    #expect(outcome.verdict == .holds && outcome.statistics.states == 3 && outcome.statistics.transitions == 2)
    guard case .same(states: 3) = Agreement(text) else {
      Issue.record("the oracle counts otherwise: \(Agreement(text))")
      return
    }
  }

  /// Where the bound has no value, the step faults as if it stood in its guard: once the counter is 2.
  @Test func aBoundThatFaultsIsAFaultOfTheStep() throws {
    let text = Self.counter("check counter { within 6 / (2 - n) > 0 }")
    let outcome = try search(text)
    let fault = try #require(outcome.properties.first { $0.kind == .fault })
    #expect(fault.faultSite?.kind == .divisionByZero && fault.trace?.steps.count == 3)
    #expect(outcome.statistics.states == 3 && verdict("low", outcome) == .noVerdict)
    #expect(verdict("deadlock", outcome) == .noVerdict)
  }

  /// A bound that is false at once leaves the initial states.
  @Test func aConstantBoundIsOneToo() throws {
    let outcome = try search(Self.counter("check counter { within false }"))
    #expect(outcome.statistics.states == 1 && outcome.statistics.transitions == 0)
    #expect(verdict("deadlock", outcome) == .holds && verdict("edge", outcome) == .notReached)
  }

  /// Stubborn sets, symmetry and slicing keep every verdict of a bounded search.
  @Test func reductionsKeepTheVerdicts() throws {
    let text = """
      model pool
      symmetric type P[3]
      var busy : Set<P> = {}
      ghost var count : 0...9 = 0
      actor a { initial state on { step take(p in P where !(p in busy)) { busy.insert(p) } } }
      actor b { initial state on { step drop(p in busy) { busy.remove(p) } } }
      property two: reachable busy.count == 2
      property three: reachable busy.count == 3
      check pool { within busy.count < 2 }
      """
    for reduces in [false, true] {
      for isSymmetric in [false, true] {
        let outcome = try search(text) {
          $0.reduction = reduces ? .on : .off
          $0.symmetry = isSymmetric
        }
        #expect(verdict("two", outcome) == .reached && verdict("three", outcome) == .notReached)
        #expect(verdict("deadlock", outcome) == .holds)
        guard !reduces else { continue }
        #expect(outcome.statistics.states == (isSymmetric ? 3 : 7), "subsets of at most two, or their sizes")
      }
    }
  }
}
