/// A way through the states of a program that somebody takes step by step, back and forward.
package struct Walk: Sendable {
  /// What is walked through.
  package let program: Program
  private let interpreter: GroundInterpreter
  /// The initial state it begins in, by position.
  package private(set) var initial = 0
  /// All steps, those that were taken back included.
  private var transitions: [Int] = []
  /// How many of them lead here.
  package private(set) var position = 0

  /// Stands in the first initial state.
  package init(_ program: Program) {
    self.program = program
    interpreter = GroundInterpreter(program)
  }

  /// The way to where we stand.
  package var replay: Replay {
    Replay(program: program, initial: program.initialStates[initial], transitions: Array(transitions.prefix(position)))
  }

  /// How many steps were taken back and can be taken again.
  package var ahead: Int { transitions.count - position }

  /// Takes a step that can be taken; what was ahead is forgotten, unless it is the same step.
  package mutating func take(_ transition: Int) {
    if ahead > 0, transitions[position] == transition { return position += 1 }
    transitions = transitions.prefix(position) + [transition]
    position += 1
  }

  /// Takes steps back, or again; as many as there are.
  package mutating func move(by steps: Int) {
    position = min(max(0, position + steps), transitions.count)
  }

  /// Begins anew in an initial state.
  package mutating func begin(at initial: Int) {
    if initial != self.initial { transitions = [] }
    self.initial = initial
    position = 0
  }

  /// Why no state was found.
  package enum Failure: Error, Sendable {
    /// There is none.
    case none
    /// So many states were looked at.
    case limit(Int)
  }

  /// Goes the shortest way from here to a state in which something holds; stays if it holds here.
  package mutating func jump(limit: Int, to isWanted: ([Int]) -> Bool) throws(Failure) {
    let here = replay
    guard let start = here.states.last, !here.endsInFault else { throw .none }
    var found: [(state: [Int], previous: Int, transition: Int)] = [(start, -1, -1)]
    var known: Set<[Int]> = [start]
    var next = 0
    while next < found.count {
      if isWanted(found[next].state) { return append(found.map { ($0.previous, $0.transition) }, to: next) }
      for transition in interpreter.fallibleEnabledTransitions(in: found[next].state) {
        let firing = interpreter.fire(transition, from: found[next].state)
        guard firing.fault == nil, known.insert(firing.state).inserted else { continue }
        guard found.count < limit else { throw .limit(limit) }
        found.append((firing.state, next, transition))
      }
      next += 1
    }
    throw .none
  }

  private mutating func append(_ tree: [(previous: Int, transition: Int)], to end: Int) {
    var way: [Int] = []
    var node = end
    while tree[node].previous >= 0 {
      way.append(tree[node].transition)
      node = tree[node].previous
    }
    for transition in way.reversed() { take(transition) }
  }
}

extension Walk {
  /// What a property says of where we stand.
  package enum Opinion: String, Sendable {
    case holds = "holds here"
    case violated = "VIOLATED here"
    case reached = "reached here"
    case notReached = "not here"
    case failed = "cannot be evaluated here"
    case ofRuns = "is about runs"
    case ofFutures = "is about what can follow"
  }

  /// What each property says, by position in the program.
  package var opinions: [Opinion] {
    let replay = replay
    guard let state = replay.states.last else { return [] }
    return program.properties.indices.map { position in
      let isFlagged = replay.flags.contains(position)
      switch program.properties[position].kind {
      case .invariant(let condition): return opinion(condition, state, ifTrue: .holds, ifFalse: .violated)
      case .reachable(let condition): return opinion(condition, state, ifTrue: .reached, ifFalse: .notReached)
      case .neverFlagged: return isFlagged ? .violated : .holds
      case .reachableFlag: return isFlagged ? .reached : .notReached
      case .alwaysReachable: return .ofFutures
      case .temporal: return .ofRuns
      }
    }
  }

  private func opinion(
    _ condition: GroundExpression, _ state: [Int], ifTrue: Opinion, ifFalse: Opinion
  ) -> Opinion {
    do throws(GroundFault) {
      return try interpreter.evaluate(condition, in: state) != 0 ? ifTrue : ifFalse
    } catch {
      return .failed
    }
  }

  /// Whether all actors may rest here.
  package var mayRest: Bool {
    guard let state = replay.states.last else { return true }
    return program.actors.allSatisfy { actor in
      opinion(actor.restCondition(at: state[actor.locationSlot]), state, ifTrue: .holds, ifFalse: .violated) == .holds
    }
  }
}

extension Replay {
  /// The properties that the last step flagged.
  fileprivate var flags: [Int] { firings.last?.flags ?? [] }
}
