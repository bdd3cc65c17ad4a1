package import QuiesceLanguage

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

  /// The path with the first and the last place, or nil for a span that points into no file of the run.
  func range(of span: SourceSpan) -> JSONDiagnostic.Range? {
    guard isKnown(span) else { return nil }
    let file = sources[span.file]
    let place = { (offset: Int32) in
      let position = file.position(of: Int(offset))
      return JSONDiagnostic.Range.Position(line: position.line, column: position.column)
    }
    return JSONDiagnostic.Range(path: file.path, start: place(span.start), end: place(max(span.start, span.end)))
  }

  private func isKnown(_ span: SourceSpan) -> Bool {
    span.file >= 0 && Int(span.file) < sources.files.count
  }
}
