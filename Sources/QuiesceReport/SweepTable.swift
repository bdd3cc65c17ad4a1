import QuiesceProgram
import QuiesceRuns

/// Runs that differ in some parameters as a table: a row for each, with what it came to.
struct SweepTable {
  /// The widest cell of a verdict.
  private static let widest = 36

  private let parameters: [String]
  private let runs: [RunReport]

  /// Prepares a table with a column for each of the parameters that some run has.
  init(_ runs: [RunReport], over parameters: [String]) {
    self.runs = runs
    self.parameters = parameters.filter { name in runs.contains { run in run.parameters.contains { $0.name == name } } }
  }

  /// The lines.
  var lines: [String] {
    let hasModels = Set(runs.map(\.model)).count > 1
    let places = runs.map { $0.place.map { String($0.split(separator: "/").last ?? "") } ?? "" }
    let hasPlaces = Set(places).count > 1
    let head =
      (hasModels ? ["model"] : []) + (hasPlaces ? ["check"] : []) + parameters
      + ["expected", "verdict", "states", "steps"]
    let rows = zip(runs, places).map { run, place -> [String] in
      let values = parameters.map { name in run.parameters.first { $0.name == name }?.value ?? "" }
      let steps = run.outcome.culprits.compactMap { $0.trace?.steps.count }.min()
      return (hasModels ? [run.model] : []) + (hasPlaces ? [place] : []) + values + [
        run.expectationCell, verdict(of: run), Figures.count(run.outcome.statistics.states),
        steps.map { Figures.count($0) } ?? "",
      ]
    }
    return TextTable(head: head, rows: rows, numbers: 2).lines
  }

  private func verdict(of run: RunReport) -> String {
    let names = run.outcome.culprits.map(\.name).joined(separator: ", ")
    let verdict = run.outcome.verdict.rawValue
    let text = names.isEmpty || names == verdict ? verdict : "\(verdict): \(names)"
    return text.count > SweepTable.widest ? text.prefix(SweepTable.widest - 3) + "..." : text
  }
}

extension RunReport {
  /// Whether it came out as expected, as a cell of a table.
  var expectationCell: String {
    switch judgement {
    case .asExpected: "yes"
    case .unexpected: "NO"
    case .undecided: "?"
    }
  }
}
