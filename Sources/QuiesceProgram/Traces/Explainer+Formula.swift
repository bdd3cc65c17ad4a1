import QuiesceModel

// Why a run that never ends breaks a formula.
extension Explainer {
  /// What the run shows from which step on, for the forms that people write; else that it breaks the formula.
  func explain(formula: Formula, span: SourceSpan) -> Explanation {
    var explanation = Explanation(
      sentence: "the run breaks the formula", expression: sources.text(of: span), span: span)
    explanation.isAboutRun = true
    switch formula {
    case .eventually(.condition(let wanted)):
      explanation.sentence = "'\(text(wanted))' is never true"
      explanation.expression = ""
    case .always(.or(.not(.condition(let trigger)), .eventually(.condition(let wanted)))):
      guard let step = lastUnanswered(trigger, wanted) else { break }
      let place = step == 0 ? "at the start" : "at step \(step)"
      explanation.sentence = "\(place) '\(text(trigger))' is true, and '\(text(wanted))' never from there on"
      explanation.expression = ""
    default: break
    }
    return explanation
  }

  private func text(_ expression: Expression) -> String {
    sources.line(of: expression.span)
  }

  /// The first step behind which the trigger is true and, as far as the trace goes, the wanted condition no more.
  private func lastUnanswered(_ trigger: Expression, _ wanted: Expression) -> Int? {
    let answered = replay.states.lastIndex { truth(of: wanted, in: $0) == true }
    return replay.states.indices.dropFirst(answered.map { $0 + 1 } ?? 0)
      .first { truth(of: trigger, in: replay.states[$0]) == true }
  }
}
