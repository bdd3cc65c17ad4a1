/// What `quiesce version` says.
enum Version {
  /// The version of the command and of everything it prints.
  static let number = "0.1.0"

  /// The line.
  static var line: String {
    #if DEBUG
      "quiesce \(number) (debug build: slow)"
    #else
      "quiesce \(number)"
    #endif
  }
}
