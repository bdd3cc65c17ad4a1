/// What ran the transitions of a program in a search.
package struct EngineUse: Hashable, Codable, Sendable {
  /// What runs transitions.
  package enum Kind: String, Codable, Sendable {
    /// The machine that interprets instructions.
    case interpreter
    /// What a compiler made of them.
    case native
  }

  /// What ran them in the end.
  package var kind = Kind.interpreter
  /// Whether native code was asked for by name.
  package var isNativeWanted: Bool
  /// How many seconds it took to make it, or to fetch it from where such things are kept; nil where neither was tried to the end.
  package var compileSeconds: Double?
  /// Whether the search waited for it.
  package var isCompiledFirst = false
  /// How many states the interpreter had stored when native code took over from it; nil where it did not.
  package var statesBefore: Int?
  /// Why there was none although it would have been used.
  package var refusal: String?

  /// The interpreter.
  package init(isNativeWanted: Bool = false) { self.isNativeWanted = isNativeWanted }
}
