import QuiesceModel

/// Cuts the bytes of a file into tokens and comments, and reports what is neither.
///
/// It never fails: what starts no token is reported once for each run of such bytes and becomes an `invalid` token.
struct Lexer {
  let bytes: [UInt8]
  let file: SourceFile.ID
  var position = 0
  var startsLine = true
  var result = LexedFile()
  var diagnostics: [Diagnostic] = []

  /// Cuts a file into tokens.
  static func lex(_ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]) -> LexedFile {
    var lexer = Lexer(bytes: file.bytes, file: id)
    lexer.run()
    lexer.append(.end, from: file.bytes.count)
    diagnostics += lexer.diagnostics
    return lexer.result
  }

  /// The first tokens of a text, whose rest is not looked at.
  static func first(_ count: Int, of bytes: [UInt8]) -> [Token] {
    var lexer = Lexer(bytes: bytes, file: 0)
    lexer.run(upTo: count)
    return lexer.result.tokens
  }

  private init(bytes: [UInt8], file: SourceFile.ID) {
    self.bytes = bytes
    self.file = file
  }

  private mutating func run(upTo limit: Int = .max) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    result.tokens.reserveCapacity(min(limit, bytes.count / 4))
    while position < bytes.count, result.tokens.count < limit {
      switch bytes[position] {
      case let byte where Lexer.isSpace(byte):
        position += 1
        startsLine = startsLine || byte == UInt8(ascii: "\n")
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
      case UInt8(ascii: "\""): string()
      case let byte where Lexer.isWordStart(byte): word(.word)
      case let byte where Lexer.isDigit(byte): word(.integer)
      case UInt8(ascii: "#") where startsLine && Lexer.isWordStart(peek(1)): directive()
      default: mark()
      }
    }
  }

  /// The byte some places ahead; 0 behind the end.
  func peek(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  mutating func append(_ kind: Token.Kind, from start: Int) {
    result.tokens.append(
      Token(
        kind: kind, startsLine: startsLine, start: Int32(truncatingIfNeeded: start),
        end: Int32(truncatingIfNeeded: position)))
    startsLine = false
  }

  mutating func report(
    _ type: DiagnosticType, _ message: String, from start: Int, to end: Int, notes: [Diagnostic.Note] = []
  ) {
    guard diagnostics.count < Parser.maximumDiagnostics else { return }
    let span = SourceSpan(file: file, start: start, end: end)
    diagnostics.append(Diagnostic(type, message, at: span, notes: notes))
  }

  /// A word, or an integer with what follows its digits.
  private mutating func word(_ kind: Token.Kind) {
    let start = position
    while position < bytes.count, Lexer.isWordPart(bytes[position]) { position += 1 }
    append(kind, from: start)
  }

  private mutating func mark() {
    let start = position
    if let (kind, length) = Lexer.foreignMark(bytes[position], peek(1), peek(2)) {
      position += length
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      report(
        .unexpectedToken, "there is no '\(text)'", from: start, to: position,
        notes: [Diagnostic.Note("did you mean '\(kind.rawValue)'?")])
      return append(kind, from: start)
    }
    guard let (kind, length) = Lexer.mark(bytes[position], peek(1), peek(2)) else { return invalid() }
    position += length
    append(kind, from: start)
  }

  /// Reports `#define` and the like, and passes its line.
  private mutating func directive() {
    let start = position
    position += 1
    while position < bytes.count, Lexer.isWordPart(bytes[position]) { position += 1 }
    let name = String(decoding: bytes[start + 1..<position], as: UTF8.self)
    let note =
      switch name {
      case "define": "a constant is 'param NAME : TYPE = VALUE', or 'let NAME = VALUE'"
      case "include": "write 'import \"FILE\"' before all declarations"
      default: "variants of a model are values of a 'param'"
      }
    report(
      .unexpectedToken, "there is no preprocessor", from: start, to: position, notes: [Diagnostic.Note(note)])
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  /// Reports one run of bytes that start no token.
  private mutating func invalid() {
    let start = position
    var isMalformed = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte >= 0x80 {
        let length = Lexer.scalarLength(bytes, at: position)
        isMalformed = isMalformed || length == 0
        position += max(length, 1)
      } else if position > start, Lexer.isSpace(byte) || startsToken(byte) {
        break
      } else {
        position += 1
      }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let notes = Lexer.spelling[text].map { [Diagnostic.Note("did you mean '\($0)'?")] } ?? []
    let message =
      isMalformed
      ? "these bytes are not UTF-8"
      : "\(Lexer.visible(text)) starts no name, number or operator"
    report(.invalidCharacter, message, from: start, to: position, notes: notes)
    append(.invalid, from: start)
  }

  private func startsToken(_ byte: UInt8) -> Bool {
    Lexer.isWordPart(byte) || byte == UInt8(ascii: "\"") || Lexer.mark(byte, peek(1), peek(2)) != nil
  }
}
