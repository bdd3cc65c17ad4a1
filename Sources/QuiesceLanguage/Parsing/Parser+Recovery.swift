import QuiesceModel

// MARK: - Reporting

extension Parser {
  mutating func report(
    _ type: DiagnosticType, _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = []
  ) {
    guard diagnostics.count < Parser.maximumDiagnostics else { return }
    diagnostics.append(Diagnostic(type, message, at: span, notes: notes))
  }

  /// Reports that something else was wanted here.
  ///
  /// At the start of a line the place is the end of the line before, where the wanted thing is missing, unless an
  /// element of a list was to start here.
  mutating func unexpected(
    _ wanted: String, isMissingBefore: Bool = false, notes: [Diagnostic.Note] = []
  ) -> Failure {
    let token = current
    // The lexer has reported what it could not read; what follows from it is not worth a line.
    guard token.kind != .invalid else { return .unexpected }
    if token.kind == .end, position > 0, tokens[position - 1].kind == .invalid { return .unexpected }
    let startsElement = marks[position].contains(.startsElement) && !isMissingBefore
    let notes = notes.isEmpty ? markHabit(wanted: wanted).map { [Diagnostic.Note($0)] } ?? [] : notes
    if token.startsLine || token.kind == .end, !startsElement, position > 0 {
      let behind = Int(tokens[position - 1].end)
      let place = SourceSpan(file: file, start: behind, end: behind)
      report(.unexpectedToken, "expected \(wanted) before \(description(token))", at: place, notes: notes)
    } else {
      report(.unexpectedToken, "expected \(wanted), found \(description(token))", at: span(token), notes: notes)
    }
    return .unexpected
  }

  func description(_ token: Token) -> String {
    switch token.kind {
    case .end, .string, .invalid: return token.kind.rawValue
    default:
      let shown = text(token)
      return shown.utf8.count > 40 ? "'\(String(decoding: shown.utf8.prefix(40), as: UTF8.self))…'" : "'\(shown)'"
    }
  }

  /// Reports that the tree would grow too high here.
  mutating func tooDeep() -> Failure {
    report(
      .nestingTooDeep, "brackets, blocks or operators nest more than \(Parser.maximumNesting) deep here",
      at: span(current))
    return .unexpected
  }

  /// Parses something that nests, unless it nests too deep.
  mutating func nested<Result>(
    _ parse: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard depth < Parser.maximumNesting else { throw tooDeep() }
    depth += 1
    defer { depth -= 1 }
    return try parse(&self)
  }
}

// MARK: - Lists

extension Parser {
  /// How far inside a file something stands, so that a misplaced declaration tells of a forgotten brace.
  enum Level: Int, Comparable {
    case file, member, step, statement

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// Parses the elements between braces, each by `parse`, and recovers from a failure of one at the next for which
  /// `startsElement` holds (at the start of a line or behind a semicolon).
  mutating func block(
    of owner: String, _ level: Level, startsElement: (Parser) -> Bool,
    parse: (inout Parser) throws(Failure) -> Void
  ) throws(Failure) {
    let open = try expect(.leftBrace, " to open \(owner)")
    while !pass(.rightBrace) {
      guard kind != .end else { throw unclosed(open, owner) }
      if pass(.semicolon) { continue }
      let start = position
      mark(.startsElement)
      do throws(Failure) {
        if belongsOutside(level) { throw unclosed(open, owner) }
        try parse(&self)
      } catch .unclosed {
        guard position > start, kind != .end, !belongsOutside(level), startsElement(self) else { throw .unclosed }
      } catch {
        synchronize(from: start, level, startsElement)
      }
      // Every element takes at least one token, whatever went wrong.
      if position == start { advance() }
    }
  }

  private mutating func unclosed(_ open: Token, _ owner: String) -> Failure {
    let note = Diagnostic.Note("it is opened here", at: span(open))
    _ = unexpected("'}' to close \(owner)", isMissingBefore: true, notes: [note])
    return .unclosed
  }

  /// Skips from a failure inside the element that began at token `start` to where the next one seems to begin.
  private mutating func synchronize(from start: Int, _ level: Level, _ startsElement: (Parser) -> Bool) {
    skip(from: start) { parser, braces in
      let mayStart = parser.current.startsLine || parser.tokens[parser.position - 1].kind == .semicolon
      if braces <= 0, parser.kind == .rightBrace || (mayStart && startsElement(parser)) { return true }
      return parser.current.startsLine && parser.belongsOutside(level)
    }
  }

  /// Skips from a failure inside what began at token `start`, one token at least, to where a condition holds, which is told how many
  /// braces are open.
  mutating func skip(from start: Int, to isThere: (Parser, _ braces: Int) -> Bool) {
    var braces = tokens[start..<position].reduce(0) { $0 + Parser.nesting($1.kind) }
    var mayStop = position > start
    while kind != .end, !(mayStop && isThere(self, braces)) {
      braces += Parser.nesting(kind)
      advance()
      mayStop = true
    }
  }

  private static func nesting(_ kind: Token.Kind) -> Int {
    kind == .leftBrace ? 1 : kind == .rightBrace ? -1 : 0
  }

  /// Whether the current words start something that stands only farther out than `level`.
  func belongsOutside(_ level: Level) -> Bool {
    guard let own = declaredLevel() else { return false }
    return own < level
  }

  /// Where what the current two words start can stand, if they start a declaration, a state or a step.
  private func declaredLevel() -> Level? {
    if kind == .at { return .step }
    guard kind == .word, token(1).kind == .word, !token(1).startsLine else { return nil }
    switch text(current) {
    case "model", "param", "type", "symmetric", "enum", "struct", "queue", "bag", "signal", "event", "func", "actor",
      "monitor", "property", "ltl", "rv", "check":
      return .file
    case "extra":
      return ["check", "property", "ltl", "rv", "monitor"].contains { isWord($0, ahead: 1) } ? .file : nil
    case "fair", "strongly":
      let place = isWord("strongly") ? 2 : 1
      return isWord("actor", ahead: place) ? .file : isWord("step", ahead: place) ? .step : nil
    case "state", "sequence": return .member
    case "initial", "final", "committed":
      let follows = text(token(1))
      return ["initial", "final", "committed", "state"].contains(follows) ? .member : nil
    case "step": return .step
    case "else", "timeout": return isWord("step", ahead: 1) ? .step : nil
    default: return nil
    }
  }
}
