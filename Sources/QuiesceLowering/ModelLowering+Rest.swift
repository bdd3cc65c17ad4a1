import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

/// Where actors may rest, and steps that wait until everybody else does.
extension ModelLowering {
  /// The instances, each with the conditions of its final states.
  mutating func actors() throws(LoweringFailure) -> [ActorInstance] {
    var actors = layout.actors
    for position in actors.indices {
      for (location, declaration) in actors[position].locations.enumerated() {
        guard let condition = declaration.restCondition else { continue }
        actors[position].restConditions[location] = try restCondition(condition, of: position, at: declaration)
      }
    }
    return actors
  }

  private mutating func restCondition(
    _ expression: Expression, of actor: Int, at location: Location
  ) throws(LoweringFailure) -> GroundExpression {
    let name = layout.actors[actor].name
    subject = ("the final state '\(location.name)' of '\(name)'", location.span)
    enterIndex(of: actor)
    let result = try condition(expression, coveredBy: nil)
    guard result.mayFault else { return result }
    throw LoweringFailure(
      Diagnostic(
        .invalidOperation, "the condition under which '\(name)' may rest might fail to evaluate",
        at: expression.span,
        notes: [
          Diagnostic.Note("nobody could say whether it rests there"),
          Diagnostic.Note("try this: ask first what keeps it from failing, as in 'x != none && x! == 0'"),
        ]))
  }

  /// Gives the transitions of `timeout` steps what they wait for: that no transition without such a step is enabled.
  mutating func guardTimeouts(of program: inout Program) throws(LoweringFailure) {
    let model = model
    let actors = program.actors
    let isTimeout = program.transitions.map { transition in
      transition.participants.contains { model.actors[actors[$0.actor].actor].steps[$0.step].isTimeout }
    }
    guard isTimeout.contains(true) else { return }
    let someOther = Enabledness(of: program).some { position, _ in isTimeout[position] ? .no : .yes }
    for position in program.transitions.indices where isTimeout[position] {
      let transition = program.transitions[position]
      let late = transition.participants.first { model.actors[actors[$0.actor].actor].steps[$0.step].isTimeout }
      let side = late ?? transition.main
      let step = model.actors[actors[side.actor].actor].steps[side.step]
      subject = ("the time-out '\(step.name)' of '\(actors[side.actor].name)'", step.span)
      let nobodyElse = try ground(.not(someOther))
      let own = transition.guardExpression
      // What is asked of it alone is asked first, unless it might fail where another step is enabled.
      program.transitions[position].guardExpression =
        own.mustEvaluate ? .binary(.and, nobodyElse, own) : .binary(.and, own, nobodyElse)
      program.transitions[position].updateFootprint(in: actors)
    }
  }

  /// The expression of a term that was made of many others.
  mutating func ground(_ term: Term) throws(LoweringFailure) -> GroundExpression {
    var size = 0
    term.expression.visit { _ in size += 1 }
    try charge(size)
    return term.expression
  }
}
