import QuiesceEngine
import QuiesceLanguage

extension Session {
  /// The ground program of a model file under `--set`, with the properties that the arguments ask for; nil with diagnostics.
  mutating func program(of path: String, _ arguments: Arguments, properties: [String]?) -> Program? {
    let file = Folder.absolute(path, from: directory)
    let propertyPaths = arguments.all(.properties).map { Folder.absolute($0, from: directory) }
    let settings = settings(arguments)
    guard !hasErrors, let unit = workspace.unit(file: file, properties: propertyPaths) else { return nil }
    guard let model = checked(unit, settings) else { return nil }
    let names = model.properties.map(\.name)
    for name in properties ?? [] where !names.contains(name) {
      let meant = closest(to: name, among: names).map { [Diagnostic.Note("did you mean '\($0)'?")] }
      report(Diagnostic(.unknownName, "'\(model.name)' has no property '\(name)'", at: nil, notes: meant ?? []))
    }
    return hasErrors ? nil : lowered(model, properties: properties)
  }

  private mutating func settings(_ arguments: Arguments) -> [String: Setting] {
    var result: [String: Setting] = [:]
    for text in arguments.all(.set) {
      let name = String(text.prefix { $0 != "=" })
      guard let value = workspace.expression(String(text.dropFirst(name.count + 1)), origin: "--set \(name)") else {
        continue
      }
      if result.updateValue(.expression(value), forKey: name) != nil {
        report(Diagnostic(.invalidSetting, "--set gives '\(name)' two values", at: nil))
      }
    }
    return result
  }

  /// Shows what is wrong; the status that follows from it.
  mutating func show(on console: Console) -> ExitStatus {
    console.show(newDiagnostics(), sources: workspace.sources)
    return hasErrors ? .badInput : .success
  }
}

extension Console {
  /// Writes a text where `--output` says, or to standard output.
  func deliver(_ text: String, _ arguments: Arguments) -> ExitStatus {
    guard let path = arguments.text(.output), path != "-" else {
      write(text)
      return .success
    }
    do throws(OutputFile.Failure) {
      try OutputFile.write(text, to: path)
      return .success
    } catch {
      self.error(error.message)
      return .badInput
    }
  }
}
