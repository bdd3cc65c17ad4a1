import QuiesceChecks
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch
import QuiesceSystem
import Synchronization

/// Where the runs of a check are made.
enum CheckOrigin {
  /// Here, from their beginning.
  case here
  /// In shards, whose results are to become one.
  case shards(ShardMerge)
  /// Here, but the only one was begun before, and its states are kept in a folder.
  case store(StoredRun, folder: String)

  /// The shards; nil where runs are made here.
  fileprivate var merge: ShardMerge? { if case .shards(let merge) = self { merge } else { nil } }
}

/// `quiesce check`
struct CheckCommand {
  private let arguments: Arguments
  private let console: Console
  private let control: RunControl
  private let reports: ReportPlan
  private let reporters: Reporters
  private var runner: CheckRunner
  private var lock: LockKeeper?
  private let origin: CheckOrigin
  private var shard: ShardKeeper?
  private var runs: [RunReport] = []
  private var notBegun: CheckSummary.NotBegun?
  private var status = ExitStatus.success

  /// Runs the subcommand.
  static func run(
    _ arguments: Arguments, from origin: CheckOrigin = .here, console: Console, environment: Environment
  ) throws(Refusal) -> ExitStatus {
    if let obstacle = StoredRun.obstacle(arguments) ?? SearchObstacle.text(arguments) { throw Refusal(obstacle) }
    let engine = origin.merge == nil ? try EngineOptions(arguments) : EngineOptions()
    if arguments.has(.probe) {
      return try ProbeCommand.run(arguments, engine, console: console, environment: environment)
    }
    let reports = try ReportPlan(arguments, environment: environment)
    var command = CheckCommand(arguments, reports, engine, origin, console: console, environment: environment)
    return command.run()
  }

  private init(
    _ arguments: Arguments, _ reports: ReportPlan, _ engine: EngineOptions, _ origin: CheckOrigin, console: Console,
    environment: Environment
  ) {
    self.arguments = arguments
    self.origin = origin
    self.console = console
    let progress = ProgressDisplay(arguments, console: console, environment: environment)
    let own: [any Reporter] = [
      ProgressReporter(progress),
      DiagnosticReporter(console, hiding: reports.isJSONOutput ? .all : arguments.hidesWarnings ? .warnings : .none),
    ]
    let reporters = Reporters(own + reports.reporters(on: console))
    self.reports = reports
    self.reporters = reporters
    control = RunControl(
      totalSeconds: origin.merge == nil ? arguments.seconds(.totalTime) : nil, onProgress: { progress.update($0) })
    var search = SearchOptions(arguments)
    search.engine = engine
    search.tracesWitnesses = arguments.has(.full) || reports.hasJSON
    runner = CheckRunner(
      Session(arguments),
      options: CheckRunner.Options(
        search: search, comparesWholeSpace: arguments.has(.compare),
        audits: arguments.has(.audit),
        counterexamples: arguments.integer(.traces) ?? 1,
        showsExpectedTraces: arguments.has(.full) || reports.showsExpectedTraces,
        totalSeconds: arguments.seconds(.totalTime), words: arguments.searchWords, swarmWords: arguments.swarmWords),
      control: control, onDiagnostics: { reporters.notice($0, sources: $1) })
  }

  private mutating func run() -> ExitStatus {
    SignalWatch.start(control)
    let jobs = arguments.jobs
    var plan = runner.plan(CheckRequest(arguments), jobs: jobs)
    if runner.session.hasErrors { status = .badInput }
    var records: [Int: RunRecord] = [:]
    if status == .success {
      do throws(Refusal) {
        lock = try LockKeeper(arguments, plan, runner.session, console: console)
        shard = try ShardKeeper(arguments, &plan, runner, console: console)
        records = try origin.merge?.records(plan, runner, arguments) ?? [:]
        if arguments.has(.store) { try openStore(plan) }
      } catch {
        console.error(error.message)
        status = .badInput
      }
    }
    if status != .success { plan.runs = [] }
    if let states = arguments.statesOfEachSize, status == .success {
      console.note("no budget is given: \(Figures.count(states)) states for each size (--max-states)")
    }
    if arguments.has(.automaton) { return printAutomata(plan) }
    reporters.begin(plan)
    runner.announce()
    if status == .success {
      begin(plan, records, jobs: jobs)
      make(plan)
    }
    end(plan)
    return status
  }

  private mutating func begin(_ plan: CheckPlan, _ records: [Int: RunRecord], jobs: Int) {
    guard let merge = origin.merge else {
      // Sizes that are compared are made one after another: each with all cores, and none behind one without a verdict.
      if plan.grown.isEmpty { runner.begin(plan.runs, jobs: jobs) }
      return
    }
    runner.begin(plan.runs, recorded: records)
    let missing = merge.missing
    guard !missing.isEmpty else { return }
    console.note("missing \(missing.count == 1 ? "is shard" : "are the shards") \(merge.text(of: missing)): no verdict")
    // Each shard of a swarm has a part of every run, and might have found what nobody expects.
    if arguments.isOfSwarm { status.combine(.noVerdict) }
  }

  /// Takes the folder of `--store` for the run, or goes on there.
  private mutating func openStore(_ plan: CheckPlan) throws(Refusal) {
    let run = try StoredRun(arguments, plan, runner.session)
    let folder: String
    if case .store(let begun, let kept) = origin {
      folder = kept
      try begun.compare(with: run)
    } else {
      folder = Folder.absolute(arguments.text(.store) ?? "", from: runner.session.directory)
      try run.create(folder)
    }
    runner.store = try StoredRun.states(in: folder, arguments)
  }

