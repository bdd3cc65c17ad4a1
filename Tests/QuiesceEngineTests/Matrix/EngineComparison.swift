import QuiesceModel
import QuiesceTestSupport

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// How a search by another engine differs from that of the interpreter on one thread, which it must be like in everything: verdicts,
/// counts, coverage and traces, whatever the search is asked.
enum EngineComparison {
  /// What a search is asked, with all that an engine has to do with.
  private static let questions: [(name: String, ask: @Sendable (inout SearchOptions) -> Void)] = [
    ("everything", { $0.keepsGoing = true }),
    ("until something is decided", { _ in }),
    ("who is stuck", { $0.checksStuck = true }),
    // Levels are taken whole: a batch that is cut where so many states are stored counts once more for who goes on.
    ("faults behind a decision", { ($0.statesForFaults, $0.wholeLevelThreshold) = (20, 0) }),
    ("stubborn sets tried on the way", { $0.reduction = .automatic }),
    ("reduced slices", { ($0.reduction, $0.slices, $0.keepsGoing) = (.on, true, true) }),
    ("reduced slices, depth first", { ($0.order, $0.reduction, $0.slices) = (.depth, .on, true) }),
    ("orbits", { ($0.symmetry, $0.keepsGoing) = (true, true) }),
  ]

  /// What differs in words.
  ///
  /// - Parameter search: a search of a program without formulas by the other engine.
  static func differences(
    of program: CorpusProgram, by search: (SearchSubject, SourceMap, SearchOptions) throws -> Outcome?
  ) throws -> [String] {
    guard let known = try program.fact(Interpreted.self).known else { return [] }
    return try zip(questions, known.accounts).flatMap { question, expected -> [String] in
      let options = EngineComparison.options(program, question.ask)
      let subject = try known.subjects.subject(for: options)
      guard let outcome = try search(subject, program.sources, options) else { return [] }
      let account = account(outcome)
      return zip(account, expected).filter { $0 != $1 }.map { "\(question.name): \($0) instead of\n\($1)" }
        + (account.count == expected.count ? [] : ["\(question.name): \(account.count) lines"])
    }
  }

  /// Levels are taken whole from a size on that differs from program to program.
  private static func options(_ program: CorpusProgram, _ ask: (inout SearchOptions) -> Void) -> SearchOptions {
    var options = SearchOptions()
    options.wholeLevelThreshold = [0, 10, 20, .max][program.number % 4]
    options.togetherThreshold = 1
    options.reduction = .off
    options.trial = .patient(from: 50)
    options.statesForTraces = 50
    options.slices = false
    options.tracesWitnesses = true
    options.maximumMemory = 1 << 26
    ask(&options)
    return options
  }

  /// What a report says of an outcome.
  private static func account(_ outcome: Outcome) -> [String] {
    let figures = outcome.statistics
    return ["\(outcome.verdict) \(outcome.stop) \(outcome.statesWhenDecided ?? -1)"]
      + ["\(figures.states) \(figures.transitions) \(figures.depth) \(outcome.marks) \(outcome.coverage)"]
      + outcome.properties.map { "\($0)" }
  }

  /// What the interpreter says on one thread.
  private struct Interpreted: CorpusFact {
    let known: (subjects: SearchSubjects, accounts: [[String]])?

    init(of program: CorpusProgram) throws {
      let names = program.model.properties.filter { if case .temporal = $0.kind { false } else { true } }.map(\.name)
      guard program.full != nil else {
        known = nil
        return
      }
      let subjects = SearchSubjects(try CheckedText.lowered(program.model, names))
      let accounts = try questions.map { question in
        let options = EngineComparison.options(program, question.ask)
        let subject = try subjects.subject(for: options)
        return EngineComparison.account(try Search.run(subject, sources: program.sources, options: options))
      }
      known = (subjects, accounts)
    }
  }
}
