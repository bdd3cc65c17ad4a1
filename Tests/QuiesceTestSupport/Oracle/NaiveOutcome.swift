public import QuiesceEngine

/// What the oracle finds in a model.
public struct NaiveOutcome: Sendable {
  /// A property's verdict, and the least number of transitions after which it is decided that way.
  public struct Finding: Hashable, Sendable {
    /// The property's name.
    public let name: String
    /// What it came to.
    public var verdict: Verdict
    /// The length of a shortest counterexample or witness.
    public var depth: Int?
  }

  /// Whether every reachable state was visited.
  public var isComplete = true
  /// Distinct states.
  public var states = 0
  /// Firings that ended in a state, known or new.
  public var transitions = 0
  /// Steps, guards and properties that failed to evaluate.
  public var faults: [(fault: NaiveFault, depth: Int)] = []
  /// The number of levels less one.
  public var depth = 0
  /// The depth of the first state without successors in which some actor is not in a final state.
  public var deadlockDepth: Int?
  /// How many such states there are.
  public var deadlocks = 0
  /// One finding for each property of the model, in order.
  public var properties: [Finding] = []

  /// The length of a shortest trace that ends with a fault.
  public var faultDepth: Int? { faults.map(\.depth).min() }
}
