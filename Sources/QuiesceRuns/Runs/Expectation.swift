package import QuiesceModel
package import QuiesceProgram

/// What a run should come to.
package enum Expectation: Hashable, Sendable {
  /// No check says anything: every property should hold.
  case unstated
  /// `expect pass [of …]`: the selected properties hold or are reached, no deadlock, no fault.
  case pass
  /// `expect violation of` this property.
  case violation(String)
  /// `expect deadlock`
  case deadlock
  /// `expect stuck`
  case stuck
  /// `expect fault`
  case fault(FaultPattern)

  /// As a check writes it.
  package var text: String {
    switch self {
    case .unstated, .pass: "pass"
    case .violation(let property): "violation of \(property)"
    case .deadlock: "deadlock"
    case .stuck: "stuck"
    case .fault(let pattern): pattern.text
    }
  }
}

/// How a run compares with what was expected of it.
package enum Judgement: Hashable, Sendable {
  /// It came out as it should.
  case asExpected
  /// It came out otherwise.
  case unexpected
  /// It was not decided.
  case undecided
}

extension Expectation {
  /// Whether something wrong is expected.
  package var isOfFailure: Bool {
    switch self {
    case .unstated, .pass: false
    case .violation, .deadlock, .stuck, .fault: true
    }
  }

  /// Compares an outcome with the expectation. An expected violation is only met by a violation of that very property, never by a fault, a
  /// deadlock or an exhausted budget.
  ///
  /// - Parameter allowed: the faults that the same check expects under the same parameters; any other one that was seen is
  ///   unexpected, whatever else was expected and found.
  package func judge(_ outcome: Outcome, allowing allowed: [FaultPattern] = []) -> Judgement {
    let faults = outcome.properties.filter { $0.kind == .fault }
    switch self {
    case .unstated, .pass: return judgePass(outcome)
    case .violation(let name):
      if faults.contains(where: { fault in !allowed.contains { $0.matches(fault) } }) { return .unexpected }
      return judgeViolation(of: name, outcome)
    case .deadlock:
      if faults.contains(where: { fault in !allowed.contains { $0.matches(fault) } }) { return .unexpected }
      return judge(outcome, isFound: outcome.properties.contains { $0.verdict == .deadlock })
    case .stuck:
      if faults.contains(where: { fault in !allowed.contains { $0.matches(fault) } }) { return .unexpected }
      return judgeStuck(outcome)
    case .fault(let pattern):
      if faults.contains(where: { fault in !([pattern] + allowed).contains { $0.matches(fault) } }) {
        return .unexpected
      }
      return judge(outcome, isFound: faults.contains { pattern.matches($0) })
    }
  }

  private func judgePass(_ outcome: Outcome) -> Judgement {
    let verdicts = [outcome.verdict] + outcome.properties.map(\.verdict)
    var result = Judgement.asExpected
    for verdict in verdicts {
      switch verdict {
      case .violated, .notReached, .deadlock, .stuck, .fault: return .unexpected
      case .noVerdict: result = .undecided
      case .holds, .reached: break
      }
    }
    if !outcome.isComplete, outcome.stop != .decided { result = .undecided }
    return result
  }

  private func judgeViolation(of name: String, _ outcome: Outcome) -> Judgement {
    switch outcome.properties.first(where: { $0.name == name })?.verdict {
    case .violated, .notReached: return .asExpected
    case .holds, .reached, .deadlock, .stuck, .fault: return .unexpected
    case .noVerdict, nil:
      if outcome.verdict == .deadlock { return .unexpected }
      // An expected fault in the way: what lies behind it was not visited, and nothing else is left to search.
      return outcome.verdict == .fault && outcome.stop == .complete ? .unexpected : .undecided
    }
  }

  /// The search may be complete where nothing is known of who can move again.
  private func judgeStuck(_ outcome: Outcome) -> Judgement {
    switch outcome.properties.first(where: { $0.kind == .stuck })?.verdict {
    case .stuck: .asExpected
    case .holds: .unexpected
    case .violated, .reached, .notReached, .deadlock, .fault, .noVerdict, nil: .undecided
    }
  }

  private func judge(_ outcome: Outcome, isFound: Bool) -> Judgement {
    if isFound { return .asExpected }
    return outcome.stop == .complete || outcome.stop == .decided ? .unexpected : .undecided
  }
}

/// Which faults an expectation means; where it says nothing, any.
package struct FaultPattern: Hashable, Sendable {
  /// `of "value out of range"`
  package var kind: FaultKind?
  /// The step that faults, or its partner: `at put`
  package var step: String?

  /// Takes what a check says.
  package init(kind: FaultKind? = nil, step: String? = nil) {
    self.kind = kind
    self.step = step
  }

  /// As a check writes it.
  package var text: String {
    "fault" + (kind.map { " of \"\($0.rawValue)\"" } ?? "") + (step.map { " at \($0)" } ?? "")
  }

  /// Whether a fault that was found is one of them.
  package func matches(_ fault: PropertyOutcome) -> Bool {
    if let kind, fault.faultSite?.kind != kind { return false }
    guard let step else { return true }
    guard let last = fault.trace?.steps.last, last.isFault else { return false }
    return last.main.step == step || last.partner?.step == step
  }
}
