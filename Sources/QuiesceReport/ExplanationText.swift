import QuiesceLanguage
package import QuiesceProgram
package import QuiesceRuns

/// Why the end of a trace is what it is, in lines of ASCII, but for the name of a file.
package struct ExplanationText: Sendable {
  private let explanation: Explanation
  /// How long it could have been avoided, as a sentence.
  private let noReturn: String?
  private let spans: SpanText
  private let steps: Int
  private let width: Int

  /// Prepares an explanation of what is so after some steps.
  package init(_ explanation: Explanation, spans: SpanText, steps: Int, width: Int = TraceTable.width) {
    self.init(explanation, spans, steps: steps, noReturn: nil, width: width)
  }

  /// Prepares an explanation of what is so at the end of a trace.
  package init(_ explanation: Explanation, of trace: Trace, spans: SpanText, width: Int = TraceTable.width) {
    self.init(explanation, spans, steps: trace.steps.count, noReturn: trace.noReturnSentence, width: width)
  }

  private init(_ explanation: Explanation, _ spans: SpanText, steps: Int, noReturn: String?, width: Int) {
    self.explanation = explanation
    self.noReturn = noReturn
    self.spans = spans
    self.steps = steps
    self.width = width
  }

  /// The sentence, the expression with its parts, since when, who is stuck, and where it stands.
  package var lines: [String] {
    let place = explanation.isAboutRun ? "Why: " : steps == 0 ? "At the start: " : "At step \(steps): "
    var lines = wrap(place + explanation.sentence)
    if !explanation.expression.isEmpty { lines += wrap("  " + TextWrapping.flat(explanation.expression)) }
    if !explanation.parts.isEmpty { lines += wrap("  where " + text(of: explanation.parts)) }
    if let since = explanation.sinceStep {
      lines.append(since == 0 ? "  so since the initial state" : "  so since step \(since)")
    }
    for stuck in explanation.stuck { lines += self.lines(of: stuck) }
    if let noReturn { lines += wrap("  " + noReturn) }
    if let hint = explanation.hint { lines += wrap("  " + hint) }
    if let span = explanation.span, let line = spans.line(of: span) {
      // A path is shown as it is, or nobody finds the file.
      lines += TextWrapping.wrap("  at " + DiagnosticPrinter.printable(line), width: width, indent: 4)
    }
    return lines
  }

  private func lines(of stuck: Explanation.Stuck) -> [String] {
    var lines = wrap("  \(stuck.actor) in \(stuck.location)" + (stuck.steps.isEmpty ? " has no step to take" : ""))
    for step in stuck.steps {
      var text = "    \(step.name): \(TextWrapping.flat(step.condition))"
      let others = step.parts.filter { TextWrapping.flat($0.text) != TextWrapping.flat(step.condition) }
      if !step.parts.isEmpty { text += " is false" + (others.isEmpty ? "" : ": " + self.text(of: others)) }
      if let changers = step.changers { text += "; " + self.text(ofChangers: changers) }
      lines += wrap(text, indent: 6)
    }
    return lines
  }

  /// Who would have to do something; nobody does, or the actor would not be stuck.
  private func text(ofChangers names: [String]) -> String {
    switch names.count {
    case 0: "no other actor can change that"
    case 1: "\(names[0]) would have to change that"
    default: "\(names.dropLast().joined(separator: ", ")) or \(names[names.count - 1]) would have to change that"
    }
  }

  private func text(of parts: [Explanation.Part]) -> String {
    parts.map { "\(TextWrapping.flat($0.text)) = \($0.value)" }.joined(separator: ", ")
  }

  private func wrap(_ text: String, indent: Int = 4) -> [String] {
    TextWrapping.wrap(TextWrapping.ascii(text), width: width, indent: indent)
  }
}
