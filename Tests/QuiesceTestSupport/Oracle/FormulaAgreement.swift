import QuiesceModel
package import QuiesceProgram

/// What the oracle says of the formulas of a program, and how searches of it differ from that.
package struct FormulaAgreement: CorpusFact {
  private let model: CheckedModel
  private let program: Program
  /// Nil if there are too many states.
  private let graph: NaiveGraph?
  private let oracles: [NaiveLiveness?]
  private let verdicts: [Verdict??]

  /// Asks the oracle.
  package init(of program: CorpusProgram) {
    model = program.model
    self.program = program.program
    graph = NaiveGraph(model, maximumStates: program.family.stateLimit)
    let oracles = graph.map { graph in graph.model.properties.indices.map { NaiveLiveness(graph, property: $0) } } ?? []
    self.oracles = oracles
    verdicts = oracles.map { $0?.verdict() }
  }

  /// Whether the oracle gave up.
  package var isTooLarge: Bool { graph == nil }

  /// How many formulas it decides in each way.
  package var decided: [Verdict: Int] {
    if graph?.hasFault ?? true { return [:] }
    return verdicts.reduce(into: [:]) { if let verdict = $1 { $0[verdict ?? .fault, default: 0] += 1 } }
  }

  /// How an outcome differs, in words.
  package func differences(to outcome: Outcome) -> [String] {
    guard let graph else { return [] }
    var differences: [String] = []
    // What fails ends the whole search, a condition of another formula, too.
    let hasFault = graph.hasFault || outcome.properties.contains { $0.verdict == .fault }
    for position in model.properties.indices {
      guard case .temporal = model.properties[position].kind else { continue }
      let actual = outcome.properties[position]
      if hasFault || oracles[position] == nil {
        if actual.verdict == .fault, !graph.hasFault, oracles[position] != nil {
          differences.append("\(actual.name): no fault")
        }
        if actual.verdict == .holds, graph.hasFault { differences.append("\(actual.name): holds beside a fault") }
        continue
      }
      guard let oracle = oracles[position], case .some(.some(let expected)) = verdicts[position] else { continue }
      // Behind the bound, the oracle takes even conditions for open that the engine knows to be constant.
      let isFolded = (program.properties[position].temporal?.atoms.count ?? 0) < oracle.atomCount
      if expected == .noVerdict, actual.verdict == .holds, isFolded { continue }
      if actual.verdict != expected {
        differences.append("\(actual.name): \(actual.verdict) instead of \(expected)")
      }
      guard actual.verdict == .violated else { continue }
      if let objection = objection(to: actual, position, oracle) { differences.append("\(actual.name): \(objection)") }
    }
    return differences
  }

  /// Why the run that is shown does not break the formula.
  private func objection(to outcome: PropertyOutcome, _ position: Int, _ oracle: NaiveLiveness) -> String? {
    guard let trace = outcome.trace, let start = trace.cycle?.start else { return "there is no run" }
    guard let property = program.properties[position].temporal else { return "no formula" }
    let initial = program.initialStates.first { state in
      program.variables.map { program.value(of: $0, in: state).description(as: $0.type) } == trace.initial.map(\.value)
    }
    guard let initial else { return "the run begins in no initial state" }
    let replay = Replay(program: program, initial: initial, transitions: trace.transitions)
    if let objection = replay.objection(asLassoFrom: start, to: property) { return objection }
    let steps = trace.transitions.map { transition in
      program.transitions[transition].participants.map { participant in
        NaiveGraph.Participant(program.actors[participant.actor], step: participant.step, in: model)
      }
    }
    let loop = start < steps.count ? start : nil
    let run = replay.states.map { NaiveState($0, of: program) }
    guard let alone = oracle.along(run, by: steps, loop: loop) else { return "it is no run" }
    if alone.verdict() != .violated { return "the run is unfair, or satisfies the formula" }
    guard outcome.liveness?.isShortest ?? false, let shortest = oracle.shortestStem() else { return nil }
    if start < shortest { return "it repeats after \(start) steps, which none does before \(shortest)" }
    return nil
  }
}

extension NaiveGraph.Participant {
  /// A step of a ground actor.
  init(_ actor: ActorInstance, step: Int, in model: CheckedModel) {
    let index = model.actors[actor.actor].index.map { model.locals[$0].type }
    let instance = actor.instance.flatMap { ordinal in
      index.flatMap { type in type.allValues.firstIndex { $0 == type.value(ordinal: ordinal) } }
    }
    self.init(actor: actor.actor, instance: instance ?? 0, step: step)
  }
}

extension NaiveState {
  /// A state of the ground program as plain values.
  init(_ state: [Int], of program: Program) {
    self.init(
      variables: program.model.variables.map { _ in [] }, channels: program.model.channels.map { _ in [] },
      locations: program.model.actors.map { _ in [] })
    for actor in program.actors { locations[actor.actor].append(state[actor.locationSlot]) }
    func place(_ variable: StateVariable) -> (kind: Int, id: Int, instance: Int) {
      switch variable.origin {
      case .variable(let id, let instance): (0, id, instance ?? 0)
      case .channel(let id, let instance): (1, id, instance ?? 0)
      }
    }
    for variable in program.variables.sorted(by: { place($0) < place($1) }) {
      let value = program.value(of: variable, in: state)
      let id = place(variable).id
      if case .channel(let elements) = value { channels[id].append(elements) } else { variables[id].append(value) }
    }
  }
}
