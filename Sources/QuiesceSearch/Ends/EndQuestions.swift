import QuiesceProgram

/// What is asked about all that can follow a state: which actors can move, and which conditions come true.
struct EndQuestions {
  /// For each transition, the actors that take part in it; one of them twice where there is no partner.
  let participants: [(Int, Int)]
  /// For each actor, whether it is asked whether it can move.
  private(set) var isJudged: [Bool]
  /// For each actor, whether it may rest somewhere on a condition: then what it may do can change while it does not move.
  let restsOnCondition: [Bool]
  /// The properties that ask whether their condition comes true, by position.
  private(set) var properties: [Int]
  /// Whether an actor that waits in a deadlock is stuck: where deadlocks are a verdict of their own, it is not.
  let countsHalts: Bool

  /// What is asked of a program that is searched in place of another one; nil if that is nothing.
  init?(_ derived: DerivedProgram, _ options: SearchOptions) {
    let program = derived.whole
    properties = program.properties.indices.filter { program.properties[$0].isOfAllThatFollows }
    guard options.checksStuck || !properties.isEmpty else { return nil }
    let judged = options.checksStuck ? program.actorsThatTakePart : []
    isJudged = program.actors.indices.map { judged.contains($0) }
    restsOnCondition = program.actors.map { !$0.restConditions.isEmpty }
    countsHalts = !options.checksDeadlock
    participants = derived.origins.map { origin in
      let transition = program.transitions[origin]
      return (transition.main.actor, transition.partner?.actor ?? transition.main.actor)
    }
  }

  /// The same asked about some actors and properties only.
  func only(actors: [Int], properties: [Int]) -> EndQuestions {
    var result = self
    result.isJudged = isJudged.indices.map { actors.contains($0) }
    result.properties = properties
    return result
  }
}

/// What was seen of all that can follow a state.
struct EndAnswers {
  private let questions: EndQuestions
  /// For each actor, whether a transition that it takes part in was enabled.
  private(set) var canMove: [Bool]
  /// For each actor, whether there was a state in which it may not rest.
  private var isOutside: [Bool]
  /// For each actor, whether it has to be seen to move.
  private var isAwaited: [Bool]
  /// The properties whose condition was true nowhere so far.
  private(set) var unreached: [Int]
  /// How many actors have to be seen to move and were not.
  private var waiting = 0
  /// Whether something was met behind which nobody knows what follows: a fault, or the search bound.
  var isOpen = false
  /// Whether a state without successors was met: a deadlock, or rest.
  var hasHalt = false

  init(_ questions: EndQuestions) {
    self.questions = questions
    canMove = questions.isJudged.map { _ in false }
    isOutside = canMove
    isAwaited = canMove
    unreached = questions.properties
    for actor in canMove.indices where questions.isJudged[actor] && questions.restsOnCondition[actor] { expect(actor) }
  }

  private mutating func expect(_ actor: Int) {
    guard !isAwaited[actor] else { return }
    isAwaited[actor] = true
    if !canMove[actor] { waiting += 1 }
  }

  /// Whether nothing is left to see.
  var isComplete: Bool { waiting == 0 && unreached.isEmpty }

  /// The actors that were not seen to move, and may not rest.
  var waitingActors: [Int] { isOutside.indices.filter { isOutside[$0] && !canMove[$0] } }

  /// Those of them that are stuck, if nothing else can follow.
  var stuck: [Int] { hasHalt && !questions.countsHalts ? [] : waitingActors }

  /// Takes note of where the actors stand and which conditions are true in a state.
  mutating func visit<Model: Stepper & ~Copyable>(_ state: PackedState, _ model: inout Expander<Model>) {
    for actor in isOutside.indices where !isOutside[actor] && questions.isJudged[actor] {
      guard !model.mayRest(actor, in: state) else { continue }
      isOutside[actor] = true
      expect(actor)
    }
    unreached.removeAll { property in
      switch model.evaluate(property, in: state) {
      case .yes: return true
      case .no: return false
      case .fault:
        isOpen = true
        return false
      }
    }
  }

  /// Takes note of an enabled transition.
  mutating func note(transition: Int) {
    let (main, partner) = questions.participants[transition]
    for actor in [main, partner] where !canMove[actor] {
      canMove[actor] = true
      if isAwaited[actor] { waiting -= 1 }
    }
  }
}
