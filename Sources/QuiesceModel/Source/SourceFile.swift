import QuiesceSystem

/// The text of one model or property file, with the table that turns a byte offset into a line and a column.
package struct SourceFile: Sendable {
  /// The place of a file in a `SourceMap`.
  package typealias ID = Int32

  /// The path as the user should read it: seen from where he stands.
  package let path: String
  /// The bytes of the file; UTF-8 is checked by the lexer, which reports what is not.
  package let bytes: [UInt8]
  /// The byte offset at which each line starts; the first entry is 0.
  package let lineStarts: [Int]
  /// The fingerprint of the bytes.
  package let hash: String

  /// Makes a source file from its bytes.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
    hash = FileHash.text(of: bytes)
  }

  /// Makes a source file from text.
  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The line and column, both counted from 1 and the column in bytes, of a byte offset.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, offset - lineStarts[low] + 1)
  }

  /// The text between two byte offsets; invalid UTF-8 is shown by replacement characters.
  package func text(from start: Int, to end: Int) -> String {
    let low = min(max(start, 0), bytes.count)
    let high = min(max(end, low), bytes.count)
    return String(decoding: bytes[low..<high], as: UTF8.self)
  }
}
