import QuiesceLanguage
import QuiesceModel
import QuiesceRuns

/// What makes two runs the same one: both would come to the same.
struct RunIdentity: Hashable {
  private let files: [SourceFile.ID]
  private let bound: SourceSpan?
  private let settings: [String: Value]
  private let selection: [String]?
  private let freedoms: [Bool]
  private let omission: Omission

  /// Takes a run with all that is asked of it.
  init(_ run: PlannedRun) {
    self.init(run, selection: run.selection, [run.checksDeadlock, run.checksStuck])
  }

  /// Takes the model of a run and its setting alone, whatever is asked of it.
  init(modelOf run: PlannedRun) {
    self.init(run, selection: nil, [])
  }

  private init(_ run: PlannedRun, selection: [String]?, _ freedoms: [Bool]) {
    files = (run.unit.files + run.unit.propertyFiles).map(\.file)
    bound = run.unit.bound?.span
    settings = run.settings.compactMapValues { if case .value(let value) = $0 { value } else { nil } }
    self.selection = selection
    self.freedoms = freedoms
    omission = run.omission
  }
}
