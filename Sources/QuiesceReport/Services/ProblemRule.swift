import QuiesceLanguage
import QuiesceProgram

/// A kind of problem. Its name never changes: services know a problem again by it.
enum ProblemRule: Hashable {
  /// A property of this kind does not hold.
  case property(PropertyOutcome.Kind)
  /// A failure that a check expects did not come.
  case missingFailure
  /// A run has no verdict.
  case undecided
  /// The search of a part of the space and that of the whole contradict each other.
  case contradiction
  /// An error or a warning about the input.
  case diagnostic(DiagnosticType)

  /// The stable name.
  var name: String {
    switch self {
    case .property(let kind): kind.rawValue.replacing(" ", with: "-")
    case .missingFailure: "missing-failure"
    case .undecided: "no-verdict"
    case .contradiction: "contradiction"
    case .diagnostic(let type): type.rawValue
    }
  }

  /// One sentence.
  var summary: String {
    switch self {
    case .property(let kind): ProblemRule.summary(of: kind)
    case .missingFailure: "A violation, deadlock or fault that a check expects does not occur."
    case .undecided: "A budget ran out before the question was answered."
    case .contradiction:
      "Two searches of the same model, or a search and its audit, contradict each other: a defect of quiesce."
    case .diagnostic(let type): type.summary.prefix(1).uppercased() + type.summary.dropFirst() + "."
    }
  }

  /// What to do about it.
  var help: String {
    switch self {
    case .property:
      "The flow shows the steps of each actor in their order. The message has the command that repeats the run."
    case .missingFailure:
      "Either the model was repaired, and the expectation can go, or it no longer shows what it was made to show."
    case .undecided: "Raise --max-states, --memory or --time, or make the instance smaller."
    case .contradiction: "Please report it, with the model."
    case .diagnostic(let type): type.explanation
    }
  }

  private static func summary(of kind: PropertyOutcome.Kind) -> String {
    switch kind {
    case .invariant: "A condition that should always hold is false in a reachable state."
    case .never: "An event that should never happen can happen."
    case .monitor: "A monitor has seen a sequence of events that should not occur."
    case .reachable: "A situation that should be possible is not."
    case .alwaysReachable: "From some reachable state a situation cannot be reached any more that always should be."
    case .atRest: "Where nothing is under way any more, a condition is false that should hold there."
    case .temporal: "Some run of the model never does what every run should do eventually."
    case .deadlock: "No actor can go on, and not all may rest."
    case .stuck: "Some actor can never move again, and may not rest."
    case .fault: "A step or a property cannot be evaluated."
    }
  }
}
