import QuiesceModel
import QuiesceSystem

extension Workspace {
  /// Every `check` in these files, in order, with the file that says it.
  package mutating func checks(in paths: [String]) -> [(CheckSyntax, FileSyntax)] {
    paths.flatMap { path -> [(CheckSyntax, FileSyntax)] in
      guard let file = load(path) else { return [] }
      return file.declarations.compactMap { declaration in
        guard case .check(let check) = declaration else { return nil }
        return (check, file)
      }
    }
  }

  /// The model and the property files that a check names; nil with diagnostics if one is missing or has errors.
  ///
  /// Models are known by the name behind `model`, property files by their file name without extension, `-` written
  /// `_`. Both are looked for among the files given and under `Models/` and `Properties/`.
  package mutating func unit(for check: CheckSyntax) -> ModelUnit? {
    let path = modelPath(check.model)
    let paths = check.properties.map { propertyPath($0) }
    guard let path, !paths.contains(nil) else { return nil }
    return unit(path, paths.compactMap(\.self), check.bound)
  }

  /// The model in a file, with property files, all by their paths, and a search bound.
  package mutating func unit(
    file path: String, properties paths: [String], bound: ExpressionSyntax? = nil
  ) -> ModelUnit? {
    let path = WorkspacePath.resolve(path, from: root)
    let propertyPaths = paths.map { WorkspacePath.resolve($0, from: root) }
    for path in [path] + propertyPaths { _ = load(path) }
    return unit(path, propertyPaths, bound)
  }

  private mutating func unit(_ path: String, _ propertyPaths: [String], _ bound: ExpressionSyntax?) -> ModelUnit? {
    for path in [path] + propertyPaths { _ = loadGiven(path, at: nil) }
    guard let file = syntax(at: path) else { return nil }
    // Names that a broken declaration would have given would be missing everywhere: one cause, many complaints.
    guard ([path] + propertyPaths).allSatisfy({ entries[$0]?.hasErrors == false }) else { return nil }
    var known: Set<String> = []
    let files = closure(of: path, known: &known)
    let propertyFiles = propertyPaths.flatMap { closure(of: $0, known: &known) }
    return ModelUnit(
      name: file.model?.text ?? WorkspacePath.unitName(path), files: files, propertyFiles: propertyFiles,
      bound: bound)
  }

  // MARK: - Lookups

  private mutating func modelPath(_ name: Name) -> String? {
    let index = indexedModels()
    var paths = given.map(\.path).filter { syntax(at: $0)?.model?.text == name.text }
    for path in index[name.text] ?? [] where !paths.contains(path) { paths.append(path) }
    if paths.isEmpty {
      let known = index.keys.sorted() + given.compactMap { syntax(at: $0.path)?.model?.text }
      reportMissing("model", name, known, "Models/")
    }
    return single(paths, "models are called '\(name.text)'", at: name.span)
  }

  private mutating func propertyPath(_ name: Name) -> String? {
    let index = indexedProperties()
    var paths = given.filter { $0.unitName == name.text && syntax(at: $0.path)?.model == nil }.map(\.path)
    for path in index[name.text] ?? [] where !paths.contains(path) { paths.append(path) }
    if paths.isEmpty {
      let known = propertyPaths().map(WorkspacePath.unitName) + given.map(\.unitName)
      reportMissing("property file", name, known, "Properties/")
    }
    return single(paths, "property files are called '\(name.text)'", at: name.span)
  }

  private mutating func single(_ paths: [String], _ problem: String, at span: SourceSpan) -> String? {
    if paths.count > 1 {
      let notes = paths.map { Diagnostic.Note(shown($0)) }
      report(.duplicateName, "\(paths.count) \(problem)", at: span, notes: notes)
      return nil
    }
    return paths.first
  }

  private mutating func reportMissing(
    _ what: String, _ name: Name, _ known: [String], _ directory: String
  ) {
    var notes: [Diagnostic.Note] = []
    if let near = closest(to: name.text, among: known) {
      notes.append(Diagnostic.Note("did you mean '\(near)'?"))
    } else if known.isEmpty {
      notes.append(Diagnostic.Note("there is no \(what) under '\(directory)' at all"))
    }
    report(.unknownName, "there is no \(what) '\(name.text)' under '\(directory)'", at: name.span, notes: notes)
  }

  /// The paths under `Models/` by the name behind `model`. Only the beginnings of files are cut into tokens for this.
  private mutating func indexedModels() -> [String: [String]] {
    if let modelIndex { return modelIndex }
    var index: [String: [String]] = [:]
    for path in modelPaths() {
      if let name = declaredModel(path) { index[name, default: []].append(path) }
    }
    modelIndex = index
    return index
  }

  private mutating func indexedProperties() -> [String: [String]] {
    if let propertyIndex { return propertyIndex }
    let index = Dictionary(grouping: propertyPaths(), by: WorkspacePath.unitName)
    propertyIndex = index
    return index
  }

  private func declaredModel(_ path: String) -> String? {
    if case .loaded(let syntax)? = entries[path]?.progress { return syntax.model?.text }
    guard let bytes = try? reader.read(path) else { return nil }
    let words = Lexer.first(2, of: bytes).filter { $0.kind == .word }.map {
      String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
    }
    return words.count == 2 && words[0] == "model" ? words[1] : nil
  }
}
