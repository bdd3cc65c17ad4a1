import QuiesceModel
import QuiesceProgram
import QuiesceSearch
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering

/// What holds at rest, final states with a condition and time-outs: counted by hand, by the engine and by the oracle.
@Suite struct RestTests {
  @Test(arguments: [
    // The worker gives work and is done; nobody raises the event, so the sleeper sleeps through it.
    (
      2, ["nothingLeft": Verdict.violated, "somethingLeft": .holds], true,
      """
      model lostWakeUp
      var work : Bool = false
      var event : Bool = false
      fair actor worker {
        initial state s { step give { work = true } -> done }
        final state done
      }
      fair actor sleeper {
        initial final state asleep when !work { step wake when event { work = false; event = false } -> awake }
        final state awake
      }
      property nothingLeft: at rest !work
      property somethingLeft: at rest work
      """
    ),
    // With the event: s asleep, done asleep, done awake.
    (
      3, ["nothingLeft": .holds, "never": .violated], false,
      """
      model wakeUp
      var work : Bool = false
      var event : Bool = false
      fair actor worker {
        initial state s { step give { work = true; event = true } -> done }
        final state done
      }
      fair actor sleeper {
        initial final state asleep when !work { step wake when event { work = false; event = false } -> awake }
        final state awake
      }
      property nothingLeft: at rest !work
      property never: at rest false
      """
    ),
    // The answer comes, so the time-out never fires: idle, asked, answered, done.
    (
      4, ["fails": .notReached, "ends": .holds], false,
      """
      model answered
      queue questions : Bool[1]
      queue replies : Bool[1]
      actor device { initial final state s { step answer(q from questions) { replies.push(q) } } }
      actor driver {
        initial state idle { step ask { questions.push(true) } -> waiting }
        state waiting {
          step answered(r from replies) -> done
          timeout step gaveUp -> failed
        }
        final state done
        final state failed
      }
      property fails: reachable driver is failed
      property ends: at rest driver is done || !questions.isEmpty
      """
    ),
    // The device answers or takes the question away: idle, asked, answered, lost, done, failed.
    (
      6, ["fails": .reached, "early": .holds], false,
      """
      model maybeAnswered
      queue questions : Bool[1]
      queue replies : Bool[1]
      actor device {
        initial final state s {
          step answer(q from questions) { replies.push(q) }
          step lose(q from questions)
        }
      }
      actor driver {
        initial state idle { step ask { questions.push(true) } -> waiting }
        state waiting {
          step answered(r from replies) -> done
          timeout step gaveUp -> failed
        }
        final state done
        final state failed
      }
      property fails: reachable driver is failed
      property early: invariant driver is failed implies questions.isEmpty && replies.isEmpty
      """
    ),
    // A guard that fails is under way, and nothing times out beside it: 'q' is empty, where asking its head fails.
    (
      1, ["rests": .noVerdict], false,
      """
      model failing
      queue q : Bool[1]
      actor a {
        initial state s { step look when q.first -> t }
        final state t
      }
      actor b {
        initial state s { timeout step late -> u }
        final state u
      }
      actor c { initial final state s { step put when q.isEmpty && a is t { q.push(true) } } }
      property rests: at rest false
      """
    ),
    // While 'a' is committed 'b' cannot go on, and so is no reason to wait: each of s, c and t with each of b's two.
    (
      6, ["comes": .reached], false,
      """
      model committed
      actor a {
        initial state s { step begin -> c }
        committed state c { timeout step late -> t }
        final state t
      }
      actor b { initial state s { step go -> t } final state t }
      property comes: reachable a is t && b is s
      """
    ),
  ])
  func asCounted(states: Int, verdicts: [String: Verdict], isDeadlocked: Bool, text: String) throws {
    let checked = CheckedText(text)
    let model = try #require(checked.model, "\(checked.errors)")
    let found = NaiveExplorer.explore(model)
    for finding in found.properties {
      if let expected = verdicts[finding.name] { #expect(finding.verdict == expected, "\(finding.name)") }
    }
    #expect((found.deadlockDepth != nil) == isDeadlocked)
    switch Agreement(text) {
    case .same(let found): #expect(found == states)
    case .refused(let reason), .different(let reason): Issue.record("\(reason)")
    case .tooLarge, .constantFault: Issue.record("not decided")
    }
  }

  @Test func aConditionOfAFinalStateMustNotFail() {
    let text = """
      model failing
      queue q : Bool[1]
      actor a { initial final state s when q.first { step put when !q.isFull { q.push(true) } } }
      """
    guard case .refused(let reason) = Agreement(text) else {
      Issue.record("not refused")
      return
    }
    #expect(reason == "the condition under which 'a' may rest might fail to evaluate")
    switch Agreement(text.replacing("when q.first", with: "when !q.isEmpty && q.first")) {
    case .same(let states): #expect(states == 2)
    default: Issue.record("refused")
    }
  }

  @Test func whatIsNeverAtRestIsVacuous() throws {
    let text = """
      model restless
      actor a { initial state s { step go -> t } state t { step back -> s } }
      property p: at rest a is s
      property q: at rest a is s implies a is s
      """
    let checked = CheckedText(text)
    let program = try checked.lowered()
    let outcome = try Search.run(
      program, sources: checked.sources, options: SearchOptions(), control: RunControl())
    #expect(outcome.properties.prefix(2).map(\.verdict) == [.holds, .holds])
    #expect(outcome.properties.prefix(2).map(\.isVacuous) == [true, true])
  }
}
