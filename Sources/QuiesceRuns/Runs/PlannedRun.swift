package import QuiesceLanguage

/// A run that is to be made.
package struct PlannedRun: Sendable {
  /// The model with its properties, without the parts that are left out.
  package var unit: ModelUnit
  /// The parameters that are set.
  package var settings: [String: Setting]
  /// What should come out.
  package let expectation: Expectation
  /// Why: the first paragraph of the expectation's doc comment, on one line.
  package let remark: String
  /// The selected properties; nil for all.
  package var selection: [String]?
  /// Whether a deadlock is a verdict.
  package var checksDeadlock: Bool
  /// Whether an actor that can never move again is one.
  package var checksStuck: Bool
  /// The line of the expectation; nil without a check.
  package let place: String?
  /// The faults that the same check expects under the same parameters.
  package let allowedFaults: [FaultPattern]
  /// Whether the check is an extra one.
  package let isExtra: Bool
  /// The names of the parts of the model that are left out.
  package var without: [String] = []
  /// What they are.
  package var omission = Omission()
  /// The parameter of which it has one of several sizes that are compared; nil where nothing is raised.
  package var raised: String?
  /// Which of the families of runs it belongs to that differ in this alone.
  package var family: Int?
  /// The words of a command that makes just this run again, without the options of the search.
  package var reproduction: [String]

  /// Plans a run.
  package init(
    unit: ModelUnit, settings: [String: Setting], expectation: Expectation, remark: String, selection: [String]?,
    checksDeadlock: Bool, checksStuck: Bool, place: String?, allowedFaults: [FaultPattern] = [], isExtra: Bool,
    raised: String? = nil, reproduction: [String]
  ) {
    self.unit = unit
    self.settings = settings
    self.expectation = expectation
    self.remark = remark
    self.selection = selection
    self.checksDeadlock = checksDeadlock
    self.checksStuck = checksStuck
    self.place = place
    self.allowedFaults = allowedFaults
    self.isExtra = isExtra
    self.raised = raised
    self.reproduction = reproduction
  }
}

/// The runs of an invocation.
package struct CheckPlan: Sendable {
  /// The runs, in order.
  package var runs: [PlannedRun] = []
  /// The parameters that are gone through, as they are given: the runs are then rows of a table.
  package var swept: [String] = []
  /// The parameters that are raised, each for itself. The runs of a family follow each other, from the smallest size on.
  package var grown: [String] = []
  /// How many runs contradict `--set`, or are not about the `--property` that was asked for.
  package var skipped = 0
  /// The model files of the extra checks that were left out, one for each of these checks.
  package var leftOut: [String] = []
  /// The model files that were not named themselves: of these only some checks are run.
  package var unnamed: [String] = []
  /// Whether the user asked for less than what the files say: then the runs together tell nothing about a whole model.
  package var isNarrowed = false

  /// How many runs are so few that all their traces are looked at closely.
  package static let few = 3

  /// Makes a plan without runs.
  package init() {}

  /// Why there is no run at all.
  package var emptiness: String {
    var reasons: [String] = []
    if skipped > 0 { reasons.append("\(skipped) were skipped, since they contradict --set or --property") }
    if !leftOut.isEmpty { reasons.append(CheckPlan.text(ofLeftOut: leftOut.count)) }
    if reasons.isEmpty { return "there is nothing to run: no check here expects anything" }
    return "no run is left: \(reasons.joined(separator: "; "))"
  }

  /// How many extra checks nobody asked for, and how to ask.
  package static func text(ofLeftOut count: Int) -> String {
    "\(Figures.count(count, "extra check")) left out (--extra runs \(count == 1 ? "it" : "them") too)"
  }
}
