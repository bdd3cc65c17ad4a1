import QuiesceProgram

/// A trace as a sequence diagram of Mermaid, which the Markdown of GitHub and GitLab draws.
package struct MermaidSequence {
  /// What is longer nobody looks at as a picture.
  package static let longest = 60

  private let trace: Trace

  /// Prepares a diagram; nil for a trace that is too long for one.
  init?(_ trace: Trace) {
    guard !trace.steps.isEmpty, trace.steps.count <= MermaidSequence.longest else { return nil }
    self.trace = trace
  }

  /// The lines of the diagram.
  var lines: [String] {
    let moving = trace.movers.sorted()
    var lines = ["sequenceDiagram"]
    lines += moving.map { "  participant a\($0) as \(MermaidSequence.escaped(trace.actors[$0]))" }
    for (index, step) in trace.steps.enumerated() {
      if trace.cycle?.start == index { lines.append("  loop for ever") }
      if trace.pointOfNoReturn == index + 1 { lines.append(note(Trace.lastWayOut, over: moving)) }
      lines += self.lines(of: step, index + 1)
    }
    guard let cycle = trace.cycle else { return lines }
    if cycle.start < trace.steps.count {
      lines.append("  end")
    } else {
      lines.append(note("the run rests here for ever", over: moving))
    }
    return lines
  }

  /// A note across the lanes of some actors.
  private func note(_ text: String, over actors: [Int]) -> String {
    let ends = Set([actors.first, actors.last].compactMap { $0 }).sorted()
    return "  Note over \(ends.map { "a\($0)" }.joined(separator: ",")): \(text)"
  }

  private func lines(of step: TraceStep, _ number: Int) -> [String] {
    let main = step.main
    var lines: [String] = []
    let fails = step.isFault ? " fails" : ""
    if let partner = step.partner {
      let text = MermaidSequence.escaped("\(number) \(main.label) / \(partner.label)\(fails)")
      lines.append("  a\(main.actor)->>a\(partner.actor): \(text)")
    } else {
      let text = MermaidSequence.escaped("\(number) \(main.label)\(fails)")
      lines.append("  a\(main.actor)->>a\(main.actor): \(text)")
    }
    let changes = step.differences.map(\.text).joined(separator: ", ")
    if !changes.isEmpty { lines.append("  Note over a\(main.actor): \(MermaidSequence.escaped(changes))") }
    return lines
  }

  /// Text that Mermaid takes as it is: what could mean something to it, or to HTML, is written as the number of its character.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "_", ".", ",", "(", ")", "[", "]", "=", "+", "-", "/", "?", "!", ">",
        ":":
        String(scalar)
      case "\n", "\r", "\t": " "
      default: "#\(scalar.value);"
      }
    }.joined()
  }
}
