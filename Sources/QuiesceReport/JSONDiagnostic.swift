package import QuiesceLanguage
import QuiesceModel
package import QuiesceRuns

/// An error or a warning in the input.
package struct JSONDiagnostic: Codable, Equatable, Sendable {
  /// A part of a text.
  package struct Range: Codable, Equatable, Sendable {
    /// A place between two bytes; line and column are counted from 1, the column in bytes.
    package struct Position: Codable, Equatable, Sendable {
      /// The line.
      package var line: Int
      /// The column.
      package var column: Int
    }

    /// The file, or the option of the command line that gave the text.
    package var path: String
    /// Before the first byte.
    package var start: Position
    /// Behind the last byte.
    package var end: Position
  }

  /// A further place or hint.
  package struct Note: Codable, Equatable, Sendable {
    /// The sentence.
    package var message: String
    /// What it points at.
    package var range: Range?
  }

  /// The upper-case name that `quiesce explain` describes.
  package var type: String
  /// `error` or `warning`
  package var severity: String
  /// The sentence.
  package var message: String
  /// What is at fault; absent where that is no text.
  package var range: Range?
  /// Further places and hints.
  package var notes: [Note]

  /// A diagnostic as JSON shows it.
  package init(_ diagnostic: Diagnostic, spans: SpanText) {
    type = diagnostic.type.rawValue
    severity = diagnostic.severity.rawValue
    message = diagnostic.message
    range = diagnostic.span.flatMap { spans.range(of: $0) }
    notes = diagnostic.notes.map { note in
      Note(message: note.message, range: note.span.flatMap { spans.range(of: $0) })
    }
  }
}

extension SpanText {
  /// The path with the first and the last place, or nil for a span that points into no file of the run.
  func range(of span: SourceSpan) -> JSONDiagnostic.Range? {
    guard let file = file(of: span) else { return nil }
    let place = { (offset: Int32) in
      let position = file.position(of: Int(offset))
      return JSONDiagnostic.Range.Position(line: position.line, column: position.column)
    }
    return JSONDiagnostic.Range(path: file.path, start: place(span.start), end: place(max(span.start, span.end)))
  }
}
