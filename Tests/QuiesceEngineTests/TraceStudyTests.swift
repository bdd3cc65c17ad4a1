import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// What is found out about traces, against the definitions.
@Suite struct TraceStudyTests {
  private static let count = 5

  /// Points of no return, and what other counterexamples there are, of everything that goes wrong in random programs.
  @Test func tracesAreJudgedAsTheDefinitionsSay() throws {
    var points = 0
    for seed in 0..<100 {
      let checked = CheckedText(RandomModel(seed: UInt64(seed)).source)
      guard let program = try? checked.lowered().withoutFormulaFlags else { continue }
      for property in try outcome(of: program, checked.sources).properties {
        guard property.verdict.isFailure, let trace = property.trace, let finding = property.finding,
          let naive = NaiveFailures(program, until: finding, maximumStates: 1_000)
        else { continue }
        if case .fault(_, property: _?) = finding { continue }
        let title = Comment(rawValue: "seed \(seed), \(property.name)")
        #expect(trace.pointOfNoReturn == naive.pointOfNoReturn(of: trace), title)
        if trace.pointOfNoReturn != nil { points += 1 }
        compare(property, trace, naive, program, title)
      }
    }
    #expect(points > 20, "programs in which nothing goes wrong would agree with anything")
  }

  private func outcome(of program: Program, _ sources: SourceMap) throws -> Outcome {
    var options = SearchOptions()
    options.keepsGoing = true
    options.reduction = .off
    options.maximumStates = 2_000
    options.maximumMemory = 1 << 28
    var outcome = try Search.run(program, sources: sources, options: options, control: RunControl())
    TraceStudy(of: program, sources: sources, clock: RunClock(RunControl()))
      .complete(&outcome, counterexamples: Self.count)
    return outcome
  }

  /// Each other counterexample is a run, lacks a step of each before it, and none that does is shorter.
  private func compare(
    _ property: PropertyOutcome, _ trace: Trace, _ naive: NaiveFailures, _ program: Program, _ title: Comment
  ) {
    guard let others = property.others else { return }
    let audit = TraceAudit(program)
    var taken = [naive.steps(of: trace.transitions)]
    for other in others.found {
      var shown = property
      shown.trace = other.trace
      #expect(audit.confirms(shown), title)
      #expect(other.trace.pointOfNoReturn == naive.pointOfNoReturn(of: other.trace), title)
      let (length, isKnown) = naive.shortest(lacking: taken, maximumPairs: 20_000)
      if isKnown { #expect(other.trace.steps.count == length, title) }
      let steps = naive.steps(of: other.trace.transitions)
      #expect(!taken.contains { steps.isSuperset(of: $0) }, title)
      taken.append(steps)
    }
    if others.found.count < Self.count - 1 {
      #expect(others.extent == .all, title)
      let (length, isKnown) = naive.shortest(lacking: taken, maximumPairs: 20_000)
      if isKnown { #expect(length == nil, title) }
    } else {
      #expect(others.extent != .bounded, title)
    }
  }
}
