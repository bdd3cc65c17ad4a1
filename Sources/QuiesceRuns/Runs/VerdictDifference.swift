package import QuiesceProgram

/// A question that the search of a reduced space and that of the whole space answer differently: a defect of this program.
package struct VerdictDifference: Hashable, Sendable {
  /// The property, `deadlock` or `fault`.
  package var property: String
  /// What the search that left something out came to.
  package var verdict: Verdict
  /// What the search of the whole space came to.
  package var wholeVerdict: Verdict
}

extension Outcome {
  /// Where the search of the whole space gives another answer. An answer that one of them lacks is no other one: each may have
  /// ended at something else.
  package func differences(from whole: Outcome) -> [VerdictDifference] {
    let open: Set<Verdict> = [.noVerdict]
    let answers = whole.answers
    return self.answers.compactMap { name, verdict in
      guard let answer = answers.first(where: { $0.name == name })?.verdict, answer != verdict,
        !open.contains(answer), !open.contains(verdict)
      else { return nil }
      return VerdictDifference(property: name, verdict: verdict, wholeVerdict: answer)
    }
  }

  /// What was answered, faults included, which are in the list of properties only where there is one.
  private var answers: [(name: String, verdict: Verdict)] {
    let fault: Verdict = properties.contains { $0.kind == .fault } ? .fault : isComplete ? .holds : .noVerdict
    return properties.filter { $0.kind != .fault }.map { ($0.name, $0.verdict) } + [("fault", fault)]
  }
}
