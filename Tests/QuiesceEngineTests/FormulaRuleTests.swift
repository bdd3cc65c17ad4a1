import QuiesceTestSupport
import Testing

@testable import QuiesceProgram

/// The rules by which formulas become simpler: both sides of each are one formula in a table, and so are their negations, which
/// is the dual rule.
@Suite struct FormulaRuleTests {
  @Test(arguments: [
    // What is implied.
    ("p0 | (p0 & p1)", "p0"), ("(p0 & p1) | !p0", "p1 | !p0"), ("F p0 & (p1 U p0)", "p1 U p0"),
    ("G p0 & (p1 | p0)", "G p0"), ("X G p0 & G p0", "G p0"), ("p0 & X p1 & !X p1", "p0 & !p0"),
    // Alike operators.
    ("X p0 | X p1", "X(p0 | p1)"), ("F p0 | F p1", "F(p0 | p1)"), ("(p0 U p1) | (p0 U p2)", "p0 U (p1 | p2)"),
    ("(p0 R p2) | (p1 R p2)", "(p0 | p1) R p2"), ("G F p0 | G F p1", "G F(p0 | p1)"),
    // One operator in another.
    ("F F p0", "F p0"), ("p0 U (p0 U p1)", "p0 U p1"), ("(p0 U p1) U p1", "p0 U p1"), ("F(p0 U p1)", "F p1"),
    ("p0 U F p1", "F p1"), ("X p0 U X p1", "X(p0 U p1)"), ("F X p0", "X F p0"), ("F G F p0", "G F p0"),
    ("X G F p0", "G F p0"), ("G F(p0 U p1)", "G F p1"),
    // An until whose operands know of each other.
    ("(p0 & p1) U p0", "p0"), ("!p0 U p0", "F p0"), ("(p0 | p1) U p1", "p0 U p1"),
    ("((p0 | p1) & p2) U !p1", "p2 U !p1"),
    // What holds everywhere or nowhere, or from then on.
    ("F(p0 & G F p1)", "F p0 & G F p1"), ("p2 U (p0 & G F p1)", "(p2 U p0) & G F p1"),
    ("p2 U (p0 | F p1)", "(p2 U p0) | F p1"), ("F G(p0 | F p1)", "F G p0 | G F p1"),
    ("F G(p0 | G p1)", "F(G p0 | G p1)"), ("F(p0 | X G p1)", "F(p0 | G p1)"),
    ("G(p0 & X F(p1 & X F p2))", "G p0 & G F p1 & G F p2"),
  ])
  func formulasAreSimplified(left: String, right: String) throws {
    var table = FormulaTable()
    let first = try table.make(#require(TemporalFormula(notation: left)))
    let second = try table.make(#require(TemporalFormula(notation: right)))
    #expect(first == second, "\(TemporalFormula(first, in: table))")
    #expect(try table.make(#require(TemporalFormula(notation: "!(\(left))"))) == !second)
  }

  /// What holds everywhere or nowhere is put off into the `eventually` beside it, whichever way they are joined.
  @Test(arguments: [
    ("F p0 & G F p1", "eventually (p0 and always eventually p1)"),
    ("F G p0 | G F p1", "eventually (always p0 or always eventually p1)"),
    ("F p0 & p1", "eventually p0 and p1"),
  ])
  func whatHoldsAnywhereIsPutOff(notation: String, expected: String) throws {
    var table = FormulaTable()
    let formula = try table.suspended(table.make(#require(TemporalFormula(notation: notation))))
    #expect(TemporalFormula(formula, in: table).description == expected)
  }
}
