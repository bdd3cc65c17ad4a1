/// A small random program that uses the whole language, the same for the same seed.
package struct RandomModel: Sendable {
  /// What it was made from.
  package let seed: UInt64
  /// The program as a tree of fragments.
  package let fragment: Fragment

  /// Makes the program of a seed; a greater `size` allows more values to the variables together (a power of two).
  ///
  /// A symmetric one has symmetric types wherever they can be; that the order of a loop shows is not ruled out in it, so
  /// the language may refuse it. So many of its properties are formulas over runs, besides those that there are anyway.
  package init(seed: UInt64, size: Int = 9, isSymmetric: Bool = false, formulas: Int = 0) {
    self.seed = seed
    var generator = ModelGenerator(seed: seed, size: size, isSymmetric: isSymmetric)
    fragment = generator.model(named: "random", formulas: formulas)
  }

  /// The source text.
  package var source: String { fragment.source }
}
