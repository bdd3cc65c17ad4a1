import QuiesceLanguage
import QuiesceProgram

/// Which actors constants have taken out of a run.
extension ModelLowering {
  /// Whether parameters and indices alone rule out every step of an actor where it begins: then nobody asks whether it is stuck.
  ///
  /// That no value of the variables lets it begin is no such reason: an actor that waits for what never comes is stuck. So a step is
  /// ruled out only if its conditions are false whatever is read of the state.
  mutating func isTakenOut(_ actor: Int) throws(LoweringFailure) -> Bool {
    let before = notes
    asksConstantsAlone = true
    defer {
      asksConstantsAlone = false
      notes = before
    }
    let declaration = model.actors[layout.actors[actor].actor]
    for step in declaration.steps.indices where declaration.steps[step].source == declaration.initial {
      for side in try instances(ofStep: step, actor: actor) where side.isComplete {
        if try mayBegin(side) { return false }
      }
    }
    return true
  }

  private mutating func mayBegin(_ side: StepInstance) throws(LoweringFailure) -> Bool {
    guard let rendezvous = side.origin.step.rendezvous else { return try mayBegin(side, with: nil) }
    for other in layout.actors.indices where other != side.actor {
      let steps = model.actors[layout.actors[other].actor].steps
      for step in steps.indices where steps[step].rendezvous.map({ rendezvous.meets($0) }) == true {
        for partner in try instances(ofStep: step, actor: other) where partner.isComplete {
          let (sender, receiver) = if case .sends = rendezvous { (side, partner) } else { (partner, side) }
          if try mayMeet(sender, receiver), try mayBegin(sender, with: receiver) { return true }
        }
      }
    }
    return false
  }

  private mutating func mayBegin(
    _ main: StepInstance, with partner: StepInstance?
  ) throws(LoweringFailure) -> Bool {
    beginTransition([main] + (partner.map { [$0] } ?? []))
    let outer = openScope()
    return closeScope(outer, try wholeGuard(main, partner)).expression.truth != false
  }
}

extension Step.Rendezvous {
  /// Whether one sends what the other receives.
  fileprivate func meets(_ other: Step.Rendezvous) -> Bool {
    switch (self, other) {
    case (.sends(let one, _), .receives(let another, _)), (.receives(let one, _), .sends(let another, _)):
      one == another
    case (.sends, .sends), (.receives, .receives): false
    }
  }
}

extension GroundExpression {
  /// What a condition comes to, if the constants in it decide that; whether it may fail to be evaluated does not matter.
  fileprivate var truth: Bool? {
    switch self {
    case .constant(let number): return number != 0
    case .not(let operand): return operand.truth.map { !$0 }
    case .binary(.and, let left, let right):
      let sides = [left.truth, right.truth]
      return sides.contains(false) ? false : sides.contains(nil) ? nil : true
    case .binary(.or, let left, let right):
      let sides = [left.truth, right.truth]
      return sides.contains(true) ? true : sides.contains(nil) ? nil : false
    case .letIn(_, _, let body): return body.truth
    case .conditional(let condition, let then, let otherwise):
      return condition.truth.flatMap { $0 ? then.truth : otherwise.truth }
    case .slot, .slotAt, .local, .binary, .check, .fault, .cover: return nil
    }
  }
}
