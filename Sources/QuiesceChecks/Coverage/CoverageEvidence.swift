import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceRuns

/// What the runs of each model exercised, for the warnings that only all of them together justify: each tells it by itself, and it
/// is added up.
struct CoverageEvidence {
  private struct StepEvidence {
    var name: String
    var actor: String
    var hasGuard: Bool
    /// Whether a complete run had it, and its parameters did not exclude it.
    var isJudged = false
    /// Whether any run, complete or not, fired it.
    var hasFired = false
    var hasBlocked = false

    mutating func add(_ run: StepEvidence) {
      isJudged = isJudged || run.isJudged
      hasFired = hasFired || run.hasFired
      hasBlocked = hasBlocked || run.hasBlocked
    }
  }

  private struct VariableEvidence {
    var name: String
    /// Whether in some run a transition assigns it.
    var isAssigned = false
    /// Whether in some run it may have had another value than at first.
    var mayChange = false

    mutating func add(_ run: VariableEvidence) {
      isAssigned = isAssigned || run.isAssigned
      mayChange = mayChange || run.mayChange
    }
  }

  private struct ModelEvidence {
    var name: String
    var steps: [SourceSpan: StepEvidence] = [:]
    /// Those that the file of the model itself declares.
    var variables: [SourceSpan: VariableEvidence] = [:]
    var areAllComplete: Bool

    /// Takes what a run has shown.
    init(_ program: Program, _ run: RunReport, declaredIn file: SourceFile.ID?) {
      name = program.modelName
      areAllComplete = run.isComplete
      for actor in program.model.actors {
        for step in actor.steps {
          steps[step.span] = StepEvidence(name: step.name, actor: actor.name, hasGuard: step.guardCondition != nil)
        }
      }
      addSteps(of: program, run)
      addVariables(of: program, unchanged: run.outcome.slice.unchanged, declaredIn: file)
    }

    /// Adds what another run has shown.
    mutating func add(_ run: ModelEvidence) {
      areAllComplete = areAllComplete && run.areAllComplete
      // A step that the run does not have was blocked.
      for span in steps.keys where run.steps[span] == nil { steps[span]?.hasBlocked = true }
      for (span, step) in run.steps { steps[span, default: step].add(step) }
      for (span, variable) in run.variables { variables[span, default: variable].add(variable) }
    }

    private mutating func addSteps(of program: Program, _ run: RunReport) {
      let (outcome, isComplete) = (run.outcome, run.isComplete)
      var withTransitions: Set<SourceSpan> = []
      for (position, transition) in program.transitions.enumerated() {
        let isLeftOut = outcome.slice.transitions.contains(position)
        // A guard that has become a constant speaks of parameters and bindings only: it has done its work before the search.
        let isConstant = if case .constant = transition.guardExpression { true } else { false }
        let isUnknown = isLeftOut || outcome.slice.impossible.contains(position)
        let mayBlock = isUnknown || isConstant || outcome.reduction != nil || outcome.coverage.blocked[position]
        for participant in transition.participants {
          let span = program.model.actors[program.actors[participant.actor].actor].steps[participant.step].span
          withTransitions.insert(span)
          if isLeftOut || outcome.coverage.fired[position] { steps[span]?.hasFired = true }
          if isComplete { steps[span]?.isJudged = true }
          if mayBlock { steps[span]?.hasBlocked = true }
        }
      }
      for span in steps.keys where !withTransitions.contains(span) { steps[span]?.hasBlocked = true }
    }

    /// Takes the variables of a run into account: those that keep their initial value, by the limits of what is assigned.
    private mutating func addVariables(
      of program: Program, unchanged: Set<VariableID>?, declaredIn file: SourceFile.ID?
    ) {
      var written = SlotSet()
      for transition in program.transitions { written.formUnion(transition.writes) }
      for state in program.variables {
        guard case .variable(let id, _) = state.origin else { continue }
        let variable = program.model.variables[id]
        guard variable.span.file == file else { continue }
        var found = variables[variable.span] ?? VariableEvidence(name: variable.name)
        let slots = state.slots.filter { program.slots[$0].lower < program.slots[$0].upper }
        if slots.contains(where: { written.contains($0) }) { found.isAssigned = true }
        if unchanged?.contains(id) != true { found.mayChange = true }
        variables[variable.span] = found
      }
    }

    /// One warning about many steps.
    func summary(of idle: [StepEvidence]) -> Diagnostic {
      let names = idle.map { "\($0.actor).\($0.name)" }.joined(separator: ", ")
      return Diagnostic(
        .stepNeverFires, "\(idle.count) steps of '\(name)' fire in none of the runs that were asked for", at: nil,
        notes: [Diagnostic.Note(names)])
    }
  }

  /// A property that held for want of anything to say, and the runs in which it did.
  private struct Vacuity {
    var property: String
    var model: String
    var reason: String
    var runs: [String]
  }

  private var models: [String: ModelEvidence] = [:]
  private var order: [String] = []
  private var vacuities: [SourceSpan: Vacuity] = [:]

  /// Begins with no run.
  init() {}

  /// Takes what a run of a model has shown, which stands in the file. The same step has the same span in every run.
  init(_ program: Program, _ run: RunReport, of file: SourceFile.ID?) {
    order = [run.modelFile]
    models[run.modelFile] = ModelEvidence(program, run, declaredIn: file)
    addVacuities(program, run)
  }

