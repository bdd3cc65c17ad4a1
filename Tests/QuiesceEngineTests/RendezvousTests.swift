import QuiesceLanguage
import QuiesceLowering
import QuiesceModel
import QuiesceProgram
import QuiesceSearch
import QuiesceTestSupport
import Testing

/// What the two sides of a rendezvous give, take and ask; each space is counted by hand and by the oracle.
@Suite struct RendezvousTests {
  /// A model and what is known of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let states: Int
    let transitions: Int
    var fault: FaultKind?
  }

  @Test(arguments: stores + questions + received + shared + domains) func isCounted(_ example: Case) throws {
    let checked = CheckedText(example.text)
    let model = try #require(checked.model, "\(checked.errors)")
    if case .same = Agreement(model, sources: checked.sources) {
    } else {
      Issue.record("\(Agreement(model, sources: checked.sources))")
    }
    var diagnostics: [Diagnostic] = []
    let program = try #require(Lowering.lower(model.withOpenProperty, diagnostics: &diagnostics))
    var options = SearchOptions()
    options.reduction = .off
    options.slices = false
    options.keepsGoing = true
    let outcome = try Search.run(program, sources: checked.sources, options: options, control: RunControl())
    let fault = outcome.properties.first { $0.kind == .fault }
    #expect(outcome.statistics.states == example.states)
    #expect((fault != nil) == (example.fault != nil))
    if let kind = example.fault {
      #expect(fault?.explanation?.sentence.hasPrefix(kind.rawValue) == true)
    } else {
      #expect(outcome.statistics.transitions == example.transitions)
    }
  }

  // MARK: What is sent is stored

  private static func sends(_ type: String, _ argument: String, _ receiver: String, when condition: String = "")
    -> String
  {
    """
    model sends
    signal s(v: \(type))
    var n : 0...9 = 9
    actor a { initial final state go { step send \(condition) sends s(\(argument)) { n = 0 } -> stop } final state stop }
    \(receiver)
    """
  }

  private static let any = "actor b { initial final state go { step take on s(let x) -> stop } final state stop }"

  static let stores = [
    Case(
      testDescription: "the receiver asks for the same value outside the type",
      text: sends("0...4", "n", "actor b { initial final state go { step take on s(n) } }"), states: 1, transitions: 0,
      fault: .valueOutOfRange),
    Case(
      testDescription: "the receiver takes each value of the type",
      text: sends("0...4", "n", "actor b { initial final state go { step take(x in 0...4) on s(x) } }"), states: 1,
      transitions: 0, fault: .valueOutOfRange),
    Case(
      testDescription: "the receiver takes whatever is sent", text: sends("0...4", "n", any), states: 1, transitions: 0,
      fault: .valueOutOfRange),
    Case(
      testDescription: "nobody is ready",
      text: sends("0...4", "n", "actor b { initial final state go { step take when n == 1 on s(let x) } }"), states: 1,
      transitions: 0, fault: .valueOutOfRange),
    Case(
      testDescription: "inside an optional", text: sends("0...4?", "n", any), states: 1, transitions: 0,
      fault: .valueOutOfRange),
    Case(
      testDescription: "inside a set", text: sends("Set<0...4>", "{n}", any), states: 1, transitions: 0,
      fault: .valueOutOfRange),
    Case(
      testDescription: "nothing is stored behind a false guard", text: sends("0...4", "n", any, when: "when n < 5"),
      states: 1, transitions: 0),
    Case(
      testDescription: "nothing is asked behind a false guard of the sender",
      text: sends(
        "0...4", "n", "actor b { initial final state go { step take when 1 / (9 - n) == 0 on s(let x) } }",
        when: "when n < 5"),
      states: 1, transitions: 0),
    Case(testDescription: "what fits passes", text: sends("0...4", "n - 5", any), states: 2, transitions: 1),
  ]

  // MARK: What is received is asked

  /// The sender gives 0, 1 and 2 in turn.
  private static func gives(_ receiver: String) -> String {
    """
    model gives
    signal s(v: 0...4)
    var n : 0...2 = 0
    var m : 0...9 = 9
    actor a { initial final state go { step send sends s(n) { n = (n + 1) % 3 } } }
    actor b { initial final state go { \(receiver) } }
    """
  }

  static let questions = [
    Case(
      testDescription: "a value outside the type is never sent", text: gives("step take on s(m) { m = 0 }"), states: 1,
      transitions: 0),
    // Only (0, 9) takes: 0 for 0.
    Case(
      testDescription: "a value is taken that is asked for", text: gives("step take on s(m - 9) { m = 8 }"), states: 2,
      transitions: 1),
    // (0, 9), then m is what was sent last: (1, 0), (2, 1), (0, 2); each has one way on.
    Case(
      testDescription: "a domain wider than the type", text: gives("step take(x in 0...9) on s(x) { m = x }"),
      states: 4,
      transitions: 4),
    // (0, 9), (1, 0), (2, 1): 2 is not in the domain.
    Case(
      testDescription: "a domain narrower than the type", text: gives("step take(x in 0...1) on s(x) { m = x }"),
      states: 3, transitions: 2),
    // The condition asks every value of the domain, 0 among them, which nobody sends in state (1, 0).
    Case(
      testDescription: "a condition that fails for a value that is not sent",
      text: gives("step take(x in 0...4 where 4 / x > 0) on s(x) { m = x }"), states: 1, transitions: 0,
      fault: .divisionByZero),
    // The first value is 0.
    Case(
      testDescription: "a condition that fails for the value that is sent",
      text: gives("step take on s(let x) when 4 / x > 0 { m = x }"), states: 1, transitions: 0, fault: .divisionByZero),
    // 65,536 values, of which three are sent.
    Case(
      testDescription: "a domain that nobody enumerates",
      text: gives("step take(x in -32768...32767) on s(x) { m = x }"), states: 4, transitions: 4),
  ]

  static let received = [
    Case(
      testDescription: "whatever is sent is stored", text: gives("step take on s(let x) { m = x }"), states: 4,
      transitions: 4),
    Case(
      testDescription: "its guard sees the value", text: gives("step take on s(let x) when x < 2 { m = x }"), states: 3,
      transitions: 2),
    Case(
      testDescription: "its bindings' condition sees the value",
      text: gives("step take(y in 0...2 where y == x + 1) on s(v: let x) { m = y }"), states: 3, transitions: 2),
    // The pairs (0, 0), (0, 1), (1, 0) and (1, 1) are sent; the equal ones are taken.
    Case(
      testDescription: "one argument is asked for by the other",
      text: """
        model pairs
        signal s(v: 0...1, w: 0...1)
        var n : 0...3 = 0
        actor a { initial final state go { step send(x in 0...1, y in 0...1) sends s(x, y) } }
        actor b { initial final state go { step take on s(let x, x) { n = 1 + x } } }
        """, states: 3, transitions: 6),
    Case(
      testDescription: "a structure, of which a part is kept",
      text: """
        model parts
        struct P { x: 0...2, y: Bool }
        signal s(p: P)
        var p : P = P(x: 1, y: true)
        var n : 0...2 = 0
        actor a { initial state go { step send sends s(p) { p.x = 2 } -> stop } final state stop }
        actor b { initial state go { step take on s(let q) when q.y { n = q.x } -> stop } final state stop }
        property early: reachable n == 1 && p.x == 2
        """, states: 2, transitions: 1),
    Case(
      testDescription: "between two of one family, each with its own index",
      text: """
        model family
        signal s(from: 0...1)
        var last : 0...2 = 2
        actor a[i in 0...1] {
          initial final state go { step send sends s(i)
            step take on s(let x) { last = x } }
        }
        """, states: 3, transitions: 6),
  ]

  // MARK: One queue or bag for both sides

  /// Two sides that take from one channel, into which a first step has put some elements.
  private static func take(_ declaration: String, _ puts: String, from other: String = "q", when condition: String = "")
    -> String
  {
    """
    model takes
    \(declaration)
    signal s
    var x : 0...9 = 9
    var y : 0...9 = 9
    actor p { initial state a { step fill { \(puts) } -> b } final state b }
    actor one { initial final state a { step give(v from q) sends s { x = v } -> b } final state b }
    actor two { initial final state a { step get(w from \(other)) on s \(condition) { y = w } -> b } final state b }
    """
  }

  static let shared = [
    Case(
      testDescription: "an empty queue", text: take("queue q : 0...1[2]", "x = 8"), states: 2, transitions: 1),
    Case(
      testDescription: "one element is not enough for two", text: take("queue q : 0...1[2]", "q.push(1)"), states: 2,
      transitions: 1),
    Case(
      testDescription: "a queue that holds one is never enough", text: take("queue q : 0...1[1]", "q.push(1)"),
      states: 2, transitions: 1),
    Case(
      testDescription: "the head and the next",
      text: take("queue q : 0...4[3]", "q.push(1); q.push(2); q.push(3)")
        + "\nproperty first: reachable x == 1 && y == 2 && q.count == 1 && q.first == 3", states: 3, transitions: 2),
    Case(
      testDescription: "equal elements", text: take("queue q : 0...1[2]", "q.push(1); q.push(1)"), states: 3,
      transitions: 2),
    Case(
      testDescription: "the conditions see the state before",
      text: take("queue q : 0...4[3]", "q.push(1); q.push(2)", when: "when q.count == 2 && q.first == 1 && w == 2"),
      states: 3, transitions: 2),
    // Either one takes the one and the other takes the two.
    Case(
      testDescription: "two elements of a bag", text: take("bag q : 0...4[3]", "q.insert(1); q.insert(2)"), states: 4,
      transitions: 3),
    Case(
      testDescription: "two equal elements of a bag", text: take("bag q : 0...4[3]", "q.insert(1); q.insert(1)"),
      states: 3, transitions: 2),
    Case(
      testDescription: "one element of a bag", text: take("bag q : 0...4[3]", "q.insert(1)"), states: 2, transitions: 1),
    // (1, 1), (1, 2) and (2, 1).
    Case(
      testDescription: "three elements of a bag, two of them equal",
      text: take("bag q : 0...4[3]", "q.insert(1); q.insert(1); q.insert(2)"), states: 5, transitions: 4),
    Case(
      testDescription: "another queue",
      text: take("queue q : 0...1[2]\nqueue r : 0...1[2]", "q.push(1); r.push(0)", from: "r"),
      states: 3, transitions: 2),
    // The receiver of member 0 takes the second element, that of member 1 a head.
    Case(
      testDescription: "the same member of a family or another one",
      text: """
        model members
        queue q[i in 0...1] : 0...4[2]
        signal s
        var x : 0...4 = 0
        var y : 0...4 = 0
        var k : 0...1 = any
        actor p { initial state a { step fill { q[0].push(1); q[0].push(2); q[1].push(3) } -> b } final state b }
        actor one { initial final state a { step give(v from q[0]) sends s { x = v } -> b } final state b }
        actor two { initial final state a { step get(w from q[k]) on s { y = w } -> b } final state b }
        property same: reachable k == 0 && x == 1 && y == 2
        property other: reachable k == 1 && x == 1 && y == 3
        """, states: 6, transitions: 4),
  ]

  // MARK: A domain that fails

  private static func chooses(_ step: String) -> String {
    """
    model chooses
    signal s(x: 0...3)
    signal r(x: 0...3)
    var v : 1...3? = none
    actor a { initial final state go { \(step) } }
    actor b { initial final state go { step send sends r(1) } }
    """
  }

  /// Whoever looks for a value of the domain unwraps none, even if no value could be found, or nobody could receive it.
  static let domains = [
    "step t(x in 0...v!)", "step t(x in 0...v!) sends s(x)", "step t(x in 0...v!) on r(x)",
    "step t(x in 0...v! where x > 3)", "step t(x in 3...v! - 2)", "step t(x in 3...v! - 2) sends s(x)",
    "step t(x in 3...v! - 2) on r(x)", "step t(x in 0...1, y in 3...v! - 2) on r(x)",
    "step t(x in 0...v!, y in 3...2) on r(x)",
  ].map { step in
    Case(testDescription: step, text: chooses(step), states: 1, transitions: 0, fault: .unwrapOfNone)
  }
}
