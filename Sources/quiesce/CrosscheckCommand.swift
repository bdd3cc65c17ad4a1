import QuiesceChecks
import QuiesceExport
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch
import Synchronization

/// `quiesce crosscheck`
struct CrosscheckCommand {
  private let arguments: Arguments
  private let console: Console
  private let tools: [CrossCheck.Tool]
  private let options: CrossCheck.Options
  private let control: RunControl
  private var session: Session
  private var status = ExitStatus.success
  private var compared = 0
  private var skipped = 0
  private var disagreements = 0

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console, environment: Environment) -> ExitStatus {
    var command = CrosscheckCommand(arguments, console: console)
    return command.run()
  }

  private init(_ arguments: Arguments, console: Console) {
    self.arguments = arguments
    self.console = console
    control = RunControl()
    var options = CrossCheck.Options()
    if let seconds = arguments.seconds(.time) { options.maximumSeconds = seconds }
    options.control = control
    self.options = options
    let named = arguments.all(.tools).compactMap(CrossCheck.Tool.init(rawValue:))
    tools = named.isEmpty ? CrossCheck.Tool.allCases : named
    session = Session(arguments)
  }

  private mutating func run() -> ExitStatus {
    let installed = tools.filter { tool in
      let missing = CrossCheck.missingCommands(of: tool, options: options)
      if !missing.isEmpty {
        console.note("\(tool.rawValue) is left out: \(missing.joined(separator: ", ")) not installed")
      }
      return missing.isEmpty
    }
    guard !installed.isEmpty else {
      console.error("no tool to compare with; try: apt-get install spin rumur gcc")
      return .noVerdict
    }
    SignalWatch.start(control)
    let plan = CheckPlanner.plan(CheckRequest(arguments), session: &session)
    status.combine(session.show(on: console))
    guard status == .success else { return status }
    for run in plan.programs.sampled(arguments.integer(.sample)) {
      guard control.signal.load(ordering: .relaxed) == 0 else { break }
      compare(run, installed)
    }
    console.write(
      "\(Figures.count(compared, "comparison")) with \(installed.map(\.rawValue).joined(separator: " and ")): "
        + "\(Figures.count(disagreements, "disagreement"))"
        + (skipped > 0 ? ", \(Figures.count(skipped, "run")) left out" : "")
        + (plan.leftOut.isEmpty ? "" : ", \(CheckPlan.text(ofLeftOut: plan.leftOut.count))") + "\n")
    if let interruption = ExitStatus(signal: control.signal.load(ordering: .relaxed)) { status.combine(interruption) }
    return status
  }

  private mutating func compare(_ run: PlannedRun, _ installed: [CrossCheck.Tool]) {
    guard let model = session.checked(run.unit, run.settings),
      let program = session.lowered(model, properties: nil)
    else {
      status.combine(session.show(on: console))
      return
    }
    let changed = model.parameters.filter { !$0.isDefault }
      .map { "\($0.name) = \($0.value.description(as: $0.type))" }
    let name = run.unit.name + (changed.isEmpty ? "" : " [\(changed.joined(separator: ", "))]")
    var searchOptions = SearchOptions()
    searchOptions.maximumStates = arguments.integer(.maxStates) ?? 1_000_000
    let claims: CrossCheckClaims
    do throws(BytecodeLimit) {
      claims = try CrossCheckClaims(exploring: program, options: searchOptions, control: control)
    } catch {
      console.error("'\(name)' is too large for the interpreter: \(error)")
      status.combine(.badInput)
      return
    }
    guard claims.states != nil else {
      skipped += 1
      console.write("left out   \(name): more than \(Figures.count(searchOptions.maximumStates ?? 0)) states\n")
      return
    }
    show(CrossCheck.compare(program, claims: claims, tools: installed, options: options), name, claims)
  }

  private mutating func show(_ report: CrossCheckReport, _ name: String, _ claims: CrossCheckClaims) {
    let answers = report.tools.map(\.comparisons.count).reduce(0, +)
    compared += answers
    disagreements += report.disagreements.count
    let states = claims.states.map { Figures.count($0, "state") } ?? "no count of states"
    let word: String
    if !report.disagreements.isEmpty {
      word = console.style("DISAGREE", .bad) + "  "
      status.combine(.unexpected)
    } else if !report.confirmsEverything {
      word = console.style("unanswered", .doubtful)
      status.combine(.noVerdict)
    } else {
      word = console.style("agree", .good) + "     "
    }
    console.write("\(word) \(name): \(states), \(Figures.count(answers, "comparison"))\n")
    if !report.confirmsEverything {
      console.write(report.description.split(separator: "\n").map { "    \($0)\n" }.joined())
    }
  }
}

extension CheckPlan {
  /// One run for each model and setting of its parameters: what is expected of it does not matter.
  var programs: [PlannedRun] {
    var seen: Set<String> = []
    return runs.filter { run in
      let settings = run.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let files = (run.unit.files + run.unit.propertyFiles).map { String($0.file) }
      return seen.insert("\(files) \(settings)").inserted
    }
  }
}

extension [PlannedRun] {
  /// At most so many runs of each model, spread evenly over its runs; all of them for nil.
  fileprivate func sampled(_ count: Int?) -> [PlannedRun] {
    guard let count else { return self }
    let models = Dictionary(grouping: indices) { self[$0].unit.name }
    var chosen: Set<Int> = []
    for runs in models.values {
      let size = Swift.min(count, runs.count)
      for position in 0..<size { chosen.insert(runs[position * runs.count / size]) }
    }
    return indices.filter { chosen.contains($0) }.map { self[$0] }
  }
}
