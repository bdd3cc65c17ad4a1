package import QuiesceModel

/// The text of a file as every file should look; nil, with diagnostics, for a file that does not parse.
///
/// The author's line breaks stay. Lines are indented by two spaces for each open bracket, and by two more where they go
/// on with what the line before began. Spacing inside a line is normalized, but where a colon, an equals sign, a clause
/// or a trailing comment stands below another one in the source, it does so in the result. At most one blank line
/// stays between lines, none at the edges of a block. Formatting the result changes nothing.
package func format(_ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]) -> String? {
  let before = diagnostics.count
  guard let parser = Parser.parsed(file, id: id, diagnostics: &diagnostics), diagnostics.count == before else {
    return nil
  }
  let text = Formatter.layout(parser)
  // Should the layout ever lose a token, the file keeps the text that it has.
  return Formatter.says(text, theSameAs: parser) ? text : file.text(from: 0, to: file.bytes.count)
}

/// Lays the tokens and comments of a parsed file out anew.
struct Formatter {
  /// A token or a comment on its line.
  struct Piece {
    /// As written; a block comment may have line breaks.
    var text: String
    /// How many columns it takes behind its last line break.
    var width: Int
    /// The spaces that belong before it.
    var gap: Int
    /// The column in the source, counted in characters from 0.
    var sourceColumn: Int
    /// The spaces before it in the source.
    var sourceGap: Int
    /// What it may be aligned with in the lines around; nil for what is never aligned.
    var column: Alignment?
  }

  /// The kinds of columns.
  enum Alignment: UInt8 {
    case comment, colon, assign, other
  }

  /// One line of the result.
  struct Line {
    var indentation = 0
    var isAfterBlank = false
    var hasLineBreakInside = false
    var pieces: [Piece] = []
  }

  /// An open bracket, or the file.
  struct Level {
    /// The indentation of the line on which it opens.
    var outer: Int
    /// The indentation of what stands in it.
    var inner: Int
    /// The indentation of the element of it that began last, if one did.
    var element: Int?
  }

  let source: SourceFile
  let tokens: [Token]
  let comments: [SourceComment]
  let marks: [LayoutMark]
  var lines: [Line] = []
  var levels = [Level(outer: 0, inner: 0, element: nil)]

  private init(_ parser: Parser) {
    source = parser.source
    tokens = parser.tokens
    comments = parser.comments
    marks = parser.marks
  }

  /// The new text, not yet compared with the old.
  static func layout(_ parser: Parser) -> String {
    var formatter = Formatter(parser)
    formatter.cutLines()
    formatter.align()
    var output = ""
    for line in formatter.lines {
      if line.isAfterBlank { output += "\n" }
      output += String(repeating: " ", count: line.indentation)
      for (place, piece) in line.pieces.enumerated() {
        if place > 0 { output += String(repeating: " ", count: piece.gap) }
        output += piece.text
      }
      output += "\n"
    }
    return output
  }

  /// Whether a text has the tokens and comments of a parsed file, with the line breaks that matter.
  static func says(_ text: String, theSameAs parser: Parser) -> Bool {
    let file = SourceFile(path: parser.source.path, text: text)
    var diagnostics: [Diagnostic] = []
    let lexed = Lexer.lex(file, id: parser.file, diagnostics: &diagnostics)
    guard diagnostics.isEmpty, lexed.tokens.count == parser.tokens.count, lexed.comments.count == parser.comments.count
    else { return false }
    for (new, old) in zip(lexed.tokens, parser.tokens) {
      let bytes = file.bytes[Int(new.start)..<Int(new.end)]
      let isEnd = old.kind == .end
      guard new.kind == old.kind, isEnd || new.startsLine == old.startsLine,
        bytes.elementsEqual(parser.source.bytes[Int(old.start)..<Int(old.end)])
      else { return false }
    }
    return zip(lexed.comments, parser.comments).allSatisfy { $0.tokenIndex == $1.tokenIndex && $0.kind == $1.kind }
  }
}
