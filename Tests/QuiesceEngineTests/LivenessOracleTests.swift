import QuiesceProgram
import QuiesceTestSupport
import Testing

/// Formulas over fair runs: the engine against fixpoints over sets of states.
@Suite struct LivenessOracleTests {
  /// Verdicts of random formulas on random programs, and the runs that are shown for them.
  @Test(arguments: 0..<20) func randomFormulasAgree(batch: Int) {
    var compared: [Verdict: Int] = [:]
    for seed in batch * 50..<(batch + 1) * 50 {
      let model = RandomModel(seed: UInt64(seed), size: 3, formulas: 3)
      guard let agreement = FormulaAgreement(model.source) else { continue }
      compared.merge(agreement.compared, uniquingKeysWith: +)
      if agreement.differences.isEmpty { continue }
      let small = model.fragment.shrunk { candidate in
        !(FormulaAgreement(candidate.source)?.differences.isEmpty ?? true)
      }
      let differences = FormulaAgreement(small.source)?.differences ?? agreement.differences
      Issue.record("seed \(seed): \(differences.joined(separator: "\n"))\n\(small.source)")
    }
    #expect(compared[.holds, default: 0] > 20 && compared[.violated, default: 0] > 20, "\(compared)")
  }
}
