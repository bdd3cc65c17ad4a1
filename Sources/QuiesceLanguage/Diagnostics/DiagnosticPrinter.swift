package import QuiesceModel

/// Prints diagnostics the way clang does: place, severity, message and type; the source line; a caret and tildes.
///
///     Models/demo.quiesce:3:8: error: expected a type, found '=' [UNEXPECTED_TOKEN]
///         3 | var x: = 3
///           |        ^
package struct DiagnosticPrinter: Sendable {
  /// How many diagnostics are shown; the rest is counted.
  package var limit: Int
  /// How many columns of a source line are shown.
  package var width: Int

  /// Makes a printer.
  package init(limit: Int = 20, width: Int = 100) {
    self.limit = max(limit, 1)
    self.width = max(width, 20)
  }

  /// The diagnostics as text with a line break at the end of each line: sorted by place, each once, and behind the
  /// limit "and N more". Errors go before warnings where there is no room for all.
  package func text(for diagnostics: [Diagnostic], sources: SourceMap, color: Bool = false) -> String {
    let all = DiagnosticPrinter.sorted(diagnostics)
    let errors = all.filter { $0.severity == .error }
    let shown =
      all.count <= limit
      ? all : DiagnosticPrinter.sorted(Array((errors + all.filter { $0.severity != .error }).prefix(limit)))
    let style = color ? Style.colored : Style.plain
    var output = ""
    for diagnostic in shown {
      output += head(of: diagnostic, sources, style)
      if let span = diagnostic.span { output += excerpt(of: span, sources, style) }
      for note in diagnostic.notes {
        let place = note.span.map { "\(sources.location(of: $0)): " } ?? ""
        output += "\(style.bold)\(Self.printable(place))\(style.note)note: \(style.reset)"
        output += "\(Self.printable(note.message))\n"
        if let span = note.span { output += excerpt(of: span, sources, style) }
      }
    }
    if all.count > shown.count { output += "and \(all.count - shown.count) more\n" }
    return output
  }

  /// The diagnostics without repetitions, in the order of files and places; those without a place come first.
  package static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    struct Identity: Hashable {
      let type: DiagnosticType
      let message: String
      let span: SourceSpan?
    }
    var seen: Set<Identity> = []
    let unique = diagnostics.filter {
      seen.insert(Identity(type: $0.type, message: $0.message, span: $0.span)).inserted
    }
    let order = unique.indices.sorted { left, right in
      let (first, second) = (unique[left].span, unique[right].span)
      let keys = (first?.file ?? -1, first?.start ?? -1, left)
      return keys < (second?.file ?? -1, second?.start ?? -1, right)
    }
    return order.map { unique[$0] }
  }

  private func head(of diagnostic: Diagnostic, _ sources: SourceMap, _ style: Style) -> String {
    let place = diagnostic.span.map { "\(sources.location(of: $0)): " } ?? ""
    let severity = diagnostic.severity == .error ? style.error : style.warning
    let message = Self.printable(diagnostic.message)
    return "\(style.bold)\(Self.printable(place))\(severity)\(diagnostic.severity.rawValue): "
      + "\(style.reset)\(style.bold)\(message)\(style.reset) [\(diagnostic.type.rawValue)]\n"
  }

  private func excerpt(of span: SourceSpan, _ sources: SourceMap, _ style: Style) -> String {
    let file = sources[span.file]
    let line = file.position(of: Int(span.start)).line
    let excerpt = SourceExcerpt(of: span, in: file, width: width)
    let number = String(line)
    let gutter = String(repeating: " ", count: max(5 - number.utf8.count, 0))
    let blank = String(repeating: " ", count: max(5, number.utf8.count))
    return "\(gutter)\(number) | \(excerpt.text)\n\(blank) | \(style.caret)\(excerpt.marks)\(style.reset)\n"
  }

  /// A text in which nothing can move the cursor or change the colors of a terminal.
  package static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { SourceExcerpt.replacement(for: $0) != nil }) else { return text }
    return text.unicodeScalars.map { SourceExcerpt.replacement(for: $0) ?? String($0) }.joined()
  }

  /// The control sequences around the parts of a diagnostic.
  private struct Style {
    var bold = ""
    var error = ""
    var warning = ""
    var note = ""
    var caret = ""
    var reset = ""

    static let plain = Style()
    static let colored = Style(
      bold: "\u{1B}[1m", error: "\u{1B}[0;1;31m", warning: "\u{1B}[0;1;35m", note: "\u{1B}[0;1;36m",
      caret: "\u{1B}[0;1;32m", reset: "\u{1B}[0m")
  }
}
