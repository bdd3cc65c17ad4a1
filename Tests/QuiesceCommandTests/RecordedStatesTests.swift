import Glibc
import QuiesceReport
import Testing

/// The size of every complete state space is on record, so that a change in a model or in the engine is noticed.
@Suite struct RecordedStatesTests {
  /// The record: a line for each complete run. `QUIESCE_RECORD=1` writes it anew, for a change that is meant.
  static let record = Repository.root + "/Models/states.txt"

  @Test func everyCompleteSpaceHasItsRecordedSize() throws {
    let result = Shell.run(
      "quiesce check --extra --reduction off --slice off --format json 2>/dev/null", in: Repository.root)
    let report = try JSONReport(reading: [UInt8](result.text.utf8))
    #expect([0, 3].contains(report.status), "an extra check may be undecided, but none comes out otherwise")
    let sizes = Self.sizes(in: report)
    #expect(sizes.count > 100)
    if getenv("QUIESCE_RECORD") != nil {
      #expect(write(sizes.joined(separator: "\n") + "\n", to: Self.record))
    }
    let recorded = try contents(of: Self.record).split(separator: "\n").map(String.init)
    let missing = Set(recorded).subtracting(sizes).sorted()
    let added = Set(sizes).subtracting(recorded).sorted()
    #expect(missing.isEmpty, "on record, but not found")
    #expect(added.isEmpty, "found, but not on record")
  }

  /// The lines of a result, sorted. What is explored for temporal properties alone is a matter of how they are decided, and
  /// how far a run goes on for faults is one of how soon it was decided.
  static func sizes(in report: JSONReport) -> [String] {
    let complete = report.checks.filter { $0.complete && $0.statesWhenDecided == nil }
    let lines = complete.filter { !isOnlyTemporal($0) }.map { check in
      let parameters = check.changedParameters.map { "\($0)=\(check.parameters[$0] ?? "")" }.joined(separator: ",")
      let figures = check.statistics
      return "\(check.model) \(parameters.isEmpty ? "-" : parameters) \(figures.states) \(figures.transitions)"
    }
    return Set(lines).sorted()
  }

  private static func isOnlyTemporal(_ check: JSONCheck) -> Bool {
    let kinds = Set(check.properties.map(\.kind)).subtracting(["deadlock", "fault"])
    return kinds == ["temporal"]
  }
}
