import Glibc
import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns

/// `quiesce explore`
struct ExploreCommand {
  private let arguments: Arguments
  private let console: Console
  private let session: Session
  private let unit: ModelUnit
  private let settings: [String: Setting]
  private let isInteractive: Bool
  private var walk: Walk
  private var status = ExitStatus.success

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    let path = arguments.positionals[0]
    guard InputPipe.name(of: path) != InputPipe.standardInput else {
      throw Refusal("the model cannot be read from standard input, where the orders come from")
    }
    var session = Session(arguments)
    let program = session.program(of: path, arguments, properties: nil)
    let unit = session.unit(of: path, arguments)
    guard session.show(on: console) == .success, let program, let unit else { return .badInput }
    var command = ExploreCommand(
      arguments: arguments, console: console, session: session, unit: unit,
      settings: session.settings(arguments), isInteractive: isatty(STDIN_FILENO) == 1, walk: Walk(program))
    return command.run()
  }

  private var text: WalkText { WalkText(walk, sources: session.workspace.sources) }

  private mutating func run() -> ExitStatus {
    if isInteractive { console.write("\(walk.program.modelName): 'help' lists what can be asked\n\n") }
    show(text.lines)
    var input = LineReader(descriptor: STDIN_FILENO)
    while true {
      if isInteractive { console.write("> ") }
      guard let line = input.next() else { return status }
      do throws(Refusal) {
        guard let order = try ExploreOrder(line) else { continue }
        if !isInteractive { console.write("> \(line)\n") }
        if order == .quit { return status }
        try obey(order)
      } catch {
        // Who sits at a terminal corrects himself; behind a mistake in a script nothing is as it was meant.
        console.error(error.message)
        if !isInteractive { return .badInput }
      }
    }
  }

  private mutating func obey(_ order: ExploreOrder) throws(Refusal) {
    switch order {
    case .number(let number): try take(number)
    case .take(let name): try take(name)
    case .move(let steps): walk.move(by: steps)
    case .begin(let number):
      let count = walk.program.initialStates.count
      guard number <= count else {
        throw Refusal("there is no initial state \(number), but \(Figures.count(count))")
      }
      walk.begin(at: number - 1)
    case .jump(let condition): try jump(to: condition)
    case .show: break
    case .why(let actor): return try explain(actor)
    case .trace: return show(TraceTable(walk.replay.trace).lines)
    case .save(let path): return try save(to: path)
    case .help: return console.write(ExploreOrder.summary)
    case .quit: return
    }
    show(text.lines)
  }

  private func show(_ lines: [String]) {
    console.write(lines.joined(separator: "\n") + "\n\n")
  }

  // MARK: steps

  private mutating func take(_ number: Int) throws(Refusal) {
    let choices = text.choices.enabled
    guard choices.indices.contains(number - 1) else {
      let known = choices.isEmpty ? "nothing can be taken here" : "there are 1 to \(choices.count)"
      throw Refusal("there is no step \(number): \(known)")
    }
    walk.take(choices[number - 1].transition)
  }

  /// A step by its name: as it stands in the list, or without its bindings where that is enough.
  private mutating func take(_ name: String) throws(Refusal) {
    let choices = text.choices.enabled
    var found = choices.filter { $0.label == name }
    if found.isEmpty { found = choices.filter { $0.label.prefix { $0 != "(" && $0 != " " } == name } }
    guard found.count <= 1 else {
      throw Refusal(
        "'\(name)' may be \(found.map { "'\($0.label)'" }.joined(separator: " or "))")
    }
    guard let choice = found.first else {
      let near = closest(to: name, among: choices.map(\.label)).map { "; did you mean '\($0)'?" } ?? ""
      throw Refusal("'\(name)' cannot be taken here\(near)")
    }
    walk.take(choice.transition)
  }

  private mutating func jump(to text: String) throws(Refusal) {
    // A condition on states is written, and checked, as the bound of a search is.
    var attempt = session
    guard let syntax = attempt.workspace.expression(text, origin: "jump"),
      let bounded = attempt.unit(of: arguments.positionals[0], arguments, bound: syntax),
      let condition = attempt.checked(bounded, settings)?.bound
    else {
      _ = attempt.show(on: console)
      throw Refusal("'\(text)' is no condition on the states of '\(walk.program.modelName)'")
    }
    let explainer = Explainer(replay: walk.replay, sources: attempt.workspace.sources)
    do throws(Walk.Failure) {
      try walk.jump(limit: arguments.integer(.maxStates) ?? 100_000) { explainer.truth(of: condition, in: $0) == true }
    } catch .limit(let count) {
      console.note("no such state among the nearest \(Figures.count(count)) (--max-states)")
      status.combine(.noVerdict)
    } catch {
      console.note("there is no such state from here on")
      status.combine(.unexpected)
    }
  }

  private func explain(_ actor: String?) throws(Refusal) {
    let names = walk.program.actors.map(\.name)
    if let actor, !names.contains(actor) {
      let near =
        closest(to: actor, among: names).map { "did you mean '\($0)'?" } ?? "there are \(names.joined(separator: ", "))"
      throw Refusal("there is no actor '\(actor)': \(near)")
    }
    let lines = text.reasonLines(of: actor)
    show(lines.isEmpty ? ["every step that leaves this place can be taken"] : lines)
  }

  // MARK: saving

  /// Writes the way as the result of a check, for `replay`.
  private func save(to path: String) throws(Refusal) {
    let report = JSONReport(
      walk, of: unit, in: session, version: Version.number)
    let text: String
    do { text = try report.text() } catch { throw Refusal("the result cannot be written as JSON: \(error)") }
    try OutputFile.write(text, to: path)
    console.write("saved \(Figures.count(walk.position, "step")): quiesce replay \(ShellText.line([path]))\n\n")
  }
}
