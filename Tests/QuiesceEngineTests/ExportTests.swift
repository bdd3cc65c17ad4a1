import Glibc
import Testing

@testable import QuiesceEngine

/// Whether the peers are there. Without them a desk skips what needs them; where they are required, that fails.
enum Peers {
  static var isRequired: Bool { getenv("QUIESCE_REQUIRE_PEERS").map { String(cString: $0) } == "1" }
  static var areInstalled: Bool { CrossCheck.Tool.allCases.allSatisfy { CrossCheck.missingCommands(of: $0).isEmpty } }
  static var seeds: Range<Int> {
    let text = getenv("SEEDS").map { String(cString: $0) } ?? "0"
    let from = Int(text) ?? 0
    return from..<from + 40
  }
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

  @Test(arguments: Peers.seeds) func randomProgram(seed: Int) throws {
    try confirm(RandomGroundProgram.make(seed: seed))
  }
}

@Test func dbg() throws {
  for seed in [23, 25, 35] {
    let program = RandomGroundProgram.make(seed: seed)
    let interpreter = GroundInterpreter(program)
    var seen = Set(program.initialStates)
    var work = Array(seen)
    var count = 0
    while let s = work.popLast() {
      let c = interpreter.isCommitted(s)
      for t in program.transitions.indices where !c || program.transitions[t].leavesCommitted {
        do {
          guard try interpreter.isEnabled(t, in: s) else { continue }
        } catch { count += 1; continue }
        count += 1
        let f = interpreter.fire(t, from: s)
        print(seed, s, t, f.state, f.fault as Any)
        if f.fault == nil, seen.insert(f.state).inserted { work.append(f.state) }
      }
    }
    print("NAIVE", seed, seen.count, count)
    for t in program.transitions { print(t.main.actor, t.main.source, t.partner as Any, t.guardExpression, "\n   ", t.effect) }
    print(try PromelaExport.text(of: program))
  }
}
