package import QuiesceProgram

/// A trace in plain ASCII that survives a mail reply: one column for each actor, one row for each step, only what changed.
///
/// Shared variables have a column of their own where their values are short; else they stand on lines across the table, behind a
/// colon, as does everything that would be long in a narrow cell. Where the columns do not fit, only the actors that move
/// get one; where these do not fit either, the trace becomes a list.
package struct TraceTable: Sendable {
  /// The widest line.
  package static let width = 75
  /// How much taller a table with more columns may be than one with fewer.
  private static let patience = 1.25

  private let trace: Trace
  private let width: Int

  /// Prepares the layout of a trace.
  package init(_ trace: Trace, width: Int = TraceTable.width) {
    self.trace = trace
    self.width = width
  }

  /// The table or list, then what it leaves out, then the footnotes.
  package var lines: [String] {
    let rows = TraceRows(trace)
    let body = bestGrid(rows)
    return (body ?? list(rows)) + (trace.cycle.map(lines) ?? []) + unchanged(rows) + footnotes(rows)
  }

  /// How a lasso goes on, and why that is fair.
  private func lines(_ cycle: Trace.Cycle) -> [String] {
    let last = trace.steps.count
    let isRest = cycle.start >= last
    let first = cycle.start + 1
    let again =
      isRest
      ? "the run rests here"
      : first == last ? "step \(last) again and again" : "steps \(first) to \(last), then back to step \(first)"
    return wrapped("for ever: \(again)") + TraceTable.fairness(of: cycle, steps: last).flatMap { wrapped("  " + $0) }
      + (cycle.missingFairness.map { wrapped("it would hold with: \($0.joined(separator: ", "))") } ?? [])
  }

  /// Why the part of a lasso that is repeated is fair to each that is declared so.
  static func fairness(of cycle: Trace.Cycle, steps: Int) -> [String] {
    let isRest = cycle.start >= steps
    return cycle.dues.map { due in
      let step = due.step + 1
      let reason =
        switch due.reason {
        case .taken: "taken at step \(step)"
        case .disabled: isRest ? "disabled" : "disabled \(step > steps ? "there" : "before step \(step)")"
        case .idle: isRest ? "would change nothing" : "would change nothing at step \(step)"
        }
      return "\(due.isStrong ? "strongly fair" : "fair") \(due.name): \(reason)"
    }
  }

  /// The first of the layouts, most columns first, that is not much taller than the shortest one.
  private func bestGrid(_ rows: TraceRows) -> [String]? {
    let all = Array(trace.actors.indices)
    let moving = all.filter { rows.moving.contains($0) }
    var layouts: [[String]] = []
    for isWide in [false, true] {
      for actors in moving.count == all.count || moving.isEmpty ? [all] : [all, moving] {
        let grid = grid(of: actors, rows, isWide: isWide)
        if grid.fits { layouts.append(grid.lines + hidden(Set(all).subtracting(actors))) }
      }
    }
    guard let shortest = layouts.map(\.count).min() else { return nil }
    return layouts.first { Double($0.count) <= Double(shortest) * TraceTable.patience }
  }

  private func grid(of actors: [Int], _ rows: TraceRows, isWide: Bool) -> TraceGrid {
    var columns: [(column: TraceRows.Column, title: String)] = actors.map {
      (.actor($0), TextWrapping.ascii(trace.actors[$0]))
    }
    if rows.hasShared, !isWide { columns.append((.shared, "shared")) }
    return TraceGrid(rows: rows, columns: columns, isWide: isWide, width: width)
  }

  // MARK: the list

  private func list(_ rows: TraceRows) -> [String] {
    let number = max(2, String(rows.rows.count - 1).count)
    var lines: [String] = []
    for row in rows.rows {
      var head = String(row.number)
      head = String(repeating: " ", count: number - head.count) + head + "  "
      for column in order(of: row) {
        for (index, paragraph) in (row.cells[column] ?? []).enumerated() {
          let text = index == 0 ? "\(title(of: column)): \(paragraph.text)" : "  " + paragraph.text
          for line in TextWrapping.wrap(text, width: width - number - 2, indent: 4) {
            lines.append(head + line)
            head = String(repeating: " ", count: number + 2)
          }
        }
      }
    }
    return lines
  }

  private func title(of column: TraceRows.Column) -> String {
    switch column {
    case .actor(let actor): TextWrapping.ascii(trace.actors[actor])
    case .shared: "shared"
    }
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
