import QuiesceLanguage
import QuiesceModel
import Testing

/// What the checker says about a text.
struct Checked {
  var model: CheckedModel?
  /// "line:column-endColumn TYPE message", with "; note: …" for each note, in the order of the text.
  var messages: [String]
  var diagnostics: [Diagnostic]
  /// Those of the messages that are errors.
  var errors: [String] { zip(messages, diagnostics).filter { $0.1.severity == .error }.map(\.0) }
}

/// Parses a model and a property file from texts and checks them.
func checked(
  _ text: String, properties: String? = nil, settings: [String: Setting] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Checked {
  var diagnostics: [Diagnostic] = []
  let file = SourceFile(path: "model.quiesce", text: text)
  let model = parse(file, id: 0, diagnostics: &diagnostics)
  var propertyFiles: [FileSyntax] = []
  var files = [file]
  if let properties {
    let file = SourceFile(path: "properties.quiesce", text: properties)
    files.append(file)
    propertyFiles.append(parse(file, id: 1, diagnostics: &diagnostics))
  }
  let problems = diagnostics.map(\.message)
  #expect(problems.isEmpty, "the text does not parse", sourceLocation: sourceLocation)
  let unit = ModelUnit(name: model.model?.text ?? "test", files: [model], propertyFiles: propertyFiles)
  let result = Checker.check(unit, settings: settings, diagnostics: &diagnostics)
  return Checked(model: result, messages: diagnostics.map { describe($0, files) }, diagnostics: diagnostics)
}

private func describe(_ diagnostic: Diagnostic, _ files: [SourceFile]) -> String {
  let notes = diagnostic.notes.map { note in
    let place = note.span.map { " \(position($0.start, $0.file, files))" } ?? ""
    return "; note\(place): \(note.message)"
  }
  var place = "-"
  if let span = diagnostic.span {
    place = "\(position(span.start, span.file, files))-\(position(span.end, span.file, files).split(separator: ":")[1])"
  }
  return "\(place) \(diagnostic.type.rawValue) \(diagnostic.message)\(notes.joined())"
}

private func position(_ offset: Int32, _ file: SourceFile.ID, _ files: [SourceFile]) -> String {
  let position = files[Int(file)].position(of: Int(offset))
  return "\(file == 0 ? "" : "p")\(position.line):\(position.column)"
}

/// Wraps steps in a model with what most of the tests need; the steps stand in line 8 of the text.
func steps(_ steps: String, declarations: String = "") -> String {
  """
  type Index = 0...3
  enum Kind { page, stop }
  struct Item { kind: Kind, ghost stamp: Index }
  var level : Index = 0
  ghost var shadow : Index = 0
  queue items : Item[2]
  actor machine { var own : Bool = false initial state idle {
  \(steps)
  step use when own && level == 0 && items.isEmpty { own = true; level = 1; shadow = 1; items.push(Item(kind: .page, stamp: 0)) } } }
  \(declarations)
  """
}
