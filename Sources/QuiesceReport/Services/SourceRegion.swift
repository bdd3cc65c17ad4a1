import QuiesceModel
import QuiesceRuns

/// A part of a file as services mark it: lines and columns are counted from 1, columns in code points, the end lies behind
/// the last one.
struct SourceRegion: Hashable {
  /// The path, seen from where the command was run.
  let path: String
  /// The line in which it begins.
  let line: Int
  /// The columns and the last line; nil where the whole line is meant.
  let extent: Extent?

  /// What of its lines is meant.
  struct Extent: Hashable {
    let column: Int
    let endLine: Int
    let endColumn: Int
  }

  /// The line that a text such as `Models/a.quiesce:12` names.
  init?(line text: String) {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) else { return nil }
    path = String(text[..<colon])
    self.line = line
    extent = nil
  }

  /// The first line of a file.
  init(file path: String) {
    self.path = path
    line = 1
    extent = nil
  }

  /// The part that a span means; nil for one that points into no file of the run.
  init?(_ span: SourceSpan, _ spans: SpanText) {
    guard let file = spans.file(of: span) else { return nil }
    let start = SourceRegion.place(Int(span.start), in: file)
    let end = SourceRegion.place(max(Int(span.start), Int(span.end)), in: file)
    path = file.path
    line = start.line
    extent = Extent(column: start.column, endLine: end.line, endColumn: end.column)
  }

  private static func place(_ offset: Int, in file: SourceFile) -> (line: Int, column: Int) {
    let (line, column) = file.position(of: offset)
    let before = file.text(from: offset - column + 1, to: offset)
    return (line, before.unicodeScalars.count + 1)
  }
}
