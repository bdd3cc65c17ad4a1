import QuiesceTestSupport
import Testing

/// Spin and Rumur confirm every run of every model: verdicts, states, transitions.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct PeerTests {
  @Test func everyModelIsConfirmed() throws {
    let result = Shell.run("quiesce crosscheck", in: Repository.root)
    let text = result.lines.joined(separator: "\n")
    #expect(result.status == 0, "\(text)")
    #expect(result.lines.contains { $0.contains("comparisons with spin and rumur: 0 disagreements") }, "\(text)")
    #expect(!result.lines.contains { $0.hasPrefix("unanswered") || $0.hasPrefix("left out") }, "\(text)")
    for model in try RepositoryFiles.models() {
      #expect(result.lines.contains { $0.hasPrefix("agree") && $0.contains(" \(model) ") }, "\(model) was not compared")
    }
  }
}
