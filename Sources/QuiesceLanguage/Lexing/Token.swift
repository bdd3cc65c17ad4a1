/// A word, number, text or mark of the source.
struct Token: Hashable, Sendable {
  /// What a token is; the raw value is its spelling where that is fixed.
  enum Kind: String, Sendable {
    /// A letter or underscore, then letters, digits and underscores. Every keyword is one: words are contextual.
    case word = "a name"
    /// Decimal or `0x` hexadecimal digits, with `_` between them where wanted.
    case integer = "a number"
    /// Text in double quotes.
    case string = "a text in quotes"
    /// Something that the lexer has reported already; the parser fails on it without a second report.
    case invalid = "an invalid character"
    /// The end of the file.
    case end = "the end of the file"
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case comma = ","
    case semicolon = ";"
    case colon = ":"
    case dot = "."
    case question = "?"
    case at = "@"
    case arrow = "->"
    case closedRange = "..."
    case halfOpenRange = "..<"
    case assign = "="
    case addAssign = "+="
    case subtractAssign = "-="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case ampersand = "&"
    case bar = "|"
    case caret = "^"
    case tilde = "~"
    case shiftLeft = "<<"
    case exclamation = "!"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and = "&&"
    case or = "||"
  }

  /// What it is.
  var kind: Kind
  /// Whether it is the first of its line.
  var startsLine: Bool
  /// The offset of the first byte.
  var start: Int32
  /// The offset behind the last byte.
  var end: Int32
}

/// A comment, kept for the formatter and, where it documents something, for the tree.
struct SourceComment: Hashable, Sendable {
  /// What a comment is.
  enum Kind: Sendable {
    /// `//` to the end of the line.
    case line
    /// `///` to the end of the line, on a line of its own.
    case documentation
    /// `/*` to the matching `*/`.
    case block
  }

  /// What it is.
  var kind: Kind
  /// Whether nothing but white space stands before it on its line.
  var startsLine: Bool
  /// The offset of the first byte.
  var start: Int32
  /// The offset behind the last byte; a line comment ends before its line break and the white space there.
  var end: Int32
  /// How many tokens come before it.
  var tokenIndex: Int
}

/// A file cut into tokens.
struct LexedFile: Sendable {
  /// The tokens; the last one is `end`.
  var tokens: [Token] = []
  /// The comments, in order.
  var comments: [SourceComment] = []
}
