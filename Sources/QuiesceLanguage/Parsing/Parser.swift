import QuiesceModel

/// A recursive descent parser for one file.
///
/// A function that finds what it cannot accept reports it and throws `Failure`; the nearest list of declarations,
/// members or statements catches that, skips to where the next one seems to start, and goes on. So one mistake gives
/// one diagnostic, and one run gives many. `Parser+Recovery` has the lists.
struct Parser {
  /// Why a function gave up; a diagnostic has been recorded already.
  enum Failure: Error {
    /// Something unexpected stands here: skip to the next element of the list.
    case unexpected
    /// The list's closing brace is missing: what stands here belongs to a list farther out.
    case unclosed
  }

  /// How deep brackets, blocks and chains of operators may nest. The tree is walked by recursion from here on.
  static let maximumNesting = 256
  /// How many diagnostics one file may give; a file of noise needs no more.
  static let maximumDiagnostics = 200

  let source: SourceFile
  let file: SourceFile.ID
  let tokens: [Token]
  let comments: [SourceComment]
  var position = 0
  /// What the formatter wants to know of each token.
  var marks: [LayoutMark]
  var diagnostics: [Diagnostic] = []
  /// The file's tree, once it is parsed.
  var result: FileSyntax?
  /// How many calls are under way that nest in the source.
  var depth = 0
  /// The height of the expression, type or formula that was parsed last.
  var height = 0
  /// Whether `[` may follow a name here: not at the end of a queue's element type, where the capacity stands.
  var allowsElementAccess = true

  init(_ source: SourceFile, id: SourceFile.ID, lexed: LexedFile) {
    self.source = source
    self.file = id
    self.tokens = lexed.tokens
    self.comments = lexed.comments
    self.marks = Array(repeating: [], count: lexed.tokens.count)
  }
}

// MARK: - Reading tokens

extension Parser {
  var current: Token { tokens[position] }

  var kind: Token.Kind { tokens[position].kind }

  /// The token some places ahead; the end of the file stays where it is.
  func token(_ distance: Int) -> Token { tokens[min(position + distance, tokens.count - 1)] }

  func text(_ token: Token) -> String { source.text(from: Int(token.start), to: Int(token.end)) }

  /// Whether a token is this very word.
  func isWord(_ word: StaticString, ahead distance: Int = 0) -> Bool {
    let token = self.token(distance)
    guard token.kind == .word, Int(token.end - token.start) == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { unsafe source.bytes[Int(token.start)..<Int(token.end)].elementsEqual($0) }
  }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  /// Notes for the formatter what the current token is.
  mutating func mark(_ mark: LayoutMark) { marks[position].formUnion(mark) }

  /// Passes a token of this kind, if it is one.
  mutating func pass(_ kind: Token.Kind) -> Bool {
    guard self.kind == kind else { return false }
    advance()
    return true
  }

  /// Passes this word, if it is the current token.
  mutating func pass(word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  func span(_ token: Token) -> SourceSpan {
    SourceSpan(file: file, start: Int(token.start), end: Int(token.end))
  }

  /// From a token to the last one that was passed.
  func span(from start: Token) -> SourceSpan {
    let last = position > 0 ? tokens[position - 1].end : start.end
    return SourceSpan(file: file, start: Int(start.start), end: Int(max(last, start.end)))
  }

  /// The `///` lines before the current token: the last block of them, if blank lines part several.
  func documentation() -> String {
    var lines: [String] = []
    var previousLine = Int.max
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].tokenIndex < position { low = middle + 1 } else { high = middle }
    }
    while low < comments.count, comments[low].tokenIndex == position {
      let comment = comments[low]
      low += 1
      guard comment.kind == .documentation else { continue }
      let line = source.position(of: Int(comment.start)).line
      if previousLine < line - 1 { lines = [] }
      previousLine = line
      let text = source.text(from: Int(comment.start) + 3, to: Int(comment.end))
      lines.append(text.first == " " ? String(text.dropFirst()) : text)
    }
    return lines.joined(separator: "\n")
  }
}

// MARK: - Expecting tokens

extension Parser {
  @discardableResult
  mutating func expect(_ kind: Token.Kind, _ place: String = "") throws(Failure) -> Token {
    let token = current
    guard token.kind == kind else {
      let fixed = kind == .word || kind == .integer || kind == .string
      throw unexpected(fixed ? "\(kind.rawValue)\(place)" : "'\(kind.rawValue)'\(place)")
    }
    advance()
    return token
  }

  /// The name of something; any word will do.
  mutating func name(of what: String) throws(Failure) -> Name {
    guard kind == .word else { throw unexpected(what) }
    defer { advance() }
    return Name(text(current), at: span(current))
  }

  /// The name of something that expressions refer to, so that it must not be a word that means something there.
  mutating func plainName(of what: String) throws(Failure) -> Name {
    guard kind == .word else { throw unexpected(what) }
    let name = Name(text(current), at: span(current))
    if Parser.reserved.contains(name.text) {
      report(.unexpectedToken, "'\(name.text)' is a word of expressions and cannot be \(what)", at: name.span)
      throw .unexpected
    }
    advance()
    return name
  }

  /// The words that no name inside an expression may be.
  static let reserved: Set<String> = [
    "true", "false", "none", "if", "then", "else", "forall", "exists", "implies", "in", "is",
  ]

  /// The content of a text in quotes.
  mutating func quoted(_ what: String) throws(Failure) -> String {
    guard kind == .string else { throw unexpected(what) }
    let token = current
    advance()
    var bytes: [UInt8] = []
    var place = Int(token.start) + 1
    let end = Int(token.end)
    while place < end {
      let byte = source.bytes[place]
      if byte == UInt8(ascii: "\""), place == end - 1 { break }
      if byte == UInt8(ascii: "\\"), place + 1 < end, let meant = Lexer.escapes[source.bytes[place + 1]] {
        bytes.append(meant)
        place += 2
      } else {
        bytes.append(byte)
        place += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
