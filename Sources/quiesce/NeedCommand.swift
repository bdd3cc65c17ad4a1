import QuiesceChecks
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch
import QuiesceSystem
import Synchronization

/// `quiesce need`
struct NeedCommand {
  private let arguments: Arguments
  private let console: Console
  private let control: RunControl
  private let progress: ProgressDisplay
  private var study: NeedStudy
  private var status = ExitStatus.success

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console, environment: Environment) -> ExitStatus {
    var command = NeedCommand(arguments, console: console, environment: environment)
    return command.run()
  }

  private init(_ arguments: Arguments, console: Console, environment: Environment) {
    self.arguments = arguments
    self.console = console
    let progress = ProgressDisplay(arguments, console: console, environment: environment)
    self.progress = progress
    control = RunControl(totalSeconds: arguments.seconds(.totalTime), onProgress: { progress.update($0) })
    var search = SearchOptions(arguments)
    search.keepsGoing = true
    let runner = CheckRunner(
      Session(arguments),
      options: CheckRunner.Options(
        search: search, totalSeconds: arguments.seconds(.totalTime), words: arguments.searchWords),
      control: control, onDiagnostics: { _, _ in })
    study = NeedStudy(runner, jobs: arguments.jobs) { run in
      progress.begin(run.unit.name)
    }
  }

  private mutating func run() -> ExitStatus {
    SignalWatch.start(control)
    var answers: [NeedAnswer] = []
    for question in study.questions(NeedRequest(arguments)) {
      guard let answer = study.answer(question) else { break }
      answers.append(answer)
      status.combine(ExitStatus(of: answer))
    }
    progress.end()
    if study.session.hasErrors { status.combine(.badInput) }
    if let interruption = ExitStatus(signal: control.signal.load(ordering: .relaxed)) { status.combine(interruption) }
    write(answers)
    return status
  }

  private mutating func write(_ answers: [NeedAnswer]) {
    let session = study.session
    let errors = session.allDiagnostics.filter { $0.severity == .error }
    guard arguments.text(.format) == "json" else {
      console.show(errors, sources: session.workspace.sources)
      if errors.isEmpty { console.write(NeedText(answers, style: console.style).text) }
      return
    }
    status.combine(
      console.write(
        json: JSONNeed(
          answers, diagnostics: errors, spans: SpanText(session.workspace.sources), status: Int(status.rawValue),
          directory: session.workspace.place, version: Version.number)))
  }
}

extension NeedRequest {
  /// What the arguments of `need` ask for.
  init(_ arguments: Arguments) {
    let named = arguments.all(.steps).flatMap { $0.split(separator: ",").map(String.init) }
    var check = CheckRequest(arguments)
    check.properties = arguments.all(.for)
    self.init(
      check: check, parts: named.contains("all") ? [] : named, asksGuards: arguments.has(.guards),
      largest: arguments.integer(.atMost))
  }
}

extension ExitStatus {
  /// The status that an answer leads to.
  fileprivate init(of answer: NeedAnswer) {
    if !answer.failing.isEmpty {
      self = .unexpected
    } else if !answer.undecided.isEmpty || answer.cases.contains(where: { $0.verdict == .unknown }) {
      self = .noVerdict
    } else {
      self = .success
    }
  }
}
