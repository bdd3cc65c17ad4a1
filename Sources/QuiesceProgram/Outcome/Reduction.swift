package import QuiesceModel

/// A way to search less than the whole space without another verdict.
package enum Reduction: Hashable, Codable, Sendable {
  /// What no checked property, guard or fault depends on is left out.
  case slicing
  /// Of interleavings that lead to the same, some are left out.
  case stubbornSets
  /// Of states that differ only in the values of this type, one is visited.
  case symmetry(SymmetricType)
}
