import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
package import QuiesceRuns

/// Leaves parts out of models, and finds by trying what the answers rest on.
package struct NeedStudy {
  /// The most values of a parameter that are tried.
  package static let triedValues = 16

  private var runner: CheckRunner
  private let jobs: Int
  private let onRun: (PlannedRun) -> Void
  /// What runs came to that were made already. Only the very same run is taken from here.
  private var known: [RunIdentity: RunReport?] = [:]

  /// Prepares a study.
  ///
  /// - Parameters:
  ///   - jobs: how many runs are made at once.
  ///   - onRun: hears of runs that begin.
  package init(_ runner: CheckRunner, jobs: Int, onRun: @escaping (PlannedRun) -> Void) {
    self.runner = runner
    self.jobs = jobs
    self.onRun = onRun
  }

  /// The files and what was said about them.
  package var session: Session { runner.session }

  /// Finds the questions of a request; none where it is refused.
  package mutating func questions(_ request: NeedRequest) -> [NeedQuestion] {
    runner.needQuestions(request)
  }

  /// Answers a question; nil if its model is refused, which the diagnostics then say.
  package mutating func answer(_ question: NeedQuestion) -> NeedAnswer? {
    onRun(question.run)
    guard let whole = runner.make(question.run) else { return nil }
    known[RunIdentity(question.run)] = whole
    var answer = self.answer(question, whole)
    vary(&answer)
    return answer
  }

  private mutating func answer(_ question: NeedQuestion, _ whole: RunReport) -> NeedAnswer {
    var answer = NeedAnswer(question, whole: whole)
    let hasFault = whole.outcome.properties.contains { $0.verdict == .fault }
    guard !answer.held.isEmpty, !hasFault else { return answer }
    make(question.sets.map { question.run.asking(answer.held).leavingOut(parts($0, question)) })
    answer.cases = question.sets.map { leaveOut($0, question.run, question, answer.held, answer.vacuous) }
    return answer
  }

  // MARK: one set

  private mutating func leaveOut(
    _ set: [Int], _ base: PlannedRun, _ question: NeedQuestion, _ held: [String], _ vacuous: [String]
  ) -> NeedAnswer.Case {
    let report = made(base.asking(held).leavingOut(parts(set, question)))
    return NeedAnswer.Case(set, report, vacuousBefore: vacuous)
  }

  private func parts(_ set: [Int], _ question: NeedQuestion) -> [RemovablePart] { set.map { question.parts[$0] } }

  private mutating func made(_ run: PlannedRun) -> RunReport? {
    make([run])
    return known[RunIdentity(run)] ?? nil
  }

  /// Makes those of some runs that are not known yet. Warnings about a model without its parts are no news, and a mistake in it
  /// is none of the model's.
  private mutating func make(_ runs: [PlannedRun]) {
    var seen: Set<RunIdentity> = []
    let new = runs.filter { known[RunIdentity($0)] == nil && seen.insert(RunIdentity($0)).inserted }
    guard let first = new.first else { return }
    onRun(first)
    for (run, report) in zip(new, runner.reports(on: new, jobs: jobs)) { known[RunIdentity(run)] = .some(report) }
  }

  // MARK: what it rests on

  /// Tries the other values of each parameter, one at a time.
  private mutating func vary(_ answer: inout NeedAnswer) {
    let claims = answer.claims
    guard !claims.isEmpty else { return }
    let run = answer.question.run
    var attempt = runner.session
    guard let model = attempt.checked(run.unit, run.settings) else { return }
    var others: [(run: PlannedRun, parameter: String, value: String)] = []
    for parameter in model.parameters {
      guard let ordinals = parameter.type.ordinals, ordinals.count <= NeedStudy.triedValues else {
        answer.untried.append(parameter.name)
        continue
      }
      for value in parameter.type.allValues where value != parameter.value {
        var other = run
        other.settings[parameter.name] = .value(value)
        others.append((other, parameter.name, value.description(as: parameter.type)))
      }
    }
    make(others.map { $0.run.asking(answer.held) })
    make(others.flatMap { other in claimRuns(of: other.run, answer, claims) })
    for other in others {
      guard let (failing, effect) = effect(of: other.run, answer, claims) else { continue }
      answer.variations.append(
        NeedAnswer.Variation(parameter: other.parameter, value: other.value, failing: failing, effect: effect))
    }
  }

  /// The runs that tell what becomes of the claims in another setting; none where that has no verdict.
  private mutating func claimRuns(
    of run: PlannedRun, _ answer: NeedAnswer, _ claims: [NeedAnswer.Case]
  ) -> [PlannedRun] {
    guard let properties = made(run.asking(answer.held))?.outcome.properties,
      !properties.contains(where: { $0.verdict == .noVerdict })
    else { return [] }
    let failing = properties.filter(\.verdict.isFailure).map(\.name)
    let held = answer.held.filter { !failing.contains($0) }
    guard !held.isEmpty else { return [] }
    return claims.filter { $0.isAsked(where: failing) }
      .map { run.asking(held).leavingOut(parts($0.parts, answer.question)) }
  }

  /// What fails in another setting, and what becomes of the claims; nil if there is no such model.
  private mutating func effect(
    of run: PlannedRun, _ answer: NeedAnswer, _ claims: [NeedAnswer.Case]
  ) -> (failing: [String], effect: NeedAnswer.Variation.Effect)? {
    let asked = run.asking(answer.held)
    guard let whole = made(asked) else { return nil }
    let properties = whole.outcome.properties
    let failing = properties.filter(\.verdict.isFailure).map(\.name)
    guard !properties.contains(where: { $0.verdict == .noVerdict }) else {
      return (failing, .unknown(whole.outcome.undecidedReason))
    }
    let held = answer.held.filter { !failing.contains($0) }
    guard !held.isEmpty else { return (failing, .fails) }
    let vacuous = properties.filter(\.isVacuous).map(\.name)
    var changed: [NeedAnswer.Case] = []
    for claim in claims {
      guard claim.isAsked(where: failing) else { continue }
      let other = leaveOut(claim.parts, run, answer.question, held, vacuous)
      if other.verdict == .unknown { return (failing, .unknown(other.reason ?? "")) }
      if other.verdict != claim.verdict { changed.append(other) }
    }
    return (failing, changed.isEmpty ? .same : .changes(changed))
  }
}

extension PlannedRun {
  /// The same run, asked for those of these properties that are properties, and for the freedoms among them.
  fileprivate func asking(_ names: [String]) -> PlannedRun {
    var run = self
    run.selection = names.filter { !freedomNames.contains($0) }
    run.checksDeadlock = checksDeadlock && names.contains(deadlockPropertyName)
    run.checksStuck = checksStuck && names.contains(stuckPropertyName)
    return run
  }
}

extension NeedAnswer.Case {
  /// Whether it can be asked where some properties do not hold: what is not lost there because it never holds tells nothing.
  fileprivate func isAsked(where failing: [String]) -> Bool {
    verdict != .needed || !lost.allSatisfy { failing.contains($0.name) }
  }
}
