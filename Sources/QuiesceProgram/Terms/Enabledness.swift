import QuiesceModel

/// Which transitions of a program are enabled in a state, as conditions on states that never fault.
///
/// A transition whose guard fails to evaluate counts as enabled: something goes on there, and it is reported as a fault.
package struct Enabledness {
  private let program: Program

  /// Makes it for the actors, the transitions and the search bound of a program.
  package init(of program: Program) {
    self.program = program
  }

  /// That somebody is under way: a transition is enabled whose beginner (who moves, or sends) may not rest where it stands, or
  /// the search bound keeps everybody from moving.
  package var underWay: Term {
    let isBegun = some { position, actor in
      let main = program.transitions[position].main
      return .not(actor.restCondition(at: main.source).undisturbedTruth)
    }
    guard let bound = program.bound else { return isBegun }
    return .or(.not(.and(bound.definedness, bound.undisturbedTruth)), isBegun)
  }

  /// That some transition is enabled of those for which a condition holds, which is given for each with the actor that begins it.
  package func some(where condition: (Int, ActorInstance) -> Term) -> Term {
    var leaving: [Term] = []
    var others: [Term] = []
    var position = 0
    while position < program.transitions.count {
      let main = program.transitions[position].main
      let actor = program.actors[main.actor]
      // The transitions of one actor that leave one location lie together.
      var here: (leaving: [Term], others: [Term]) = ([], [])
      while position < program.transitions.count, program.transitions[position].main.actor == main.actor,
        program.transitions[position].main.source == main.source
      {
        let term = Term.and(condition(position, actor), isReady(program.transitions[position]))
        if program.transitions[position].leavesCommitted {
          here.leaving.append(term)
        } else {
          here.others.append(term)
        }
        position += 1
      }
      let stands = isAt(actor, main.source)
      leaving.append(.and(stands, .any(here.leaving)))
      others.append(.and(stands, .any(here.others)))
    }
    return .or(.any(leaving), .and(.not(isCommitted), .any(others)))
  }

  /// That the partner stands where it must, and the guard holds or fails to evaluate.
  private func isReady(_ transition: Transition) -> Term {
    let condition = transition.guardExpression
    let holds = Term.or(.not(condition.definedness), condition.undisturbedTruth)
    guard let partner = transition.partner else { return holds }
    return .and(isAt(program.actors[partner.actor], partner.source), holds)
  }

  private var isCommitted: Term {
    .any(
      program.actors.map { actor in
        Term.isMember(
          location(of: actor), of: Set(actor.locations.indices.filter { actor.locations[$0].isCommitted }))
      })
  }

  private func isAt(_ actor: ActorInstance, _ place: LocationID) -> Term {
    .equal(location(of: actor), .constant(place))
  }

  private func location(of actor: ActorInstance) -> Term {
    Term(.slot(actor.locationSlot), in: 0...max(0, actor.locations.count - 1))
  }
}
