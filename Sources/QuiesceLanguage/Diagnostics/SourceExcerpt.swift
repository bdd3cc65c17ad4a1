import QuiesceModel

/// The line on which a span starts, ready for a terminal, and the marks below it.
///
/// Tabs become spaces up to the next multiple of 8, control characters and bytes that are not UTF-8 become `<U+001B>`
/// and `<FF>`, and a line that is too long is cut on both sides of the caret.
struct SourceExcerpt {
  /// The line as shown.
  let text: String
  /// Spaces, then `^~~~`.
  let marks: String

  /// One character as shown.
  private struct Cell {
    var text: String
    var width: Int
    var isMarked: Bool
  }

  /// So many bytes on either side of the span's start are looked at; a line may have millions.
  private static let reach = 1024
  private static let ellipsis = "..."

  init(of span: SourceSpan, in file: SourceFile, width: Int) {
    let start = min(max(Int(span.start), 0), file.bytes.count)
    let line = file.position(of: start).line
    let lineStart = file.lineStarts[line - 1]
    var lineEnd = line < file.lineStarts.count ? file.lineStarts[line] - 1 : file.bytes.count
    if lineEnd > lineStart, file.bytes[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
    var low = max(lineStart, start - Self.reach)
    while low > lineStart, low < start, file.bytes[low] & 0xC0 == 0x80 { low += 1 }
    let high = min(lineEnd, start + Self.reach)
    let end = max(Int(span.end), start + 1)
    let cells = Self.cells(file.bytes, low..<max(high, low), marked: start..<end)
    let caret = cells.firstIndex(where: \.isMarked) ?? cells.count
    let clipped = Self.clip(cells, around: caret, to: width, hasLeft: low > lineStart, hasRight: high < lineEnd)
    text = clipped.text
    marks = clipped.marks
  }

  private static func cells(_ bytes: [UInt8], _ range: Range<Int>, marked: Range<Int>) -> [Cell] {
    var cells: [Cell] = []
    var column = 0
    var place = range.lowerBound
    while place < range.upperBound {
      let length = min(Lexer.scalarLength(bytes, at: place), range.upperBound - place)
      var cell = Cell(text: "", width: 0, isMarked: marked.contains(place))
      let scalar = String(decoding: bytes[place..<place + max(length, 1)], as: UTF8.self).unicodeScalars.first
      if bytes[place] == UInt8(ascii: "\t") {
        cell.width = 8 - column % 8
        cell.text = String(repeating: " ", count: cell.width)
      } else if length == 0 {
        cell.text = "<\(String(bytes[place], radix: 16, uppercase: true))>"
        cell.width = cell.text.utf8.count
      } else if let scalar, let shown = replacement(for: scalar) {
        cell.text = shown
        cell.width = shown.utf8.count
      } else if let scalar {
        cell.text = String(scalar)
        cell.width = TextColumns.count(of: scalar)
      }
      column += cell.width
      cells.append(cell)
      place += max(length, 1)
    }
    return cells
  }

  /// Keeps at most `width` columns, the caret among them, and dots where something is left out.
  private static func clip(
    _ cells: [Cell], around caret: Int, to width: Int, hasLeft: Bool, hasRight: Bool
  ) -> (text: String, marks: String) {
    var first = 0
    var last = cells.count
    var total = cells.reduce(0) { $0 + $1.width }
    // The caret stays in the first two thirds, for what comes behind it explains more.
    var before = cells[..<min(caret, cells.count)].reduce(0) { $0 + $1.width }
    while total > width, before > width * 2 / 3, first < caret {
      total -= cells[first].width
      before -= cells[first].width
      first += 1
    }
    while total > width, last > max(caret + 1, first + 1) {
      last -= 1
      total -= cells[last].width
    }
    let left = first > 0 || hasLeft ? ellipsis : ""
    let right = last < cells.count || hasRight ? ellipsis : ""
    let kept = cells[first..<max(last, first)]
    var marks = String(repeating: " ", count: left.utf8.count)
    var hasCaret = false
    for cell in kept {
      if !cell.isMarked {
        marks += String(repeating: " ", count: cell.width)
      } else if cell.width > 0 {
        marks += (hasCaret ? "~" : "^") + String(repeating: "~", count: cell.width - 1)
        hasCaret = true
      }
    }
    if !hasCaret {
      marks += "^"
    } else {
      while marks.last == " " { marks.removeLast() }
    }
    return (left + kept.map(\.text).joined() + right, marks)
  }

  /// What stands for a character that would act on a terminal, or cannot be seen.
  static func replacement(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
      "<U+\(Lexer.codePoint(scalar))>"
    default: nil
    }
  }
}
