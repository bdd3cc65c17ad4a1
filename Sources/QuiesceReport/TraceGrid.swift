/// A table of a trace with certain columns.
struct TraceGrid {
  let rows: TraceRows
  /// The columns with their titles.
  let columns: [(column: TraceRows.Column, title: String)]
  /// Whether what would be long in a narrow cell, and everything shared, stands on lines across all columns.
  let isWide: Bool
  let width: Int

  /// The narrowest column that a step with what it changed can still be read in; four of them fit into a mail.
  private static let narrowest = 14
  /// The most lines that a paragraph takes in a cell before it goes across.
  private static let tallest = 2

  /// The characters that the number of a step takes.
  private var numberWidth: Int { max(2, String(rows.rows.count - 1).count) }

  /// Whether every column is wide enough.
  var fits: Bool {
    let needed = columns.map { min(naturalWidth(of: $0), TraceGrid.narrowest) + 3 }.reduce(0, +)
    return !columns.isEmpty && numberWidth + needed <= width
  }

  /// The lines of the table.
  var lines: [String] {
    let widths = widths
    var lines = line("#", zip(columns, widths).map { TextWrapping.wrap($0.title, width: $1, indent: 1) }, widths)
    lines.append(
      String(repeating: "-", count: numberWidth) + widths.map { "-+-" + String(repeating: "-", count: $0) }.joined())
    for row in rows.rows { lines += self.lines(of: row, widths) }
    return lines
  }

  private func lines(of row: TraceRows.Row, _ widths: [Int]) -> [String] {
    var across: [String] = []
    let cells = zip(columns, widths).map { column, width in
      (row.cells[column.column] ?? []).flatMap { paragraph -> [String] in
        let whole = TextWrapping.wrap(paragraph.text, width: width, indent: 2)
        guard isWide, whole.count > TraceGrid.tallest, let wide = paragraph.wide else { return whole }
        across.append(wide)
        return paragraph.brief.map { TextWrapping.wrap($0, width: width, indent: 2) } ?? []
      }
    }
    if isWide { across += (row.cells[.shared] ?? []).map { $0.wide ?? $0.text } }
    guard !across.isEmpty else { return line(String(row.number), cells, widths) }
    let margin = String(repeating: " ", count: numberWidth) + " : "
    let wrapped = TextWrapping.wrap(across.joined(separator: "; "), width: width - margin.count, indent: 2)
    return line(String(row.number), cells, widths) + wrapped.map { margin + $0 }
  }

  private func line(_ label: String, _ cells: [[String]], _ widths: [Int]) -> [String] {
    let height = max(1, cells.map(\.count).max() ?? 1)
    return (0..<height).map { line in
      let head = line == 0 ? label : ""
      var text = String(repeating: " ", count: numberWidth - head.count) + head
      for (cell, width) in zip(cells, widths) {
        let content = line < cell.count ? cell[line] : ""
        text += " | " + content + String(repeating: " ", count: max(0, width - content.count))
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  private func naturalWidth(of column: (column: TraceRows.Column, title: String)) -> Int {
    let paragraphs = rows.rows.flatMap { $0.cells[column.column] ?? [] }
    let widths = paragraphs.map { paragraph in
      // What may go across does not ask for more room than a fair share.
      isWide && paragraph.wide != nil ? min(paragraph.text.count, paragraph.brief?.count ?? 20) : paragraph.text.count
    }
    return max(column.title.count, widths.max() ?? 0)
  }

  /// Every column gets what it wants where that is no more than its share of what is left; the others share the rest.
  private var widths: [Int] {
    let wanted = columns.map(naturalWidth)
    var result = [Int](repeating: 0, count: columns.count)
    var open = Array(columns.indices)
    var left = width - numberWidth - 3 * columns.count
    while !open.isEmpty {
      let share = left / open.count
      let content = open.filter { wanted[$0] <= share }
      if content.isEmpty {
        for (position, column) in open.enumerated() {
          result[column] = share + (position < left % open.count ? 1 : 0)
        }
        break
      }
      for column in content {
        result[column] = wanted[column]
        left -= wanted[column]
      }
      open.removeAll { content.contains($0) }
    }
    return result
  }
}
