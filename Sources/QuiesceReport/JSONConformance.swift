import QuiesceModel
package import QuiesceProgram
package import QuiesceRuns

/// The result of `quiesce conform --format json`; Documentation/json-conform-schema.json describes it.
package struct JSONConformance: Codable, Equatable, Sendable {
  /// A line of the recorded run.
  package struct Line: Codable, Equatable, Sendable {
    /// Its number, counted from 1.
    package var line: Int
    /// What it says.
    package var text: String
  }

  /// Where no run of the model goes on.
  package struct Stop: Codable, Equatable, Sendable {
    /// The line that no run shows.
    package var missing: Line
    /// The line before it; absent where the run cannot even begin.
    package var behind: Line?
    /// What could have come in its place, in no order.
    package var possible: [String]
    /// A run that shows everything before it.
    package var run: JSONTrace
    /// Where that run ends, why nothing shows the line; absent where no step does.
    package var explanation: JSONExplanation?
  }

  /// The version of this form.
  package var schema = 1
  /// `quiesce`
  package var tool = "quiesce"
  /// The version of the tool.
  package var version: String
  /// The exit status.
  package var status: Int
  /// The model's name.
  package var model: String
  /// The recorded run, as it was named.
  package var trace: String
  /// `conforms`, `does not conform`, `no verdict`
  package var verdict: String
  /// Which budget ran out; absent otherwise.
  package var reason: String?
  /// How many lines the model can show.
  package var lines: Int
  /// How many lines of other events were left out.
  package var leftOut: Int
  /// How many pairs of a state and a line were visited.
  package var pairs: Int
  /// Where no run goes on; absent where one shows the whole record, or that is not known.
  package var stop: Stop?

  /// Makes a result.
  ///
  /// - Parameter explanation: why nothing shows the line at which no run goes on.
  package init(
    _ result: Conformance, of record: [RecordedEvent], leftOut: Int, to trace: String, model: String,
    explanation: Explanation?, spans: SpanText, status: Int, version: String
  ) {
    self.version = version
    self.status = status
    self.model = model
    self.trace = trace
    lines = record.count
    self.leftOut = leftOut
    pairs = result.visited
    switch result.end {
    case .conforms: verdict = "conforms"
    case .undecided(let reason, _):
      verdict = Verdict.noVerdict.rawValue
      self.reason = reason.rawValue
    case .stops(let shown):
      verdict = "does not conform"
      stop = Stop(
        missing: Line(record[shown]), behind: shown == 0 ? nil : Line(record[shown - 1]),
        possible: result.possible.map(\.text).sorted(), run: JSONTrace(result.run.trace, spans: spans),
        explanation: explanation.map { JSONExplanation($0, spans: spans) })
    }
  }
}

extension JSONConformance.Line {
  init(_ event: RecordedEvent) {
    line = event.line
    text = event.text
  }
}
