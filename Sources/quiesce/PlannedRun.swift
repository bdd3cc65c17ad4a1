import QuiesceLanguage
import QuiesceReport

/// A run that is to be made.
struct PlannedRun {
  /// The model with its properties.
  let unit: ModelUnit
  /// The parameters that are set.
  let settings: [String: Setting]
  /// What should come out.
  let expectation: Expectation
  /// Why: the first paragraph of the expectation's doc comment, on one line.
  let remark: String
  /// The selected properties; nil for all.
  let selection: [String]?
  /// Whether a deadlock is a verdict.
  let checksDeadlock: Bool
  /// The line of the expectation; nil without a check.
  let place: String?
  /// The words of a command that makes just this run again, without the options of the search.
  let reproduction: [String]
}

/// The runs of an invocation.
struct CheckPlan {
  /// The runs, in order.
  var runs: [PlannedRun] = []
  /// How many runs contradict `--set`, or are not about the `--property` that was asked for.
  var skipped = 0
  /// Whether the user asked for less than what the files say: then the runs together tell nothing about a whole model.
  var isNarrowed = false
}
