import QuiesceModel

extension Workspace {
  /// Parses the value of a setting that the command line gave, `--set name=value`; nil with diagnostics if it is no expression.
  ///
  /// The text becomes a file of the source map, called `origin`, so that diagnostics can show it.
  package mutating func expression(_ text: String, origin: String) -> ExpressionSyntax? {
    let source = SourceFile(path: origin, text: text)
    let id = sources.add(source)
    return parseExpression(source, id: id, diagnostics: &diagnostics)
  }

  /// Parses the values of a setting that the command line gave: `--set depth=2`, `--set depth=1...4`, `--set flush=none,both`.
  package mutating func setting(_ name: String, _ text: String, origin: String) -> SettingSyntax? {
    let source = SourceFile(path: origin, text: text)
    let id = sources.add(source)
    guard let values = parseSettingValues(source, id: id, diagnostics: &diagnostics) else { return nil }
    return SettingSyntax(name: Name(name, at: SourceSpan(file: id, start: 0, end: source.bytes.count)), values: values)
  }

  /// Parses limits that the command line gave: `--over 'n in 1...3, m in 1...3, n <= m'`.
  package mutating func limits(_ text: String, origin: String) -> LimitsSyntax? {
    let source = SourceFile(path: origin, text: text)
    let id = sources.add(source)
    return parseLimits(source, id: id, diagnostics: &diagnostics)
  }
}
