/// A range of bytes in one file of a `SourceMap`.
package struct SourceSpan: Hashable, Codable, Sendable {
  /// Which file of the source map.
  package let file: SourceFile.ID
  /// The first byte.
  package let start: Int32
  /// One past the last byte.
  package let end: Int32

  /// Makes a span from offsets.
  package init(file: SourceFile.ID, start: Int, end: Int) {
    self.file = file
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  /// The span from the start of this one to the end of the other, which lies in the same file.
  package func joined(to other: SourceSpan) -> SourceSpan {
    SourceSpan(file: file, start: Int(min(start, other.start)), end: Int(max(end, other.end)))
  }
}

/// All files of a run, in the order in which they were loaded; spans point into it.
package struct SourceMap: Sendable {
  /// The files; a `SourceFile.ID` is an index into them.
  package private(set) var files: [SourceFile] = []

  /// Makes an empty map.
  package init() {}

  /// Adds a file and gives its identity.
  package mutating func add(_ file: SourceFile) -> SourceFile.ID {
    files.append(file)
    return SourceFile.ID(files.count - 1)
  }

  /// The file that an identity or a span's `file` names.
  package subscript(id: SourceFile.ID) -> SourceFile { files[Int(id)] }

  /// The source text of a span.
  package func text(of span: SourceSpan) -> String {
    self[span.file].text(from: Int(span.start), to: Int(span.end))
  }

  /// The same on one line.
  package func line(of span: SourceSpan) -> String {
    text(of: span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// "path:line:column" of a span's start.
  package func location(of span: SourceSpan) -> String {
    let file = self[span.file]
    let position = file.position(of: Int(span.start))
    return "\(file.path):\(position.line):\(position.column)"
  }
}
