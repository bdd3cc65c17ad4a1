/// A number that is not known: the least that it may be, and the most.
package struct Estimate: Hashable, Sendable {
  /// The least.
  package let least: Double
  /// The most; nil where there is no telling.
  package let most: Double?

  /// Takes bounds.
  package init(_ least: Double, _ most: Double?) {
    self.least = least
    self.most = most
  }

  /// A number that is known.
  package init(_ exactly: Double) { self.init(exactly, exactly) }
}
