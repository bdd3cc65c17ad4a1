/// Why a command cannot do what it is asked for: it says so, and ends.
struct Refusal: Error, Equatable {
  /// The sentence.
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
