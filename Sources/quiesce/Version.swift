/// What `quiesce version` says.
enum Version {
  /// The version that is being made, or that was released.
  private static let release = "0.2.0-dev"

  /// The version of the command and of everything it prints, with the commit that was built, `0.2.0-dev+abc1234`.
  static let number = release + (BuiltCommit.hash.isEmpty ? "" : "+\(BuiltCommit.hash)")

  /// The line.
  static var line: String {
    #if DEBUG
      "quiesce \(number) (debug build)"
    #else
      "quiesce \(number)"
    #endif
  }
}
