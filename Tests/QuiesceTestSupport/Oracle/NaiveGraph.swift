package import QuiesceModel

/// All reachable states of a checked model with all its transitions, and what its fairness says of them.
package struct NaiveGraph: Sendable {
  /// A step of an actor instance.
  struct Participant: Hashable {
    /// The actor.
    let actor: ActorID
    /// The instance, by position.
    let instance: Int
    /// By position in the actor's steps.
    let step: Int
  }

  /// A transition.
  struct Edge {
    /// The state that it leads to.
    let target: Int
    /// Who makes it: of a rendezvous the sender first.
    let participants: [Participant]
    /// The events of formulas that it emits.
    let seen: Set<NaiveEvent>
    /// Whether it leads to another state.
    let changes: Bool
  }

  /// What is declared fair: an actor instance, or a step of it.
  struct Assumption: Hashable {
    /// The actor.
    let actor: ActorID
    /// The instance, by position.
    let instance: Int
    /// The step; nil for all that the instance does.
    let step: Int?
    /// Whether it is not to be owed again and again.
    let isStrong: Bool

    /// Nobody has to send because somebody receives, so an actor is owed what it begins; a step is owed what it takes part in.
    func isOwed(_ edge: Edge) -> Bool {
      if !edge.changes { return false }
      return step == nil ? concerns(edge.participants[0]) : edge.participants.contains(where: concerns)
    }

    /// Taking part is enough.
    func isPaid(by edge: Edge) -> Bool { edge.changes && edge.participants.contains(where: concerns) }

    private func concerns(_ participant: Participant) -> Bool {
      participant.actor == actor && participant.instance == instance && (step == nil || participant.step == step)
    }
  }

  /// The model.
  let model: CheckedModel
  /// The reachable states, by number.
  private(set) var states: [NaiveState] = []
  /// The initial ones.
  private(set) var initial: [Int] = []
  /// The transitions that runs may take.
  private(set) var edges: [[Edge]] = []
  /// The transitions that are enabled: the same, unless only some runs are looked at.
  private(set) var enabled: [[Edge]] = []
  /// Whether the search bound hides what follows a state.
  private(set) var isCut: [Bool] = []
  /// Where runs may rest if nothing is owed.
  private(set) var mayRest: [Bool] = []
  /// Whether something cannot be evaluated, on the way or at its end.
  package private(set) var hasFault = false
  private var numbers: [NaiveState: Int] = [:]
  /// What is declared fair.
  let assumptions: [Assumption]

  /// The states; nil if there are too many.
  package init?(_ model: CheckedModel, maximumStates: Int) {
    self.model = model
    assumptions = model.actors.enumerated().flatMap { actor, declaration in
      (0..<(declaration.index.map { model.locals[$0].type.allValues.count } ?? 1)).flatMap { instance in
        ([(nil, declaration.fairness)] + declaration.steps.enumerated().map { ($0 as Int?, $1.fairness) }).compactMap {
          step, fairness in
          fairness == .none
            ? nil : Assumption(actor: actor, instance: instance, step: step, isStrong: fairness == .strong)
        }
      }
    }
    let explorer = NaiveExplorer(model)
    do throws(NaiveFault) {
      initial = Set(try explorer.initialStates().map { number(of: $0) }).sorted()
    } catch {
      hasFault = true
    }
    while edges.count < states.count {
      let state = states[edges.count]
      edges.append(follow(state, from: edges.count))
      isCut.append(explorer.isBeyondBound(state))
      if states.count > maximumStates { return nil }
    }
    enabled = edges
    mayRest = isCut.map { !$0 }
  }

  private mutating func number(of state: NaiveState) -> Int {
    if let number = numbers[state] { return number }
    numbers[state] = states.count
    states.append(state)
    return states.count - 1
  }

  private mutating func follow(_ state: NaiveState, from source: Int) -> [Edge] {
    var result: [Edge] = []
    for firing in NaiveStep(model: model, state: state).firings() {
      guard case .success(let successor) = firing, !successor.seen.contains(where: { $0.pattern == nil }) else {
        hasFault = true
        continue
      }
      let participants = successor.choices.map { choice in
        let steps = model.actors[choice.actor].steps
        let step = steps.indices.first { steps[$0].span == choice.step.span && steps[$0].source == choice.step.source }
        return Participant(actor: choice.actor, instance: choice.instance, step: step ?? -1)
      }
      let target = number(of: successor.state)
      result.append(
        Edge(target: target, participants: participants, seen: successor.seen, changes: target != source))
    }
    return result
  }

  /// What is owed in a state.
  func owed(in state: Int) -> [Assumption] {
    assumptions.filter { assumption in enabled[state].contains { assumption.isOwed($0) } }
  }

  /// The graph in which only one run can be taken, whose last state is followed by the state at `loop`, or by itself for ever where
  /// that is nil; nil if this is no run. Its states are the positions of the run.
  func along(_ run: [NaiveState], by steps: [[Participant]], loop: Int?) -> NaiveGraph? {
    guard let places = run.map({ numbers[$0] }) as? [Int], initial.contains(places[0]) else { return nil }
    var graph = self
    graph.states = places.map { states[$0] }
    graph.initial = [0]
    graph.enabled = places.map { enabled[$0] }
    graph.isCut = places.map { isCut[$0] }
    graph.edges = places.map { _ in [] }
    graph.mayRest = places.map { _ in false }
    for (position, participants) in steps.enumerated() {
      let isLast = position == steps.count - 1
      guard !isLast || loop.map({ places[$0] == places[position + 1] }) ?? true else { return nil }
      let target = isLast ? loop ?? position + 1 : position + 1
      graph.edges[position] = edges[places[position]].filter {
        $0.target == places[position + 1] && $0.participants == participants
      }.map { Edge(target: target, participants: $0.participants, seen: $0.seen, changes: $0.changes) }
      if graph.edges[position].isEmpty { return nil }
    }
    if loop == nil { graph.mayRest[places.count - 1] = !graph.isCut[places.count - 1] }
    return graph
  }
}
