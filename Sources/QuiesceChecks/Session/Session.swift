package import QuiesceLanguage
import QuiesceLowering
package import QuiesceModel
package import QuiesceProgram
package import QuiesceRuns
package import QuiesceSystem

/// One invocation's files, and the way through the stages: workspace, checker, lowering, search.
package struct Session: Sendable {
  /// Where the user stands; path arguments are seen from here.
  package let directory: String
  /// The files.
  package var workspace: Workspace
  /// The warnings that are silenced.
  private let ignored: Set<DiagnosticType>
  /// The reader that every file comes through.
  package let reader: DiskReader
  /// What the checker and the lowering said so far; what the workspace says is apart.
  private var diagnostics: [Diagnostic] = []
  /// How much of both has been shown.
  private var shown = ShownDiagnostics()

  /// Opens a workspace for somebody who stands in a folder.
  ///
  /// - Parameters:
  ///   - files: the files that will be asked for, as they are named; of pipes, what they hold is read now.
  ///   - pipeLimit: the most bytes that are read of a pipe.
  ///   - root: the root that is asked for; nil for the one that fits the last of the models.
  ///   - models: the files around which a workspace is looked for.
  package init(
    in directory: String, files: [String], pipeLimit: Int = maximumFileSize, root: String?, models: [String],
    ignoring ignored: Set<DiagnosticType>
  ) {
    self.directory = directory
    self.ignored = ignored
    reader = DiskReader(pipes: InputPipe.contents(of: files, from: directory, limit: pipeLimit))
    workspace = Workspace(
      root: root.map { Folder.absolute($0, from: directory) } ?? Session.root(around: models, directory),
      viewpoint: directory, reader: reader)
  }

  /// Opens a workspace of a revision.
  package init(in directory: String, revision: Revision, root: String) {
    self.directory = directory
    ignored = []
    reader = DiskReader()
    workspace = Workspace(root: root, viewpoint: directory, reader: revision)
  }

  /// The workspace around the current folder, if the last file lies in it; else the one around that file.
  private static func root(around files: [String], _ directory: String) -> String {
    let here = Folder.workspace(above: directory)
    guard let last = files.last else { return here ?? directory }
    let path = FileArgument(last, from: directory).path
    if let here, Folder.isInside(path, here) { return here }
    let folder = Folder.isFolder(path) ? path : Folder.parent(of: path)
    return Folder.workspace(above: folder) ?? (Folder.isInside(path, directory) ? directory : folder)
  }

  /// Checks a unit under a setting of its parameters.
  package mutating func checked(_ unit: ModelUnit, _ settings: [String: Setting]) -> CheckedModel? {
    Checker.check(unit, settings: settings, diagnostics: &diagnostics)
  }

  /// The runs that an expectation means.
  package mutating func runs(of expectation: CheckSyntax.Expectation, unit: ModelUnit) -> [[String: Value]] {
    Checker.runs(of: expectation, unit: unit, diagnostics: &diagnostics)
  }

  /// The runs that limits of the command line mean.
  package mutating func runs(of limits: LimitsSyntax, unit: ModelUnit) -> [[String: Value]] {
    Checker.runs(of: limits, unit: unit, diagnostics: &diagnostics)
  }

  /// Makes a checked model ground, with the selected properties.
  package mutating func lowered(_ model: CheckedModel, properties: [String]?) -> Program? {
    Lowering.lower(model, properties: properties, diagnostics: &diagnostics)
  }

  /// The same for one of several runs of a model, which may have to end.
  mutating func lowered(
    _ model: CheckedModel, properties: [String]?, clock: RunClock, sharing moves: inout LoweredMoves?
  ) throws(Interruption) -> Program? {
    try Lowering.lower(model, properties: properties, clock: clock, sharing: &moves, diagnostics: &diagnostics)
  }

  /// Adds a diagnostic.
  package mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Adds what a copy was told after it had been made of another state of the session.
  mutating func add(_ copy: Session, since origin: Session) {
    diagnostics += copy.diagnostics[origin.diagnostics.count...]
  }

  /// Whether the input is refused.
  package var hasErrors: Bool {
    (workspace.diagnostics + diagnostics).contains { $0.severity == .error }
  }

  /// What is wrong, sorted and each once, without the warnings that are silenced.
  package var allDiagnostics: [Diagnostic] {
    DiagnosticPrinter.sorted((workspace.diagnostics + diagnostics).filter { !isSilenced($0) })
  }

  /// The diagnostics that were not given out before, without those that are silenced.
  package mutating func newDiagnostics() -> [Diagnostic] {
    (workspace.diagnostics + diagnostics).filter { !isSilenced($0) && shown.insert($0) }
  }

  private func isSilenced(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.severity == .warning && ignored.contains(diagnostic.type)
  }

  /// The path of a tree's file, as the user may write it.
  package func path(of file: FileSyntax) -> String { workspace.sources[file.file].path }

  /// The argument that means a tree's file.
  package func argument(for file: FileSyntax) -> String {
    let path = path(of: file)
    return path == InputPipe.standardInput ? "-" : path
  }

  /// The files of a unit with the hashes of their texts.
  package func sources(of unit: ModelUnit) -> [RunReport.Source] {
    (unit.files + unit.propertyFiles).map { file in
      let source = workspace.sources[file.file]
      return RunReport.Source(path: source.path, hash: source.hash)
    }
  }
}

/// Diagnostics that were shown; the same one comes again with every run of a model.
struct ShownDiagnostics: Sendable {
  private struct Key: Hashable {
    let type: DiagnosticType
    let message: String
    let span: SourceSpan?
  }

  private var keys: Set<Key> = []

  /// Whether the diagnostic is new.
  mutating func insert(_ diagnostic: Diagnostic) -> Bool {
    keys.insert(Key(type: diagnostic.type, message: diagnostic.message, span: diagnostic.span)).inserted
  }
}
