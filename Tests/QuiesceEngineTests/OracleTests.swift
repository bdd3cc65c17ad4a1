import QuiesceModel
import QuiesceTestSupport
import Testing

/// The engine against the oracle, where a lowering was once wrong; programs that nobody thought of are rows of the matrix.
@Suite struct OracleTests {
  /// Lengths known before something was dropped, places that their own index
  /// leads to, and equal elements taken by one step.
  @Test(arguments: [
    """
    model dropsAll
    queue q : 0...1[3]
    actor a {
      initial state filling {
        step put when !q.isFull { q.push(1) }
        step flush when q.isFull { q.removeAll(where: { x in x == 1 }) } -> done
      }
      final state done
    }
    property left: invariant a is done implies q.isEmpty
    """,
    """
    model bagDropsAll
    bag b : 0...1[3]
    actor a {
      initial state filling {
        step put(x in 0...1) when b.count < 3 { b.insert(x) }
        step flush when b.count == 3 { b.removeAll(where: { x in x == 1 }) } -> done
      }
      final state done
    }
    property left: invariant a is done implies b.count < 3
    """,
    """
    model movesItsIndex
    struct P { x: 0...1, y: 0...1 }
    var a : [0...1: P] = P(x: 0, y: 0)
    actor s { initial state go { step set { a[a[0].x] = P(x: 1, y: 1) } -> done } final state done }
    property whole: invariant a[0].x == a[0].y
    """,
    """
    model movesItsIndices
    var m : [0...1: [0...1: 0...1]] = 0
    actor s { initial state go { step set { m[m[0][0]][m[0][0]] = 1 } -> done } final state done }
    property once: invariant m[1][1] == 0
    """,
    """
    model popsItsIndex
    queue w[i in 0...1] : 0...1[3]
    actor s {
      initial state go { step fill { w[0].push(0); w[0].push(1); w[1].push(0) } -> full }
      state full { step take { w[w[0].first].pop() } -> done }
      final state done
    }
    property other: invariant s is done implies w[1].count == 1
    """,
    """
    model takesTwo
    signal g()
    bag b : 0...1[3]
    actor f { initial state fill { step put(x in 0...1, y in 0...1) { b.insert(x); b.insert(y) } -> full } final state full }
    actor one { initial state i { step take(x from b) sends g() when f is full -> t } final state t }
    actor two { initial state i { step take(y from b) on g() -> t } final state t }
    property both: reachable one is t && b.isEmpty
    """,
  ])
  func onceWrong(text: String) {
    switch Agreement(text) {
    case .same: break
    case .refused(let reason), .different(let reason): Issue.record("\(reason)")
    case .tooLarge, .constantFault: Issue.record("not decided")
    }
  }
}
