import QuiesceLanguage
import QuiesceModel
package import QuiesceRuns

extension CheckPlanner {
  /// A parameter that is raised, with its values.
  struct RaisedSize {
    let name: String
    let values: SettingSyntax
    /// Whether the values are given; they begin with the default otherwise.
    let isNamed: Bool
  }

  /// Takes note of the parameters that are raised.
  mutating func readGrowth(_ text: String, session: inout Session) {
    let names: [String]
    switch SweepForm(text) {
    case .names(let given): names = given
    case .values(let name):
      names = [name]
      let values = String(text.dropFirst(name.count + 1))
      guard let setting = session.workspace.setting(name, values, origin: "--grow \(name)") else { return }
      namedSizes[name] = setting
    case .limits:
      session.report(
        Diagnostic(
          .invalidSetting, "--grow takes the names of parameters", at: nil,
          notes: [Diagnostic.Note("write '--grow n' or '--grow n=1...4', and conditions as --over")]))
      return
    }
    for name in names {
      if (overrides.map(\.name.text) + sweeps + plan.grown).contains(name) {
        reportTwice(name, "--grow", session: &session)
      }
      plan.grown.append(name)
    }
    if coversPairs {
      session.report(
        Diagnostic(
          .invalidSetting, "--pairs leaves sizes out, which --grow has to compare", at: nil,
          notes: [Diagnostic.Note("leave one of the two out")]))
    }
  }

  /// Each size of a model that is raised; nil alone where there is none, and the model is taken as it is.
  mutating func sizes(of unit: ModelUnit, session: inout Session) -> [RaisedSize?] {
    let names = plan.grown.filter { unit.parameterNames.contains($0) }
    guard !names.isEmpty, let model = session.checked(unit, [:]) else { return [nil] }
    let sizes = names.compactMap { name -> RaisedSize? in
      guard let parameter = model.parameters.first(where: { $0.name == name }),
        case .integer(let range) = parameter.type, case .integer(let first) = parameter.value
      else { return nil }
      usedOverrides.insert(name)
      if let values = namedSizes[name] { return RaisedSize(name: name, values: values, isNamed: true) }
      let (farthest, overflow) = first.addingReportingOverflow(Growth.mostSizes - 1)
      let last = min(range?.upperBound ?? .max, overflow ? .max : farthest)
      return session.workspace.setting(name, "\(first)...\(last)", origin: "--grow \(name)").map {
        RaisedSize(name: name, values: $0, isNamed: false)
      }
    }
    return sizes.isEmpty ? [nil] : sizes
  }

  /// Reports a name of `--grow` that some model has, and that is an integer in none.
  func reportNoSize(_ name: String, session: inout Session) {
    session.report(
      Diagnostic(
        .invalidSetting, "'\(name)' is no size: --grow raises integer parameters", at: nil,
        notes: [Diagnostic.Note("--over \(name) goes through all its values")]))
  }
}

extension CheckPlan {
  /// Puts the runs together that differ in a size alone which is raised, from the smallest on. Those of models without such a
  /// size belong to no family.
  mutating func gatherFamilies() {
    var numbers: [Family: Int] = [:]
    for index in runs.indices {
      guard let family = Family(runs[index]) else { continue }
      let number = numbers[family] ?? numbers.count
      numbers[family] = number
      runs[index].family = number
    }
    let families = Dictionary(grouping: runs.filter { $0.family != nil }, by: \.family).mapValues { runs in
      runs.sorted { ($0.size ?? 0) < ($1.size ?? 0) }
    }
    var seen: Set<Int> = []
    runs = runs.flatMap { run in
      guard let family = run.family else { return [run] }
      return seen.insert(family).inserted ? families[family] ?? [] : []
    }
  }

  /// What is still to be made from a place on when that cannot be: of each family the smallest size.
  package func due(from index: Int, without ended: Set<Int>) -> [PlannedRun] {
    var seen = ended
    return runs[index...].filter { $0.family.map { seen.insert($0).inserted } ?? true }
  }
}

/// What the runs of a family have in common.
private struct Family: Hashable {
  private let raised: String
  private let rest: RunIdentity
  private let place: String?

  /// The family of a run; nil where nothing is raised.
  init?(_ run: PlannedRun) {
    guard let raised = run.raised else { return nil }
    var other = run
    other.settings[raised] = nil
    self.raised = raised
    rest = RunIdentity(other)
    place = run.place
  }
}

extension PlannedRun {
  /// The value of the parameter that is raised.
  fileprivate var size: Int? {
    guard let raised, case .value(.integer(let size)) = settings[raised] else { return nil }
    return size
  }
}
