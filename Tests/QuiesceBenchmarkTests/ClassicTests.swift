import QuiesceModel
import QuiesceProgram
import QuiesceTestSupport
import Testing

@testable import quiesce_benchmark

/// A classic in one size.
struct SizedClassic: CustomTestStringConvertible {
  let classic: Classic
  let instance: Classic.Instance

  var testDescription: String { "\(classic.name), \(instance.states) states" }

  /// All of which there is time for in a test; the greatest of Peterson's has seven million states.
  static let all = Classic.all.flatMap { classic in
    classic.instances.map { SizedClassic(classic: classic, instance: $0) }
  }.filter { $0.instance.states < 2_000_000 }

  /// To optimise one of Spin's verifiers takes longer than it saves in a small space.
  static let unoptimized = ["-O0"]

  /// The smallest of each.
  static let smallest = Classic.all.flatMap { classic in
    classic.instances.prefix(1).map { SizedClassic(classic: classic, instance: $0) }
  }
}

/// The classics are what their figures say: the same counts were found by Spin on the Promela texts.
@Suite struct ClassicTests {
  @Test(arguments: SizedClassic.all) func hasTheKnownSize(sized: SizedClassic) throws {
    let exploration = try sized.classic.contest(sized.instance).explore(reduction: false)
    #expect(exploration.states == sized.instance.states)
    #expect(exploration.transitions == sized.instance.transitions)
  }

  /// Everything holds in the classics but for philosophers who all reach for the same side first; a reduction keeps that.
  @Test(arguments: SizedClassic.all) func keepsItsVerdictWithReduction(sized: SizedClassic) throws {
    let exploration = try sized.classic.contest(sized.instance).explore(reduction: true)
    #expect(exploration.findsError == (sized.instance.settings["ordered"] == .bool(false)))
    #expect(exploration.states <= sized.instance.states)
  }

  /// What would have been estimated at a quarter, half and three quarters of the spaces that are large enough for that.
  @Test func theirStatesLieWithinTheEstimates() throws {
    let large = SizedClassic.all.filter { $0.instance.states >= 100_000 }
    #expect(large.count == 6)
    let ranges = try large.flatMap { sized in
      let statistics = try sized.classic.contest(sized.instance).model.explore().statistics
      return SpaceForecast.behind(parts: [0.25, 0.5, 0.75], of: statistics.levels.sizes).compactMap(\.self)
        .map { $0.states.contains(statistics.states) }
    }
    // In the others the ratio of the levels rises and falls, so that nothing is estimated.
    #expect(ranges.count == 13)
    #expect(ranges.allSatisfy { $0 })
  }

  /// A table with two of one name could not be read.
  @Test func namesAreDistinct() throws {
    let names = try Classic.all.flatMap { classic in try classic.instances.map { try classic.contest($0).name } }
    #expect(Set(names).count == names.count)
  }
}

/// Spin finds in the Promela texts what Quiesce finds in its own.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct ClassicPeerTests {
  @Test(arguments: SizedClassic.smallest) func spinAgrees(sized: SizedClassic) throws {
    var contest = try sized.classic.contest(sized.instance)
    if sized.instance.states < 300_000 { contest.optimization = SizedClassic.unoptimized }
    let result = try contest.run()
    #expect(result.disagreement == nil)
    #expect(result.spin.states == sized.instance.states)
    #expect(result.spin.transitions == sized.instance.transitions)
    #expect(result.reducedSpin.states <= sized.instance.states)
  }

  /// Otherwise agreement would mean nothing.
  @Test func anotherModelIsNoticed() throws {
    let small = try Classic.leaderElection.contest(Classic.leaderElection.instances[0])
    let other = try Classic.peterson.contest(Classic.peterson.instances[0])
    let mixed = Contest(
      name: "mixed", model: small.model, promela: other.promela, optimization: SizedClassic.unoptimized)
    #expect(
      try mixed.run().disagreement
        == "without reduction spin finds 1800 states and 4883 transitions, quiesce 3387 and 11636")
  }

  /// Paths of the lock with three processes are longer than ten steps: the verifier would leave out states.
  @Test func aSearchThatIsCutOffIsNoResult() throws {
    let contest = try Classic.peterson.contest(Classic.peterson.instances[0])
    var options = SpinOptions()
    options.optimization = SizedClassic.unoptimized
    options.verifier = ["-m10"]
    let peer = try SpinPeer(contest.promela, options)
    #expect(throws: Refusal.self) { try peer.run() }
  }

  @Test func whatSpinDoesNotReadIsNoResult() throws {
    #expect(throws: Refusal.self) { try SpinPeer("no Promela", SpinOptions()) }
  }
}

/// Both tools say that the formulas of the benchmark hold: those of the classics.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct LivenessContestTests {
  @Test(arguments: LivenessContest.all.filter { $0.classic != nil })
  func spinAgrees(question: LivenessContest.Question) throws {
    var contest = try question.contest()
    contest.optimization = SizedClassic.unoptimized
    let result = try contest.run(1)
    #expect(result.liveness.count == 1 && result.spin.count == 1)
  }

  /// Otherwise agreement would mean nothing: without fairness a process may stay where it is.
  @Test func whatDoesNotHoldIsNoResult() throws {
    var question = LivenessContest.all[1]
    #expect(question.isFair)
    question.isFair = false
    var contest = try question.contest()
    contest.optimization = SizedClassic.unoptimized
    #expect(throws: Refusal.self) { try contest.run(1) }
  }
}

/// What contradicts, and what does not.
@Suite struct ContestResultTests {
  private func exploration(_ states: Int, findsError: Bool = false) -> Exploration {
    Exploration(states: states, transitions: 2 * states, seconds: 0, findsError: findsError)
  }

  @Test func reductionsMayKeepDifferentStates() {
    let result = ContestResult(
      quiesce: exploration(100), spin: exploration(100), reducedQuiesce: exploration(10),
      reducedSpin: exploration(40))
    #expect(result.disagreement == nil)
    #expect(result.ratio == 0.25)
  }

  @Test func anErrorThatAReductionLosesIsADisagreement() {
    let result = ContestResult(
      quiesce: exploration(100, findsError: true), spin: exploration(100, findsError: true),
      reducedQuiesce: exploration(10), reducedSpin: exploration(40, findsError: true))
    #expect(result.disagreement == "an error is found by quiesce, spin, spin with reduction only")
  }
}
