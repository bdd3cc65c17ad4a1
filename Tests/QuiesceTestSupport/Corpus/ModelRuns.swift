import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceRuns

/// Runs of the models of this repository as programs of the corpus: the first and the last one of each model.
enum ModelRuns {
  /// The folders with models, in order.
  static let folders: [String] = {
    let paths = (try? RepositoryFiles.load().map(\.path)) ?? []
    let folders = paths.filter { $0.hasPrefix("Models/") }.map { $0.split(separator: "/")[1] }
    return Set(folders.map(String.init)).subtracting(["common"]).sorted()
  }()

  /// How many numbers each folder has for its programs.
  static let folderSize = 100

  /// The programs with these numbers, all of one folder.
  static func programs(_ numbers: Range<Int>) throws -> [CorpusProgram] {
    let folder = "\(RepositoryFiles.root)/Models/\(folders[numbers.lowerBound / folderSize])"
    var session = Session(
      in: RepositoryFiles.root, files: [folder], root: RepositoryFiles.root, models: [], ignoring: [])
    let plan = CheckPlanner.plan(CheckRequest(files: [folder]), session: &session).runs
    let runs = Dictionary(grouping: plan, by: \.unit.name).sorted { $0.key < $1.key }.flatMap { name, runs in
      [runs[0], runs[runs.count - 1]]
    }
    let first = numbers.lowerBound / folderSize * folderSize
    return runs.enumerated().compactMap { position, run in
      guard numbers.contains(first + position),
        let model = session.checked(run.unit, run.settings)?.withOpenProperty,
        let program = session.lowered(model, properties: run.selection.map { $0 + [model.properties.last?.name ?? ""] })
      else { return nil }
      return CorpusProgram(
        .models, first + position, "models \(first + position)",
        text: "\(run.unit.name), line \(run.place ?? "0"), \(run.settings)", model: model,
        sources: session.workspace.sources, program: program, checksDeadlock: run.checksDeadlock)
    }
  }
}
