package import QuiesceModel

/// A value that replaces a parameter's default.
package enum Setting: Sendable {
  /// As written behind `--set name=`.
  case expression(ExpressionSyntax)
  /// As computed by `Checker.runs`.
  case value(Value)
}

/// Turns the trees of a model and its properties into a checked model, or says what is wrong with them.
///
/// The order: all declarations are collected; parameters, types, functions and the signatures of everything else are
/// resolved along their dependencies (a circle is an error); then initial values, actors, monitors and properties are
/// checked. An expression that has been reported is nil from then on, so that one mistake is reported once.
package struct Checker: Sendable {
  let modelName: String
  var settings: [String: Setting]
  var declarations: Declarations
  var symbols: [String: Symbol] = [:]
  var diagnostics: [Diagnostic] = []
  /// What is finished so far; positions of what is not resolved yet hold placeholders.
  var model: CheckedModel
  var facts = Facts()
  var usage = Usage()
  var context = Context()

  /// Makes a checker of a model whose declarations are still to be collected.
  init(name: String) {
    modelName = name
    settings = [:]
    declarations = Declarations()
    model = CheckedModel(name: name)
  }

  /// Checks a model with its properties under a setting of its parameters.
  ///
  /// The diagnostics are those of this check in the order of the text. The result is nil if any of them is an error.
  package static func check(
    _ unit: ModelUnit, settings: [String: Setting] = [:], diagnostics: inout [Diagnostic]
  ) -> CheckedModel? {
    var checker = Checker.collecting(unit, settings: settings)
    checker.checkSettingNames()
    checker.resolveSignatures(of: checker.allNodes)
    checker.checkVariables()
    checker.checkContents()
    checker.checkActors()
    checker.checkMonitors()
    checker.checkProperties()
    checker.checkBound()
    checker.checkSize()
    let hasErrors = checker.hasErrors
    if !hasErrors { checker.warnAboutUnused() }
    diagnostics += checker.sortedDiagnostics
    return hasErrors ? nil : checker.model
  }

  /// Makes a checker that has collected the declarations and checked nothing yet.
  static func collecting(_ unit: ModelUnit, settings: [String: Setting]) -> Checker {
    var checker = unit.collected.checker(of: unit)
    checker.settings = settings
    return checker
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The diagnostics in the order of the text; those without a place come first.
  var sortedDiagnostics: [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      let a = (left.element.span?.file ?? -1, left.element.span?.start ?? -1, left.offset)
      let b = (right.element.span?.file ?? -1, right.element.span?.start ?? -1, right.offset)
      return a < b
    }.map(\.element)
  }

  mutating func report(
    _ type: DiagnosticType, _ message: String, at span: SourceSpan?, notes: [Diagnostic.Note] = []
  ) {
    guard diagnostics.count < Limits.diagnostics else { return }
    diagnostics.append(Diagnostic(type, message, at: span, notes: notes))
  }

  /// Reports a name that is declared nowhere in reach, with the one that was probably meant.
  mutating func reportUnknown(
    _ name: Name, _ message: String, among candidates: some Sequence<String>, hint: String? = nil
  ) {
    var notes: [Diagnostic.Note] = []
    if facts.suggestions < Limits.suggestions {
      facts.suggestions += 1
      if let meant = closest(to: name.text, among: candidates) {
        notes.append(Diagnostic.Note("did you mean '\(meant)'?"))
      }
    }
    if let hint { notes.append(Diagnostic.Note(hint)) }
    report(.unknownName, message, at: name.span, notes: notes)
  }
}

extension Limits {
  /// How many diagnostics one check collects.
  fileprivate static let diagnostics = 500
  /// For how many unknown names a similar one is looked for.
  fileprivate static let suggestions = 50
}
