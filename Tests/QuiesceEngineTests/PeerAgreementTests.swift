import QuiesceExport
import QuiesceLanguage
import QuiesceLowering
import QuiesceProgram
import QuiesceSearch
import QuiesceTestSupport
import Testing

/// Spin and Rumur say the same as the search about programs that nobody thought of: verdicts, states and transitions.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct PeerAgreementTests {
  /// Each batch asks about ten programs of a few hundred states; refused and larger ones are replaced by the next seeds.
  @Test(arguments: 0..<20) func randomPrograms(batch: Int) throws {
    var confirmed = 0
    var seed = 1_000_000 + batch * 1000
    while confirmed < 10 {
      seed += 1
      let checked = CheckedText(RandomModel(seed: UInt64(seed), size: 7).source)
      guard let model = checked.model else { continue }
      var diagnostics: [Diagnostic] = []
      guard let program = Lowering.lower(model, properties: nil, diagnostics: &diagnostics) else { continue }
      var options = SearchOptions()
      options.maximumStates = 5_000
      let claims = try CrossCheckClaims(exploring: program, options: options, control: RunControl())
      guard claims.states != nil else { continue }
      let report = CrossCheck.compare(program, claims: claims)
      #expect(
        report.disagreements.isEmpty, "seed \(seed): \(report)\n\(RandomModel(seed: UInt64(seed), size: 7).source)")
      #expect(report.missing.isEmpty)
      if report.confirmsEverything { confirmed += 1 }
      try #require(seed < 1_000_000 + batch * 1000 + 100, "too few programs can be asked about")
    }
  }
}