  /// Adds what another run has shown.
  mutating func add(_ run: CoverageEvidence) {
    for key in run.order where models[key] == nil { order.append(key) }
    models.merge(run.models) { known, new in
      var sum = known
      sum.add(new)
      return sum
    }
    vacuities.merge(run.vacuities) { known, new in
      var sum = known
      sum.runs += new.runs
      return sum
    }
  }

  private mutating func addVacuities(_ program: Program, _ run: RunReport) {
    let setting = run.settingText.isEmpty ? "" : "with \(run.settingText)"
    let name = [setting, run.boundText ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    for (property, result) in zip(program.properties, run.outcome.properties) where result.isVacuous {
      let span = program.model.properties[property.origin].span
      let new = Vacuity(property: property.name, model: program.modelName, reason: result.vacuity, runs: [])
      vacuities[span, default: new].runs.append(name)
    }
  }

  /// The steps of all models, as `driver.flush`, and whether some run fired them.
  var firings: [String: Bool] {
    models.values.flatMap(\.steps.values).reduce(into: [:]) { result, step in
      result["\(step.actor).\(step.name)", default: false] =
        result["\(step.actor).\(step.name)"] ?? false || step.hasFired
    }
  }

  /// The names of the properties that said nothing in some run.
  var vacuousProperties: Set<String> { Set(vacuities.values.map(\.property)) }

  /// The warnings about properties that said nothing, each with the runs that it is about.
  var vacuityWarnings: [Diagnostic] {
    vacuities.sorted { ($0.key.file, $0.key.start) < ($1.key.file, $1.key.start) }.map { span, vacuity in
      let first = vacuity.runs[0].isEmpty ? "" : " \(vacuity.runs[0])"
      let rest = vacuity.runs.count == 1 ? "" : " and in \(Figures.count(vacuity.runs.count - 1, "other run"))"
      return Diagnostic(
        .vacuousProperty,
        "'\(vacuity.property)' says nothing of '\(vacuity.model)'\(first)\(rest): \(vacuity.reason)", at: span)
    }
  }

  /// The warnings about steps, by the complete runs: a search that ended early does not show that a step never fires, but another
  /// run of the same model may. A step that the parameters of all complete runs exclude is not judged.
  ///
  /// - Parameters:
  ///   - areWhole: whether all runs of the models were asked for; only these together tell what a guard is good for.
  ///   - leftOut: the models of which checks were left out, which may fire more.
  func stepWarnings(ofWholeModels areWhole: Bool, leavingOut leftOut: [String]) -> [Diagnostic] {
    order.filter { !leftOut.contains($0) }.flatMap { key -> [Diagnostic] in
      guard let evidence = models[key] else { return [] }
      let steps = evidence.steps.sorted { ($0.key.file, $0.key.start) < ($1.key.file, $1.key.start) }
      let isWhole = areWhole && evidence.areAllComplete
      let idle = steps.filter { !$0.value.hasFired && ($0.value.isJudged || isWhole) }
      if !areWhole, idle.count > Self.namedIdleSteps { return [evidence.summary(of: idle.map(\.value))] }
      return steps.compactMap { span, step -> Diagnostic? in
        if !step.hasFired, step.isJudged || isWhole {
          let runs = isWhole ? "no run" : "no complete run"
          return Diagnostic(
            .stepNeverFires, "step '\(step.name)' of '\(step.actor)' fires in \(runs) of '\(evidence.name)'", at: span)
        }
        guard areWhole, step.hasGuard, step.isJudged, step.hasFired, !step.hasBlocked else { return nil }
        return Diagnostic(
          .guardNeverBlocks, "the guard of step '\(step.name)' of '\(step.actor)' is true whenever it is asked",
          at: span)
      }
    }
  }

  /// The warnings about variables that no run changed, although a step assigns them. They are judged by limits that hold whether or not
  /// a search is complete.
  func variableWarnings(ofWholeModels areWhole: Bool, leavingOut leftOut: [String]) -> [Diagnostic] {
    guard areWhole else { return [] }
    return order.filter { !leftOut.contains($0) }.flatMap { key -> [Diagnostic] in
      guard let evidence = models[key] else { return [] }
      let variables = evidence.variables.filter { $0.value.isAssigned && !$0.value.mayChange }
      return variables.sorted { $0.key.start < $1.key.start }.map { span, variable in
        Diagnostic(
          .variableNeverChanges,
          "'\(variable.name)' is assigned, and has its initial value in every run of '\(evidence.name)'",
          at: span)
      }
    }
  }

  /// Where only some runs of a model were asked for, so many steps that never fire are shown each at its place; more are no
  /// surprise, since other runs are there for them.
  private static let namedIdleSteps = 3
}

extension Outcome {
  /// The warnings that one run justifies.
  func warnings(for program: Program, expectsProperties: Bool) -> [Diagnostic] {
    var result: [Diagnostic] = []
    if expectsProperties, program.properties.isEmpty {
      result.append(
        Diagnostic(
          .noPropertyChecked, "no property of '\(program.modelName)' was checked, only deadlocks and faults", at: nil,
          notes: [Diagnostic.Note("write a property, or name a property file with --properties")]))
    }
    for (property, outcome) in zip(program.properties, properties) {
      let span = program.model.properties[property.origin].span
      if let reason = outcome.liveness?.undecided {
        result.append(Diagnostic(.propertyNotChecked, "'\(property.name)' is not decided: \(reason)", at: span))
      }
    }
    return result
  }
}
