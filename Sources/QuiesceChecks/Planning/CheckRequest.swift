/// What somebody wants to have checked, as `check` and `crosscheck` take it.
package struct CheckRequest: Sendable {
  /// Model and property files, or folders of them, with `:LINE` behind them where a check on that line is meant; none for the
  /// whole workspace.
  package var files: [String]
  /// The property files that are asked about the models as they are, instead of their checks.
  package var propertyFiles: [String]
  /// `NAME=VALUE`, each parameter once.
  package var settings: [String]
  /// The parameters whose values are gone through: `NAME` for all of them, `NAME=VALUES` for some.
  package var sweeps: [String]
  /// Whether only so many combinations of values are tried that any two values of two parameters come together.
  package var coversPairs: Bool
  /// The parameters that are raised, each for itself: from its default on, `NAME`, or through some values, `NAME=VALUES`.
  package var growth: [String]
  /// The only properties that matter; none for all.
  package var properties: [String]
  /// The names of steps, sequences and conjuncts of guards that are left out of the models.
  package var without: [String]
  /// Whether extra checks are meant without being named.
  package var includesExtra: Bool

  /// Makes a request.
  package init(
    files: [String], propertyFiles: [String] = [], settings: [String] = [], sweeps: [String] = [],
    coversPairs: Bool = false, growth: [String] = [], properties: [String] = [], without: [String] = [],
    includesExtra: Bool = false
  ) {
    self.files = files
    self.propertyFiles = propertyFiles
    self.settings = settings
    self.sweeps = sweeps
    self.coversPairs = coversPairs
    self.growth = growth
    self.properties = properties
    self.without = without
    self.includesExtra = includesExtra
  }
}
