/// Why an expression has no value.
public struct EvaluationFault: Error, Hashable, Sendable {
  /// The reasons.
  public enum Reason: Hashable, Sendable {
    /// A fault of the language: a verdict when it happens in a run.
    case fault(FaultKind)
    /// The environment does not know something that the expression reads.
    case unknownState
    /// The evaluation took more steps than it was given.
    case tooManySteps
  }

  /// The reason.
  public let reason: Reason
  /// The source text at fault.
  public let span: SourceSpan

  /// Makes a fault.
  public init(_ reason: Reason, at span: SourceSpan) {
    self.reason = reason
    self.span = span
  }

  /// The kind of a fault of the language, or nil.
  public var kind: FaultKind? {
    guard case .fault(let kind) = reason else { return nil }
    return kind
  }
}
