public import QuiesceEngine

/// A trace in plain ASCII that survives a mail reply: one column for each actor, one row for each step, only what changed.
///
/// Where the columns do not fit, only the actors that move get one; where these do not fit either, the trace becomes a list.
public struct TraceTable: Sendable {
  /// The widest line.
  public static let width = 75
  /// The narrowest column that names can still be read in.
  private static let narrowest = 11

  private let trace: Trace
  private let width: Int

  /// Prepares the layout of a trace.
  public init(_ trace: Trace, width: Int = TraceTable.width) {
    self.trace = trace
    self.width = width
  }

  /// The table or list, then what it leaves out, then the footnotes.
  public var lines: [String] {
    let rows = TraceRows(trace)
    var result: [String]
    var shown = Array(trace.actors.indices)
    if !fits(columns(shown, rows), rows) { shown = shown.filter { rows.moving.contains($0) } }
    let columns = columns(shown, rows)
    if fits(columns, rows) {
      result = table(rows, columns: columns)
      result += hidden(Set(trace.actors.indices).subtracting(shown))
    } else {
      result = list(rows)
    }
    return result + unchanged(rows) + footnotes(rows)
  }

  private func columns(_ actors: [Int], _ rows: TraceRows) -> [TraceRows.Column] {
    actors.map { .actor($0) } + (rows.hasShared ? [.shared] : [])
  }

  private func numberWidth(_ rows: TraceRows) -> Int { max(2, String(rows.rows.count - 1).count) }

  private func fits(_ columns: [TraceRows.Column], _ rows: TraceRows) -> Bool {
    let needed = columns.map { min(naturalWidth(of: $0, rows), TraceTable.narrowest) + 3 }.reduce(0, +)
    return !columns.isEmpty && numberWidth(rows) + needed <= width
  }

  // MARK: the table

  private func table(_ rows: TraceRows, columns: [TraceRows.Column]) -> [String] {
    let number = numberWidth(rows)
    let widths = widths(of: columns, rows, room: width - number - 3 * columns.count)
    var lines = row("#", zip(columns, widths).map { TextWrapping.wrap(title(of: $0), width: $1, indent: 1) }, widths, number)
    lines.append(String(repeating: "-", count: number) + widths.map { "-+-" + String(repeating: "-", count: $0) }.joined())
    for item in rows.rows {
      let cells = zip(columns, widths).map { column, width in
        (item.cells[column] ?? []).flatMap { TextWrapping.wrap($0, width: width, indent: 2) }
      }
      lines += row(String(item.number), cells, widths, number)
    }
    return lines
  }

  private func row(_ label: String, _ cells: [[String]], _ widths: [Int], _ numberWidth: Int) -> [String] {
    let height = max(1, cells.map(\.count).max() ?? 1)
    return (0..<height).map { line in
      let head = line == 0 ? label : ""
      var text = String(repeating: " ", count: numberWidth - head.count) + head
      for (cell, width) in zip(cells, widths) {
        let content = line < cell.count ? cell[line] : ""
        text += " | " + content + String(repeating: " ", count: max(0, width - content.count))
      }
      return trimmed(text)
    }
  }

  private func title(of column: TraceRows.Column) -> String {
    switch column {
    case .actor(let actor): TextWrapping.ascii(trace.actors[actor])
    case .shared: "shared"
    }
  }

  private func naturalWidth(of column: TraceRows.Column, _ rows: TraceRows) -> Int {
    let cells = rows.rows.flatMap { $0.cells[column] ?? [] }
    return max(title(of: column).count, cells.map(\.count).max() ?? 0)
  }

  /// Every column gets what it wants where that is no more than its share of what is left; the others share the rest.
  private func widths(of columns: [TraceRows.Column], _ rows: TraceRows, room: Int) -> [Int] {
    let wanted = columns.map { naturalWidth(of: $0, rows) }
    var result = [Int](repeating: 0, count: columns.count)
    var open = Array(columns.indices)
    var left = room
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

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }

  // MARK: the list

  private func list(_ rows: TraceRows) -> [String] {
    let number = numberWidth(rows)
    var lines: [String] = []
    for row in rows.rows {
      var head = String(row.number)
      head = String(repeating: " ", count: number - head.count) + head + "  "
      let order = order(of: row)
      if order.isEmpty { lines.append(head) }
      for column in order {
        let paragraphs = row.cells[column] ?? []
        for (index, paragraph) in paragraphs.enumerated() {
          let text = index == 0 ? "\(title(of: column)): \(paragraph)" : "  " + paragraph
          let wrapped = TextWrapping.wrap(text, width: width - number - 2, indent: 4)
          for line in wrapped {
            lines.append(trimmed(head + line))
            head = String(repeating: " ", count: number + 2)
          }
        }
      }
    }
    return lines
  }

  private func order(of row: TraceRows.Row) -> [TraceRows.Column] {
    let actors = trace.actors.indices.filter { row.cells[.actor($0)] != nil }
    let sorted = actors.filter { $0 == row.acting } + actors.filter { $0 != row.acting }
    return sorted.map { .actor($0) } + (row.cells[.shared] == nil ? [] : [.shared])
  }

  // MARK: below

  private func hidden(_ actors: Set<Int>) -> [String] {
    guard !actors.isEmpty else { return [] }
    let texts = actors.sorted().map { actor in
      let location = trace.initialLocations.indices.contains(actor) ? " in \(trace.initialLocations[actor])" : ""
      return trace.actors[actor] + location
    }
    return wrapped("never moves: " + texts.joined(separator: ", "))
  }

  private func unchanged(_ rows: TraceRows) -> [String] {
    guard !rows.unchanged.isEmpty else { return [] }
    let lines = wrapped("unchanged: " + rows.unchanged.map { "\($0.name) = \($0.value)" }.joined(separator: ", "))
    // A state of arrays can be long; what no step touched seldom matters, and the JSON result has all of it.
    return lines.count <= 8 ? lines : lines.prefix(7) + ["  ... (all of it in --format json)"]
  }

  private func footnotes(_ rows: TraceRows) -> [String] {
    rows.footnotes.enumerated().flatMap { index, text in
      TextWrapping.wrap(TextWrapping.ascii("[\(index + 1)] \(text)"), width: width, indent: 4)
    }
  }

  private func wrapped(_ text: String) -> [String] {
    TextWrapping.wrap(TextWrapping.ascii(text), width: width, indent: 2)
  }
}
