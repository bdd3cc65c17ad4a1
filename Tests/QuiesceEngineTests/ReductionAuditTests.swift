import QuiesceLanguage
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// What a reduced search leaves out is what the definition of persistent sets allows; where a table is corrupted, it is not.
@Suite struct ReductionAuditTests {
  /// No search leaves out what it may not.
  @Test(arguments: 0..<10) func randomProgramsAreReducedAsDefined(batch: Int) throws {
    var audited = 0
    for seed in batch * 100..<(batch + 1) * 100 {
      guard let example = try AuditExample(seed: seed) else { continue }
      for order in [SearchOrder.breadth, .depth] {
        let search = try example.search(order)
        #expect(search.complaint == nil, "seed \(seed), \(order.rawValue) first")
        audited += search.record.states.count + search.record.passed.count
      }
    }
    #expect(audited > 100, "next to nothing was left out")
  }

  /// Each entry of each table is made wrong by itself, and of each kind some are noticed. Others change nothing, or leave sets that
  /// the definition allows all the same: the tables hold for states too that cannot be reached.
  @Test(arguments: Corruption.Kind.allCases) func whatIsCorruptedIsNoticed(kind: Corruption.Kind) throws {
    var examples = try AuditExample.written()
    if !kind.firesAnything { examples += try (0..<4).compactMap { try AuditExample(seed: $0) } }
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
