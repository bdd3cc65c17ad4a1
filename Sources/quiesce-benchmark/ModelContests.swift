import QuiesceExport
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceSystem

/// The runs of a workspace in which everything holds, for those who compare: of each model the largest that Spin takes.
struct ModelContests {
  /// A run that visits all states.
  private struct Run {
    let model: GroundModel
    let checksDeadlock: Bool
    let states: Int
  }

  private var runs: [String: [Run]] = [:]

  /// Explores what the checks expect to pass.
  init(root: String) throws(Refusal) {
    var workspace = Workspace(root: root, reader: DiskReader())
    let checks = workspace.checks(in: workspace.allFiles())
    guard !checks.isEmpty else { throw Refusal("there is no check under Models/ and Properties/ of '\(root)'") }
    for (check, _) in checks {
      guard let unit = workspace.unit(for: check) else { throw Refusal(workspace.diagnostics) }
      for expectation in check.expectations {
        guard case .pass(let names) = expectation.outcome else { continue }
        var diagnostics: [Diagnostic] = []
        for settings in Checker.runs(of: expectation, unit: unit, diagnostics: &diagnostics) {
          let model = try GroundModel(
            unit, settings: settings, properties: names.isEmpty ? nil : names.map(\.text), sources: workspace.sources)
          try add(model, checksDeadlock: !check.allowsDeadlock)
        }
        if !diagnostics.isEmpty { throw Refusal(diagnostics) }
      }
    }
  }

  private mutating func add(_ model: GroundModel, checksDeadlock: Bool) throws(Refusal) {
    let outcome = try model.explore(checksDeadlock: checksDeadlock)
    guard outcome.isComplete else { return }
    runs[model.program.modelName, default: []].append(
      Run(model: model, checksDeadlock: checksDeadlock, states: outcome.statistics.states))
  }

  /// Holds the contest of every model.
  func hold(in table: inout ContestTable) {
    for (name, runs) in runs.sorted(by: { $0.key < $1.key }) { hold(name, runs, in: &table) }
  }

  private func hold(_ name: String, _ runs: [Run], in table: inout ContestTable) {
    var refusal = Refusal("no run")
    for run in runs.sorted(by: { $0.states > $1.states }) {
      do throws(Refusal) {
        return table.add(try contest(run).run(), of: name)
      } catch {
        refusal = error
      }
    }
    table.skip(name, because: refusal)
  }

  /// The exported model asks Spin nothing but to count, which leaves its reduction the most room.
  private func contest(_ run: Run) throws(Refusal) -> Contest {
    do throws(ExportError) {
      let export = try PromelaExport(run.model.program)
      return Contest(
        name: run.model.program.modelName, model: run.model, promela: export.text, checksDeadlock: run.checksDeadlock,
        extraStates: export.extraStates,
        extraTransitions: export.extraTransitions, vectorSize: export.vectorSize)
    } catch {
      throw Refusal("\(error)")
    }
  }
}
