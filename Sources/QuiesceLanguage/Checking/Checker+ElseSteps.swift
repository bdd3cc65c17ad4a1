import QuiesceModel

/// `else step`: enabled only where no other step is that leaves its location.
///
/// What is asked of another step is what its text says: elements to take, the conditions of its bindings and its guard.
/// Whether a partner is ready is not known from the step alone, so no `else` step stands beside a rendezvous.
extension Checker {
  /// Gives the `else` steps of an actor their condition.
  mutating func completeElseSteps(_ steps: inout [Step], of id: ActorID) {
    for position in steps.indices where steps[position].otherwise != nil {
      let step = steps[position]
      let others = steps.filter { $0.source == step.source && $0.span != step.span && !$0.isTimeout }
      guard !hasErrors, isElsePossible(step, beside: others, of: id) else { continue }
      let conditions = others.map { Expression(.not(enabling($0)), .bool, at: step.span) }
      guard let first = conditions.first else { continue }
      steps[position].otherwise = conditions.dropFirst().reduce(first) { left, right in
        Expression(.binary(.and, left, right), .bool, at: step.span)
      }
    }
  }

  private mutating func isElsePossible(_ step: Step, beside others: [Step], of id: ActorID) -> Bool {
    let location = model.actors.indices.contains(id) ? facts.shapes[id].locations[step.source].name : ""
    if others.isEmpty, !facts.shapes[id].absentMoves.contains(where: { $0.source == step.source }) {
      report(
        .malformedActor, "no other step leaves '\(location)': there is nothing to which '\(step.name)' is the else",
        at: step.span,
        notes: [Diagnostic.Note("inside a sequence, write 'or else step' behind the step that it goes with")])
      return false
    }
    for other in others {
      if other.otherwise != nil, other.span.start < step.span.start {
        report(
          .malformedActor, "'\(location)' has an 'else' step already", at: step.span,
          notes: [Diagnostic.Note("it is '\(other.name)'", at: other.span)])
        return false
      }
      if other.otherwise == nil, other.rendezvous != nil {
        report(
          .malformedActor, "an 'else' step cannot stand beside '\(other.name)', which waits for a partner",
          at: step.span,
          notes: [
            Diagnostic.Note("whether the partner is ready is not known from the step alone", at: other.span),
            Diagnostic.Note("write a guard that says when: 'step \(step.name) when …'"),
          ])
        return false
      }
    }
    return true
  }

  /// That a step has a choice of its bindings for which its conditions hold.
  private func enabling(_ step: Step) -> Expression {
    let conditions = [step.bindingCondition, step.guardCondition].compactMap { $0 }
    let condition = conditions.dropFirst().reduce(conditions.first) { left, right in
      left.map { Expression(.binary(.and, $0, right), .bool, at: step.span) }
    }
    let always = Expression(.constant(.bool(true)), .bool, at: step.span)
    return step.bindings.reversed().reduce(condition ?? always) { rest, binding in choice(of: binding, rest, step.span)
    }
  }

  /// That a binding has a value for which the rest holds.
  private func choice(of binding: Step.Binding, _ rest: Expression, _ span: SourceSpan) -> Expression {
    func exists(_ domain: Domain, where condition: Expression?) -> Expression {
      Expression(.quantified(.exists, binding.local, domain, condition: condition, body: rest), .bool, at: span)
    }
    switch binding.origin {
    case .value(let domain): return exists(domain, where: nil)
    // Of a rendezvous, beside which no else step stands.
    case .received: return rest
    case .channel(let reference):
      let channel = model.channels[reference.channel]
      if channel.isBag { return exists(.channel(reference), where: nil) }
      // Of a queue only the head is taken: what holds for the head holds for each element that equals it.
      let value = Expression(.local(binding.local), channel.element, at: span)
      let head = Expression(.channel(reference, .first), channel.element, at: span)
      return exists(.channel(reference), where: Expression(.binary(.equal, value, head), .bool, at: span))
    }
  }
}
