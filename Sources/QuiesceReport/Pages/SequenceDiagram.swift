import QuiesceLanguage
import QuiesceProgram

/// A trace as a sequence diagram: a lane for each actor that moves and for each queue that something goes through, a row for each
/// step.
struct SequenceDiagram {
  /// A lane.
  struct Lane {
    /// The actor's or queue's name.
    var title: String
    /// Where the actor begins; nil for a queue.
    var location: String?
    /// The middle.
    var x: Double
    /// The room it takes.
    var width: Double
  }

  /// What is drawn in a row.
  enum Element {
    /// A step on a lane.
    case step(lane: Int, text: String, isFault: Bool)
    /// A message from one lane to another.
    case message(from: Int, to: Int, text: String)
  }

  /// A step.
  struct Row {
    /// What the whole step is, for those who cannot see the picture, and as a hint for those who can.
    var label: String
    /// The top.
    var y: Double
    /// The height.
    var height: Double
    /// What is drawn, each below the one before.
    var elements: [Element]
    /// Whether the condition of the property is true behind the step; nil where there is none.
    var truth: Bool?
  }

  /// The columns of a text at most; the rest is behind dots, and in the label.
  private static let longest = 30
  /// The columns of a message at most.
  private static let longestMessage = 24
  /// How wide a character is.
  static let character = 7.25
  /// The room on the left for the way back of a lasso, the numbers of steps, and whether the condition is true.
  static let gutter = 84.0
  /// Where the first row begins.
  static let top = 64.0
  /// The height of an element.
  static let line = 30.0

  /// The lanes, from left to right.
  private(set) var lanes: [Lane] = []
  /// The initial state and the steps.
  private(set) var rows: [Row] = []
  /// The first row that is repeated for ever, and whether it is the last one that rests.
  let cycle: (row: Int, rests: Bool)?
  /// Where the line is drawn up to which what it ends in can be avoided; nil for none.
  private(set) var lastWayOut: Double?
  private var positions: [String: Int] = [:]

  /// Lays a trace out.
  ///
  /// - Parameter truths: whether the condition of the property is true in each state; empty where there is none.
  init(_ trace: Trace, truths: [Bool?]) {
    let last = trace.steps.count
    cycle = trace.cycle.map { $0.start < last ? ($0.start + 1, false) : (last, true) }
    addLanes(of: trace)
    var y = SequenceDiagram.top
    for (index, step) in trace.steps.enumerated() {
      if trace.pointOfNoReturn == index + 1 {
        lastWayOut = y + SequenceDiagram.line / 2
        y += SequenceDiagram.line
      }
      let elements = elements(of: step, trace)
      let height = SequenceDiagram.line * Double(1 + elements.count(where: \.takesLine))
      let truth = truths.indices.contains(index + 1) ? truths[index + 1] : nil
      rows.append(Row(label: label(of: step, trace), y: y, height: height, elements: elements, truth: truth))
      y += height
    }
    widen()
  }

  /// The whole width.
  var width: Double {
    let words = lastWayOut == nil ? 0 : Double(Trace.lastWayOut.count + 2) * SequenceDiagram.character
    return max(lanes.last.map { $0.x + $0.width / 2 } ?? SequenceDiagram.gutter, words) + 12
  }

  /// The whole height.
  var height: Double { (rows.last.map { $0.y + $0.height } ?? SequenceDiagram.top) + 28 }

  private mutating func addLanes(of trace: Trace) {
    let movers = trace.movers
    for (actor, name) in trace.actors.enumerated() where movers.contains(actor) || trace.steps.isEmpty {
      positions["actor \(name)"] = lanes.count
      let location = trace.initialLocations.indices.contains(actor) ? trace.initialLocations[actor] : ""
      lanes.append(Lane(title: name, location: location, x: 0, width: 0))
    }
    for transfer in trace.steps.flatMap(\.transfers) where positions["queue \(transfer.channel)"] == nil {
      positions["queue \(transfer.channel)"] = lanes.count
      lanes.append(Lane(title: transfer.channel, location: nil, x: 0, width: 0))
    }
  }

  private func elements(of step: TraceStep, _ trace: Trace) -> [Element] {
    let lane = { (participant: TraceStep.Participant) in positions["actor \(trace.actors[participant.actor])"] ?? 0 }
    var result: [Element] = []
    let main = lane(step.main)
    for participant in [step.main, step.partner].compactMap({ $0 }) {
      let text = participant.step + (participant.movedTo.map { " \u{2192} \($0)" } ?? "")
      result.append(
        .step(
          lane: lane(participant), text: SequenceDiagram.clipped(text, to: SequenceDiagram.longest),
          isFault: step.isFault))
    }
    if let partner = step.partner { result.append(.message(from: main, to: lane(partner), text: "")) }
    for transfer in step.transfers {
      let queue = positions["queue \(transfer.channel)"] ?? 0
      let text = SequenceDiagram.clipped(transfer.value, to: SequenceDiagram.longestMessage)
      result.append(
        transfer.isPut
          ? .message(from: main, to: queue, text: text) : .message(from: queue, to: main, text: text))
    }
    return result
  }

  private func label(of step: TraceStep, _ trace: Trace) -> String {
    let sides = [step.main, step.partner].compactMap { $0 }.map { "\(trace.actors[$0.actor]): \($0.label)" }
    return sides.joined(separator: " / ") + (step.isFault ? " fails" : "")
  }

  /// Gives each lane the room that its texts take.
  private mutating func widen() {
    var widths = lanes.map { Double(max(TextColumns.count($0.title), TextColumns.count($0.location ?? ""))) }
    for element in rows.flatMap(\.elements) {
      switch element {
      case .step(let lane, let text, _): widths[lane] = max(widths[lane], Double(TextColumns.count(text)))
      case .message(let from, let to, let text):
        let lane = lanes[from].location == nil ? from : to
        widths[lane] = max(widths[lane], Double(TextColumns.count(text)))
      }
    }
    var x = SequenceDiagram.gutter
    for lane in lanes.indices {
      lanes[lane].title = SequenceDiagram.clipped(lanes[lane].title, to: SequenceDiagram.longest)
      lanes[lane].width = min(widths[lane], Double(SequenceDiagram.longest)) * SequenceDiagram.character + 34
      lanes[lane].x = x + lanes[lane].width / 2
      x += lanes[lane].width
    }
  }

  /// A text of so many columns, with dots where something is left out.
  static func clipped(_ text: String, to columns: Int) -> String {
    let text = DiagnosticPrinter.printable(text)
    guard TextColumns.count(text) > columns else { return text }
    var result = ""
    for character in text {
      guard TextColumns.count(result + String(character)) < columns else { break }
      result.append(character)
    }
    return result + "\u{2026}"
  }
}

extension SequenceDiagram.Element {
  /// Whether it stands below what comes before it; both sides of a rendezvous stand side by side, with the arrow between them.
  var takesLine: Bool {
    switch self {
    case .step: false
    case .message(_, _, let text): !text.isEmpty
    }
  }
}
