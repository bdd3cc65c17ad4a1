import QuiesceModel
import QuiesceSystem

extension Workspace {
  /// Loads a file that the user or a lookup names.
  mutating func loadGiven(_ path: String, at span: SourceSpan?) -> FileSyntax? {
    let isInside = WorkspacePath.isInside(path, root)
    let boundary = isInside ? root : WorkspacePath.directory(of: path)
    var chain: [String] = []
    return load(path, at: span, boundary: boundary, chain: &chain)
  }

  /// Loads a file and what it imports; `chain` is the files whose imports led here.
  private mutating func load(
    _ path: String, at span: SourceSpan?, boundary: String, chain: inout [String]
  ) -> FileSyntax? {
    if let entry = entries[path] {
      switch entry.progress {
      case .loaded(let syntax): return syntax
      case .unreadable: return nil
      case .loading:
        reportCycle(to: path, at: span, chain)
        return nil
      }
    }
    guard entries.count < Workspace.limits.files else {
      report(.modelTooLarge, "more than \(Workspace.limits.files) files are loaded", at: span)
      return nil
    }
    guard let bytes = read(path, at: span) else { return nil }
    entries[path] = Entry(progress: .loading, boundary: boundary)
    let source = SourceFile(path: shown(path), bytes: bytes)
    let id = sources.add(source)
    let before = diagnostics.count
    let syntax = parse(source, id: id, diagnostics: &diagnostics)
    chain.append(path)
    var imports: [String] = []
    for item in syntax.imports {
      guard let target = target(of: item, in: path, boundary), !imports.contains(target) else { continue }
      guard chain.count <= Workspace.limits.importDepth else {
        report(.nestingTooDeep, "imports nest more than \(Workspace.limits.importDepth) deep", at: item.span)
        break
      }
      if load(target, at: item.span, boundary: boundary, chain: &chain) != nil {
        imports.append(target)
      }
    }
    chain.removeLast()
    let isErroneous = diagnostics[before...].contains { $0.severity == .error }
    let entry = Entry(
      progress: .loaded(syntax), boundary: boundary, imports: imports,
      hasErrors: isErroneous || imports.contains { entries[$0]?.hasErrors ?? true })
    entries[path] = entry
    return syntax
  }

  private mutating func read(_ path: String, at span: SourceSpan?) -> [UInt8]? {
    do throws(FileError) {
      return try reader.read(path)
    } catch {
      entries[path] = Entry(progress: .unreadable, boundary: "/", hasErrors: true)
      let type: DiagnosticType
      if case .tooLarge = error { type = .fileTooLarge } else { type = .unreadableFile }
      var notes: [Diagnostic.Note] = []
      if error == .missing, let near = neighbour(of: path) {
        notes.append(Diagnostic.Note("did you mean '\(near)'?"))
      }
      report(type, "'\(shown(path))' cannot be read: \(error.reason)", at: span, notes: notes)
      return nil
    }
  }

  /// The name of a file beside the missing one that may have been meant.
  private func neighbour(of path: String) -> String? {
    let directory = WorkspacePath.directory(of: path)
    let names = reader.modelFiles(under: directory)
      .filter { WorkspacePath.directory(of: $0) == directory }
      .map(WorkspacePath.lastPart)
    let wanted = WorkspacePath.lastPart(path)
    if names.contains(wanted + sourceFileExtension) { return wanted + sourceFileExtension }
    return closest(to: wanted, among: names)
  }

  /// The absolute path that an import means, if it may be read.
  private mutating func target(of item: ImportSyntax, in path: String, _ boundary: String) -> String? {
    guard !item.path.isEmpty else {
      report(.unreadableFile, "this import names no file", at: item.span)
      return nil
    }
    let target = WorkspacePath.resolve(item.path, from: WorkspacePath.directory(of: path))
    guard !item.path.hasPrefix("/"), !leaves(item.path, from: path, boundary) else {
      report(
        .importOutsideWorkspace, "the import leaves the workspace '\(boundary)'", at: item.span,
        notes: [Diagnostic.Note("an import's path is relative to the file that says it, and stays in the workspace")])
      return nil
    }
    return target
  }

  /// Whether a relative path goes through something outside the boundary, even if it comes back.
  private func leaves(_ relative: String, from path: String, _ boundary: String) -> Bool {
    let directory = WorkspacePath.directory(of: path)
    guard WorkspacePath.isInside(directory, boundary) else { return true }
    var depth = directory.split(separator: "/").count - boundary.split(separator: "/").count
    for part in relative.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }

  private mutating func reportCycle(to path: String, at span: SourceSpan?, _ chain: [String]) {
    let circle = (chain.drop { $0 != path } + [path]).map(shown).joined(separator: " -> ")
    report(
      .cyclicImport, "'\(shown(path))' imports itself, directly or through others", at: span,
      notes: [Diagnostic.Note(circle)])
  }

  /// A file's imports, transitively, then the file: each once, those in `known` left out.
  func closure(of path: String, known: inout Set<String>) -> [FileSyntax] {
    guard known.insert(path).inserted, let entry = entries[path], case .loaded(let syntax) = entry.progress else {
      return []
    }
    return entry.imports.flatMap { closure(of: $0, known: &known) } + [syntax]
  }
}
