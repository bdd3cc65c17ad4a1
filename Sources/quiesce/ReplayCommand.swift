import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns

/// `quiesce replay`
struct ReplayCommand {
  private let arguments: Arguments
  private let console: Console
  private var result: RecordedResult
  private var status = ExitStatus.success

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    var command = ReplayCommand(arguments: arguments, console: console, result: try arguments.result())
    return try command.run()
  }

  private mutating func run() throws(Refusal) -> ExitStatus {
    let names = arguments.all(.property)
    let meant = result.document.items.filter { names.isEmpty || names.contains($0.property.name) }
    for item in meant { replay(item) }
    if meant.isEmpty {
      throw Refusal("'\(arguments.positionals[0])' has no trace" + (names.isEmpty ? "" : " of this property"))
    }
    return status
  }

  private mutating func replay(_ item: RecordedItem) {
    do throws(RecordedResult.Refusal) {
      show(try result.replay(item), of: item)
    } catch {
      console.show(result.newErrors(), sources: result.session.workspace.sources)
      console.error("the trace of '\(item.property.name)' in '\(item.check.model)' is stale: \(error.reason)")
      status.combine(.badInput)
    }
  }

  private mutating func show(_ replayed: ReplayedTrace, of item: RecordedItem) {
    let property = item.property
    let isSame = replayed.verdict.rawValue == property.verdict
    let steps = Figures.count(replayed.trace.steps.count, "step")
    let found = isSame ? "as recorded" : "recorded as \(property.verdict)"
    let kind = PropertyOutcome.Kind(rawValue: property.kind)
    let asksWhatFollows = kind == .stuck || kind == .alwaysReachable
    let nothing = asksWhatFollows ? "not confirmed at its end" : "nothing happens at its end"
    let verdict = replayed.verdict == .noVerdict ? nothing : replayed.verdict.rawValue
    if !isSame { status.combine(.unexpected) }
    if isSame, arguments.has(.quiet) { return }
    console.write("\(item.check.model): \(property.name): replayed \(steps): \(verdict), \(found)\n\n")
    console.write(replayed.text(sources: result.session.workspace.sources))
  }
}

extension ReplayedTrace {
  /// The table of its steps, and why its end is what it is.
  func text(sources: SourceMap) -> String {
    var lines = TraceTable(trace).lines
    if let explanation {
      lines += [""] + ExplanationText(explanation, of: trace, spans: SpanText(sources)).lines
    }
    return lines.joined(separator: "\n") + "\n\n"
  }
}
