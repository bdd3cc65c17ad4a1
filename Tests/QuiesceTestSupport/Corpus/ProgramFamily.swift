/// A kind of programs that variants are compared on; each program of it has a number.
package enum ProgramFamily: String, CaseIterable, Sendable {
  /// Random programs that use the whole language.
  case general
  /// Random programs with symmetric types wherever they can be, small enough that a test can permute all their states.
  case symmetric
  /// Random programs with formulas over runs, small enough for fixpoints over sets of states.
  case formulas
  /// The models of this repository, a folder at a time: the first and the last run of each.
  case models
  /// Programs written for what random ones hardly ever have.
  case written

  /// The program of a seed; nil where programs are not made at random.
  package func randomModel(seed: Int) -> RandomModel? {
    switch self {
    case .general: RandomModel(seed: UInt64(seed))
    case .symmetric: RandomModel(seed: UInt64(seed), size: 7, isSymmetric: true)
    case .formulas: RandomModel(seed: UInt64(seed), size: 3, formulas: 3)
    case .models, .written: nil
    }
  }

  /// How many states a program has at most for searches of it to be compared.
  package var stateLimit: Int {
    switch self {
    case .general: 5_000
    // Those of eight values in pairs.
    case .symmetric: 764
    case .formulas: 300
    case .models, .written: 3_000
    }
  }
}
