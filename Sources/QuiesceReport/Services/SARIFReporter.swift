import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceRuns

/// The result as SARIF 2.1.0, which code scanning services and editors read: a result for each problem, a counterexample as a
/// code flow with a thread flow for each actor that moves.
struct SARIFReporter: Reporter {
  /// Services refuse a result with more; a counterexample of that length nobody reads there.
  private static let longestFlow = 5_000

  /// Writes the document when it is whole.
  let write: (String) -> Void

  mutating func end(_ summary: CheckSummary) throws {
    write(try JSONText.text(of: SARIF.Log(runs: [run(summary)])))
  }

  private func run(_ summary: CheckSummary) -> SARIF.Run {
    // What has no place is no result to these services, but something about the invocation.
    let problems = summary.problems
    let placed = problems.filter { $0.region != nil }
    var rules: [ProblemRule] = []
    for problem in placed where !rules.contains(problem.rule) { rules.append(problem.rule) }
    let isRefused = problems.contains { problem in
      if case .diagnostic(let type) = problem.rule { type.severity == .error } else { false }
    }
    return SARIF.Run(
      tool: SARIF.Tool(
        driver: SARIF.Driver(semanticVersion: summary.version, rules: rules.map(SARIF.Rule.init))),
      automationDetails: SARIF.AutomationDetails(),
      invocations: [
        SARIF.Invocation(
          executionSuccessful: !isRefused, exitCode: summary.status,
          toolConfigurationNotifications: problems.filter { $0.region == nil }.map { problem in
            SARIF.Notification(
              level: problem.level, message: SARIF.Text(text: problem.message),
              descriptor: SARIF.Descriptor(id: problem.rule.name))
          })
      ],
      results: placed.compactMap { result($0, rules) })
  }

  private func result(_ problem: Problem, _ rules: [ProblemRule]) -> SARIF.Result? {
    guard let region = problem.region, let index = rules.firstIndex(of: problem.rule) else { return nil }
    var message = problem.message
    if let run = problem.run { message += "\n\nTo repeat it: \(run.reproduction)" }
    let expectation = problem.run?.place.flatMap { SourceRegion(line: $0) }
    return SARIF.Result(
      ruleId: problem.rule.name, ruleIndex: index, kind: problem.severity == .undecided ? "open" : "fail",
      level: problem.severity == .undecided ? "none" : problem.level,
      message: SARIF.Text(text: message),
      locations: [SARIF.Location(physicalLocation: SARIF.PhysicalLocation(region))],
      relatedLocations: expectation.map { place in
        [
          SARIF.Location(
            id: 1, physicalLocation: SARIF.PhysicalLocation(place),
            message: SARIF.Text(text: "what is expected"))
        ]
      },
      partialFingerprints: [
        "quiesceProblem/v1": problem.fingerprint,
        // The only one that GitHub heeds; its own form counts the occurrences behind the colon.
        "primaryLocationLineHash": problem.fingerprint + ":1",
      ],
      codeFlows: flows(problem))
  }

  private func flows(_ problem: Problem) -> [SARIF.CodeFlow]? {
    guard let run = problem.run, let property = problem.property else { return nil }
    let flows = property.counterexamples.compactMap(\.trace)
      .filter { !$0.steps.isEmpty && $0.steps.count <= SARIFReporter.longestFlow }
      .map { trace in
        let steps = Figures.count(trace.steps.count, "step")
        return SARIF.CodeFlow(
          message: SARIF.Text(text: "\(property.name) in \(steps)\(rest(of: trace))"),
          threadFlows: trace.actors.indices.compactMap { thread(of: $0, trace, run.spans) })
      }
    return flows.isEmpty ? nil : flows
  }

  /// How a run that never ends goes on.
  private func rest(of trace: Trace) -> String {
    guard let cycle = trace.cycle else { return "" }
    return cycle.start < trace.steps.count ? ", from step \(cycle.start + 1) on for ever" : ", then rest for ever"
  }

  /// The steps in which an actor takes part; nil if it never moves.
  private func thread(of actor: Int, _ trace: Trace, _ spans: SpanText) -> SARIF.ThreadFlow? {
    var locations: [SARIF.ThreadFlowLocation] = []
    for (index, step) in trace.steps.enumerated() {
      let sides = [step.main] + (step.partner.map { [$0] } ?? [])
      for side in sides where side.actor == actor {
        let region = SourceRegion(side.span, spans)
        locations.append(
          SARIF.ThreadFlowLocation(
            location: SARIF.Location(
              physicalLocation: region.map { SARIF.PhysicalLocation($0) },
              message: SARIF.Text(text: text(of: step, side, index, trace))),
            state: step.changes.isEmpty
              ? nil
              : Dictionary(
                step.changes.map { ($0.name, SARIF.Text(text: $0.value)) }, uniquingKeysWith: { first, _ in first }),
            executionOrder: index + 1, importance: isEssential(index + 1, trace) ? "essential" : "important"))
      }
    }
    guard !locations.isEmpty else { return nil }
    let start = trace.initialLocations.indices.contains(actor) ? " starts in \(trace.initialLocations[actor])" : ""
    return SARIF.ThreadFlow(
      id: trace.actors[actor], message: SARIF.Text(text: trace.actors[actor] + start), locations: locations)
  }

  /// Whether a step is the last one, or the one behind which that cannot be avoided.
  private func isEssential(_ step: Int, _ trace: Trace) -> Bool {
    step == trace.steps.count || step == trace.pointOfNoReturn
  }

  private func text(
    of step: TraceStep, _ side: TraceStep.Participant, _ index: Int, _ trace: Trace
  ) -> String {
    let cycle = trace.cycle?.start == index ? "from here on for ever: " : ""
    let changes = step.differences.map(\.text).joined(separator: "; ")
    let noReturn = trace.pointOfNoReturn == index + 1 ? "point of no return: " : ""
    return "\(index + 1): \(cycle)\(noReturn)\(side.label)" + (changes.isEmpty ? "" : ": \(changes)")
      + (step.isFault ? " (fails)" : "")
  }
}

extension SARIF.Rule {
  fileprivate init(_ rule: ProblemRule) {
    id = rule.name
    shortDescription = SARIF.Text(text: rule.summary)
    // Code scanning shows no more of it.
    fullDescription = SARIF.Text(text: String(rule.summary.prefix(1_024)))
    help = SARIF.Text(text: rule.help)
    let isWarning = if case .diagnostic(let type) = rule { type.severity == .warning } else { false }
    defaultConfiguration = SARIF.Configuration(level: isWarning || rule == .undecided ? "warning" : "error")
  }
}

extension Problem {
  /// The level of a result that fails.
  fileprivate var level: String { severity == .error ? "error" : "warning" }
}

extension TraceStep.Participant {
  /// `request(last: true)`, with `-> stopping` where the actor goes.
  var label: String {
    let values = bindings.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    return step + (values.isEmpty ? "" : "(\(values))") + (movedTo.map { " -> \($0)" } ?? "")
  }
}