  /// Says how a run without a verdict can go on.
  private func offerToResume() {
    var place = arguments.text(.store)
    if case .store(_, let folder) = origin { place = folder }
    guard let folder = place, runs.first?.outcome.verdict == .noVerdict else { return }
    let kept = SearchStore.hasRecord(in: folder) ? "the states found so far are kept" : "no states are kept yet"
    console.note("\(kept): 'quiesce resume \(ShellText.line([folder]))' goes on")
  }

  /// Prints the automata of all formulas, each once.
  private mutating func printAutomata(_ plan: CheckPlan) -> ExitStatus {
    runner.announce()
    var printed: Set<String> = []
    for run in plan.runs {
      guard let automata = runner.automata(of: run) else { return .badInput }
      for automaton in automata where printed.insert(automaton).inserted { console.write(automaton) }
    }
    if printed.isEmpty, status == .success {
      console.error("there is no formula over runs among the properties")
      return .badInput
    }
    return status
  }

  private mutating func make(_ plan: CheckPlan) {
    var ended: Set<Int> = []
    for (index, run) in plan.runs.enumerated() {
      if let family = run.family, ended.contains(family) { continue }
      if let reason = control.stopReason {
        runner.stop()
        leaveOut(plan.due(from: index, without: ended), from: index, reason)
        break
      }
      reporters.progress(to: run, number: index + 1)
      let made = plan.grown.isEmpty ? runner.next() : runner.make(run)
      if let family = run.family, made?.isUnfinished ?? true { ended.insert(family) }
      guard let report = made else {
        status.combine(.badInput)
        continue
      }
      shard?.keep(report, at: index)
      if let interruption = report.outcome.interruption, interruption.stage == .notBegun {
        leaveOut(1, interruption.reason, [report])
        continue
      }
      runs.append(report)
      status.combine(ExitStatus(of: report))
      if !report.differences.isEmpty {
        console.error(
          "'\(report.model)': the whole space gives another answer: a defect of quiesce, please report it")
      }
      for result in report.flaws {
        console.error(
          "'\(report.model)': \(result.subject.rawValue) is not as it is defined: a defect of quiesce, please report it"
            + " with the model and this command")
      }
      reporters.finish(report)
    }
    let interruption = ExitStatus(signal: control.signal.load(ordering: .relaxed))
    if let interruption { status.combine(interruption) }
    let areAll = shard == nil && runs.count == plan.runs.count
    runner.judgeCoverage(plan, areAll: areAll && interruption == nil && !arguments.has(.property))
    judgeWarnings()
    offerToResume()
    if runs.count > 1 { noteAudits() }
    if let lock { status.combine(lock.judge(runs, areAll: areAll)) }
  }

  /// Takes note of the rest of the runs, which are not begun any more.
  private mutating func leaveOut(_ left: [PlannedRun], from first: Int, _ reason: StopReason) {
    // Their models are looked at once more only where each of them is to be named.
    let reports = reporters.nameRunsNotBegun ? left.map { runner.leaveOut($0, reason) } : []
    for (offset, report) in reports.enumerated() {
      if let report { shard?.keep(report, at: first + offset) }
    }
    leaveOut(left.count, reason, reports.compactMap(\.self))
  }

  /// Takes note of runs that were not begun, here or in the shards that are merged.
  private mutating func leaveOut(_ count: Int, _ reason: StopReason, _ reports: [RunReport]) {
    let before = notBegun ?? CheckSummary.NotBegun(count: 0, reason: reason)
    notBegun = CheckSummary.NotBegun(
      count: before.count + count, reason: before.reason, runs: before.runs + reports)
    status.combine(.noVerdict)
  }

  /// Says of how many runs what was audited, and why not of the others: of several runs, one that is as expected takes one line.
  private func noteAudits() {
    let audits = Dictionary(grouping: runs.flatMap { $0.audits ?? [] }, by: \.subject)
    for (subject, results) in audits.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let reasons = Dictionary(grouping: results.compactMap(\.omission)) { $0 }.sorted { $0.key < $1.key }
      let omissions = reasons.map { "; in \(Figures.count($1.count)) not: \($0)" }.joined()
      console.note(
        "audited \(subject.rawValue) in \(Figures.count(results.count { $0.omission == nil || $0.states > 0 })) of "
          + "\(Figures.count(runs.count, "run"))\(omissions)")
    }
  }

  /// What `--strict` makes of the warnings, and what `--quiet` hides of them.
  private mutating func judgeWarnings() {
    let count = reporters.diagnostics.count { $0.severity == .warning }
    guard count > 0 else { return }
    if arguments.has(.strict) {
      status.combine(.unexpected)
      console.note("\(Figures.count(count, "warning")): not as expected with --strict")
    } else if arguments.hidesWarnings, !reports.isJSONOutput {
      console.note("\(Figures.count(count, "warning")) not shown (--quiet)")
    }
  }

  private mutating func end(_ plan: CheckPlan) {
    let session = runner.session
    let failures = reporters.end(
      CheckSummary(
        runs: runs, notBegun: notBegun, plan: plan, diagnostics: DiagnosticPrinter.sorted(reporters.diagnostics),
        spans: SpanText(session.workspace.sources), status: Int(status.rawValue), directory: session.workspace.place,
        version: Version.number, shard: shard?.record))
    for failure in failures {
      console.error("the result cannot be written: \(failure)")
      status.combine(.internalError)
    }
    guard failures.isEmpty else { return }
    for file in reports.files {
      do throws(Refusal) {
        try file.write(session, jobs: arguments.jobs)
      } catch {
        console.error(error.message)
        status.combine(.badInput)
      }
    }
  }
}

extension Arguments {
  /// Whether warnings are only counted: with `--strict` a warning is something that is not as expected.
  fileprivate var hidesWarnings: Bool { has(.quiet) && !has(.strict) }
}
