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

  /// Formulas over the runs of such programs, where nothing is fair: Spin finds a run that breaks them where the search does. It takes
  /// minutes for an automaton of some, and a moment for most: those are replaced by the next seeds, too.
  @Test(arguments: 0..<4) func randomFormulas(batch: Int) throws {
    var limits = CrossCheck.Options()
    limits.maximumSeconds = 4
    var answers: [Bool: Int] = [:]
    var seed = 2_000_000 + batch * 1000
    while answers[true, default: 0] < 10 || answers[false, default: 0] < 3 {
      seed += 1
      try #require(seed < 2_000_000 + batch * 1000 + 500, "too few formulas can be asked about: \(answers)")
      let source = RandomModel(seed: UInt64(seed), size: 4, formulas: 3).source
      guard let model = CheckedText(source).model else { continue }
      var diagnostics: [Diagnostic] = []
      guard let program = Lowering.lower(model, properties: nil, diagnostics: &diagnostics) else { continue }
      var options = SearchOptions()
      options.maximumStates = 2_000
      var claims = try CrossCheckClaims(exploring: program, options: options, control: RunControl())
      claims.answers = claims.answers.filter { program.exportFormulas.contains($0.key) }
      guard claims.states != nil, !claims.answers.isEmpty else { continue }
      let report = CrossCheck.compare(program, claims: claims, tools: [.spin], options: limits)
      #expect(report.disagreements.isEmpty, "seed \(seed): \(report)\n\(source)")
      #expect(report.missing.isEmpty)
      if report.confirmsEverything { for answer in claims.answers.values { answers[answer, default: 0] += 1 } }
    }
  }
}
