package import QuiesceModel

/// One thing that is wrong, or suspicious, with a place and a cause.
///
/// What was found (`type`) is kept apart from how it is worded (`message`) and how it is printed (`DiagnosticPrinter`).
package struct Diagnostic: Sendable {
  /// How much a diagnostic matters.
  package enum Severity: String, Sendable {
    /// The input is refused.
    case error
    /// The input is accepted, but the answer may be hollow or the text misleading.
    case warning
  }

  /// A further place or hint that belongs to a diagnostic.
  package struct Note: Hashable, Sendable {
    /// The sentence.
    package let message: String
    /// Where it points; nil for a hint without a place.
    package let span: SourceSpan?

    /// Makes a note.
    package init(_ message: String, at span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// The stable upper-case name that `quiesce explain` describes.
  package let type: DiagnosticType
  /// Error or warning.
  package let severity: Severity
  /// The sentence: what is wrong and why, lower case, without a full stop.
  package let message: String
  /// Where; nil when no file is at fault (a command-line setting, say).
  package let span: SourceSpan?
  /// Further places and hints ("did you mean 'drained'?").
  package let notes: [Note]

  /// Makes a diagnostic; its severity follows from its type.
  package init(_ type: DiagnosticType, _ message: String, at span: SourceSpan?, notes: [Note] = []) {
    self.type = type
    self.severity = type.severity
    self.message = message
    self.span = span
    self.notes = notes
  }
}
