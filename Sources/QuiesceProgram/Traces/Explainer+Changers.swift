import QuiesceModel

// Who would have to do something so that an actor can go on.
extension Explainer {
  /// The other actors that have steps which write what is false in the guard of a step where its actor stands.
  func changers(of name: String, of actor: Int) -> [String]? {
    let location = lastState[program.actors[actor].locationSlot]
    let steps = model.actors[program.actors[actor].actor].steps
    var wanted = SlotSet()
    for transition in program.transitions {
      let isMeant = transition.participants.contains { side in
        side.actor == actor && side.source == location && steps[side.step].name == name
      }
      guard isMeant else { continue }
      wanted.formUnion(falseReads(of: transition.guardExpression))
      for side in transition.participants where lastState[program.actors[side.actor].locationSlot] != side.source {
        wanted.insert(program.actors[side.actor].locationSlot)
      }
    }
    guard !wanted.isEmpty else { return nil }
    let writers = program.transitions.filter { !$0.writes.isDisjoint(with: wanted) }.flatMap(\.participants)
    return Set(writers.map(\.actor)).subtracting([actor]).sorted().map { program.actors[$0].name }
  }

  /// What the conditions of a conjunction read that are false in the last state.
  private func falseReads(of condition: GroundExpression) -> SlotSet {
    if case .binary(.and, let left, let right) = condition {
      var reads = falseReads(of: left)
      reads.formUnion(falseReads(of: right))
      return reads
    }
    var reads = SlotSet()
    if condition.locals.isEmpty {
      do throws(GroundFault) {
        if try GroundInterpreter(program).evaluate(condition, in: lastState) != 0 { return reads }
      } catch {
        // Whoever writes what it reads may repair it.
      }
    }
    condition.collectReads(into: &reads)
    return reads
  }
}
