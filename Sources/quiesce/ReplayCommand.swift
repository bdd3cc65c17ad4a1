import QuiesceChecks
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport

/// `quiesce replay`
struct ReplayCommand {
  private let arguments: Arguments
  private let console: Console
  private var session: Session
  private var status = ExitStatus.success
  private var replayed = 0
  /// What the paths of the result are seen from.
  private var base = ""

  /// The largest result that is read, in bytes; the one of all models of the repository has some 13 MiB.
  private static let maximumResultSize = 1 << 30

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    var command = ReplayCommand(arguments: arguments, console: console, session: Session(arguments))
    return command.run()
  }

  private mutating func run() -> ExitStatus {
    let path = Folder.absolute(arguments.positionals[0], from: session.directory)
    let document: JSONReport
    do {
      document = try JSONReport(reading: try session.reader.read(path, limit: ReplayCommand.maximumResultSize))
    } catch let error as FileError {
      console.error("'\(arguments.positionals[0])' cannot be read: \(error.reason)")
      return .badInput
    } catch {
      console.error("'\(arguments.positionals[0])' is no result to replay: \(ReplayCommand.reason(of: error))")
      return .badInput
    }
    base = base(of: document)
    for check in document.checks { replay(check) }
    if replayed == 0, status == .success {
      console.error(
        "'\(arguments.positionals[0])' has no trace" + (arguments.has(.property) ? " of this property" : ""))
      return .badInput
    }
    return status
  }

  /// Where the command stood that made the result, in this workspace; or here, where the files are found from here too.
  private func base(of document: JSONReport) -> String {
    let there = Folder.absolute(document.directory ?? ".", from: session.workspace.root)
    let isHere = document.checks.allSatisfy { Folder.isFile(Folder.absolute($0.modelFile, from: session.directory)) }
    return isHere ? session.directory : there
  }

  private static func reason(of error: any Error) -> String {
    switch error as? JSONReportError {
    case .malformed(let reason): reason
    case .unknownSchema(let version):
      "its schema is version \(version), this quiesce reads version \(JSONReport.schemaVersion)"
    case nil: "\(error)"
    }
  }

  private func isMeant(_ property: JSONProperty) -> Bool {
    property.trace != nil && (!arguments.has(.property) || arguments.all(.property).contains(property.name))
  }

  // MARK: one run

  /// Replays the traces of a run against the program that the check searched: made from the same properties.
  private mutating func replay(_ check: JSONCheck) {
    let meant = check.properties.filter(isMeant)
    guard !meant.isEmpty else { return }
    switch program(of: check) {
    case .success(let program):
      for property in meant { replay(property, of: check, program) }
    case .failure(let refusal):
      for property in meant { refuse(check, property, refusal.reason) }
    }
  }

  private mutating func replay(_ property: JSONProperty, of check: JSONCheck, _ program: Program) {
    guard let trace = property.trace else { return }
    do throws(RecordedTraceMismatch) {
      let result = try program.replay(
        RecordedTrace(trace), property: property.name, sources: session.workspace.sources)
      show(result, of: property, check)
    } catch {
      let place = error.step == 0 ? "at the start" : "in step \(error.step)"
      refuse(check, property, "\(place): \(error.reason)")
    }
  }

  /// Why the traces of a run cannot be replayed.
  private struct Refusal: Error {
    let reason: String
  }

  private mutating func program(of check: JSONCheck) -> Result<Program, Refusal> {
    // A result may come from a stranger: it must not make this command quote files that are no models.
    if let other = ([check.modelFile] + check.propertyFiles).first(where: { !$0.hasSuffix(".quiesce") }) {
      return .failure(Refusal(reason: "'\(other)' is no .quiesce file"))
    }
    let files = check.propertyFiles.map { Folder.absolute($0, from: base) }
    let bound = check.bounds.within.flatMap { session.workspace.expression($0, origin: "within") }
    guard (bound == nil) == (check.bounds.within == nil),
      let unit = session.workspace.unit(
        file: Folder.absolute(check.modelFile, from: base), properties: files, bound: bound)
    else {
      return .failure(Refusal(reason: "its files cannot be read as a model"))
    }
    if let difference = difference(check.sources, session.sources(of: unit)) {
      return .failure(Refusal(reason: difference))
    }
    var settings: [String: Setting] = [:]
    for (name, value) in check.parameters {
      settings[name] = session.workspace.expression(value, origin: "parameter \(name)").map { .expression($0) }
    }
    guard settings.count == check.parameters.count, let model = session.checked(unit, settings),
      let program = session.lowered(model, properties: check.selection)
    else { return .failure(Refusal(reason: "its model is refused")) }
    return .success(program)
  }

  /// What differs between the files of then and those of now.
  private func difference(_ old: [JSONCheck.Source], _ new: [RunReport.Source]) -> String? {
    let old = old.map { source in
      RunReport.Source(path: session.workspace.shown(Folder.absolute(source.path, from: base)), hash: source.hash)
    }
    for source in old {
      guard let now = new.first(where: { $0.path == source.path }) else {
        return "'\(source.path)' is not part of it any more"
      }
      if now.hash != source.hash { return "'\(source.path)' was changed since the trace was made" }
    }
    for source in new where !old.contains(where: { $0.path == source.path }) {
      return "'\(source.path)' is part of it now, and was not when the trace was made"
    }
    return nil
  }

  private mutating func refuse(_ check: JSONCheck, _ property: JSONProperty, _ reason: String) {
    console.show(session.newDiagnostics().filter { $0.severity == .error }, sources: session.workspace.sources)
    console.error("the trace of '\(property.name)' in '\(check.model)' is stale: \(reason)")
    status.combine(.badInput)
  }

  private mutating func show(_ result: ReplayedTrace, of property: JSONProperty, _ check: JSONCheck) {
    replayed += 1
    let isSame = result.verdict.rawValue == property.verdict
    let steps = Figures.count(result.trace.steps.count, "step")
    let found = isSame ? "as recorded" : "recorded as \(property.verdict)"
    let asksWhatFollows = ["stuck", "always reachable"].contains(property.kind)
    let nothing = asksWhatFollows ? "not confirmed at its end" : "nothing happens at its end"
    let verdict = result.verdict == .noVerdict ? nothing : result.verdict.rawValue
    if !isSame { status.combine(.unexpected) }
    if isSame, arguments.has(.quiet) { return }
    console.write("\(check.model): \(property.name): replayed \(steps): \(verdict), \(found)\n\n")
    let spans = SpanText(session.workspace.sources)
    var lines = TraceTable(result.trace).lines
    if let explanation = result.explanation {
      lines += [""] + ExplanationText(explanation, spans: spans, steps: result.trace.steps.count).lines
    }
    console.write(lines.joined(separator: "\n") + "\n\n")
  }
}

extension RecordedTrace {
  /// The trace of a JSON result.
  init(_ trace: JSONTrace) {
    self.init(
      initial: trace.initial,
      steps: trace.steps.map { step in
        Step(
          main: Participant(actor: step.actor, step: step.step, bindings: step.bindings, movedTo: step.movedTo),
          partner: step.partner.map {
            Participant(actor: $0.actor, step: $0.step, bindings: $0.bindings, movedTo: $0.movedTo)
          },
          changes: step.changes, isFault: step.fault)
      }, cycleStart: trace.cycle.map { $0.firstStep - 1 })
  }
}
