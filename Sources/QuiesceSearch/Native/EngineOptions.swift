package import QuiesceNative

/// What is to run the transitions of a program, and with what help.
package struct EngineOptions: Sendable {
  /// What runs them.
  package enum Choice: String, Codable, CaseIterable, Sendable {
    /// The interpreter, and what a compiler has made of the program once a search has lasted long.
    case automatic = "auto"
    /// The interpreter alone.
    case interpreter
    /// What a compiler makes of the program before the search.
    case native
  }

  /// What runs them.
  package var choice = Choice.interpreter
  /// The compiler; nil if there is none.
  package var compiler: CCompiler?
  /// Where libraries are kept; nil for nowhere.
  package var cache: LibraryCache?

  /// After how many seconds of a search a compiler is worth its time, where native code is not wanted from the beginning.
  package var delay = 2.0

  /// The interpreter alone.
  package init() {}
}
