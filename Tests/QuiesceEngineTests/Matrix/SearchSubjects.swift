import QuiesceModel
import QuiesceTestSupport

@testable import QuiesceProgram
@testable import QuiesceSearch

extension Search {
  /// Searches what other searches may have in common, in which there are no formulas.
  static func run(
    _ subject: SearchSubject, sources: SourceMap, options: SearchOptions, clock: RunClock = RunClock(RunControl()),
    store: SearchStore? = nil
  ) throws -> Outcome {
    try run(subject.derived, sources: sources, options: options, clock: clock, store: store, subject: subject)
  }
}

/// What searches of a program are about, found out once for all rows that ask for the same.
final class SearchSubjects: CorpusFact {
  private let derived: DerivedProgram
  private var known: [SearchSubject.Wish: SearchSubject] = [:]

  convenience init(of program: CorpusProgram) { self.init(program.program) }

  init(_ program: Program) {
    derived = DerivedProgram(program).replaced(by: program.withoutFormulaFlags)
  }

  /// That of searches with some options.
  func subject(for options: SearchOptions) throws -> SearchSubject {
    let wish = SearchSubject.Wish(options)
    if let subject = known[wish] { return subject }
    let subject = try SearchSubject(derived, options, clock: RunClock(RunControl()))
    known[wish] = subject
    return subject
  }
}
