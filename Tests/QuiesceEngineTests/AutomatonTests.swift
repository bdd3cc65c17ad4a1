import QuiesceTestSupport
import Testing

@testable import QuiesceProgram

@Suite struct AutomatonTests {
  @Test(arguments: 0..<30)
  func acceptsExactlyTheWordsThatSatisfyTheFormula(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<100 {
      let atomCount = 1 + random.below(4)
      let formula = TemporalFormula.random(size: 1 + random.below(8), atomCount: atomCount, &random)
      let automaton = try Automaton(formula)
      let complement = try Automaton(formula.negated)
      for _ in 0..<6 {
        let word = LassoWord(atomCount: atomCount, &random)
        let holds = word.satisfies(formula)
        #expect(word.isAccepted(by: automaton) == holds, "\(formula) of \(word)")
        #expect(word.isAccepted(by: complement) != holds, "not (\(formula)) of \(word)")
      }
    }
  }
}
