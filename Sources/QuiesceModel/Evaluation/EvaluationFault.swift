/// Why an expression has no value.
package struct EvaluationFault: Error, Hashable, Sendable {
  /// The reasons.
  package enum Reason: Hashable, Sendable {
    /// A fault of the language: a verdict when it happens in a run.
    case fault(FaultKind)
    /// The environment does not know something that the expression reads.
    case unknownState
    /// The evaluation took more steps than it was given.
    case tooManySteps
  }

  /// The reason.
  package let reason: Reason
  /// The source text at fault.
  package let span: SourceSpan

  /// Makes a fault.
  package init(_ reason: Reason, at span: SourceSpan) {
    self.reason = reason
    self.span = span
  }

  /// The kind of a fault of the language, or nil.
  package var kind: FaultKind? {
    guard case .fault(let kind) = reason else { return nil }
    return kind
  }
}
