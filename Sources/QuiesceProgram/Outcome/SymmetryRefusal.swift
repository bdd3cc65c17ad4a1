package import QuiesceModel

/// Why the values of a symmetric type are not permuted in a run.
package struct SymmetryRefusal: Hashable, Codable, Sendable {
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
package struct SymmetryUse: Codable, Sendable {
  /// The types whose values were permuted.
  package var types: [SymmetricType]
  /// The types whose values were not, although that was asked for.
  package var refusals: [SymmetryRefusal]
  /// How many orders of values were compared for one state where some state has more; nil where all states have been made
  /// canonical, so that each orbit was visited once.
  package var exceededLimit: Int?

  /// Makes a symmetry use.
  package init(types: [SymmetricType], refusals: [SymmetryRefusal]) {
    self.types = types
    self.refusals = refusals
  }
}
