import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns

extension JSONReport {
  /// A walk as the result of a check that was ended where the walk stands: with a trace for each property that has an answer there,
  /// and in any case for freedom from deadlocks.
  init(_ walk: Walk, of unit: ModelUnit, in session: Session, version: String) {
    let properties = walk.answers(sources: session.workspace.sources)
    let silent = Array(repeating: false, count: walk.program.transitions.count)
    var outcome = Outcome(
      verdict: .noVerdict, stop: .decided, isComplete: false, order: .breadth, reductions: [], properties: properties,
      statistics: Statistics(), coverage: Coverage(fired: silent, blocked: silent))
    outcome.updateVerdict()
    let file = session.path(of: unit.files[unit.files.count - 1])
    let run = RunReport(
      model: unit.name, modelFile: file, propertyFiles: unit.propertyFiles.map { session.path(of: $0) },
      sources: session.sources(of: unit),
      parameters: walk.program.model.parameters.map { parameter in
        RunReport.Parameter(
          name: parameter.name, value: parameter.value.description(as: parameter.type), isDefault: parameter.isDefault)
      },
      expectation: .unstated, remark: "", place: nil, isExtra: false, selection: nil, checksDeadlock: true,
      bounds: RunReport.Bounds(), outcome: outcome,
      spans: SpanText(session.workspace.sources), reproduction: ShellText.line(["quiesce", "explore", file]))
    let summary = CheckSummary(
      runs: [run], notBegun: nil, plan: CheckPlan(), diagnostics: [], spans: SpanText(session.workspace.sources),
      status: 0, directory: session.workspace.place, version: version)
    self.init(summary)
  }
}

extension Walk {
  /// What is found where the walk stands, as outcomes of properties.
  fileprivate func answers(sources: SourceMap) -> [PropertyOutcome] {
    let replay = replay
    let choices = Explainer(replay: replay, sources: sources).choices()
    var result = zip(program.properties.indices, opinions).compactMap { position, opinion -> PropertyOutcome? in
      guard opinion == .violated || opinion == .reached else { return nil }
      let property = program.model.properties[program.properties[position].origin]
      var outcome = PropertyOutcome(
        name: property.name, description: property.description, kind: property.outcomeKind,
        verdict: opinion == .violated ? .violated : .reached)
      outcome.explanation = Explainer(replay: replay, sources: sources).explain(.property(position))
      return outcome
    }
    result.append(
      PropertyOutcome(
        name: deadlockPropertyName, description: "some actor can always go on, or all rest", kind: .deadlock,
        verdict: choices.enabled.isEmpty && !mayRest ? .deadlock : .noVerdict))
    if replay.endsInFault {
      result = [PropertyOutcome(name: "fault", description: "no step fails", kind: .fault, verdict: .fault)]
    }
    for position in result.indices { result[position].trace = replay.trace }
    return result
  }
}
