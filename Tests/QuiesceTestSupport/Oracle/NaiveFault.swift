package import QuiesceModel

/// An evaluation that came to nothing.
package struct NaiveFault: Error, Hashable, Sendable {
  /// What kind of fault.
  package let kind: FaultKind
  /// The source text at fault.
  package let span: SourceSpan

  init(_ kind: FaultKind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
