import QuiesceTestSupport
import Testing

@testable import QuiesceProgram

/// Formulas that have no automaton here end in a reason, and soon.
@Suite struct AutomatonLimitTests {
  private func limit(_ formula: TemporalFormula) -> AutomatonLimit? {
    do {
      _ = try Automaton(formula)
      return nil
    } catch {
      return error
    }
  }

  private func nested(_ count: Int, _ wrap: (TemporalFormula, Int) -> TemporalFormula) -> TemporalFormula {
    (0..<count).reduce(.atom(0), wrap)
  }

  /// All formulas joined in pairs, so that nothing nests deep.
  private func balanced(
    _ formulas: [TemporalFormula], _ join: (TemporalFormula, TemporalFormula) -> TemporalFormula
  ) -> TemporalFormula {
    if formulas.count == 1 { return formulas[0] }
    let half = formulas.count / 2
    return join(balanced(Array(formulas[..<half]), join), balanced(Array(formulas[half...]), join))
  }

  @Test func formulasAreBounded() {
    #expect(limit(nested(2_000) { formula, _ in .not(formula) }) == .nesting(1_100))
    #expect(limit(balanced((0..<3_000).map { .atom($0 % 64) }) { .or($0, $1) }) == .operators(4_096))
    #expect(limit(.atom(63)) == nil)
    #expect(limit(.atom(64)) == .atoms(64))
  }

  @Test func automataAreBounded() {
    // The last 13 letters matter: 2^13 states.
    func late(_ count: Int) -> TemporalFormula {
      .always(.or(.not(.atom(0)), (0..<count).reduce(.atom(1)) { formula, _ in .next(formula) }))
    }
    #expect(limit(late(13)) == .states(4_096))
    // 2^10 states, one for each set of operands that are still open, each with edges to most of the others.
    #expect(limit((1...10).reduce(.atom(0)) { .until($0, .atom($1)) }) == .edges(65_536))
    // One after the other, so few states, but a mark for each.
    let chain = nested(65) { .eventually(.and(.atom($1 % 2), .next($0))) }
    #expect(limit(chain) == .eventualities(64))
  }

  /// As deep as the parser lets formulas be, each operator on each side.
  @Test func nestingOfTheParserIsNoDanger() {
    // Each eventuality may still be open when the next one is.
    let responses = nested(256) { .leadsTo($0, .atom($1 % 8)) }
    #expect(limit(responses) == .eventualities(64))
    #expect(limit(.not(responses)) == .eventualities(64))
    // A state for each eventuality, and for what is left of each when it is not.
    let chain = nested(256) { .until(.atom($1 % 8), $0) }
    #expect(limit(chain) == .eventualities(64))
    #expect(limit(.not(chain)) == .work)
    let alternations = nested(256) { .not(.until($0, .next(.atom($1 % 8)))) }
    #expect(limit(alternations) == .work)
    // A formula that is twice in the next one is small in memory only.
    let doubled = nested(256) { formula, _ in .and(formula, .next(formula)) }
    #expect(limit(doubled) == .operators(4_096))
    // A state for each letter that is skipped, one for the last, and one for the rest.
    let late = nested(256) { formula, _ in .next(formula) }
    #expect((try? Automaton(late))?.edges.count == 258)
  }

  @Test func reasonsSayWhatToTry() {
    #expect(
      AutomatonLimit.states(4_096).description
        == "the automaton of the formula has more than 4096 states; state the parts of the formula as properties of their own"
    )
  }
}
