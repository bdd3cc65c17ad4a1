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
  /// The faults that the same check expects under the same parameters.
  var allowedFaults: [FaultPattern] = []
  /// Whether the check is an extra one.
  let isExtra: Bool
  /// The words of a command that makes just this run again, without the options of the search.
  let reproduction: [String]
}

/// The runs of an invocation.
struct CheckPlan {
  /// The runs, in order.
  var runs: [PlannedRun] = []
  /// How many runs contradict `--set`, or are not about the `--property` that was asked for.
  var skipped = 0
  /// The model files of the extra checks that were left out, one for each of these checks.
  var leftOut: [String] = []
  /// The model files that were not named themselves: of these only some checks are run.
  var unnamed: [String] = []
  /// Whether the user asked for less than what the files say: then the runs together tell nothing about a whole model.
  var isNarrowed = false

  /// Why there is no run at all.
  var emptiness: String {
    var reasons: [String] = []
    if skipped > 0 { reasons.append("\(skipped) were skipped, since they contradict --set or --property") }
    if !leftOut.isEmpty { reasons.append(TextReport.leftOut(leftOut.count)) }
    if reasons.isEmpty { return "there is nothing to run: no check here expects anything" }
    return "no run is left: \(reasons.joined(separator: "; "))"
  }
}
