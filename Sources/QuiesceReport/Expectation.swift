package import QuiesceEngine

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
  /// `expect fault`
  case fault

  /// As a check writes it.
  package var text: String {
    switch self {
    case .unstated, .pass: "pass"
    case .violation(let property): "violation of \(property)"
    case .deadlock: "deadlock"
    case .fault: "fault"
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
  /// Compares an outcome with the expectation. An expected violation is only met by a violation of that very property, never by a fault, a
  /// deadlock or an exhausted budget.
  package func judge(_ outcome: Outcome) -> Judgement {
    switch self {
    case .unstated, .pass: judgePass(outcome)
    case .violation(let name): judgeViolation(of: name, outcome)
    case .deadlock: judge(outcome, wanted: .deadlock, kind: .deadlock)
    case .fault: judge(outcome, wanted: .fault, kind: .fault)
    }
  }

  private func judgePass(_ outcome: Outcome) -> Judgement {
    let verdicts = [outcome.verdict] + outcome.properties.map(\.verdict)
    var result = Judgement.asExpected
    for verdict in verdicts {
      switch verdict {
      case .violated, .notReached, .deadlock, .fault: return .unexpected
      case .noVerdict, .notChecked: result = .undecided
      case .holds, .reached: break
      }
    }
    if !outcome.isComplete, outcome.stop != .decided { result = .undecided }
    return result
  }

  private func judgeViolation(of name: String, _ outcome: Outcome) -> Judgement {
    switch outcome.properties.first(where: { $0.name == name })?.verdict {
    case .violated, .notReached: return .asExpected
    case .holds, .reached, .deadlock, .fault: return .unexpected
    case .noVerdict, .notChecked, nil:
      return outcome.verdict == .fault || outcome.verdict == .deadlock ? .unexpected : .undecided
    }
  }

  private func judge(_ outcome: Outcome, wanted: Verdict, kind: PropertyOutcome.Kind) -> Judgement {
    if outcome.verdict == wanted { return .asExpected }
    if outcome.properties.contains(where: { $0.kind == kind && $0.verdict == wanted }) { return .asExpected }
    return outcome.isComplete || outcome.stop == .decided ? .unexpected : .undecided
  }
}
