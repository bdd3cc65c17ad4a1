import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

extension Session {
  /// The ground program of a model file under `--set`, with the properties that the arguments ask for; nil with diagnostics.
  mutating func program(of path: String, _ arguments: Arguments, properties: [String]?) -> Program? {
    guard let model = model(of: path, arguments, properties: properties) else { return nil }
    return lowered(model, properties: properties)
  }

  /// The model of a file under `--set`; nil with diagnostics, also if it lacks one of the properties.
  mutating func model(of path: String, _ arguments: Arguments, properties: [String]?) -> CheckedModel? {
    let settings = settings(arguments)
    guard !hasErrors, let unit = unit(of: path, arguments) else { return nil }
    guard let model = checked(unit, settings) else { return nil }
    let names = model.properties.map(\.name)
    for name in properties ?? [] where !names.contains(name) {
      let meant = closest(to: name, among: names).map { [Diagnostic.Note("did you mean '\($0)'?")] }
      report(Diagnostic(.unknownName, "'\(model.name)' has no property '\(name)'", at: nil, notes: meant ?? []))
    }
    return hasErrors ? nil : model
  }

  /// A model file with the property files of the arguments; nil with diagnostics.
  mutating func unit(of path: String, _ arguments: Arguments, bound: ExpressionSyntax? = nil) -> ModelUnit? {
    let file = FileArgument(file: path, from: directory).path
    let propertyPaths = arguments.all(.properties).map { FileArgument(file: $0, from: directory).path }
    return workspace.unit(file: file, properties: propertyPaths, bound: bound)
  }

  /// The parameters that `--set` sets.
  mutating func settings(_ arguments: Arguments) -> [String: Setting] {
    var result: [String: Setting] = [:]
    for text in arguments.all(.set) {
      let name = String(text.prefix { $0 != "=" })
      let origin = "--set \(name)"
      guard let setting = workspace.setting(name, String(text.dropFirst(name.count + 1)), origin: origin) else {
        continue
      }
      guard case .value(let value) = setting.values else {
        report(
          Diagnostic(
            .invalidSetting, "--set takes several values for 'check' and 'crosscheck' only", at: setting.name.span))
        continue
      }
      if result.updateValue(.expression(value), forKey: name) != nil {
        report(Diagnostic(.invalidSetting, "--set gives '\(name)' twice", at: nil))
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
    deliver(text, to: arguments.text(.output) ?? "-")
  }

  /// Writes a text to a file, or to standard output, which `-` stands for.
  func deliver(_ text: String, to path: String) -> ExitStatus {
    guard path != "-" else {
      write(text)
      return .success
    }
    do throws(Refusal) {
      try OutputFile.write(text, to: path)
      return .success
    } catch {
      self.error(error.message)
      return .badInput
    }
  }
}
