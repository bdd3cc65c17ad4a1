import QuiesceTestSupport
import Testing

@testable import QuiesceProgram

@Suite struct TemporalFormulaTests {
  private let names = ["idle", "mode == \"a\\b\"", "done"]

  @Test func formulasAreWrittenInTheLanguage() {
    let formula = TemporalFormula.leadsTo(
      .and(.atom(0), .next(.not(.atom(1)))), .until(.atom(2), .eventually(.atom(0))))
    #expect(
      formula.text { ["a", "b", "c"][$0] } == "always (!(a and next !b) or eventually (c until eventually a))")
    #expect(TemporalFormula.release(.atom(0), .constant(true)).description == "p0 release true")
  }

  @Test func onlyNextSeesStuttering() throws {
    #expect(TemporalFormula.leadsTo(.atom(0), .until(.atom(1), .atom(2))).isStutterInvariant)
    #expect(!TemporalFormula.always(.or(.atom(0), .next(.atom(1)))).isStutterInvariant)
    // Words that repeat letters satisfy what those without repetition do.
    var random = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let formula = TemporalFormula.random(size: 6, atomCount: 2, &random)
      guard formula.isStutterInvariant else { continue }
      let word = PeriodicWord(atomCount: 2, &random)
      let slow = PeriodicWord(stem: word.stem.flatMap { [$0, $0] }, cycle: word.cycle.flatMap { [$0, $0, $0] })
      #expect(word.satisfies(formula) == slow.satisfies(formula), "\(formula) of \(word)")
    }
  }

  @Test func atomsAreThoseThatOccur() {
    #expect(TemporalFormula.implies(.atom(3), .release(.atom(60), .constant(true))).atoms == [3, 60])
  }

  /// The words of the example are decided by hand.
  @Test func theOracleDecidesKnownWords() {
    // p0 at the first letter only, then p1 at every other one.
    let word = PeriodicWord(stem: [1], cycle: [0, 2])
    let (p, q) = (TemporalFormula.atom(0), TemporalFormula.atom(1))
    #expect(word.satisfies(p))
    #expect(word.satisfies(.always(.eventually(q))))
    #expect(!word.satisfies(.eventually(.always(q))))
    #expect(!word.satisfies(.until(p, q)))
    #expect(word.satisfies(.until(p, .next(q))))
    #expect(word.satisfies(.release(p, p)))
    #expect(word.satisfies(.next(.always(.not(p)))))
    #expect(!word.satisfies(.always(.or(q, .next(.next(q))))))
    #expect(word.satisfies(.next(.next(.always(.or(q, .next(q)))))))
  }

  /// As the specification has it: escaped strings, the atoms by position, a label and the marks on each edge, and the names
  /// of acceptance for no, one and several marks. The parser of `hoa-utils-redux` reads each of them.
  @Test func automataAreWrittenInTheHanoiFormat() throws {
    let both = TemporalFormula.and(.always(.eventually(.atom(0))), .always(.eventually(.atom(2))))
    #expect(
      try Automaton(both).hoa(of: both) { names[$0] } == """
        HOA: v1
        name: "always eventually idle and always eventually done"
        States: 1
        Start: 0
        AP: 2 "idle" "done"
        acc-name: generalized-Buchi 2
        Acceptance: 2 Inf(0)&Inf(1)
        properties: trans-labels explicit-labels trans-acc
        --BODY--
        State: 0
        [!0&!1] 0
        [0&!1] 0 {0}
        [!0&1] 0 {1}
        [0&1] 0 {0 1}
        --END--

        """)
    let last = TemporalFormula.eventually(.always(.atom(1)))
    #expect(
      try Automaton(last).hoa(of: last) { names[$0] } == """
        HOA: v1
        name: "eventually always mode == \\"a\\\\b\\""
        States: 2
        Start: 0
        AP: 1 "mode == \\"a\\\\b\\""
        acc-name: Buchi
        Acceptance: 1 Inf(0)
        properties: trans-labels explicit-labels trans-acc
        --BODY--
        State: 0
        [t] 0
        [0] 1
        State: 1
        [0] 1 {0}
        --END--

        """)
    let ever = TemporalFormula.always(.constant(true))
    #expect(
      try Automaton(ever).hoa(of: ever) { names[$0] } == """
        HOA: v1
        name: "always true"
        States: 1
        Start: 0
        AP: 0
        acc-name: all
        Acceptance: 0 t
        properties: trans-labels explicit-labels trans-acc
        --BODY--
        State: 0
        [t] 0
        --END--

        """)
  }
}
