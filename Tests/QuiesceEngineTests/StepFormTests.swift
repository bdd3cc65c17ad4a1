import QuiesceTestSupport
import Testing

/// `else` steps, targets that depend on a condition and steps that a constant takes away: what they do, counted by hand,
/// by the engine and by the oracle.
@Suite struct StepFormTests {
  @Test(arguments: [
    // n goes 0, 1, 2 or 0, 2; only at 2 there is no x left and 'stop' leads to t.
    (
      4,
      """
      model counts
      var n : 0...2 = 0
      actor a {
        initial state s {
          step up(x in 1...2 where n + x <= 2) { n += x }
          else step stop -> t
        }
        final state t
      }
      property stops: invariant a is t implies n == 2
      property comes: reachable a is t
      """
    ),
    // The head is 0: that a 1 stands behind it does not help 'take'. s, t, v.
    (
      3,
      """
      model asksTheHead
      queue q : 0...1[2]
      actor a {
        initial state s { step fill { q.push(0); q.push(1) } -> t }
        state t {
          step take(x from q where x == 1) -> u
          else step other -> v
        }
        final state u
        final state v
      }
      property head: invariant !(a is u)
      property other: reachable a is v
      """
    ),
    // Of a bag any element will do. s, t, u.
    (
      3,
      """
      model asksTheBag
      bag b : 0...1[2]
      actor a {
        initial state s { step fill { b.insert(0); b.insert(1) } -> t }
        state t {
          step take(x from b) when x == 1 -> u
          else step other -> v
        }
        final state u
        final state v
      }
      property some: invariant !(a is v)
      """
    ),
    // A sequence that begins in the state counts as well: 'other' waits for the switch. s off, s on, q.two, t, u.
    (
      5,
      """
      model asksTheSequence
      var on : Bool = false
      actor a {
        initial state s { else step other -> u }
        sequence q from s to t {
          step one when on
          step two
        }
        final state t
        final state u
      }
      actor b { initial final state s { step turn when !on && a is s { on = true } } }
      property comes: reachable a is u
      property never: invariant a is u implies !on
      """
    ),
    // Each instance asks its own steps with its own variables: the first goes at once, the other is the else.
    (
      4,
      """
      model asksTheInstance
      actor a[i in 0...1] {
        var left : 0...1 = i
        initial state s {
          step go when left == 0 -> t
          else step stay -> u
        }
        final state t
        final state u
      }
      property first: invariant !(a[0] is u)
      property second: invariant !(a[1] is t)
      """
    ),
    // While b is in its committed state, no step of a fires, the else neither: of the six places of both together, a in t
    // with b committed is not reached.
    (
      5,
      """
      model waitsForCommitted
      actor a {
        initial state s { step never when false; else step other -> t }
        final state t
      }
      actor b {
        initial state s { step enter when a is s -> c }
        committed state c { step leave -> d }
        final state d
      }
      property committed: invariant !(a is t && b is c)
      """
    ),
    // An else step may send: it fires with its partner where 'own' is not enabled. Off s, on s, both moved.
    (
      3,
      """
      model elseSends
      var on : Bool = false
      signal go()
      actor a {
        initial state s {
          step own when !on { on = true }
          else step send sends go() -> t
        }
        final state t
      }
      actor b { initial state s { step get on go() -> t } final state t }
      property together: invariant a is t implies b is t
      """
    ),
    // The condition is asked behind the body: 2, 1, 0 and then done.
    (
      3,
      """
      model countsDown
      actor a {
        var left : 0...2 = 2
        initial state s { step down { left -= 1 } -> if left == 0 then done else s }
        final state done
      }
      property end: invariant a is done implies a.left == 0
      """
    ),
    // Behind both bodies, but before anybody moves: a reads what b's body wrote, and still sees b in s.
    (
      2,
      """
      model asksBehindBoth
      var n : 0...2 = 0
      signal go()
      actor a {
        initial state s { step send sends go() { n = 1 } -> if n == 2 && b is s then t else u }
        final state t
        final state u
      }
      actor b {
        initial state s { step get on go() { n += 1 } -> if n == 2 && a is s then t else u }
        final state t
        final state u
      }
      property both: invariant n == 2 implies a is t && b is t
      """
    ),
    // Without the barrier the sequence is store, read: 2 places of memory before it is done, 2 behind it, and the start.
    (
      5,
      """
      model joins
      param barrier : Bool = false
      var stored : Bool = false
      actor cpu {
        initial state s
        sequence run from s to done {
          step store
          step waitForStore if barrier when stored
          step read
        }
        final state done
      }
      actor memory { initial final state s { step drain when cpu is run && !stored && !(cpu is s) { stored = true } } }
      property left: reachable cpu is done && !stored
      """
    ),
  ])
  func counts(states: Int, text: String) {
    switch Agreement(text) {
    case .same(let found): #expect(found == states)
    case .refused(let reason), .different(let reason): Issue.record("\(reason)")
    case .tooLarge, .constantFault: Issue.record("not decided")
    }
  }

  /// A guard that cannot be evaluated is a fault, beside an `else` as elsewhere; and so is the condition of a target.
  @Test(arguments: [
    """
    model failsBesideElse
    var n : 0...1 = 0
    actor a { initial final state s { step one when 1 / n == 1; else step two -> t } final state t }
    """,
    """
    model failsInATarget
    var n : 0...1 = 0
    actor a { initial final state s { step one -> if 1 / n == 1 then t else t } final state t }
    """,
  ])
  func faults(text: String) throws {
    guard case .same(1) = Agreement(text) else {
      Issue.record("\(Agreement(text))")
      return
    }
    let model = try #require(CheckedText(text).model)
    #expect(NaiveExplorer.explore(model).faults.isEmpty == false)
  }
}
