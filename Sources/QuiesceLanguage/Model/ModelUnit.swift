/// A model with everything that its check needs, parsed: the input of the checker.
public struct ModelUnit: Sendable {
  /// The name behind `model` (for a file without one, its file name without extension, `-` written `_`).
  public let name: String
  /// The model's file last, its imports before it, each file once.
  public let files: [FileSyntax]
  /// The property files named by the check or on the command line, their imports before them, without the files of `files`.
  public let propertyFiles: [FileSyntax]

  /// Makes a unit.
  public init(name: String, files: [FileSyntax], propertyFiles: [FileSyntax]) {
    self.name = name
    self.files = files
    self.propertyFiles = propertyFiles
  }
}
