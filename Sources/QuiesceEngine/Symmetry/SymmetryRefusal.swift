package import QuiesceLanguage

/// Why the values of a symmetric type are not permuted in a run.
package struct SymmetryRefusal: Hashable, Sendable {
  /// The type.
  package var type: SymmetricType
  /// The reason: `a quantifier over its values may fail at one and be decided by another`.
  package var reason: String
  /// Where the model or property does what prevents it.
  package var span: SourceSpan?

  /// Makes a refusal.
  package init(type: SymmetricType, reason: String, span: SourceSpan? = nil) {
    self.type = type
    self.reason = reason
    self.span = span
  }
}

/// What symmetry did in a search.
package struct SymmetryUse: Sendable {
  /// The types whose values were permuted.
  package var types: [SymmetricType]
  /// The types whose values were not, although that was asked for.
  package var refusals: [SymmetryRefusal]

  /// Makes a report.
  package init(types: [SymmetricType], refusals: [SymmetryRefusal]) {
    self.types = types
    self.refusals = refusals
  }
}

/// What the tests break in the canonical states to see it caught.
enum SymmetryDefect {
  /// A slot stays where it is when the others of its index move.
  case slot
  /// A slot that holds a value keeps it when that is renamed.
  case value
  /// Bags are not sorted again.
  case bag
}
