import Glibc
import QuiesceTestSupport
import Testing

/// Every way of running a program against what is known of the program: each is made, checked, lowered and searched in full once,
/// for all variants.
@Suite struct MatrixTests {
  /// The variants; where `QUIESCE_VARIANT` names one, that one alone.
  private static let variants: [Variant] = {
    let chosen = getenv("QUIESCE_VARIANT").map { String(cString: $0) }
    return Variant.all.filter { chosen == nil || $0.name == chosen }
  }()

  @Test(arguments: CorpusBatch.all) func variantsAgree(batch: CorpusBatch) throws {
    var programs = try batch.programs { Issue.record("\($0)") }
    var rows: [Row] = []
    for variant in Self.variants {
      let taken = programs.filter(variant.takes)
      if !taken.isEmpty { rows.append(Row(variant: variant, compare: try variant.comparison(taken))) }
    }
    // What was found out about a program goes with it.
    while let program = programs.popLast() {
      for position in rows.indices where rows[position].variant.takes(program) {
        rows[position].check(program)
      }
    }
    for row in rows {
      let missing = row.sightings.missing(from: row.variant.shows(in: batch))
      #expect(missing == [], "'\(row.variant.name)' says nothing of the programs \(batch)")
    }
  }
}

/// A variant while it is tried on the programs of a batch.
private struct Row {
  let variant: Variant
  let compare: Variant.Comparison
  private(set) var sightings = Sightings()
  private var hasFailed = false

  init(variant: Variant, compare: @escaping Variant.Comparison) {
    self.variant = variant
    self.compare = compare
  }

  mutating func check(_ program: CorpusProgram) {
    let differences = differences(of: program, by: compare)
    if differences.isEmpty { return }
    Issue.record(
      """
      \(program.name), \(variant.name):
      \(differences.joined(separator: "\n"))
      To see it again: QUIESCE_PROGRAM='\(program.family.rawValue) \(program.number)' QUIESCE_VARIANT='\(variant.name)' \
      swift test --filter MatrixTests
      \(program.text)
      """)
    // Where many programs differ, the least form of one of them is enough.
    if !hasFailed, let least = leastText(like: program) {
      Issue.record("The least program like \(program.name) that shows a difference in '\(variant.name)':\n\(least)")
    }
    hasFailed = true
  }

  private mutating func differences(of program: CorpusProgram, by compare: Variant.Comparison) -> [String] {
    do {
      return try compare(program, &sightings)
    } catch {
      return ["nothing came of it: \(error)"]
    }
  }

  /// The least program like a random one that differs as well.
  private mutating func leastText(like program: CorpusProgram) -> String? {
    guard let model = program.family.randomModel(seed: program.number) else { return nil }
    let known = sightings
    defer { sightings = known }
    return model.fragment.shrunk(attempts: 300) { candidate in
      guard
        let smaller = try? CorpusProgram(program.family, program.number, "smaller", text: candidate.source),
        let compare = try? variant.comparison([smaller])
      else { return false }
      return !differences(of: smaller, by: compare).isEmpty
    }.source
  }
}
