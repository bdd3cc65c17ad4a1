import QuiesceChecks
import QuiesceTestSupport
import Testing

/// Spin and Rumur confirm every model, in some of its runs: verdicts, states, transitions.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct PeerTests {
  static let subsystems = ["amd", "core", "iommufd", "iopf", "pcie", "smmuv3", "sva", "vtd"]
  /// Models with steps that are too long for Spin, which says so: only Rumur answers everything.
  static let tooLongForSpin = ["iommufd_faults"]

  /// The subsystems are compared side by side.
  @Test(arguments: subsystems) func everyModelIsConfirmed(subsystem: String) throws {
    let folder = "Models/\(subsystem)"
    let result = Shell.run("quiesce crosscheck \(folder) --sample 4", in: Repository.root)
    let text = result.lines.joined(separator: "\n")
    #expect(result.lines.contains { $0.contains("comparisons with spin and rumur: 0 disagreements") }, "\(text)")
    var needsRumurAlone = false
    for model in try RepositoryFiles.models(in: folder) {
      let lines = result.lines.filter { $0.contains(" \(model): ") || $0.contains(" \(model) [") }
      #expect(!lines.isEmpty, "\(model) was not compared")
      if Self.tooLongForSpin.contains(model) {
        needsRumurAlone = true
        let reasons = result.lines.filter { $0.contains("Error: ") }
        #expect(reasons.allSatisfy { $0.hasSuffix("Error: d_step sequence too long") }, "\(text)")
      } else {
        #expect(lines.allSatisfy { $0.hasPrefix("agree") }, "\(text)")
      }
    }
    #expect(result.status == (needsRumurAlone ? 3 : 0), "\(text)")
    if needsRumurAlone { try confirmByRumur(folder) }
  }

  private func confirmByRumur(_ folder: String) throws {
    let result = Shell.run("quiesce crosscheck \(folder) --sample 4 --tools rumur", in: Repository.root)
    #expect(result.status == 0, "\(result.lines.joined(separator: "\n"))")
  }

  @Test func everyModelIsInAFolderThatIsCompared() throws {
    let folders = Set(try RepositoryFiles.load().map { $0.path.split(separator: "/").prefix(2).joined(separator: "/") })
    let models = folders.filter { $0.hasPrefix("Models/") && $0 != "Models/common" }.sorted()
    #expect(models == Self.subsystems.map { "Models/\($0)" })
  }
}
