import QuiesceModel

/// Steps that a constant takes away: `step name if condition`.
extension Checker {
  /// Whether a step exists under these parameters.
  func isPresent(_ step: StepSyntax, in id: ActorID) -> Bool {
    !facts.shapes[id].absentSteps.contains(step.name.span)
  }

  /// Finds the steps that constants take away, and the locations that then remain.
  mutating func resolvePresence(of id: ActorID) -> Bool {
    var absent: Set<SourceSpan> = []
    for step in declarations.actors[id].steps {
      guard let presence = step.presence else { continue }
      guard let isPresent = constantTruth(of: presence, in: id) else { return false }
      if !isPresent { absent.insert(step.name.span) }
    }
    guard !absent.isEmpty else { return true }
    facts.shapes[id].absentSteps = absent
    for sequence in declarations.actors[id].sequences where !hasStep(sequence, of: id) {
      report(
        .malformedActor, "under these parameters no step of the sequence '\(sequence.name.text)' is left",
        at: sequence.name.span,
        notes: [
          Diagnostic.Note(
            "'\(sequence.source.text)' and '\(sequence.target.text)' are two states: some step must lead from one to"
              + " the other")
        ])
      return false
    }
    reshapeActor(id)
    return true
  }

  private func hasStep(_ sequence: SequenceSyntax, of id: ActorID) -> Bool {
    let steps = sequence.locations.flatMap(\.steps)
    return steps.isEmpty || steps.contains { isPresent($0, in: id) }
  }

  private mutating func constantTruth(of presence: ExpressionSyntax, in id: ActorID) -> Bool? {
    var free = FreeNames()
    free.add(presence)
    if let index = declarations.actors[id].index, let use = free.names.first(where: { $0.text == index.name.text }) {
      report(
        .notConstant, "the 'if' of a step is one for all instances of a family: it cannot depend on '\(use.text)'",
        at: use.span, notes: [Diagnostic.Note("write 'when' for a condition that instances answer differently")])
      return nil
    }
    let value = constant(
      presence, of: .bool, owner: .actor(id), what: "the 'if' of a step",
      hint: "write 'when' for a condition on the state")
    guard case .bool(let flag)? = value else { return nil }
    return flag
  }
}
