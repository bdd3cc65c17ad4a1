package import QuiesceModel
package import QuiesceProgram
import QuiesceRuns

/// A trace of a result, executed again, with all that is said about it: what the forms of `quiesce show` are made of.
package struct ShownTrace: Sendable {
  /// The run that has it.
  let check: JSONCheck
  /// The property, as the result has it.
  let property: JSONProperty
  /// The path, state by state.
  let replay: Replay
  /// What each step did.
  package let trace: Trace
  /// Why its end is what it is.
  let explanation: Explanation?
  /// What the expressions of the property come to in each state.
  let course: Course
  /// The texts of the models.
  let sources: SourceMap
  /// The version of the tool.
  let version: String

  /// Makes one of a recorded trace that was executed again.
  package init(_ item: RecordedItem, _ replayed: ReplayedTrace, sources: SourceMap, version: String) {
    check = item.check
    property = item.property
    replay = replayed.replay
    var trace = replayed.trace
    // Only the search knows what would have helped.
    trace.cycle?.missingFairness = item.trace.cycle?.missingFairness
    self.trace = trace
    explanation = replayed.explanation
    course = replayed.course
    self.sources = sources
    self.version = version
  }

  /// Where spans lie.
  var spans: SpanText { SpanText(sources) }

  /// Says why things are as they are at the end of a path of the same program.
  func explainer(of replay: Replay) -> Explainer { Explainer(replay: replay, sources: sources) }

  /// `pri_stop: violated: nothingLeftBehind`
  package var title: String { "\(check.model): \(property.heading)" }

  /// The parameters that are not at their defaults, as a check writes them; empty if all are.
  var settingText: String { check.settingText }

  /// Whether the condition that the property asks for is true in each state; empty where it asks for none, or for several.
  var truths: [Bool?] {
    let whole = course.rows.filter(\.isWhole)
    guard whole.count == 1, let row = whole.first else { return [] }
    return row.values.map { value in value.flatMap { ["true": true, "false": false][$0] } }
  }
}

extension ShownTrace {
  /// The sequence for Mermaid; nil for a trace that is too long for a picture.
  package var mermaid: String? { MermaidSequence(trace)?.lines.map { $0 + "\n" }.joined() }

  /// The sequence as a picture; nil for a trace that is too long for one.
  package var picture: String? {
    guard trace.steps.count <= TracePage.longest else { return nil }
    return SequenceDiagram(trace, truths: truths).file(titled: title)
  }
}

extension JSONCheck {
  /// The parameters that are not at their defaults, as a check writes them; empty if all are.
  package var settingText: String {
    (changedParameters.compactMap { name in parameters[name].map { "\(name) = \($0)" } }
      + (without ?? []).map { "without \($0)" }).joined(separator: ", ")
  }
}

extension JSONProperty {
  /// `violated: noStaleDelivery`, `deadlock`
  package var heading: String { verdict == name ? name : "\(verdict): \(name)" }
}
