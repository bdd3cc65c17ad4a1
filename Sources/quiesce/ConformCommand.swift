import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSystem
import Synchronization

/// `quiesce conform`
struct ConformCommand {
  private let console: Console
  /// Whether the answer is a document and no text.
  private let isJSON: Bool
  private let program: Program
  private let sources: SourceMap
  private let file: String
  /// The lines that the model can show.
  private let record: [RecordedEvent]
  /// How many other lines record an event.
  private let leftOut: Int

  /// The largest recorded run that is read, in bytes.
  static let maximumSize = 256 << 20

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    guard let file = arguments.text(.trace) else {
      throw Refusal("'conform' needs the recorded run: --trace FILE")
    }
    var session = Session(arguments)
    let program = session.program(of: arguments.positionals[0], arguments, properties: [])
    guard let program, session.show(on: console) == .success else {
      _ = session.show(on: console)
      return .badInput
    }
    let events: [RecordedEvent]
    do throws(FileError) {
      let path = FileArgument(file: file, from: session.directory).path
      events = RecordedEvent.all(in: String(decoding: try session.reader.read(path, limit: maximumSize), as: UTF8.self))
    } catch {
      throw Refusal("'\(file)' cannot be read: \(error.reason)")
    }
    let known = program.model.recordedEvents
    guard !known.isEmpty else {
      throw Refusal(
        "no step and no event of '\(program.modelName)' says how it is recorded; try: @trace(\"event: field\") before it"
      )
    }
    let record = events.filter { known.contains($0.name) }
    guard !record.isEmpty else {
      throw Refusal(
        "no line of '\(file)' is an event of '\(program.modelName)', which are \(known.sorted().joined(separator: ", "))"
      )
    }
    let command = ConformCommand(
      console: console, isJSON: arguments.text(.format) == ReportFormat.json.rawValue, program: program,
      sources: session.workspace.sources, file: file, record: record,
      leftOut: events.count - record.count)
    return command.run(maximumPairs: arguments.integer(.maxStates) ?? 1_000_000, seconds: arguments.seconds(.time))
  }

  private func run(maximumPairs: Int, seconds: Double?) -> ExitStatus {
    let control = RunControl()
    SignalWatch.start(control)
    let result = Conformance(
      record, in: program, maximumPairs: maximumPairs, clock: RunClock(control, seconds: seconds))
    let status: ExitStatus =
      switch result.end {
      case .conforms: .success
      case .undecided: ExitStatus(signal: control.signal.load(ordering: .relaxed)) ?? .noVerdict
      case .stops: .unexpected
      }
    if isJSON { return write(result, status) }
    show(result)
    return status
  }

  /// Writes the answer as a document.
  private func write(_ result: Conformance, _ status: ExitStatus) -> ExitStatus {
    var explanation: Explanation?
    if case .stops(let shown) = result.end { explanation = self.explanation(of: record[shown], behind: result.run) }
    let document = JSONConformance(
      result, of: record, leftOut: leftOut, to: file, model: program.modelName, explanation: explanation,
      spans: SpanText(sources), status: Int(status.rawValue), version: Version.number)
    return status.combined(with: console.write(json: document))
  }

  private func show(_ result: Conformance) {
    let lines = leftOut == 0 ? "" : ", \(Figures.count(leftOut, "line")) of other events left out"
    let figures =
      "\(Figures.count(record.count, "line"))\(lines); \(Figures.count(result.visited, "pair")) of state and line"
    switch result.end {
    case .conforms:
      console.write("\(file): a run of \(program.modelName) (\(figures))\n")
    case .undecided(let reason, let shown):
      let behind = shown == 0 ? "the beginning" : "line \(record[shown - 1].line)"
      console.write("\(file): no verdict: the \(reason.rawValue) ran out behind \(behind) (\(figures))\n")
    case .stops(let shown):
      console.write("\(file): no run of \(program.modelName) (\(figures))\n\n")
      show(result, stoppingAfter: shown)
    }
  }

  /// Where no run goes on, what could have come, and a run that leads there.
  private func show(_ result: Conformance, stoppingAfter shown: Int) {
    let missing = record[shown]
    var lines = ["No run goes on with line \(missing.line):", "  \(DiagnosticPrinter.printable(missing.text))"]
    if result.possible.isEmpty {
      lines.append("  nothing that is recorded could have come here")
    } else {
      // The same event with other fields is the nearest.
      let possible = result.possible.sorted { first, second in
        (first.event == missing.name ? 0 : 1, first.text) < (second.event == missing.name ? 0 : 1, second.text)
      }
      lines.append("What could have come:")
      lines += possible.prefix(ConformCommand.mostPossible).map { "  \($0.text)" }
      if possible.count > ConformCommand.mostPossible {
        lines.append("  and \(Figures.count(possible.count - ConformCommand.mostPossible)) more")
      }
    }
    let steps = Figures.count(result.run.transitions.count, "step")
    let end = shown == 0 ? "the beginning" : "line \(record[shown - 1].line)"
    lines += ["", "A run up to \(end), \(steps):", ""] + TraceTable(result.run.trace).lines
    if let explanation = explanation(of: missing, behind: result.run) {
      lines +=
        [""]
        + ExplanationText(
          explanation, spans: SpanText(sources), steps: result.run.transitions.count
        ).lines
    }
    console.write(lines.joined(separator: "\n") + "\n")
  }

  /// Why nothing shows an event at the end of a run; nil where no step does anywhere.
  private func explanation(of event: RecordedEvent, behind run: Replay) -> Explanation? {
    let absent = Explainer(replay: run, sources: sources).absence(of: event.name)
    guard !absent.isEmpty else { return nil }
    return Explanation(sentence: "what is recorded as '\(event.name)' cannot come", stuck: absent)
  }

  /// How many events are named that could have come.
  private static let mostPossible = 8
}
