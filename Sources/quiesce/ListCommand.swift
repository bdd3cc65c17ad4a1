import QuiesceLanguage
import QuiesceReport

/// `quiesce list`
struct ListCommand {
  private let console: Console
  private var session: Session
  private var text = ""

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    var command = ListCommand(console: console, session: Session(arguments))
    if let option = arguments.text(.names) {
      let names =
        option == "set"
        ? CheckPlanner.settings(arguments, session: &command.session)
        : CheckPlanner.properties(arguments, session: &command.session)
      console.write(names.map { $0 + "\n" }.joined())
      return command.session.hasErrors ? command.session.show(on: console) : .success
    }
    let given = arguments.positionals.flatMap(Folder.files)
      .map { FileArgument($0, from: command.session.directory).path }
    let paths = arguments.positionals.isEmpty ? command.session.workspace.allFiles() : given
    if paths.isEmpty {
      console.error(
        arguments.positionals.isEmpty
          ? "there is no .quiesce file under Models/ or Properties/ of '\(command.session.workspace.root)'"
          : "there is no .quiesce file in these folders")
      return .badInput
    }
    if arguments.has(.sources) {
      command.listSources(of: paths)
    } else {
      for path in paths { command.list(path) }
    }
    console.write(command.text)
    return command.session.show(on: console)
  }

  private mutating func list(_ path: String) {
    guard let file = session.workspace.load(path) else { return }
    text += DiagnosticPrinter.printable(session.path(of: file)) + "\n"
    if let model = file.model {
      text += "  model \(model.text)\(ListCommand.firstLine(file.documentation))\n"
      listImportedParameters(of: path)
    }
    for declaration in file.declarations {
      switch declaration {
      case .parameter(let parameter): list(parameter)
      case .property(let property):
        text += "  property \(property.name.text)\(ListCommand.quoted(property.description))\n"
      case .monitor(let monitor):
        text += "  monitor \(monitor.name.text)\(ListCommand.quoted(monitor.description))\n"
      case .check(let check): list(check)
      case .type, .variable, .channel, .signal, .event, .condition, .function, .actor: break
      }
    }
  }

  /// The parameters that a model has from its imports, each with the file that declares it.
  private mutating func listImportedParameters(of path: String) {
    guard let unit = session.workspace.unit(file: path, properties: []) else { return }
    for file in unit.files.dropLast() {
      for case .parameter(let parameter) in file.declarations { list(parameter, from: session.path(of: file)) }
    }
  }

  private mutating func list(_ parameter: ParameterSyntax, from path: String? = nil) {
    let sources = session.workspace.sources
    text += "  param \(parameter.name.text) : \(ListCommand.flat(sources.text(of: parameter.type.span)))"
    text += " = \(ListCommand.flat(sources.text(of: parameter.value.span)))"
    text += path.map { " (\($0))\n" } ?? "\n"
  }

  private mutating func list(_ check: CheckSyntax) {
    text += "  \(check.isExtra ? "extra " : "")check \(check.model.text)"
    if !check.properties.isEmpty { text += " with \(check.properties.map(\.text).joined(separator: ", "))" }
    text += "\n"
    for expectation in check.expectations {
      text += "    \(ListCommand.flat(session.workspace.sources.text(of: expectation.span)))\n"
    }
    if check.allowsDeadlock { text += "    allow deadlock\n" }
  }

  // MARK: sources

  /// A row for each step of the files: where it stands, its name, what it abstracts.
  private mutating func listSources(of paths: [String]) {
    var rows: [(place: String, step: String, sources: String)] = []
    for path in paths {
      guard let file = session.workspace.load(path) else { continue }
      for case .actor(let actor) in file.declarations {
        let steps = actor.states.flatMap(\.steps) + actor.sequences.flatMap(\.locations).joined()
        for step in steps.sorted(by: { $0.name.span.start < $1.name.span.start }) {
          let named = step.attributes.filter { $0.name.text == "source" || $0.name.text == "link" }.map(\.value)
          rows.append(
            (
              session.workspace.sources.location(of: step.name.span), "\(actor.name.text).\(step.name.text)",
              named.isEmpty ? "-" : named.joined(separator: ", ")
            ))
        }
      }
    }
    let first = rows.map(\.place.count).max() ?? 0
    let second = rows.map(\.step.count).max() ?? 0
    for row in rows { text += "\(row.place.padded(to: first))  \(row.step.padded(to: second))  \(row.sources)\n" }
    let cited = rows.count { $0.sources != "-" }
    text += "\(Figures.count(rows.count, "step")), \(Figures.count(cited)) of them with a source\n"
  }

  private static func quoted(_ description: String?) -> String {
    description.map { " \"\($0)\"" } ?? ""
  }

  private static func firstLine(_ documentation: String) -> String {
    documentation.split(separator: "\n").first.map { ": \($0.trimmedOfSpaces)" } ?? ""
  }

  /// Source text on one line.
  private static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Substring {
  /// Without spaces at either end.
  fileprivate var trimmedOfSpaces: Substring {
    var result = drop { $0 == " " }
    while result.last == " " { result.removeLast() }
    return result
  }
}

extension String {
  /// With spaces behind it.
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
