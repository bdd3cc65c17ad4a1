import QuiesceLanguage
import QuiesceModel
import QuiesceRuns

extension CheckPlan {
  /// Takes the models of all runs without some of their parts.
  mutating func leaveOut(_ names: [String], session: inout Session) {
    guard !names.isEmpty, !session.hasErrors else { return }
    runs = runs.map { run in
      run.leavingOut(names.compactMap { session.part(named: $0, of: run.unit) })
    }
  }
}

extension PlannedRun {
  /// The same run of the model without some of its parts.
  func leavingOut(_ parts: [RemovablePart]) -> PlannedRun {
    var run = self
    run.unit = unit.leavingOut(parts.omission)
    run.omission.formUnion(parts.omission)
    run.without += parts.map(\.name)
    run.reproduction += parts.flatMap { ["--without", $0.name] }
    return run
  }
}
