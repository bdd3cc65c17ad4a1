package import QuiesceModel

/// A formula of linear temporal logic about the runs of a program.
///
/// A run moves for ever, or rests: it ends where fairness owes nothing and repeats its last state. A letter of the word that
/// it is says which atoms are true in a state, reached by the transition before it; the initial state, and one that is
/// repeated, were reached by none.
package struct TemporalProperty: Sendable {
  /// What is true or false of a state and the transition that led there.
  package enum Atom: Sendable {
    /// The expression is true in the state.
    case condition(GroundExpression)
    /// The transition raised this flag: it emitted a matching event.
    case flag(Int)
  }

  /// What stands for an atom in the model.
  package enum Label: Sendable {
    /// The text of a condition.
    case text(SourceSpan)
    /// An event, whatever is asked of its arguments.
    case event(EventID)
  }

  /// The most different conditions and events that a formula may speak of.
  package static let atomLimit = 40

  /// The formula over the atoms' positions.
  package var formula: TemporalFormula
  /// What the numbers in it mean; at most `atomLimit`.
  package var atoms: [Atom]
  /// What stands for each of them in the model.
  package var labels: [Label] = []

  /// Makes a temporal property.
  package init(formula: TemporalFormula, atoms: [Atom]) {
    self.formula = formula
    self.atoms = atoms
  }

  /// The conditions on states among the atoms.
  var conditions: [GroundExpression] {
    atoms.compactMap { atom in
      if case .condition(let condition) = atom { condition } else { nil }
    }
  }
}

extension Program {
  /// The same program without the flags that only formulas ask for.
  package var withoutFormulaFlags: Program {
    let limit = properties.count
    let hasFlags = properties.contains { property in
      property.temporal?.atoms.contains { if case .flag = $0 { true } else { false } } ?? false
    }
    guard hasFlags else { return self }
    var result = self
    for position in transitions.indices {
      result.transitions[position].effect = transitions[position].effect.withoutFlags(from: limit)
      result.transitions[position].updateFootprint(in: actors)
    }
    return result
  }
}

extension [GroundStatement] {
  fileprivate func withoutFlags(from limit: Int) -> [GroundStatement] {
    compactMap { statement in
      switch statement {
      case .flag(let flag) where flag >= limit: nil
      case .conditional(let condition, let then, let otherwise):
        .conditional(condition, then: then.withoutFlags(from: limit), otherwise: otherwise.withoutFlags(from: limit))
      default: statement
      }
    }
  }
}
