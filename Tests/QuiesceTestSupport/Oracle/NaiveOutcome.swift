package import QuiesceProgram

/// What the oracle finds in a model.
package struct NaiveOutcome: Sendable {
  /// A property's verdict, and the least number of transitions after which it is decided that way.
  package struct Finding: Hashable, Sendable {
    /// The property's name.
    package let name: String
    /// What it came to.
    package var verdict: Verdict
    /// The length of a shortest counterexample or witness.
    package var depth: Int?
  }

  /// Whether every reachable state was visited.
  package var isComplete = true
  /// Distinct states.
  package var states = 0
  /// Firings that ended in a state, known or new.
  package var transitions = 0
  /// Steps, guards and properties that failed to evaluate.
  package var faults: [(fault: NaiveFault, depth: Int)] = []
  /// The number of levels less one.
  package var depth = 0
  /// The depth of the first state without successors in which some actor is not in a final state.
  package var deadlockDepth: Int?
  /// How many such states there are.
  package var deadlocks = 0
  /// One finding for each property of the model, in order.
  package var properties: [Finding] = []

  /// The length of a shortest trace that ends with a fault.
  package var faultDepth: Int? { faults.map(\.depth).min() }
}
