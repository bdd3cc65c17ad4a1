import QuiesceEngine
import QuiesceLanguage

/// What the runs of each model exercised, for the warnings that only all of them together justify.
struct CoverageEvidence {
  private struct StepEvidence {
    var name: String
    var actor: String
    var hasGuard: Bool
    var hasFired = false
    var hasBlocked = false
  }

  private struct ModelEvidence {
    var name: String
    var steps: [SourceSpan: StepEvidence] = [:]
    var isComplete = true
  }

  private var models: [String: ModelEvidence] = [:]
  private var order: [String] = []

  /// Takes a run into account. The file tells models apart; the same step has the same span in every run.
  mutating func add(_ program: Program, _ outcome: Outcome, file key: String) {
    if models[key] == nil { order.append(key) }
    var evidence = models[key] ?? ModelEvidence(name: program.modelName)
    // What lies behind a fault was not explored either.
    if !outcome.isComplete || outcome.verdict == .fault { evidence.isComplete = false }
    var withTransitions: Set<SourceSpan> = []
    for actor in program.model.actors {
      for step in actor.steps where evidence.steps[step.span] == nil {
        evidence.steps[step.span] = StepEvidence(
          name: step.name, actor: actor.name, hasGuard: step.guardCondition != nil)
      }
    }
    for (position, transition) in program.transitions.enumerated() {
      for participant in [transition.main, transition.partner].compactMap({ $0 }) {
        let step = program.model.actors[program.actors[participant.actor].actor].steps[participant.step]
        withTransitions.insert(step.span)
        let isLeftOut = outcome.slice.transitions.contains(position)
        if isLeftOut || outcome.coverage.fired[position] { evidence.steps[step.span]?.hasFired = true }
        // A guard that has become a constant speaks of parameters and bindings only: it has done its work before the search.
        let isConstant = if case .constant = transition.guardExpression { true } else { false }
        let isUnknown = isLeftOut || outcome.slice.impossible.contains(position)
        if isUnknown || isConstant || outcome.reduction != nil || outcome.coverage.blocked[position] {
          evidence.steps[step.span]?.hasBlocked = true
        }
      }
    }
    for span in evidence.steps.keys where !withTransitions.contains(span) { evidence.steps[span]?.hasBlocked = true }
    models[key] = evidence
  }

  /// The warnings, for models all of whose runs were made and complete: not for those with runs left out.
  func warnings(leavingOut leftOut: [String]) -> [Diagnostic] {
    order.filter { !leftOut.contains($0) }.flatMap { key -> [Diagnostic] in
      guard let evidence = models[key], evidence.isComplete else { return [] }
      let steps = evidence.steps.sorted { ($0.key.file, $0.key.start) < ($1.key.file, $1.key.start) }
      return steps.compactMap { span, step -> Diagnostic? in
        if !step.hasFired {
          return Diagnostic(
            .stepNeverFires, "step '\(step.name)' of '\(step.actor)' fires in no run of '\(evidence.name)'", at: span)
        }
        guard step.hasGuard, !step.hasBlocked else { return nil }
        return Diagnostic(
          .guardNeverBlocks, "the guard of step '\(step.name)' of '\(step.actor)' is true whenever it is asked",
          at: span)
      }
    }
  }
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
      if outcome.isVacuous {
        result.append(
          Diagnostic(
            .vacuousProperty,
            "'\(property.name)' holds in '\(program.modelName)' only because its left side never does",
            at: span))
      }
      if outcome.verdict == .notChecked {
        result.append(
          Diagnostic(
            .propertyNotChecked, "'\(property.name)' is a temporal property; this version does not check it", at: span))
      }
    }
    return result
  }
}
