import QuiesceChecks
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport
import QuiesceRuns

/// `quiesce show`
struct ShowCommand {
  private let arguments: Arguments
  private let console: Console
  private var result: RecordedResult

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    var command = ShowCommand(arguments: arguments, console: console, result: try arguments.result())
    return try command.run()
  }

  private mutating func run() throws(Refusal) -> ExitStatus {
    let items = meant
    do throws(Refusal) {
      guard !items.isEmpty else { throw Refusal("'\(arguments.positionals[0])' has no trace\(narrowing)") }
      if arguments.has(.graph) || arguments.has(.maxStates), !arguments.has(.html) {
        throw Refusal("--graph and --max-states are about a page: --html FILE")
      }
      if OptionName.forms.allSatisfy({ !arguments.has($0) }) {
        list(items)
        return .success
      }
      return write(try forms(of: try shown(try choice(of: items))))
    } catch {
      console.show(result.newErrors(), sources: result.session.workspace.sources)
      throw error
    }
  }

  // MARK: which trace

  /// The traces of the properties that are asked for, with their numbers among all of the result.
  private var meant: [(number: Int, item: RecordedItem)] {
    let names = arguments.all(.property)
    return result.document.items.enumerated().map { ($0 + 1, $1) }
      .filter { names.isEmpty || names.contains($0.item.property.name) }
  }

  private var narrowing: String { arguments.has(.property) ? " of this property" : "" }

  /// The trace that is asked for: by its number, or the first that should not be, else the first that breaks something.
  private func choice(
    of items: [(number: Int, item: RecordedItem)]
  ) throws(Refusal) -> RecordedItem {
    if let number = arguments.integer(.trace) {
      guard let found = items.first(where: { $0.number == number }) else {
        throw Refusal(
          "there is no trace \(number)\(narrowing): 'quiesce show \(arguments.positionals[0])' lists them")
      }
      return found.item
    }
    let isFailure = { (item: RecordedItem) in Verdict(rawValue: item.property.verdict)?.isFailure ?? false }
    let best =
      items.first { isFailure($0.item) && !$0.item.check.asExpected } ?? items.first { isFailure($0.item) } ?? items[0]
    if items.count > 1 {
      console.note("this is trace \(best.number) of \(items.count)\(narrowing); --trace chooses another")
    }
    return best.item
  }

  private func list(_ items: [(number: Int, item: RecordedItem)]) {
    for (number, item) in items {
      let setting = item.check.settingText.isEmpty ? "" : " [\(item.check.settingText)]"
      let steps = Figures.count(item.trace.steps.count, "step")
      let text = "\(number)  \(item.check.model)\(setting): \(item.property.heading), \(steps)"
      console.write(DiagnosticPrinter.printable(text) + "\n")
    }
  }

  private mutating func shown(_ item: RecordedItem) throws(Refusal) -> ShownTrace {
    do throws(RecordedResult.Refusal) {
      let replayed = try result.replay(item)
      return ShownTrace(item, replayed, sources: result.session.workspace.sources, version: Version.number)
    } catch {
      throw Refusal("the trace of '\(item.property.name)' in '\(item.check.model)' is stale: \(error.reason)")
    }
  }

  // MARK: in which forms

  /// The texts to write, each with the file that it goes to.
  private func forms(of shown: ShownTrace) throws(Refusal) -> [(path: String, text: String)] {
    var forms: [(path: String, text: String)] = []
    for name in OptionName.forms {
      guard let argument = arguments.text(name) else { continue }
      let path = argument.isEmpty ? "-" : argument
      if let other = forms.first(where: { $0.path == path }) {
        throw Refusal("two forms go to \(other.path == "-" ? "standard output" : "'\(path)'")")
      }
      forms.append((path, try text(of: shown, as: name)))
    }
    return forms
  }

  private func text(of shown: ShownTrace, as name: OptionName) throws(Refusal) -> String {
    switch name {
    case .html:
      let surroundings =
        arguments.has(.graph)
        ? Surroundings(shown, maximumStates: arguments.integer(.maxStates) ?? ShowCommand.mostStates) : nil
      guard let page = TracePage(shown, surroundings: surroundings) else { throw tooLong(shown, TracePage.longest) }
      return page.text
    case .svg:
      guard let picture = shown.picture else { throw tooLong(shown, TracePage.longest) }
      return picture
    case .mermaid:
      guard let text = shown.mermaid else { throw tooLong(shown, MermaidSequence.longest) }
      return text
    case .itf:
      do { return try InformalTrace(shown).text() } catch {
        throw Refusal("the trace cannot be written: \(error)")
      }
    default: return TraceMail(shown).text
    }
  }

  /// The most states that a page shows of the graph around a trace, where nobody says how many.
  private static let mostStates = 200

  private func tooLong(_ shown: ShownTrace, _ most: Int) -> Refusal {
    Refusal(
      "the trace has \(Figures.count(shown.trace.steps.count, "step")), and this form takes \(Figures.count(most)):"
        + " --itf and --mail take any")
  }

  private func write(_ forms: [(path: String, text: String)]) -> ExitStatus {
    var status = ExitStatus.success
    for form in forms { status.combine(console.deliver(form.text, to: form.path)) }
    return status
  }
}

extension OptionName {
  /// The forms of a trace.
  fileprivate static let forms: [OptionName] = [.html, .svg, .mermaid, .itf, .mail]
}
