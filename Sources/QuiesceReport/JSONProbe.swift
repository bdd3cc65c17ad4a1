package import QuiesceLanguage
import QuiesceProgram
package import QuiesceRuns

/// The result of `quiesce check --probe --format json`; Documentation/json-probe-schema.json describes it.
package struct JSONProbe: Codable, Equatable, Sendable {
  /// A number that is not known.
  package struct Range: Codable, Equatable, Sendable {
    /// The least that it may be.
    package var least: Double
    /// The most; absent where there is no telling.
    package var most: Double?
  }

  /// What a run takes of something.
  package struct Need: Codable, Equatable, Sendable {
    /// `memory`, `disk`, `time`
    package var resource: String
    /// `yes`, `no`, `unknown`
    package var fits: String
    /// How much, in bytes or seconds.
    package var amount: Range
    /// How much there is.
    package var limit: Double
    /// What decides that.
    package var source: String
  }

  /// One run.
  package struct Run: Codable, Equatable, Sendable {
    /// The model's name.
    package var model: String
    /// Its file.
    package var modelFile: String
    /// The place of the expectation; absent without a check.
    package var place: String?
    /// The parameters.
    package var parameters: [String: String]
    /// The command that makes the whole run.
    package var reproduce: String
    /// Whether it came to its end within the probe, or to its bound of states.
    package var ended: Bool
    /// Why the probe ended, as a result has it.
    package var stop: String
    /// `yes`, `no`, `unknown`
    package var fits: String
    /// How many states were found.
    package var found: Int
    /// How many of them were expanded.
    package var expanded: Int
    /// The seconds of the probe.
    package var probeSeconds: Double
    /// Bytes of memory for each state, all told.
    package var bytesPerState: Double
    /// How many states were expanded in a second.
    package var statesPerSecond: Double
    /// How many states each level has that is known whole, from the first on that tells something about the others.
    package var levels: [Int]
    /// `shrinking`, `growing, less and less`, `growing`, `too few to go by`
    package var trend: String
    /// How many states it visits.
    package var states: Range
    /// How many seconds it takes.
    package var seconds: Range
    /// What it takes of what there may be too little of.
    package var needs: [Need]
    /// What is to be known about these figures.
    package var notes: [String]
  }

  /// The version of this form.
  package var schema: Int
  /// `quiesce`
  package var tool: String
  /// The version of the tool.
  package var version: String
  /// The exit status.
  package var status: Int
  /// Where the command was run, seen from the root of the workspace.
  package var directory: String
  /// How long the probe of a run is, at most.
  package var probeSeconds: Double
  /// The runs, in order.
  package var runs: [Run]
  /// How many seconds all of them take.
  package var seconds: Range
  /// How many more there are that a budget or a signal kept from being begun.
  package var notBegun: Int
  /// What is wrong with the input.
  package var diagnostics: [JSONDiagnostic]

  /// Makes a result.
  package init(
    _ result: ProbeResult, diagnostics: [Diagnostic], spans: SpanText, status: Int, directory: String, version: String
  ) {
    schema = JSONReport.schemaVersion
    tool = "quiesce"
    self.version = version
    self.status = status
    self.directory = directory
    probeSeconds = result.seconds
    runs = result.runs.map { Run($0) }
    seconds = Range(result.total)
    notBegun = result.notBegun
    self.diagnostics = diagnostics.map { JSONDiagnostic($0, spans: spans) }
  }
}

extension JSONProbe.Range {
  fileprivate init(_ estimate: Estimate) {
    least = estimate.least
    most = estimate.most
  }
}

extension JSONProbe.Run {
  fileprivate init(_ probe: ProbedRun) {
    let check = JSONCheck(probe.run)
    let statistics = probe.run.outcome.statistics
    model = check.model
    modelFile = check.modelFile
    place = check.place
    parameters = check.parameters
    reproduce = probe.run.reproduction
    ended = probe.extent == .ended
    stop = check.stop
    fits = probe.fits.rawValue
    found = statistics.states
    expanded = statistics.states - statistics.frontier
    probeSeconds = statistics.seconds
    bytesPerState = statistics.bytesPerState
    statesPerSecond = probe.speed
    levels = probe.levels.sizes
    trend = probe.trend.rawValue
    states = JSONProbe.Range(probe.states)
    seconds = JSONProbe.Range(probe.seconds)
    needs = probe.needs.map { need in
      JSONProbe.Need(
        resource: need.resource.rawValue, fits: need.fits.rawValue, amount: JSONProbe.Range(need.amount),
        limit: need.limit, source: need.source)
    }
    notes = probe.caveats.map(\.sentence)
  }
}
