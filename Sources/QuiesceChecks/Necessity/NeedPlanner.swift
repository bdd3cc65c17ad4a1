import QuiesceLanguage
import QuiesceModel
import QuiesceRuns

/// Finds what is to be left out of what.
enum NeedPlanner {
  /// How many sets of parts there may be for one setting where nobody says how large they are.
  static let ordinarySets = 256
  /// How many runs there may be.
  static let runLimit = 10_000

  /// A question for each setting in which everything should hold, or errors in the session.
  static func questions(_ request: NeedRequest, session: inout Session) -> [NeedQuestion] {
    let plan = CheckPlanner.plan(request.check, session: &session)
    guard !session.hasErrors else { return [] }
    var seen: Set<RunIdentity> = []
    let runs = plan.runs.filter { !$0.expectation.isOfFailure && seen.insert(RunIdentity($0)).inserted }
    guard !runs.isEmpty else {
      session.report(
        Diagnostic(
          .nothingToRun, "no run is left in which everything should hold", at: nil,
          notes: [Diagnostic.Note("what is expected to go wrong needs no step; name another FILE:LINE")]))
      return []
    }
    let questions = runs.compactMap { question($0, request, &session) }
    let count = questions.reduce(0) { $0 + $1.sets.count + 1 }
    if !session.hasErrors, count > runLimit {
      session.report(
        Diagnostic(
          .modelTooLarge, "this stands for \(Figures.count(count)) runs; at most \(Figures.count(runLimit)) are made",
          at: nil, notes: [Diagnostic.Note("leave out fewer together (--at-most), or name the steps (--steps)")]))
    }
    return session.hasErrors ? [] : questions
  }

  private static func question(
    _ run: PlannedRun, _ request: NeedRequest, _ session: inout Session
  ) -> NeedQuestion? {
    var parts = session.allParts(of: run.unit)
    if !request.parts.isEmpty { parts = request.parts.compactMap { session.part(named: $0, of: run.unit) } }
    if request.asksGuards { parts = parts.flatMap { session.conjuncts(of: $0, in: run.unit) } }
    var seen: Set<Omission> = []
    parts = parts.filter { seen.insert($0.omission).inserted }
    guard !parts.isEmpty else {
      if !session.hasErrors {
        let what = request.asksGuards ? "none of these steps of '\(run.unit.name)' has a guard" : "there is no step"
        session.report(Diagnostic(.nothingToRun, "\(what): nothing can be left out", at: nil))
      }
      return nil
    }
    let largest = min(request.largest ?? ordinarySize(of: parts.count), parts.count)
    guard SubsetCount.of(parts.count, upTo: largest) <= runLimit else {
      session.report(
        Diagnostic(
          .modelTooLarge,
          "sets of up to \(largest) of \(parts.count) parts are more than \(Figures.count(runLimit))", at: nil,
          notes: [Diagnostic.Note("leave out fewer together (--at-most), or name the steps (--steps)")]))
      return nil
    }
    return NeedQuestion(run: run, parts: parts, largest: largest, sets: sets(of: parts.count, upTo: largest))
  }

  /// The largest size for which there are few sets.
  private static func ordinarySize(of count: Int) -> Int {
    (1...max(1, count)).last { SubsetCount.of(count, upTo: $0) <= ordinarySets } ?? 1
  }

  /// All sets up to a size but the empty one. Nothing is concluded from one set about another: a step may be in the way of what
  /// breaks without the next one, so what can be left out together need not be so one by one, nor the other way round.
  private static func sets(of count: Int, upTo largest: Int) -> [[Int]] {
    var level: [[Int]] = [[]]
    var result: [[Int]] = []
    for _ in 0..<largest {
      level = level.flatMap { set in (((set.last ?? -1) + 1)..<count).map { set + [$0] } }
      result += level
    }
    return result
  }
}

/// How many sets there are.
private enum SubsetCount {
  /// The sets of up to so many elements but the empty one; a great number where that is too large to say.
  static func of(_ count: Int, upTo largest: Int) -> Int {
    var total = 0
    var level = 1
    for size in 1...max(1, largest) {
      let (product, overflow) = level.multipliedReportingOverflow(by: count - size + 1)
      if overflow { return .max }
      level = product / size
      total = total.addingClamped(level)
    }
    return total
  }
}
