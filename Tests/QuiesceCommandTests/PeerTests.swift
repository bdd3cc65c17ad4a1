import QuiesceTestSupport
import Testing

/// Spin and Rumur confirm every model, in some of its runs: verdicts, states, transitions.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct PeerTests {
  /// The subsystems are compared side by side.
  @Test(arguments: ["amd", "iommufd", "iopf", "pcie", "smmuv3", "sva", "vtd"])
  func everyModelIsConfirmed(subsystem: String) throws {
    let folder = "Models/\(subsystem)"
    let result = Shell.run("quiesce crosscheck \(folder) --sample 4", in: Repository.root)
    let text = result.lines.joined(separator: "\n")
    #expect(result.status == 0, "\(text)")
    #expect(result.lines.contains { $0.contains("comparisons with spin and rumur: 0 disagreements") }, "\(text)")
    #expect(!result.lines.contains { $0.hasPrefix("unanswered") || $0.hasPrefix("left out") }, "\(text)")
    for model in try RepositoryFiles.models(in: folder) {
      #expect(
        result.lines.contains { $0.hasPrefix("agree") && $0.contains(" \(model) ") || $0.contains(" \(model): ") },
        "\(model)")
    }
  }

  @Test func everyModelIsInAFolderThatIsCompared() throws {
    let folders = Set(try RepositoryFiles.load().map { $0.path.split(separator: "/").prefix(2).joined(separator: "/") })
    let models = folders.filter { $0.hasPrefix("Models/") && $0 != "Models/common" }.sorted()
    #expect(models == ["amd", "iommufd", "iopf", "pcie", "smmuv3", "sva", "vtd"].map { "Models/\($0)" })
  }
}
