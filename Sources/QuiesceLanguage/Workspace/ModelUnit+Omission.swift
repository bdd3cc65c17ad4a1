package import QuiesceModel

/// What is left out of a model, to see what it is good for.
package struct Omission: Hashable, Sendable {
  /// Steps, by the places of their names.
  package var steps: Set<SourceSpan>
  /// Conjuncts of guards, by their places.
  package var conjuncts: Set<SourceSpan>

  /// Leaves out steps, and conjuncts of guards.
  package init(steps: Set<SourceSpan> = [], conjuncts: Set<SourceSpan> = []) {
    self.steps = steps
    self.conjuncts = conjuncts
  }

  /// Whether nothing is left out.
  package var isEmpty: Bool { steps.isEmpty && conjuncts.isEmpty }

  /// Leaves out what another one does as well.
  package mutating func formUnion(_ other: Omission) {
    steps.formUnion(other.steps)
    conjuncts.formUnion(other.conjuncts)
  }
}

extension ModelUnit {
  /// The actors that its files declare, in order.
  package var actors: [ActorSyntax] {
    (files + propertyFiles).flatMap(\.declarations).compactMap { declaration in
      if case .actor(let actor) = declaration { actor } else { nil }
    }
  }

  /// The same model as if a constant took the steps away, and without the conjuncts.
  ///
  /// So a step that has a place in a sequence to itself is skipped, and any other one never fires. As it is the text that
  /// changes, nothing behind the parser knows of it.
  package func leavingOut(_ omission: Omission) -> ModelUnit {
    guard !omission.isEmpty else { return self }
    let cut = files.map { file in
      var file = file
      file.declarations = file.declarations.map { declaration in
        guard case .actor(let actor) = declaration else { return declaration }
        return .actor(actor.leavingOut(omission))
      }
      return file
    }
    return ModelUnit(name: name, files: cut, propertyFiles: propertyFiles, bound: bound)
  }
}

extension ActorSyntax {
  fileprivate func leavingOut(_ omission: Omission) -> ActorSyntax {
    var actor = self
    for index in states.indices { actor.states[index].steps = states[index].steps.map { $0.leavingOut(omission) } }
    for index in sequences.indices { actor.sequences[index] = sequences[index].leavingOut(omission) }
    return actor
  }
}

extension SequenceSyntax {
  /// A sequence of which perhaps no step is left leads to its end by one that does nothing.
  fileprivate func leavingOut(_ omission: Omission) -> SequenceSyntax {
    var sequence = self
    for index in locations.indices {
      sequence.locations[index].steps = locations[index].steps.map { $0.leavingOut(omission) }
    }
    let steps = locations.flatMap(\.steps)
    let isCut = steps.contains { omission.steps.contains($0.name.span) }
    if isCut, sequence.locations.flatMap(\.steps).allSatisfy({ $0.presence != nil }) {
      sequence.locations.append(Location(steps: [.nothing(of: self)]))
    }
    return sequence
  }
}

extension StepSyntax {
  fileprivate func leavingOut(_ omission: Omission) -> StepSyntax {
    var step = self
    if omission.steps.contains(name.span) { step.presence = ExpressionSyntax(.boolean(false), at: name.span) }
    step.guardCondition = guardCondition?.leavingOut(omission.conjuncts)
    return step
  }

  /// A step that does nothing, under a name that no other one can have.
  fileprivate static func nothing(of sequence: SequenceSyntax) -> StepSyntax {
    StepSyntax(
      name: Name("(nothing)", at: sequence.name.span), precedence: .none, attributes: [], bindings: [], body: [],
      span: sequence.name.span, documentation: "")
  }
}

extension ExpressionSyntax {
  /// What `&&` joins, from left to right; the expression itself where it joins nothing.
  package var conjuncts: [ExpressionSyntax] {
    guard case .binary(.and, let left, let right) = kind else { return [self] }
    return left.conjuncts + right.conjuncts
  }

  /// What is left without some conjuncts; nil for nothing.
  fileprivate func leavingOut(_ conjuncts: Set<SourceSpan>) -> ExpressionSyntax? {
    guard case .binary(.and, let left, let right) = kind else { return conjuncts.contains(span) ? nil : self }
    guard let first = left.leavingOut(conjuncts) else { return right.leavingOut(conjuncts) }
    guard let second = right.leavingOut(conjuncts) else { return first }
    return ExpressionSyntax(.binary(.and, first, second), at: span)
  }
}
