import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceSystem

/// Formulas that hold in models of a workspace, in instances of 10^5 to 10^6 states.
struct ModelFormulas {
  /// A formula of a model.
  struct Formula: Sendable {
    /// The model.
    let model: String
    /// The file of properties that a check of the model names.
    let file: String
    /// The property.
    let property: String
    let settings: [String: Value]

    /// What it is called in the table.
    var name: String { "\(model), \(property)" }
  }

  /// That an unbind ends, of a function that may have two requests in flight, and beside an exit.
  static let all = [
    Formula(
      model: "pri_stop", file: "termination", property: "unbindTerminates",
      settings: ["multiPage": .bool(true), "indices": .integer(2), "pasids": .integer(2), "queueDepth": .integer(2)]),
    Formula(
      model: "sva_exit", file: "termination", property: "unbindTerminates",
      settings: [
        "requestsMax": .integer(3), "workers": .integer(4), "otherHolder": .bool(true), "otherHolders": .integer(3),
        "mapsDevice": .bool(true),
      ]),
  ]

  private var workspace: Workspace

  init(root: String) { workspace = Workspace(root: root, reader: DiskReader()) }

  /// The contest about a formula.
  func contest(_ formula: Formula) throws(Refusal) -> LivenessContest {
    var workspace = workspace
    let check = workspace.checks(in: workspace.allFiles()).map(\.0).first { check in
      check.model.text == formula.model && check.properties.contains { $0.text == formula.file }
    }
    guard let check, let unit = workspace.unit(for: check) else {
      throw Refusal("there is no check of \(formula.model) with \(formula.file) under the current directory")
    }
    return LivenessContest(
      formula.name,
      try GroundModel(
        unit, settings: formula.settings, properties: [formula.property], sources: workspace.sources))
  }
}
