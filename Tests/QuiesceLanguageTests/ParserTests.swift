import QuiesceLanguage
import QuiesceModel
import Testing

@Suite struct ParserTests {
  @Test func everythingInTheSampleParses() {
    let model = Parsed(Samples.model)
    #expect(model.messages == [])
    #expect(model.syntax.model?.text == "pri_unbind")
    #expect(
      model.syntax.documentation
        == "A PCIe function stops using a PASID while its page requests are still queued.")
    #expect(model.syntax.imports.map(\.path) == ["common/pri-device.quiesce"])
    // 4 params, 3 types, enum, struct, 3 variables, 2 queues, signal, event, 3 actors.
    #expect(model.syntax.declarations.count == 19)
    let properties = Parsed(Samples.properties)
    #expect(properties.messages == [])
    #expect(properties.syntax.declarations.count == 5)
  }

  @Test(arguments: [
    // Loosest first: implies (to the right), ||, &&, comparison, + -, * / %.
    ("a implies b implies c", "(implies a (implies b c))"),
    ("a || b && c == d + e * f", "(|| a (&& b (== c (+ d (* e f)))))"),
    ("a - b - c", "(- (- a b) c)"),
    ("-a * !b!", "(* (- a) (! (unwrap b)))"),
    ("a in s + t && b", "(&& (in a (+ s t)) b)"),
    ("x in 0..<n - 1", "(in x 0..<(- n 1))"),
    ("driver is {clearing, unbound} || q.isEmpty", "(|| (is driver clearing unbound) (. q isEmpty))"),
    ("function[f].outstanding > 0", "(> (. ([] function f) outstanding) 0)"),
    ("if a then b else c && d", "(if a b (&& c d))"),
    ("a && forall x in S where c: x || d", "(&& a (forall x S where c (|| x d)))"),
    ("choose x in S where x != y", "(choose x S where (!= x y))"),
    ("count == 0 && count x in s: x > 1", "(&& (== count 0) (count x s (> x 1)))"),
    ("min(a, b) + q.count", "(+ (call min a, b) (. q count))"),
    ("PageRequest(kind: .page, last: true)", "(call PageRequest kind: .page, last: true)"),
    ("s.inserting(x) <= {1, 2} + {}", "(<= (method s inserting x) (+ {1, 2} {}))"),
    ("[0x1F, 1_000, none]", "[31, 1000, none]"),
    ("(a + b) * c", "(* (+ a b) c)"),
    ("entry! == 1", "(== (unwrap entry) 1)"),
    ("entry != 1", "(!= entry 1)"),
    ("9223372036854775807", "9223372036854775807"),
    ("a < b < c", "comparisons do not chain"),
    ("9223372036854775808", "this number is larger than 9223372036854775807, the largest there is"),
    ("12ab", "this is no number: a name cannot start with a digit"),
    ("a +", "expected an expression before the end of the file"),
    ("then", "expected an expression, found 'then'"),
    ("a b", "expected the end, found 'b'"),
  ])
  func expressionsGroupByPrecedence(text: String, expected: String) {
    #expect(shape(text) == expected)
  }

  @Test(arguments: [
    ("always (p implies eventually q)", "(always (implies p (eventually q)))"),
    ("p and not q or r until s", "(or (and p (not q)) (until r s))"),
    ("p && q || !r", "(or (and p q) (not r))"),
    ("driver is clearing leads to driver is unbound", "(leads-to (is driver clearing) (is driver unbound))"),
    ("p implies q leads to r", "(leads-to (implies p q) r)"),
    ("(a + b) == c and (p)", "(and (== (+ a b) c) p)"),
    (
      "always delivered(r, _) when r > 0 implies next q",
      "(implies (always <delivered [\"r\", \"_\"] when (> r 0)>) (next q))"
    ),
    ("eventually done()", "(eventually <done []>)"),
    // Words that are operators before an operand are names elsewhere.
    ("next == 3", "(== next 3)"),
  ])
  func formulasGroupByPrecedence(text: String, expected: String) {
    let parsed = Parsed("ltl p: \(text)")
    #expect(parsed.messages == [])
    guard case .property(let property)? = parsed.syntax.declarations.first, case .temporal(let formula) = property.body
    else {
      Issue.record("no formula")
      return
    }
    #expect(shape(formula) == expected)
  }

  @Test func wordsAreContextual() {
    let parsed = Parsed(
      """
      actor actor {
        var state : Bool = false
        initial final state on { step when when state on on -> step }
        committed state step { step step -> final }
        state final
        sequence sequence from on to final { step step; step to }
      }
      property when: reachable actor is on
      """)
    #expect(parsed.messages == [])
  }

  @Test func stepClausesComeInAnyOrder() throws {
    let parsed = Parsed(
      """
      actor a[i in T] {
        initial state s {
          strongly fair step one(x in S, y from q[i] where x != y) -> t sends go(i) when x > 0 { v[x] += 1 }
          step two { v = none } -> t
        }
      }
      """)
    #expect(parsed.messages == [])
    guard case .actor(let actor)? = parsed.syntax.declarations.first else { return }
    let step = try #require(actor.states.first?.steps.first)
    #expect(step.fairness == .strong)
    #expect(step.bindings.map(\.name.text) == ["x", "y"])
    #expect(step.bindingCondition.map { shape($0) } == "(!= x y)")
    guard case .location(let target)? = step.target else {
      Issue.record("no target")
      return
    }
    #expect(target.text == "t")
    #expect(step.guardCondition.map { shape($0) } == "(> x 0)")
    #expect(step.body.count == 1)
    guard case .sends(let signal, let arguments)? = step.rendezvous else {
      Issue.record("no rendezvous")
      return
    }
    #expect(signal.text == "go")
    #expect(arguments.count == 1)
  }

  @Test func alternativesShareALocation() {
    let parsed = Parsed(
      """
      actor a {
        sequence s from x to y {
          step one
          /// the other way
          @source("a.c:f")
          or step other
          step two
        }
      }
      """)
    #expect(parsed.messages == [])
    guard case .actor(let actor)? = parsed.syntax.declarations.first else { return }
    #expect(actor.sequences[0].locations.map { $0.steps.map(\.name.text) } == [["one", "other"], ["two"]])
    #expect(actor.sequences[0].locations[0].steps[1].documentation == "the other way")
    #expect(actor.sequences[0].locations[0].steps[1].attributes.map(\.value) == ["a.c:f"])
  }

  @Test func statementsOfAllKinds() throws {
    let parsed = Parsed(
      """
      actor a { state s { step t {
        x.y[1] = 3; x += 1; x -= 1
        if a { } else if b { c = 1 } else { d = 1 }
        if let e = f { g = e }
        for i in 0..<3 where i != 1 { v[i] = none }
        let h = x
        q.push(R(kind: .page)); q.pop()
        work[f].removeAll(where: { r in r.last && x in s })
        emit delivered(1, 2)
        assert x == 1, "one \\"quoted\\""
        emit = 3
      } } }
      """)
    #expect(parsed.messages == [])
    guard case .actor(let actor)? = parsed.syntax.declarations.first else { return }
    let body = actor.states[0].steps[0].body
    #expect(body.count == 13)
    guard case .removeAll(let place, let name, let condition) = body[9].kind else {
      Issue.record("the tenth is removeAll")
      return
    }
    #expect(shape(place) == "([] work f)")
    #expect(name.text == "r")
    #expect(shape(condition) == "(&& (. r last) (in x s))")
    guard case .assert(_, message: "one \"quoted\"") = body[11].kind else {
      Issue.record("the twelfth is the assertion with its text")
      return
    }
  }

  @Test func reachableTakesEventsAndConditions() {
    let parsed = Parsed(
      """
      property a: reachable delivered(r, _) when r > 1
      property b: reachable delivered(r, o)
      property c: reachable ready(r) == 3
      property d: reachable delivered
      property e: reachable delivered when x
      property f: never delivered(_, _)
      property g: invariant forall r in requests: r.last
      property h: always reachable driver is bound
      property i: always reachable delivered(r, _) when r > 1
      property j: always reachable and x
      property k: at rest requests.isEmpty
      rv l { RULE = always (ASKED imply eventually DONE); DONE = driver is bound }
      """)
    #expect(parsed.messages == [])
    let kinds = parsed.syntax.declarations.map { declaration -> String in
      guard case .property(let property) = declaration else { return "" }
      switch property.body {
      case .reachableEvent: return "event"
      case .reachable: return "condition"
      case .neverEvent: return "never"
      case .invariant: return "invariant"
      case .alwaysReachable: return "always reachable"
      case .alwaysReachableEvent: return "always reachable event"
      case .atRest: return "at rest"
      case .temporal: return "temporal"
      case .rules(let rules): return rules.map(\.name.text).joined(separator: " ")
      }
    }
    #expect(
      kinds == [
        "event", "event", "condition", "condition", "event", "never", "invariant", "always reachable",
        "always reachable event", "temporal", "at rest", "RULE DONE",
      ])
  }

  @Test func queueElementsMayBeRanges() {
    let parsed = Parsed("queue q : 0...limit[2]\nbag b[i in 0..<n] : [Bool: 0...3]?[i + 1]\nvar v : (a + 1)...b? = any")
    #expect(parsed.messages == [])
    guard case .channel(let channel)? = parsed.syntax.declarations.first else { return }
    guard case .range(_, let high, isClosed: true) = channel.element.kind else {
      Issue.record("the element is a range")
      return
    }
    #expect(shape(high) == "limit")
    #expect(shape(channel.capacity) == "2")
    guard case .variable(let variable)? = parsed.syntax.declarations.last else { return }
    #expect(variable.value == nil)
  }

  @Test func documentationIsTheLastBlockBefore() {
    let parsed = Parsed(
      """
      /// about the file

      // no documentation
      /// about v:
      ///   two lines
      var v : Bool = true  /// trailing
      var w : Bool = true
      """)
    let texts = parsed.syntax.declarations.map { declaration -> String in
      guard case .variable(let variable) = declaration else { return "" }
      return variable.documentation
    }
    #expect(texts == ["about v:\n  two lines", ""])
  }

  @Test func aCheckMayBeExtra() {
    let parsed = Parsed(
      """
      check m { expect pass }
      /// Large.
      extra check m with p { expect pass }
      extra
      check extra { }
      var extra : Bool = true
      """)
    #expect(parsed.messages == [])
    let checks = parsed.syntax.declarations.compactMap { if case .check(let check) = $0 { check } else { nil } }
    #expect(checks.map(\.isExtra) == [false, true, true])
    #expect(checks.map(\.model.text) == ["m", "m", "extra"])
    #expect(checks.map(\.documentation) == ["", "Large.", ""])
    let starts = checks.map { parsed.source.position(of: Int($0.span.start)).line }
    #expect(starts == [1, 3, 4], "'extra' belongs to the check")
  }

  @Test func aPropertyMayBeExtra() {
    let parsed = Parsed(
      """
      property a: invariant x
      /// Later.
      extra property b: eventually x
      extra ltl c: eventually x
      extra monitor d { on e { assert false } }
      """)
    #expect(parsed.messages == [])
    let extra = parsed.syntax.declarations.map { declaration -> Bool? in
      switch declaration {
      case .property(let property): property.isExtra
      case .monitor(let monitor): monitor.isExtra
      default: nil
      }
    }
    #expect(extra == [false, true, true, true])
  }
}
