package import QuiesceModel
package import QuiesceSystem

/// The files of a run: read, parsed with their imports, and found by the names of models and property files.
///
/// Models lie under `Models/`, properties under `Properties/`, both at any depth below the root. Each file is read and
/// parsed once; `diagnostics` collects what was wrong with it. A file that lies outside the root may be given by its
/// path; its imports then stay in its own directory.
package struct Workspace: Sendable {
  /// How deep imports may nest, and how many files a run may load.
  static let limits = (importDepth: 64, files: 4096)

  /// A file that was asked for.
  struct Entry: Sendable {
    /// How far its loading has come.
    enum Progress: Sendable {
      /// It or something that it imports is being parsed.
      case loading
      /// It could not be read.
      case unreadable
      /// Here it is.
      case loaded(FileSyntax)
    }

    /// How far its loading has come.
    var progress: Progress
    /// What its imports may not leave.
    var boundary: String
    /// The absolute paths of the files that it imports, in order.
    var imports: [String] = []
    /// Whether it, or something that it imports, has an error.
    var hasErrors = false
  }

  /// The root directory, absolute and normalized.
  package let root: String
  /// The directory that shown paths are seen from: the user's, so that his editor and his shell find them.
  let viewpoint: String
  let reader: any FileReader
  /// All files that were read.
  package internal(set) var sources = SourceMap()
  /// What was wrong with files, imports and lookups so far.
  package internal(set) var diagnostics: [Diagnostic] = []
  var entries: [String: Entry] = [:]
  /// The paths that were loaded by name, not through an import, in order, with the names under which `with` knows these files.
  var given: [(path: String, unitName: String)] = []
  /// The paths under `Models/` by the name behind `model`; nil until somebody asks.
  var modelIndex: [String: [String]]?
  /// The paths under `Properties/` by the name behind `with`; nil until somebody asks.
  var propertyIndex: [String: [String]]?

  /// Makes a workspace over a directory, named by its absolute path, for somebody who stands in it or elsewhere.
  package init(root: String, viewpoint: String? = nil, reader: some FileReader) {
    self.root = WorkspacePath.normalized(root)
    self.viewpoint = viewpoint.map(WorkspacePath.normalized) ?? self.root
    self.reader = reader
  }

  /// Every file under `Models/` and `Properties/`, by its absolute path, sorted.
  package func allFiles() -> [String] {
    modelPaths() + propertyPaths()
  }

  func modelPaths() -> [String] { reader.modelFiles(under: WorkspacePath.resolve("Models", from: root)) }

  func propertyPaths() -> [String] { reader.modelFiles(under: WorkspacePath.resolve("Properties", from: root)) }

  /// Parses a file, named by an absolute path or one relative to the root, with everything that it imports.
  ///
  /// The tree comes even if there are errors in it; nil means that the file cannot be read.
  package mutating func load(_ path: String) -> FileSyntax? {
    let path = WorkspacePath.resolve(path, from: root)
    if !given.contains(where: { $0.path == path }) { given.append((path, WorkspacePath.unitName(path))) }
    return loadGiven(path, at: nil)
  }

  /// The tree of a file that was loaded.
  package func syntax(of path: String) -> FileSyntax? {
    syntax(at: WorkspacePath.resolve(path, from: root))
  }

  func syntax(at path: String) -> FileSyntax? {
    guard case .loaded(let syntax)? = entries[path]?.progress else { return nil }
    return syntax
  }

  mutating func report(
    _ type: DiagnosticType, _ message: String, at span: SourceSpan?, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(type, message, at: span, notes: notes))
  }

  /// Where the user stands, seen from the root: `.` in it, `Models/pcie` below it.
  package var place: String { WorkspacePath.shown(viewpoint, from: root) }

  /// An absolute path as the user should read it: seen from where he stands.
  package func shown(_ path: String) -> String { WorkspacePath.shown(path, from: viewpoint) }
}
