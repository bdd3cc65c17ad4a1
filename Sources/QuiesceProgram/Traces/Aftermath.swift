/// Everything that can follow a state, as the interpreter that walks trees finds it: what confirms that something can never happen
/// again.
struct Aftermath {
  /// The most states to visit: more take too long in this way.
  static let limit = 50_000

  private let interpreter: GroundInterpreter
  /// The states.
  private(set) var states: [[Int]]
  /// The actors that take part in an enabled transition somewhere.
  private(set) var movers: Set<Int> = []

  /// Visits all that can follow a state; nil if that is too much, or if a fault or the search bound ends it somewhere.
  init?(of program: Program, from state: [Int]) {
    interpreter = GroundInterpreter(program)
    states = [state]
    var known: Set<[Int]> = [state]
    var next = 0
    while next < states.count {
      let state = states[next]
      next += 1
      do throws(GroundFault) {
        if let bound = program.bound, try interpreter.evaluate(bound, in: state) == 0 { return nil }
        for transition in try interpreter.enabledTransitions(in: state) {
          movers.formUnion(program.transitions[transition].participants.map(\.actor))
          let firing = interpreter.fire(transition, from: state)
          if firing.fault != nil { return nil }
          if known.insert(firing.state).inserted { states.append(firing.state) }
        }
      } catch {
        return nil
      }
      if states.count > Aftermath.limit { return nil }
    }
  }

  /// Whether a condition is true in none of the states; nil if it cannot be evaluated in one of them.
  func lacks(_ condition: GroundExpression) -> Bool? {
    do throws(GroundFault) {
      for state in states where try interpreter.evaluate(condition, in: state) != 0 { return false }
      return true
    } catch {
      return nil
    }
  }

  /// The actors that never move and may not rest everywhere.
  var stuck: [Int] {
    let actors = interpreter.program.actors
    let judged = interpreter.program.actorsThatTakePart
    return actors.indices.filter { actor in
      judged.contains(actor) && !movers.contains(actor)
        && lacks(.not(actors[actor].restCondition(at: states[0][actors[actor].locationSlot]))) == false
    }
  }
}
