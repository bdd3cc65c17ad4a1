package import QuiesceModel
import QuiesceSystem

/// Parses a file. It always gives a tree, of what could be understood; the diagnostics say what could not.
package func parse(_ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]) -> FileSyntax {
  Parser.parsed(file, id: id, diagnostics: &diagnostics)?.result
    ?? FileSyntax(file: id, model: nil, documentation: "", imports: [], declarations: [])
}

/// Parses a text that is one expression, `2 * depth` say; nil with diagnostics if it is not.
package func parseExpression(
  _ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]
) -> ExpressionSyntax? {
  Parser.whole(file, id: id, diagnostics: &diagnostics) { (parser) throws(Parser.Failure) in try parser.expression() }
}

/// Parses a text that is the values of a setting, `2`, `1...3` or `none, both`; nil with diagnostics if it is not.
func parseSettingValues(
  _ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]
) -> SettingSyntax.Values? {
  Parser.whole(file, id: id, diagnostics: &diagnostics) { (parser) throws(Parser.Failure) in
    try parser.settingValues()
  }
}

/// Parses a text that stands behind `where`, also with that word: `n in 1...3, m in 1...3, n <= m`; nil with diagnostics if it
/// does not.
func parseLimits(_ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]) -> LimitsSyntax? {
  Parser.whole(file, id: id, diagnostics: &diagnostics) { (parser) throws(Parser.Failure) in
    _ = parser.pass(word: "where")
    return try parser.limits()
  }
}

extension Parser {
  /// Parses a file; nil if it is too large to be looked at.
  static func parsed(_ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]) -> Parser? {
    guard var parser = Parser(reading: file, id: id, diagnostics: &diagnostics) else { return nil }
    parser.result = parser.parseFile()
    diagnostics += parser.diagnostics
    return parser
  }

  /// Cuts the file into tokens; nil if it is too large to be looked at.
  fileprivate init?(reading file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic]) {
    guard file.bytes.count <= maximumFileSize else {
      diagnostics.append(
        Diagnostic(
          .fileTooLarge, "'\(file.path)' has \(file.bytes.count) bytes; at most \(maximumFileSize) are read",
          at: SourceSpan(file: id, start: 0, end: 0)))
      return nil
    }
    self.init(file, id: id, lexed: Lexer.lex(file, id: id, diagnostics: &diagnostics))
  }

  /// Parses the whole text as one thing; nil if anything is wrong with it.
  fileprivate static func whole<Result>(
    _ file: SourceFile, id: SourceFile.ID, diagnostics: inout [Diagnostic],
    _ parse: (inout Parser) throws(Failure) -> Result
  ) -> Result? {
    guard var parser = Parser(reading: file, id: id, diagnostics: &diagnostics) else { return nil }
    defer { diagnostics += parser.diagnostics }
    guard let result = try? parse(&parser) else { return nil }
    if parser.kind != .end { _ = parser.unexpected("the end") }
    return parser.diagnostics.isEmpty && !parser.tokens.contains { $0.kind == .invalid } ? result : nil
  }

  mutating func parseFile() -> FileSyntax {
    var syntax = FileSyntax(file: file, model: nil, documentation: "", imports: [], declarations: [])
    if isWord("model"), token(1).kind == .word {
      syntax.documentation = documentation()
      mark(.startsElement)
      advance()
      syntax.model = try? name(of: "the model's name")
    }
    while kind != .end {
      if pass(.semicolon) { continue }
      let start = position
      mark(.startsElement)
      do throws(Failure) {
        if isWord("import") {
          try importDeclaration(into: &syntax)
        } else {
          syntax.declarations.append(try declaration())
        }
      } catch .unclosed {
        // What stands here is a declaration again.
      } catch {
        skipToDeclaration(from: start)
      }
      if position == start { advance() }
    }
    return syntax
  }

  private mutating func importDeclaration(into syntax: inout FileSyntax) throws(Failure) {
    let start = current
    advance()
    let token = current
    let path = try quoted("the imported file's path in quotes")
    syntax.imports.append(ImportSyntax(path: path, span: span(token)))
    if !syntax.declarations.isEmpty {
      report(.unexpectedToken, "imports come before all declarations", at: span(from: start))
    }
  }

  private mutating func skipToDeclaration(from start: Int) {
    skip(from: start) { parser, braces in
      parser.current.startsLine
        && (parser.belongsOutside(.member) || (braces <= 0 && parser.startsDeclaration()))
    }
  }

  static let declarationWords = [
    "param", "type", "symmetric", "enum", "struct", "ghost", "var", "queue", "bag", "signal", "event", "let", "func",
    "fair", "strongly", "actor", "monitor", "property", "ltl", "rv", "check", "extra", "import",
  ]

  private func startsDeclaration() -> Bool {
    kind == .word && (Parser.declarationWords.contains(text(current)) || declarationHabit() != nil)
  }
}
