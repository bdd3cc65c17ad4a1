import QuiesceEngine
import QuiesceLanguage
import QuiesceTestSupport
import Testing

/// The engine against the oracle: programs that nobody thought of.
@Suite struct OracleTests {
  /// Each batch of seeds is a test of its own, so that a failure names its programs and batches run side by side.
  @Test(arguments: 0..<30) func randomProgramsAgree(batch: Int) {
    for seed in batch * 100..<(batch + 1) * 100 {
      let program = RandomModel(seed: UInt64(seed))
      switch Agreement(program.source, maximumStates: 5_000) {
      case .same, .tooLarge, .constantFault: break
      case .refused(let errors): Issue.record("seed \(seed) is refused:\n\(errors)")
      case .different(let differences):
        let small = program.fragment.shrunk { candidate in
          if case .different = Agreement(candidate.source, maximumStates: 5_000) { true } else { false }
        }
        Issue.record("seed \(seed): \(differences)\nThe least program that shows a difference:\n\(small.source)")
      }
    }
  }
}
