import QuiesceChecks
import QuiesceLanguage
import QuiesceReport
import QuiesceRuns

/// `quiesce list`
struct ListCommand {
  private let console: Console
  private var session: Session

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    var command = ListCommand(console: console, session: Session(arguments))
    if let option = arguments.text(.names) {
      let names =
        option == "set"
        ? CheckPlanner.settings(CheckRequest(arguments), session: &command.session)
        : CheckPlanner.properties(CheckRequest(arguments), session: &command.session)
      console.write(names.map { $0 + "\n" }.joined())
      return command.session.hasErrors ? command.session.show(on: console) : .success
    }
    let given = arguments.positionals.flatMap(Folder.files)
      .map { FileArgument($0, from: command.session.directory).path }
    let paths = arguments.positionals.isEmpty ? command.session.workspace.allFiles() : given
    if paths.isEmpty {
      let message =
        arguments.positionals.isEmpty
        ? "there is no .quiesce file under Models/ or Properties/ of '\(command.session.workspace.root)'"
        : "there is no .quiesce file in these folders"
      command.session.report(Diagnostic(.unreadableFile, message, at: nil))
    }
    let listing = command.listing(of: paths)
    guard arguments.text(.format) == "json" else {
      console.write(arguments.has(.sources) ? sources(in: listing) : text(of: listing))
      return command.session.show(on: console)
    }
    let status = ExitStatus(rawValue: Int32(listing.status)) ?? .internalError
    return status.combined(with: console.write(json: listing))
  }

  private mutating func listing(of paths: [String]) -> Listing {
    var files: [Listing.File] = []
    for path in paths {
      guard let file = session.workspace.load(path) else { continue }
      // The parameters that a model has from its imports, each with the file that declares it.
      let unit = file.model == nil ? nil : session.workspace.unit(file: path, properties: [])
      files.append(
        Listing.File(file, imported: (unit?.files ?? [file]).dropLast(), sources: session.workspace.sources))
    }
    let spans = SpanText(session.workspace.sources)
    return Listing(
      status: Int((session.hasErrors ? ExitStatus.badInput : .success).rawValue), directory: session.workspace.place,
      files: files, diagnostics: session.allDiagnostics.map { JSONDiagnostic($0, spans: spans) })
  }

  // MARK: text

  private static func text(of listing: Listing) -> String {
    listing.files.map { file in
      var text = DiagnosticPrinter.printable(file.path) + "\n"
      if let model = file.model {
        text += "  model \(model)\(file.description.isEmpty ? "" : ": \(file.description)")\n"
      }
      for parameter in file.parameters {
        text += "  param \(parameter.name) : \(parameter.type) = \(parameter.default)"
        text += parameter.file == file.path ? "\n" : " (\(DiagnosticPrinter.printable(parameter.file)))\n"
      }
      for property in file.properties {
        text += "  \(property.extra ? "extra " : "")\(property.kind) \(property.name)\(quoted(property.description))\n"
      }
      return text + file.checks.map(self.text).joined()
    }.joined()
  }

  private static func text(of check: Listing.Check) -> String {
    var text = "  \(check.extra ? "extra " : "")check \(check.model)"
    if !check.properties.isEmpty { text += " with \(check.properties.joined(separator: ", "))" }
    text += "\n" + check.expectations.map { "    \($0.text)\n" }.joined()
    if check.allowsDeadlock { text += "    allow deadlock\n" }
    if check.allowsStuck { text += "    allow stuck\n" }
    return text + (check.within.map { "    within \($0)\n" } ?? "")
  }

  /// A row for each step of the files: where it stands, its name, what it abstracts.
  private static func sources(in listing: Listing) -> String {
    let rows = listing.files.flatMap(\.steps).map { step in
      (
        place: DiagnosticPrinter.printable(step.location), step: "\(step.actor).\(step.step)",
        sources: step.sources.isEmpty ? "-" : step.sources.joined(separator: ", ")
      )
    }
    let first = rows.map(\.place.count).max() ?? 0
    let second = rows.map(\.step.count).max() ?? 0
    let lines = rows.map { "\($0.place.padded(to: first))  \($0.step.padded(to: second))  \($0.sources)\n" }
    let cited = rows.count { $0.sources != "-" }
    return lines.joined() + "\(Figures.count(rows.count, "step")), \(Figures.count(cited)) of them with a source\n"
  }

  private static func quoted(_ description: String?) -> String {
    description.map { " \"\($0)\"" } ?? ""
  }
}

extension String {
  /// With spaces behind it.
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
