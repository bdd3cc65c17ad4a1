import QuiesceLanguage
import QuiesceLowering
import QuiesceProgram
import QuiesceReport

/// One invocation's files, and the way through the stages: workspace, checker, lowering, search.
struct Session {
  /// Where the user stands; path arguments are seen from here.
  let directory: String
  /// The files.
  var workspace: Workspace
  /// The warnings that are silenced.
  let ignored: Set<DiagnosticType>
  /// The reader that every file comes through.
  let reader: DiskReader
  /// What the checker and the lowering said so far; what the workspace says is apart.
  private var diagnostics: [Diagnostic] = []
  /// How much of both has been shown.
  private var shown = ShownDiagnostics()

  /// Opens the workspace that the arguments mean.
  init(_ arguments: Arguments) {
    directory = Folder.current()
    reader = DiskReader(pipes: InputPipe.contents(of: arguments, from: directory))
    ignored = Set(arguments.all(.ignore).compactMap { DiagnosticType(rawValue: $0.uppercased()) })
    workspace = Workspace(root: Session.root(arguments, directory), viewpoint: directory, reader: reader)
  }

  /// `--root`; else the workspace around the current folder, if the last file lies in it; else the one around that file.
  private static func root(_ arguments: Arguments, _ directory: String) -> String {
    if let root = arguments.text(.root) { return Folder.absolute(root, from: directory) }
    let here = Folder.workspace(above: directory)
    guard arguments.command != .replay, let last = arguments.positionals.last else { return here ?? directory }
    let path = FileArgument(last, from: directory).path
    if let here, Folder.isInside(path, here) { return here }
    let folder = Folder.isFolder(path) ? path : Folder.parent(of: path)
    return Folder.workspace(above: folder) ?? (Folder.isInside(path, directory) ? directory : folder)
  }

  /// Checks a unit under a setting of its parameters.
  mutating func checked(_ unit: ModelUnit, _ settings: [String: Setting]) -> CheckedModel? {
    Checker.check(unit, settings: settings, diagnostics: &diagnostics)
  }

  /// The runs that an expectation means.
  mutating func runs(of expectation: CheckSyntax.Expectation, unit: ModelUnit) -> [[String: Value]] {
    Checker.runs(of: expectation, unit: unit, diagnostics: &diagnostics)
  }

  /// The runs that settings of the command line mean.
  mutating func runs(of settings: [SettingSyntax], unit: ModelUnit) -> [[String: Value]] {
    Checker.runs(of: settings, unit: unit, diagnostics: &diagnostics)
  }

  /// Makes a checked model ground, with the selected properties.
  mutating func lowered(_ model: CheckedModel, properties: [String]?) -> Program? {
    Lowering.lower(model, properties: properties, diagnostics: &diagnostics)
  }

  /// The same as a part of a run, which may have to end.
  mutating func lowered(
    _ model: CheckedModel, properties: [String]?, clock: RunClock
  ) throws(Interruption) -> Program? {
    try Lowering.lower(model, properties: properties, clock: clock, diagnostics: &diagnostics)
  }

  /// Adds a diagnostic.
  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Whether the input is refused.
  var hasErrors: Bool {
    (workspace.diagnostics + diagnostics).contains { $0.severity == .error }
  }

  /// What is wrong, sorted and each once, without the warnings that are silenced.
  var allDiagnostics: [Diagnostic] {
    DiagnosticPrinter.sorted((workspace.diagnostics + diagnostics).filter { !isSilenced($0) })
  }

  /// The diagnostics that were not given out before, without those that are silenced.
  mutating func newDiagnostics() -> [Diagnostic] {
    (workspace.diagnostics + diagnostics).filter { !isSilenced($0) && shown.insert($0) }
  }

  private func isSilenced(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.severity == .warning && ignored.contains(diagnostic.type)
  }

  /// The path of a tree's file, as the user may write it.
  func path(of file: FileSyntax) -> String { workspace.sources[file.file].path }

  /// The argument that means a tree's file.
  func argument(for file: FileSyntax) -> String {
    let path = path(of: file)
    return path == InputPipe.standardInput ? "-" : path
  }

  /// The files of a unit with the hashes of their texts.
  func sources(of unit: ModelUnit) -> [RunReport.Source] {
    (unit.files + unit.propertyFiles).map { file in
      let source = workspace.sources[file.file]
      return RunReport.Source(path: source.path, hash: SourceHash.text(of: source.bytes))
    }
  }
}

/// Diagnostics that were shown; the same one comes again with every run of a model.
struct ShownDiagnostics {
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
