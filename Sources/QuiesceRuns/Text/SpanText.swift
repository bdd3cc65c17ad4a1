package import QuiesceModel

/// Where spans lie, for reports: the source map that they point into.
package struct SpanText: Sendable {
  private let sources: SourceMap

  /// Makes it from the files of a run.
  package init(_ sources: SourceMap) {
    self.sources = sources
  }

  /// `path:line:column`, or nil for a span that points into no file of the run.
  package func location(of span: SourceSpan) -> String? {
    guard isKnown(span) else { return nil }
    return sources.location(of: span)
  }

  /// `path:line`
  package func line(of span: SourceSpan) -> String? {
    guard isKnown(span) else { return nil }
    let file = sources[span.file]
    return "\(file.path):\(file.position(of: Int(span.start)).line)"
  }

  /// The file that a span points into; nil for one that points into no file of the run.
  package func file(of span: SourceSpan) -> SourceFile? {
    isKnown(span) ? sources[span.file] : nil
  }

  private func isKnown(_ span: SourceSpan) -> Bool {
    span.file >= 0 && Int(span.file) < sources.files.count
  }
}
