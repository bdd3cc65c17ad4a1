import QuiesceModel
import QuiesceProgram
package import QuiesceRuns

/// The runs that were shown in full: of one that is like them a line says enough.
package struct ShownFailures: Sendable {
  /// What runs that fail alike have in common: the expectation, and what went wrong.
  private struct Family: Hashable {
    /// A property with its verdict, and for a fault where it is.
    struct Culprit: Hashable {
      let name: String
      let verdict: Verdict
      let span: SourceSpan?
    }

    let model: String
    let place: String?
    let expectation: Expectation
    let stop: StopReason
    let culprits: [Culprit]

    init(_ run: RunReport) {
      model = run.modelFile
      place = run.place
      expectation = run.expectation
      stop = run.outcome.stop
      culprits = run.outcome.culprits.map { property in
        Culprit(
          name: property.name, verdict: property.verdict,
          span: property.kind == .fault ? property.explanation?.span : nil)
      }
    }
  }

  private var families: Set<Family> = []
  private var traces: Set<[String]> = []

  /// Starts with none.
  package init() {}

  /// Whether a run tells something new: it is the first of its family, and has a trace that was not shown before.
  package mutating func isNew(_ run: RunReport) -> Bool {
    guard families.insert(Family(run)).inserted else { return false }
    let tables = run.outcome.culprits.compactMap { property in property.trace.map { TraceTable($0).lines } }
    let isFirst = tables.map { traces.insert([run.model] + $0).inserted }
    return isFirst.isEmpty || isFirst.contains(true)
  }
}

extension Outcome {
  /// What went wrong.
  var culprits: [PropertyOutcome] {
    properties.filter(\.verdict.isFailure)
  }
}
