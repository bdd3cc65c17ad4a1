package import QuiesceModel
package import QuiesceProgram
import QuiesceRuns

/// Where somebody stands on a walk, in lines.
package struct WalkText {
  private let walk: Walk
  private let sources: SourceMap
  private let replay: Replay
  /// What can be taken here, and why the rest cannot; nothing behind a fault.
  package let choices: Choices

  /// Prepares the text.
  package init(_ walk: Walk, sources: SourceMap) {
    self.walk = walk
    self.sources = sources
    replay = walk.replay
    choices = replay.endsInFault ? Choices() : Explainer(replay: replay, sources: sources).choices()
  }

  private var program: Program { walk.program }
  private var state: [Int] { replay.states[replay.states.count - 1] }

  /// The step that led here, the state, what the properties say, what can be taken, and why the rest cannot.
  package var lines: [String] {
    let reasons = reasonLines(of: nil)
    return heading + [""] + stateLines + propertyLines + [""] + choiceLines + (reasons.isEmpty ? [] : [""] + reasons)
  }

  private var heading: [String] {
    let ahead = walk.ahead == 0 ? "" : " (\(Figures.count(walk.ahead, "step")) ahead)"
    guard let step = replay.trace.steps.last else {
      let count = program.initialStates.count
      let which = count == 1 ? "the initial state" : "initial state \(walk.initial + 1) of \(count)"
      return ["step 0: \(which)\(ahead)"]
    }
    let label = program.label(
      of: replay.transitions[replay.transitions.count - 1], in: replay.states[replay.states.count - 2])
    let events = step.events.map { event in
      " \(event.name)(\(event.arguments.map { "\($0.name): \($0.value)" }.joined(separator: ", ")))"
    }
    let fault = step.isFault ? ": a fault ends it, and nothing changed" : ""
    return wrap("step \(walk.position): \(label)\(events.joined())\(fault)\(ahead)")
  }

  private var stateLines: [String] {
    let places = zip(program.actors, program.locationNames(in: state)).map { "\($0.name) in \($1)" }
    let values = program.variableValues(in: state).map { "\($0.name) = \($0.value)" }
    return wrap("  " + places.joined(separator: ", "))
      + (values.isEmpty ? [] : wrap("  " + values.joined(separator: ", ")))
  }

  /// What each property says here, those that something is wrong with explained.
  private var propertyLines: [String] {
    zip(program.properties.indices, walk.opinions).flatMap { position, opinion -> [String] in
      var lines = wrap("  \(program.properties[position].name): \(opinion.rawValue)")
      if opinion == .violated {
        let explanation = Explainer(replay: replay, sources: sources).explain(.property(position))
        lines += ExplanationText(explanation, spans: SpanText(sources), steps: walk.position).lines.map { "    " + $0 }
      }
      return lines
    }
  }

  private var choiceLines: [String] {
    if choices.enabled.isEmpty {
      if replay.endsInFault { return ["nothing follows a fault; 'back' leads before it"] }
      return [walk.mayRest ? "nothing can be taken: all rest" : "nothing can be taken: a DEADLOCK"]
    }
    return choices.enabled.enumerated().map { number, choice in
      TextWrapping.ascii("  \(number + 1)  \(choice.label)\(choice.target == nil ? ": ends in a fault" : "")")
    }
  }

  /// Why the steps that leave where the actors stand cannot be taken.
  ///
  /// - Parameter actor: the instance that is asked about; nil for all.
  package func reasonLines(of actor: String?) -> [String] {
    let blocked = choices.blocked.filter { actor == nil || $0.actor == actor }
    guard !blocked.isEmpty else { return [] }
    return ExplanationText(
      Explanation(sentence: "not enabled", stuck: blocked), spans: SpanText(sources), steps: walk.position
    ).lines
  }

  private func wrap(_ text: String) -> [String] {
    TextWrapping.wrap(TextWrapping.ascii(text), width: 80, indent: 4)
  }
}
