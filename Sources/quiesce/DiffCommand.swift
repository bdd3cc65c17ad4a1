import QuiesceChecks
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch
import Synchronization

/// `quiesce diff`
struct DiffCommand {
  private let arguments: Arguments
  private let console: Console
  private let control: RunControl

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    let control = RunControl(totalSeconds: arguments.seconds(.totalTime))
    SignalWatch.start(control)
    let command = DiffCommand(arguments: arguments, console: console, control: control)
    let old = try command.version(arguments.positionals[0])
    return command.show(old: old, new: try command.version(arguments.positionals[1]))
  }

  private func version(_ name: String) throws(Refusal) -> ModelVersion {
    let survey = ModelSurvey(
      search: SearchOptions(arguments), totalSeconds: arguments.seconds(.totalTime), control: control,
      onDiagnostics: { console.show($0.filter { $0.severity == .error }, sources: $1) })
    let (session, file): (Session, String)
    do throws(Revision.Failure) { (session, file) = try self.session(of: name) } catch { throw Refusal(error.message) }
    let request = CheckRequest(files: [file], includesExtra: arguments.has(.extra))
    guard let version = survey.version(name, of: request, in: session) else {
      throw Refusal("'\(name)' cannot be compared: see above")
    }
    return version
  }

  /// The files that a name means, and the model among them: those on the disk, or for `REV:PATH` those of a revision.
  private func session(of name: String) throws(Revision.Failure) -> (Session, file: String) {
    let directory = Folder.current()
    guard !Folder.isFile(name), let colon = name.firstIndex(of: ":"), colon != name.startIndex else {
      return (Session(in: directory, files: [name], root: nil, models: [name], ignoring: []), name)
    }
    let revision = try Revision(String(name[..<colon]), from: directory)
    let path = revision.path(String(name[name.index(after: colon)...]), from: directory)
    return (Session(in: directory, revision: revision, root: revision.workspace(around: path)), path)
  }

  private func show(old: ModelVersion, new: ModelVersion) -> ExitStatus {
    var status = ExitStatus.success
    if !old.undecided.isEmpty || !new.undecided.isEmpty { status.combine(.noVerdict) }
    if !new.differences(from: old).isEmpty { status.combine(.unexpected) }
    if let interruption = ExitStatus(signal: control.signal.load(ordering: .relaxed)) { status.combine(interruption) }
    let report = DifferenceReport(old: old, new: new, status: Int(status.rawValue), version: Version.number)
    let text: String
    switch arguments.text(.format) {
    case "json":
      do { text = try JSONText.text(of: report) } catch {
        console.error("the result cannot be written as JSON: \(error)")
        return .internalError
      }
    case "markdown": text = report.markdown
    default: text = report.lines.joined(separator: "\n") + "\n"
    }
    return status.combined(with: console.deliver(text, arguments))
  }
}
