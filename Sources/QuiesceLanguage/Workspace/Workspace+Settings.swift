extension Workspace {
  /// Parses the value of a setting that the command line gave, `--set name=value`; nil with diagnostics if it is no expression.
  ///
  /// The text becomes a file of the source map, called `origin`, so that diagnostics can show it.
  package mutating func expression(_ text: String, origin: String) -> ExpressionSyntax? {
    let source = SourceFile(path: origin, text: text)
    let id = sources.add(source)
    return parseExpression(source, id: id, diagnostics: &diagnostics)
  }
}
