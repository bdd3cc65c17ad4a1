import QuiesceProgram

/// A trace as rows of cells, before any layout: the tables and the list are layouts of it.
struct TraceRows {
  /// Whose cell.
  enum Column: Hashable {
    /// An actor instance, by position in `Trace.actors`.
    case actor(Int)
    /// Shared variables and monitors.
    case shared
  }

  /// Something that a cell says.
  struct Paragraph {
    /// In the cell.
    var text: String
    /// In the cell, where the whole text would be too long there; nil for nothing.
    var brief: String?
    /// On a line across all columns, where the cell has the brief text; nil if it always stays in the cell.
    var wide: String?
  }

  /// What one step, or the initial state, shows.
  struct Row {
    /// Counted from 1; 0 is the initial state.
    var number: Int
    /// The column of the actor that acts; nil for the initial state.
    var acting: Int?
    /// The paragraphs of each cell.
    var cells: [Column: [Paragraph]]
  }

  /// The rows.
  private(set) var rows: [Row] = []
  /// The texts of `@source` and `@link`, numbered from 1.
  private(set) var footnotes: [String] = []
  /// The actors that take a step.
  private(set) var moving: Set<Int> = []
  /// Whether anything changes that no actor owns.
  private(set) var hasShared = false
  /// The variables that no step of the trace changes.
  private(set) var unchanged: [VariableValue] = []
  private let actors: [String]

  /// Collects the rows of a trace.
  init(_ trace: Trace) {
    actors = trace.actors
    addInitial(trace)
    for (index, step) in trace.steps.enumerated() { add(step, number: index + 1) }
  }

  private mutating func addInitial(_ trace: Trace) {
    var row = Row(number: 0, acting: nil, cells: [:])
    for (actor, location) in trace.initialLocations.enumerated() {
      row.cells[.actor(actor), default: []].append(Paragraph(text: TextWrapping.ascii(location)))
    }
    let changing = Set(trace.steps.flatMap { $0.changes.map(\.name) })
    for variable in trace.initial {
      guard trace.steps.isEmpty || changing.contains(variable.name) else {
        unchanged.append(variable)
        continue
      }
      add("\(shortName(of: variable)) = \(variable.value)", of: variable.actor, to: &row)
    }
    rows.append(row)
  }

  private mutating func add(_ step: TraceStep, number: Int) {
    var row = Row(number: number, acting: step.main.actor, cells: [:])
    let participants = [step.main, step.partner].compactMap { $0 }
    add(step.main, role: step.partner == nil ? "" : " sends", to: &row)
    if let partner = step.partner { add(partner, role: " receives", to: &row) }
    for event in step.events {
      let text = TextWrapping.ascii("! " + TraceRows.text(of: event))
      row.cells[.actor(step.main.actor), default: []].append(Paragraph(text: text, wide: text))
    }
    // A structure that was bound need not be spelled out again where it is put.
    let bound = participants.flatMap(\.bindings).filter { $0.value.contains("(") }
    for difference in step.differences {
      let text = bound.reduce(difference.text) { $0.replacing("(\($1.value))", with: "(\($1.name))") }
      add(text, of: difference.actor, to: &row)
    }
    for participant in participants {
      guard let target = participant.movedTo else { continue }
      row.cells[.actor(participant.actor), default: []].append(Paragraph(text: TextWrapping.ascii("-> " + target)))
    }
    if step.isFault { row.cells[.actor(step.main.actor), default: []].append(Paragraph(text: "*** fault")) }
    rows.append(row)
  }

  private mutating func add(_ participant: TraceStep.Participant, role: String, to row: inout Row) {
    moving.insert(participant.actor)
    let marks = (participant.sources + participant.links).map { "[\(footnote($0))]" }.joined()
    let tail = role + (marks.isEmpty ? "" : " " + marks)
    let values = participant.bindings.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    let names = participant.bindings.map(\.name).joined(separator: ", ")
    var paragraph = Paragraph(text: participant.step + (values.isEmpty ? "" : "(\(values))") + tail)
    if participant.bindings.contains(where: { $0.value.count > 8 }) {
      paragraph.brief = TextWrapping.ascii("\(participant.step)(\(names))\(tail)")
      paragraph.wide = TextWrapping.ascii(
        participant.bindings.map { "\($0.name) = \($0.value)" }.joined(separator: "; "))
    }
    paragraph.text = TextWrapping.ascii(paragraph.text)
    row.cells[.actor(participant.actor), default: []].append(paragraph)
  }

  private mutating func add(_ text: String, of actor: Int?, to row: inout Row) {
    let text = TextWrapping.ascii(text)
    if let actor, actors.indices.contains(actor) {
      let wide = TextWrapping.ascii("\(actors[actor]).\(text)")
      row.cells[.actor(actor), default: []].append(Paragraph(text: text, wide: wide))
    } else {
      hasShared = true
      row.cells[.shared, default: []].append(Paragraph(text: text, wide: text))
    }
  }

  private mutating func footnote(_ text: String) -> Int {
    if let known = footnotes.firstIndex(of: text) { return known + 1 }
    footnotes.append(text)
    return footnotes.count
  }

  /// The name without the actor whose column shows it.
  private func shortName(of variable: VariableValue) -> String {
    guard let actor = variable.actor, actors.indices.contains(actor) else { return variable.name }
    let prefix = actors[actor] + "."
    return variable.name.hasPrefix(prefix) ? String(variable.name.dropFirst(prefix.count)) : variable.name
  }

  /// `delivered(request: 0, owner: 1)`
  private static func text(of event: TraceStep.Event) -> String {
    "\(event.name)(\(event.arguments.map { "\($0.name): \($0.value)" }.joined(separator: ", ")))"
  }
}
