import QuiesceChecks
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch
import QuiesceSystem
import Synchronization

/// `quiesce check --probe`: each run of a check is begun, and what it would come to is estimated.
struct ProbeCommand {
  private let arguments: Arguments
  private let console: Console
  private let control: RunControl
  private let progress: ProgressDisplay
  private let search: SearchOptions
  private let seconds: Double
  private let jobs: Int
  private var runner: CheckRunner
  private var probes: [ProbedRun] = []
  private var notBegun = 0
  private var status = ExitStatus.success

  /// How long a probe is where nobody says otherwise.
  private static let seconds = 2.0

  /// Runs the subcommand.
  static func run(
    _ arguments: Arguments, _ engine: EngineOptions, console: Console, environment: Environment
  ) throws(Refusal) -> ExitStatus {
    if let obstacle = obstacle(arguments) { throw Refusal(obstacle) }
    var command = ProbeCommand(arguments, engine, console: console, environment: environment)
    return command.run()
  }

  private init(_ arguments: Arguments, _ engine: EngineOptions, console: Console, environment: Environment) {
    self.arguments = arguments
    self.console = console
    let progress = ProgressDisplay(arguments, console: console, environment: environment)
    self.progress = progress
    seconds = arguments.seconds(.probe) ?? ProbeCommand.seconds
    jobs = arguments.jobs
    control = RunControl(totalSeconds: arguments.seconds(.totalTime), onProgress: { progress.update($0) })
    var search = SearchOptions(arguments)
    search.engine = engine
    search.maximumSeconds = min(seconds, search.maximumSeconds ?? .infinity)
    // States that are kept are all visited.
    if arguments.has(.store) { search.reduction = .off }
    self.search = search
    let isJSON = arguments.isJSON
    let hidesWarnings = arguments.has(.quiet)
    runner = CheckRunner(
      Session(arguments), options: CheckRunner.Options(search: search, words: arguments.searchWords), control: control,
      onDiagnostics: { found, sources in
        if !isJSON { console.show(hidesWarnings ? found.filter { $0.severity == .error } : found, sources: sources) }
      })
  }

  private mutating func run() -> ExitStatus {
    SignalWatch.start(control)
    var plan = runner.plan(CheckRequest(arguments))
    runner.announce()
    if runner.session.hasErrors { status = .badInput }
    if status == .success {
      do throws(Refusal) {
        _ = try ShardKeeper(arguments, &plan, runner, console: console)
        probe(plan, ProbeLimits(try disk(for: plan), search, seconds: arguments.seconds(.time)))
      } catch {
        console.error(error.message)
        status = .badInput
      }
    }
    write()
    return status
  }

  private mutating func probe(_ plan: CheckPlan, _ limits: ProbeLimits) {
    runner.begin(plan.runs, jobs: jobs)
    for (index, run) in plan.runs.enumerated() {
      if control.stopReason != nil {
        runner.stop()
        notBegun = plan.runs.count - index
        status.combine(.noVerdict)
        break
      }
      progress.begin(run.unit.name, number: index + 1, of: plan.runs.count)
      guard let report = runner.next() else {
        status.combine(.badInput)
        continue
      }
      let probe = ProbedRun(report, limits)
      probes.append(probe)
      if probe.fits == .unknown { status.combine(.noVerdict) }
    }
    progress.end()
    if let interruption = ExitStatus(signal: control.signal.load(ordering: .relaxed)) { status.combine(interruption) }
  }

  /// Where `--store` would keep the only run.
  private func disk(for plan: CheckPlan) throws(Refusal) -> ProbeLimits.Disk? {
    guard let folder = arguments.text(.store) else { return nil }
    _ = try StoredRun(arguments, plan, runner.session)
    let path = Folder.absolute(folder, from: runner.session.directory)
    return ProbeLimits.Disk(folder: folder, free: try StoredRun.room(for: path))
  }

  private mutating func write() {
    let result = ProbeResult(probes, notBegun: notBegun, seconds: seconds, jobs: jobs)
    guard arguments.isJSON else {
      return console.write(ProbeText(result, style: console.style, isQuiet: arguments.has(.quiet)).text)
    }
    let session = runner.session
    status.combine(
      console.write(
        json: JSONProbe(
          result, diagnostics: session.allDiagnostics, spans: SpanText(session.workspace.sources),
          status: Int(status.rawValue), directory: session.workspace.place, version: Version.number)))
  }

  /// Options that go with no `--probe`, and why.
  private static func obstacle(_ arguments: Arguments) -> String? {
    if arguments.seconds(.probe) == nil, let time = arguments.positionals.first(where: { Quantity.seconds($0) != nil })
    {
      return "'\(time)' would be a model: the time of a probe is written --probe=\(time)"
    }
    if let order = arguments.text(.search), order != SearchOrder.breadth.rawValue {
      return "--probe goes by the levels of a breadth-first search: leave --search \(order) out"
    }
    let others: [OptionName] = [
      .automaton, .compare, .audit, .traces, .grow, .report, .lock, .updateLock, .full, .strict,
    ]
    for option in others where arguments.has(option) {
      return "--probe estimates what a check takes, and has no verdicts: leave --\(option.rawValue) out"
    }
    return nil
  }
}

extension ProbeLimits {
  fileprivate init(_ disk: Disk?, _ search: SearchOptions, seconds: Double?) {
    self.init(
      disk: disk, seconds: seconds,
      trial: search.reduction == .automatic ? search.trial : nil,
      awaitsNativeCode: search.engine.choice == .automatic && search.engine.compiler != nil)
  }
}

extension Arguments {
  /// Whether the result is a document and no text.
  fileprivate var isJSON: Bool { text(.format) == ReportFormat.json.rawValue }
}
