import QuiesceModel
import QuiesceReport
import QuiesceRuns

@testable import QuiesceProgram

/// Outcomes made by hand, so that reports are tested without a search.
enum Sample {
  static let span = SourceSpan(file: 0, start: 0, end: 3)

  static func value(_ name: String, _ actor: Int?, _ value: String) -> VariableValue {
    VariableValue(name: name, actor: actor, value: value)
  }

  static func participant(
    _ actor: Int, _ step: String, to target: String? = nil, bindings: [(String, String)] = [], sources: [String] = []
  ) -> TraceStep.Participant {
    TraceStep.Participant(
      actor: actor, step: step, movedTo: target, bindings: bindings.map { value($0.0, actor, $0.1) },
      sources: sources, links: [], documentation: "", span: span)
  }

  /// Two functions and a driver that meet on a doorbell.
  static var trace: Trace {
    Trace(
      actors: ["function[0]", "function[1]", "driver"],
      initial: [
        value("entry", nil, "none"), value("quiet", nil, "false"), value("function[0].outstanding", 0, "0"),
        value("function[1].outstanding", 1, "0"),
      ],
      initialLocations: ["running", "running", "bound"],
      start: [], transitions: [0, 1, 2],
      steps: [
        TraceStep(
          main: participant(0, "request", bindings: [("last", "true")], sources: ["drivers/pci/ats.c:pci_enable_pri"]),
          partner: nil, changes: [value("function[0].outstanding", 0, "1")],
          differences: [TraceStep.Difference(actor: 0, text: "outstanding = 1")], events: [], isFault: false),
        TraceStep(
          main: participant(2, "release", to: "clearing"), partner: participant(0, "stop", to: "stopping"),
          changes: [], differences: [], events: [], isFault: false),
        TraceStep(
          main: participant(2, "clearEntry", to: "cleared", sources: ["drivers/pci/ats.c:pci_enable_pri"]),
          partner: nil, changes: [value("entry", nil, "1")],
          differences: [TraceStep.Difference(actor: nil, text: "entry = 1")],
          events: [TraceStep.Event(name: "delivered", arguments: [value("request", nil, "0")])], isFault: false),
      ])
  }

  static var explanation: Explanation {
    Explanation(
      sentence: "the invariant is false", expression: "owner ==\n    request.generation",
      parts: [
        Explanation.Part(text: "owner", value: "1"), Explanation.Part(text: "request.generation", value: "0"),
      ], sinceStep: 3, span: span)
  }

  static var statistics: Statistics {
    var statistics = Statistics()
    statistics.states = 1_234_567
    statistics.transitions = 4_729_681
    statistics.depth = 41
    statistics.seconds = 1.234
    statistics.bytesPerState = 24.04
    statistics.peakMemoryBytes = 31 << 20
    return statistics
  }

  static func property(
    _ name: String, _ verdict: Verdict, kind: PropertyOutcome.Kind = .invariant, trace: Trace? = nil
  ) -> PropertyOutcome {
    PropertyOutcome(
      name: name, description: "", kind: kind, verdict: verdict, trace: trace,
      explanation: trace == nil ? nil : explanation)
  }

  static func outcome(
    _ verdict: Verdict, _ properties: [PropertyOutcome], stop: StopReason = .complete
  ) -> Outcome {
    Outcome(
      verdict: verdict, stop: stop, isComplete: stop == .complete, order: .breadth, reductions: [],
      properties: properties, statistics: statistics, coverage: Coverage(fired: [], blocked: []))
  }

  static func run(_ outcome: Outcome, expecting expectation: Expectation) -> RunReport {
    var sources = SourceMap()
    _ = sources.add(SourceFile(path: "Models/a.quiesce", text: "model a\n"))
    return RunReport(
      model: "a", modelFile: "Models/a.quiesce", propertyFiles: [],
      sources: [RunReport.Source(path: "Models/a.quiesce", hash: "fnv1a64:0")],
      parameters: [
        RunReport.Parameter(name: "drain", value: "none", isDefault: false),
        RunReport.Parameter(name: "depth", value: "2", isDefault: true),
      ],
      expectation: expectation, remark: "", place: "Properties/p.quiesce:3", isExtra: false, selection: nil,
      checksDeadlock: true,
      bounds: RunReport.Bounds(states: 2_000_000), outcome: outcome, spans: SpanText(sources),
      reproduction: "quiesce check Properties/p.quiesce:3 --set drain=none")
  }
}
