import QuiesceModel
import QuiesceProgram
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering

/// What can happen in a state, what cannot, and why: said of models whose every state is known.
@Suite struct ChoicesTests {
  /// The choices after some steps, each by its label.
  private func choices(_ text: String, after labels: [String] = []) throws -> (Choices, Program) {
    let checked = CheckedText(text)
    let program = try checked.lowered()
    var state = try #require(program.initialStates.first)
    let at = { (state: [Int]) in
      Explainer(
        replay: Replay(program: program, initial: state, transitions: []), sources: checked.sources
      ).choices()
    }
    for label in labels {
      state = try #require(at(state).enabled.first { $0.label == label }?.target)
    }
    return (at(state), program)
  }

  /// `actor.step: condition`
  private func reasons(_ choices: Choices) -> [String] {
    choices.blocked.flatMap { actor in actor.steps.map { "\(actor.actor).\($0.name): \($0.condition)" } }
  }

  /// A queue that is empty, a guard of which a part is false, a partner that is not there, and no choice of a binding.
  private static let post = """
    model post
    queue box : 0...1[1]
    signal ring
    var open : Bool = false
    actor sender {
      initial final state s {
        step put(n in 0...1) when !box.isFull { box.push(n) }
        step unlock when !open && box.isFull { open = true }
        step call sends ring -> t
      }
      final state t
    }
    actor reader {
      initial final state r {
        step take(n from box) when open
        step pick(n in 0...1) when n > 1
        step never when false
      }
      final state deaf { step hear on ring -> r }
    }
    """

  @Test func eachStepIsPossibleOrHasAReason() throws {
    let (start, _) = try choices(Self.post)
    #expect(start.enabled.map(\.label) == ["sender.put(n: 0)", "sender.put(n: 1)"])
    #expect(
      reasons(start) == [
        "sender.unlock: box.isFull", "sender.call: no partner receives 'ring'", "reader.take: 'box' is empty",
        "reader.pick: for no choice of its bindings: n > 1", "reader.never: false",
      ])
    let (full, _) = try choices(Self.post, after: ["sender.put(n: 1)"])
    #expect(full.enabled.map(\.label) == ["sender.unlock"])
    #expect(reasons(full).contains("reader.take: open"))
  }

  /// While somebody stands in a committed state the others wait for him, and not for what their guards say.
  @Test func whoIsCommittedGoesFirst() throws {
    let text = """
      model urgent
      var n : 0...3 = 0
      actor one { initial state a { step go -> b } committed state b { step on -> c } final state c }
      actor two { initial final state a { step count when n < 3 { n += 1 } step none when n > 3 } }
      """
    let (choices, _) = try choices(text, after: ["one.go"])
    #expect(choices.enabled.map(\.label) == ["one.on"])
    #expect(reasons(choices) == ["two.count: an actor in a committed state goes first", "two.none: n > 3"])
  }

  /// A step that fails leads nowhere, and one beyond the bound of the search is not taken.
  @Test func faultsAndBoundsAreReasons() throws {
    let text = """
      model edges
      var n : 0...2 = 0
      actor clock { initial final state s { step twice { n += 2 } } }
      property small: invariant n <= 2
      """
    let (fails, _) = try choices(text, after: ["clock.twice"])
    #expect(fails.enabled.map { $0.target == nil } == [true])
    let (bound, _) = try choices(text + "\ncheck edges { expect pass of small within n <= 0 }", after: ["clock.twice"])
    #expect(bound.enabled.isEmpty)
    #expect(reasons(bound) == ["clock.twice: the bound of the search is false here"])
  }

  /// What a step takes and puts; in a queue that only turns, the first goes to the end.
  @Test func transfersAreWhatGoesThroughQueues() throws {
    let text = """
      model turns
      queue q : 0...3[2] = [1, 2]
      bag b : 0...3[2]
      actor a { initial final state s {
        step turn { let n = q.first; q.pop(); q.push(n) }
        step move(n from q) { b.insert(n) }
      } }
      """
    let (_, program) = try choices(text)
    let transfers = program.transitions.indices.map { position in
      Replay(program: program, initial: program.initialStates[0], transitions: [position]).trace.steps[0].transfers
        .map { "\($0.channel) \($0.isPut ? "+" : "-")\($0.value)" }
    }
    #expect(transfers.contains(["q -1", "q +1"]))
    #expect(transfers.contains(["q -1", "b +1"]))
  }
}
