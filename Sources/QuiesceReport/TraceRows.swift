import QuiesceEngine

/// A trace as rows of cells, before any layout: the table and the list are two layouts of it.
struct TraceRows {
  /// Whose cell.
  enum Column: Hashable {
    /// An actor instance, by position in `Trace.actors`.
    case actor(Int)
    /// Shared variables and monitors.
    case shared
  }

  /// What one step, or the initial state, shows.
  struct Row {
    /// Counted from 1; 0 is the initial state.
    var number: Int
    /// The column of the actor that acts; nil for the initial state.
    var acting: Int?
    /// The paragraphs of each cell.
    var cells: [Column: [String]]
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

  /// Collects the rows of a trace.
  init(_ trace: Trace) {
    addInitial(trace)
    for (index, step) in trace.steps.enumerated() { add(step, number: index + 1, of: trace) }
  }

  private mutating func addInitial(_ trace: Trace) {
    var row = Row(number: 0, acting: nil, cells: [:])
    for (actor, location) in trace.initialLocations.enumerated() {
      row.cells[.actor(actor), default: []].append(TextWrapping.ascii(location))
    }
    let changing = Set(trace.steps.flatMap { $0.changes.map(\.name) })
    for variable in trace.initial {
      guard trace.steps.isEmpty || changing.contains(variable.name) else {
        unchanged.append(variable)
        continue
      }
      add(variable, to: &row, of: trace)
    }
    rows.append(row)
  }

  private mutating func add(_ step: TraceStep, number: Int, of trace: Trace) {
    var row = Row(number: number, acting: step.main.actor, cells: [:])
    add(step.main, role: step.partner == nil ? "" : " sends", to: &row)
    if let partner = step.partner { add(partner, role: " receives", to: &row) }
    for event in step.events {
      row.cells[.actor(step.main.actor), default: []].append(TextWrapping.ascii("! " + TraceRows.text(of: event)))
    }
    for change in step.changes { add(change, to: &row, of: trace) }
    for participant in [step.main, step.partner].compactMap({ $0 }) {
      guard let target = participant.movedTo else { continue }
      row.cells[.actor(participant.actor), default: []].append(TextWrapping.ascii("-> " + target))
    }
    if step.isFault { row.cells[.actor(step.main.actor), default: []].append("*** fault") }
    rows.append(row)
  }

  private mutating func add(_ participant: TraceStep.Participant, role: String, to row: inout Row) {
    moving.insert(participant.actor)
    var text = participant.step
    if !participant.bindings.isEmpty {
      text += "(\(participant.bindings.map { "\($0.name): \($0.value)" }.joined(separator: ", ")))"
    }
    text += role
    let marks = (participant.sources + participant.links).map { "[\(footnote($0))]" }
    if !marks.isEmpty { text += " " + marks.joined() }
    row.cells[.actor(participant.actor), default: []].append(TextWrapping.ascii(text))
  }

  private mutating func add(_ variable: VariableValue, to row: inout Row, of trace: Trace) {
    let text = TextWrapping.ascii("\(TraceRows.shortName(of: variable, in: trace)) = \(variable.value)")
    if let actor = variable.actor, trace.actors.indices.contains(actor) {
      row.cells[.actor(actor), default: []].append(text)
    } else {
      hasShared = true
      row.cells[.shared, default: []].append(text)
    }
  }

  private mutating func footnote(_ text: String) -> Int {
    if let known = footnotes.firstIndex(of: text) { return known + 1 }
    footnotes.append(text)
    return footnotes.count
  }

  /// The name without the actor whose column shows it.
  static func shortName(of variable: VariableValue, in trace: Trace) -> String {
    guard let actor = variable.actor, trace.actors.indices.contains(actor) else { return variable.name }
    let prefix = trace.actors[actor] + "."
    return variable.name.hasPrefix(prefix) ? String(variable.name.dropFirst(prefix.count)) : variable.name
  }

  /// `delivered(request: 0, owner: 1)`
  static func text(of event: TraceStep.Event) -> String {
    "\(event.name)(\(event.arguments.map { "\($0.name): \($0.value)" }.joined(separator: ", ")))"
  }
}
