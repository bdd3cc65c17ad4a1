import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Where a table that stubborn sets rely on is corrupted, what a reduced search leaves out is not what the definition allows. That it
/// is where nothing is corrupted is a row of the matrix.
@Suite struct ReductionAuditTests {
  /// Each entry of each table is made wrong by itself, and of each kind some are noticed. Others change nothing, or leave sets that
  /// the definition allows all the same: the tables hold for states too that cannot be reached.
  @Test(arguments: Corruption.Kind.allCases) func whatIsCorruptedIsNoticed(kind: Corruption.Kind) throws {
    var examples = try AuditExample.written()
    if !kind.firesAnything {
      let programs = try CorpusBatch(family: .general, numbers: 0..<4).programs { _ in }
      examples += try programs.compactMap { try AuditExample($0.program) }
    }
    var (noticed, all) = (0, 0)
    for example in examples {
      for order in [SearchOrder.breadth, .depth] {
        let original = try example.search(order)
        for corruption in try Corruption.all(kind, of: example, after: original) {
          all += 1
          if try example.search(order, corruption).complaint != nil { noticed += 1 }
        }
      }
    }
    #expect(noticed > 0, "none of \(all) is noticed")
  }
}
