import QuiesceLanguage

/// Cells in columns, under a head and a rule.
struct TextTable {
  /// The names of the columns.
  let head: [String]
  /// The cells of each row.
  let rows: [[String]]
  /// How many columns at the end hold numbers, which stand on the right.
  let numbers: Int
  /// The most room of columns by position, whose cells are wrapped; without a bound where nothing is said.
  var widest: [Int: Int] = [:]

  /// The lines.
  var lines: [String] {
    let cells = ([head] + rows).map { row in
      row.enumerated().map { column, text in
        widest[column].map { TextWrapping.wrap(text, width: $0) } ?? [text]
      }
    }
    let widths = head.indices.map { column in
      cells.flatMap { $0[column] }.map { TextColumns.count($0) }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "+")
    let lines = cells.map { row in
      (0..<(row.map(\.count).max() ?? 0)).map { line in
        text(of: row.map { $0.indices.contains(line) ? $0[line] : "" }, widths)
      }
    }
    return (lines.first ?? []) + [rule] + lines.dropFirst().flatMap(\.self)
  }

  private func text(of cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[index] - TextColumns.count(cell))
      text += (index == 0 ? " " : "| ") + (index >= cells.count - numbers ? padding + cell : cell + padding) + " "
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}
