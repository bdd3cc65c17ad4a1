public import QuiesceLanguage

/// An evaluation that came to nothing.
public struct NaiveFault: Error, Hashable, Sendable {
  /// What kind of fault.
  public let kind: FaultKind
  /// The source text at fault.
  public let span: SourceSpan

  init(_ kind: FaultKind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
