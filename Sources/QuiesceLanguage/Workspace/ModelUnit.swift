/// A model with everything that its check needs, parsed: the input of the checker.
package struct ModelUnit: Sendable {
  /// The name behind `model` (for a file without one, its file name without extension, `-` written `_`).
  package let name: String
  /// The model's file last, its imports before it, each file once.
  package let files: [FileSyntax]
  /// The property files named by the check or on the command line, their imports before them, without the files of `files`.
  package let propertyFiles: [FileSyntax]
  /// The search bound of the check; nil: the whole space is meant.
  package let bound: ExpressionSyntax?
  /// What every check of it begins with.
  let collected = CollectedUnit()

  /// Makes a unit.
  package init(name: String, files: [FileSyntax], propertyFiles: [FileSyntax], bound: ExpressionSyntax? = nil) {
    self.name = name
    self.files = files
    self.propertyFiles = propertyFiles
    self.bound = bound
  }
}
