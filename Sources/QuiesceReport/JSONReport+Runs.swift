import QuiesceModel
package import QuiesceProgram
package import QuiesceRuns
import QuiesceSystem

extension JSONCheck {
  /// The run as JSON shows it.
  package init(_ run: RunReport) {
    model = run.model
    modelFile = run.modelFile
    propertyFiles = run.propertyFiles
    sources = run.sources.map { Source(path: $0.path, hash: $0.hash) }
    parameters = Dictionary(run.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    changedParameters = run.parameters.filter { !$0.isDefault }.map(\.name)
    without = run.without.isEmpty ? nil : run.without
    verdict = run.outcome.verdict.rawValue
    expected = run.expectation.text
    asExpected = run.judgement == .asExpected
    remark = run.remark.isEmpty ? nil : run.remark
    suspicion = run.isSuspicion
    place = run.place
    extra = run.isExtra
    complete = run.isComplete
    stop = run.outcome.stop.rawValue
    interruption = run.outcome.interruption.map { Interruption(reason: $0.reason.rawValue, stage: $0.stage.rawValue) }
    resumedStates = run.outcome.resumedStates
    statesWhenDecided = run.outcome.statesWhenDecided
    memoryBudget = run.outcome.memory.map { MemoryBudget(bytes: $0.bytes, source: $0.source.rawValue) }
    search = run.outcome.order.rawValue
    engine = run.outcome.engine.kind.rawValue
    compileSeconds = run.outcome.engine.compileSeconds
    statesBeforeNative = run.outcome.engine.statesBefore
    nativeRefused = run.outcome.engine.refusal
    reduction = run.outcome.reductions.map(\.text)
    stubbornSets = run.outcome.reduction.map { StubbornSets($0, run.outcome.order) }
    let slice = run.outcome.slice
    leftOut = slice.isEmpty && slice.bits == slice.wholeBits ? nil : LeftOut(slice)
    visited = run.outcome.omission.map { Visited($0) }
    trees = run.outcome.trees.map { Trees($0) }
    oneThread = run.outcome.oneThreadReason
    refused = run.refusals.isEmpty ? nil : run.refusals
    partial = run.partialReductions.isEmpty ? nil : run.partialReductions
    partsWatched = run.watchesParts
    deadlockChecked = run.checksDeadlock
    selection = run.selection
    bounds = Bounds(
      states: run.bounds.states, threads: run.bounds.threads, memoryBytes: run.bounds.memory,
      seconds: run.bounds.seconds,
      totalSeconds: run.bounds.totalSeconds, within: run.bounds.within,
      walks: run.bounds.walks?.count, walkLength: run.bounds.walks?.length,
      swarmSeconds: run.bounds.swarm?.seconds, searches: run.bounds.swarm?.searches,
      seed: run.bounds.walks?.seed ?? run.bounds.swarm?.seed)
    properties = run.outcome.properties.map { property in
      JSONProperty(property, reason: run.reason(for: property), spans: run.spans)
    }
    let figures = run.outcome.statistics
    statistics = Statistics(
      states: figures.states, transitions: figures.transitions, depth: figures.depth,
      threads: figures.threads, seconds: figures.seconds,
      bytesPerState: figures.bytesPerState, peakMemoryBytes: figures.peakMemoryBytes)
    swarm = run.outcome.swarm.map { Swarm($0) }
    audits = run.audits.map { $0.map { Audit($0) } }
    wholeSpace = run.whole.map { WholeSpace($0, run.differences) }
    reproduce = run.reproduction
  }
}

extension JSONCheck.StubbornSets {
  init(_ figures: ReductionStatistics, _ order: SearchOrder) {
    disjointPairs = figures.disjointPairs
    accordingPairs = figures.accordingPairs
    conflictingPairs = figures.conflictingPairs
    seconds = figures.seconds
    fullStates = figures.fullStates
    reducedStates = figures.reducedStates
    passedStates = figures.passedStates
    shortestTraces = order == .breadth && figures.tracesAreShortest
  }
}

extension JSONCheck.Visited {
  init(_ omission: OmissionEstimate) {
    form = omission.form.rawValue
    bits = omission.bits
    arrayBytes = omission.arrayBytes
    expectedOmissions = omission.expected
    omissionProbability = omission.probability
  }
}

extension JSONCheck.Trees {
  init(_ figures: TreeFigures) {
    stateBytes = figures.stateBytes
    rootBits = figures.rootBits
    innerNodes = figures.innerPairs
  }
}

extension JSONCheck.Swarm {
  init(_ summary: SwarmSummary) {
    searches = summary.searches
    entered = summary.entered
    newPercent = summary.newPercent
    growth = summary.growth.map { Sample(entered: $0.entered, distinct: $0.distinct) }
  }
}

extension JSONCheck.Audit {
  init(_ result: AuditResult) {
    subject = result.subject.rawValue
    states = result.states
    omission = result.omission
    flaw = result.flaw
  }
}

extension JSONCheck.WholeSpace {
  init(_ outcome: Outcome, _ differences: [VerdictDifference]) {
    verdict = outcome.verdict.rawValue
    states = outcome.statistics.states
    transitions = outcome.statistics.transitions
    seconds = outcome.statistics.seconds
    self.differences =
      differences.isEmpty
      ? nil
      : differences.map { difference in
        Difference(
          property: difference.property, verdict: difference.verdict.rawValue,
          wholeVerdict: difference.wholeVerdict.rawValue)
      }
  }
}

extension JSONCheck.LeftOut {
  init(_ slice: SliceSummary) {
    variables = slice.variables
    constants = slice.constants
    steps = slice.steps
    events = slice.events
    stateBits = slice.bits
    wholeStateBits = slice.wholeBits
  }
}

extension JSONProperty {
  init(_ property: PropertyOutcome, reason: String?, spans: SpanText) {
    name = property.name
    description = property.description
    kind = property.kind.rawValue
    verdict = property.verdict.rawValue
    vacuous = property.isVacuous
    self.reason = property.isVacuous ? property.vacuity : property.liveness?.undecided ?? reason
    fault = property.faultSite?.kind.rawValue
    formulaSearch = property.liveness.map { figures in
      FormulaSearch(
        states: figures.states, transitions: figures.transitions, seconds: figures.seconds,
        peakMemoryBytes: figures.peakMemoryBytes, shortestStem: figures.isShortest)
    }
    trace = property.trace.map { JSONTrace($0, spans: spans) }
    explanation = property.explanation.map { JSONExplanation($0, spans: spans) }
    seed = property.seed
    others = property.others.map { others in
      Others(
        found: others.found.map { other in
          Others.Counterexample(
            trace: JSONTrace(other.trace, spans: spans), explanation: JSONExplanation(other.explanation, spans: spans))
        }, extent: others.extent.rawValue)
    }
  }
}

extension JSONTrace {
  /// The trace as JSON shows it.
  package init(_ trace: Trace, spans: SpanText) {
    actors = trace.actors
    initial = texts(trace.initial)
    initialLocations = Dictionary(
      zip(trace.actors, trace.initialLocations).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    steps = trace.steps.map { JSONStep($0, actors: trace.actors, spans: spans) }
    pointOfNoReturn = trace.pointOfNoReturn
    cycle = trace.cycle.map { cycle in
      Cycle(
        firstStep: cycle.start + 1, rests: cycle.start >= trace.steps.count,
        fairness: cycle.dues.map { due in
          Cycle.Fairness(
            name: due.name, strength: due.isStrong ? "strong" : "weak", reason: due.reason.rawValue, step: due.step + 1)
        },
        missingFairness: cycle.missingFairness)
    }
  }
}

extension JSONStep {
  init(_ step: TraceStep, actors: [String], spans: SpanText) {
    let main = step.main
    actor = actors[main.actor]
    self.step = main.step
    bindings = texts(main.bindings)
    movedTo = main.movedTo
    partner = step.partner.map { Partner($0, actors: actors, spans: spans) }
    changes = texts(step.changes)
    events = step.events.map { Event(name: $0.name, arguments: texts($0.arguments)) }
    source = main.sources
    links = main.links
    declared = spans.location(of: main.span)
    fault = step.isFault
  }
}

extension JSONStep.Partner {
  init(_ participant: TraceStep.Participant, actors: [String], spans: SpanText) {
    actor = actors[participant.actor]
    step = participant.step
    bindings = texts(participant.bindings)
    movedTo = participant.movedTo
    source = participant.sources
    links = participant.links
    declared = spans.location(of: participant.span)
  }
}

extension JSONExplanation {
  init(_ explanation: Explanation, spans: SpanText) {
    sentence = explanation.sentence
    expression = explanation.expression
    parts = explanation.parts.map { Part(text: $0.text, value: $0.value) }
    sinceStep = explanation.sinceStep
    stuck = explanation.stuck.map { actor in
      Stuck(
        actor: actor.actor, location: actor.location,
        steps: actor.steps.map { step in
          Stuck.Step(
            step: step.name, condition: step.condition,
            parts: step.parts.map { Part(text: $0.text, value: $0.value) }, changers: step.changers)
        })
    }
    hint = explanation.hint
    location = explanation.span.flatMap { spans.location(of: $0) }
  }
}

private func texts(_ values: [VariableValue]) -> [String: String] {
  Dictionary(values.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
}
