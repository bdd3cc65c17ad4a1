import QuiesceTestSupport
import Testing

/// Spin and Rumur confirm every model, in some of its runs: verdicts, states, transitions.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct PeerTests {
  static let subsystems = ["amd", "core", "iommufd", "iopf", "pcie", "smmuv3", "sva", "vtd"]
  /// Models with steps that are too long for Spin, which says so, and their files: only Rumur answers everything.
  static let tooLongForSpin = ["iommufd_faults": "Models/iommufd/faults.quiesce"]

  /// The subsystems are compared side by side.
  @Test(arguments: subsystems) func everyModelIsConfirmed(subsystem: String) throws {
    let folder = "Models/\(subsystem)"
    let result = Shell.run("quiesce crosscheck \(folder) --sample 4", in: Repository.root)
    let text = result.lines.joined(separator: "\n")
    #expect(result.lines.contains { $0.contains("comparisons with spin and rumur: 0 disagreements") }, "\(text)")
    var filesForRumur: [String] = []
    for model in try RepositoryFiles.models(in: folder) {
      let lines = result.lines.filter { $0.contains(" \(model): ") || $0.contains(" \(model) [") }
      #expect(!lines.isEmpty, "\(model) was not compared")
      if let file = Self.tooLongForSpin[model] {
        filesForRumur.append(file)
        let reasons = result.lines.filter { $0.contains("Error: ") }
        #expect(reasons.allSatisfy { $0.hasSuffix("Error: d_step sequence too long") }, "\(text)")
      } else {
        #expect(lines.allSatisfy { $0.hasPrefix("agree") }, "\(text)")
      }
    }
    #expect(result.status == (filesForRumur.isEmpty ? 0 : 3), "\(text)")
    for file in filesForRumur { confirmByRumur(file) }
  }

  private func confirmByRumur(_ file: String) {
    let result = Shell.run("quiesce crosscheck \(file) --sample 4 --tools rumur", in: Repository.root)
    #expect(result.status == 0, "\(result.lines.joined(separator: "\n"))")
  }

  @Test func everyModelIsInAFolderThatIsCompared() throws {
    let folders = Set(try RepositoryFiles.load().map { $0.path.split(separator: "/").prefix(2).joined(separator: "/") })
    let models = folders.filter { $0.hasPrefix("Models/") && $0 != "Models/common" }.sorted()
    #expect(models == Self.subsystems.map { "Models/\($0)" })
  }
}
