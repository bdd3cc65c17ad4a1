import Glibc
import Testing

@testable import QuiesceEngine

/// Whether the peers are there. Without them a desk skips what needs them; where they are required, that fails.
enum Peers {
  static var isRequired: Bool { getenv("QUIESCE_REQUIRE_PEERS").map { String(cString: $0) } == "1" }
  static var areInstalled: Bool { CrossCheck.Tool.allCases.allSatisfy { CrossCheck.missingCommands(of: $0).isEmpty } }
  static var areExpected: Bool { isRequired || areInstalled }
}

@Suite(.enabled(if: Peers.areExpected, "Spin, Rumur and gcc are not installed")) struct ExportTests {
  private func confirm(_ program: Program, _ expected: CrossCheckClaims? = nil) throws {
    let claims = try CrossCheckClaims(exploring: program)
    let report = CrossCheck.compare(program, claims: claims)
    #expect(report.confirmsEverything, "\(report)")
    #expect(claims.states != nil && claims.answers.count == program.exportQuestions.count, "\(claims)")
    guard let expected else { return }
    #expect(claims.states == expected.states)
    #expect(claims.transitions == expected.transitions)
    #expect(claims.answers == expected.answers)
  }

  @Test(arguments: [2, 3]) func filterLock(count: Int) throws { try confirm(SketchedProgram.filterLock(count)) }
  @Test func brokenLock() throws { try confirm(SketchedProgram.filterLock(3, victimFirst: true)) }
  @Test func philosophers() throws { try confirm(SketchedProgram.philosophers(3)) }
}
