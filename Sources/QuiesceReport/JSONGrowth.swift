import QuiesceProgram
import QuiesceRuns

/// How a family of runs, which differ in one size alone, grows with it.
package struct JSONGrowth: Codable, Equatable, Sendable {
  /// One size; the run that `checks` has with the same values.
  package struct Size: Codable, Equatable, Sendable {
    /// The value of the parameter.
    package var size: Int
    /// The verdict.
    package var verdict: String
    /// Whether it is the expected one.
    package var asExpected: Bool
    /// What is counted: `whole space`, `until decided`, `unfinished`
    package var counted: String
    /// How many states.
    package var states: Int
    /// How many times as many states as the size before; absent where the two do not count the same.
    package var factor: Double?
    /// Wall seconds.
    package var seconds: Double
    /// The most bytes held at once.
    package var peakMemoryBytes: Int
    /// The command that makes the run.
    package var reproduce: String
  }

  /// What the next size would need, if the states were multiplied as in the last step.
  package struct Estimate: Codable, Equatable, Sendable {
    /// The size.
    package var size: Int
    /// How many states.
    package var states: Int
    /// Wall seconds.
    package var seconds: Double
    /// The most bytes held at once.
    package var peakMemoryBytes: Int
    /// Whether the run without a verdict has come further already: then it needs more than these figures.
    package var exceeded: Bool
  }

  /// The parameter that is raised.
  package var parameter: String
  /// The model's name.
  package var model: String
  /// The place of the expectation; absent without a check.
  package var place: String?
  /// The other parameters.
  package var parameters: [String: String]
  /// The sizes, from the smallest on.
  package var sizes: [Size]
  /// Why the largest size has no verdict; absent where it has one, and no larger is left.
  package var obstacle: String?
  /// What the next size would need; absent where no two sizes could be compared.
  package var estimate: Estimate?
}

extension JSONGrowth {
  init(_ growth: Growth) {
    let run = growth.sizes.first.map { JSONCheck($0.run) }
    parameter = growth.parameter
    model = run?.model ?? ""
    place = run?.place
    parameters = (run?.parameters ?? [:]).filter { $0.key != growth.parameter }
    sizes = growth.sizes.map { size in
      Size(
        size: size.value, verdict: size.run.outcome.verdict.rawValue, asExpected: size.run.judgement == .asExpected,
        counted: size.extent.rawValue, states: size.states, factor: size.factor, seconds: size.seconds,
        peakMemoryBytes: size.bytes, reproduce: size.run.reproduction)
    }
    obstacle = growth.obstacle
    estimate = growth.estimate.map { estimate in
      Estimate(
        size: estimate.value, states: estimate.states, seconds: estimate.seconds, peakMemoryBytes: estimate.bytes,
        exceeded: estimate.isExceeded)
    }
  }
}
