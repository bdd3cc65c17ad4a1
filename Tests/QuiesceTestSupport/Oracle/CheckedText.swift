package import QuiesceLanguage
import QuiesceLowering
package import QuiesceModel
package import QuiesceProgram

/// A source text on its way through the language.
package struct CheckedText: Sendable {
  /// The checked model, or nil if the text was refused.
  package let model: CheckedModel?
  /// What was said of the text.
  package let diagnostics: [Diagnostic]
  /// The text, for spans.
  package let sources: SourceMap

  /// Parses and checks a text that holds one model with its properties, bounded as its first check says.
  package init(_ text: String, settings: [String: Value] = [:]) {
    let path = "/workspace/Models/model.quiesce"
    var workspace = Workspace(root: "/workspace", reader: MemoryFiles([path: text]))
    let bound = workspace.checks(in: [path]).first?.0.bound
    let unit = workspace.unit(file: path, properties: [], bound: bound)
    var diagnostics = workspace.diagnostics
    model = unit.flatMap { Checker.check($0, settings: settings.mapValues(Setting.value), diagnostics: &diagnostics) }
    self.diagnostics = diagnostics
    sources = workspace.sources
  }

  /// Whether it was refused, and for no other reason than constant expressions that can only fault.
  package var isRefusedForConstants: Bool {
    model == nil && diagnostics.allSatisfy { $0.severity == .warning || $0.type == .outOfRange }
  }

  /// Why there is no program.
  package struct Refusal: Error {
    /// What the language says.
    package let errors: String
    /// Whether it says it of nothing but constant expressions that can only fail, as random programs have some.
    package let isOfConstants: Bool
  }

  /// The program of the model, with some of its properties, or all.
  package func lowered(_ properties: [String]? = nil) throws(Refusal) -> Program {
    guard let model else { throw Refusal(errors: errors, isOfConstants: isRefusedForConstants) }
    return try Self.lowered(model, properties)
  }

  /// The program of a model.
  package static func lowered(_ model: CheckedModel, _ properties: [String]? = nil) throws(Refusal) -> Program {
    var diagnostics: [Diagnostic] = []
    if let program = Lowering.lower(model, properties: properties, diagnostics: &diagnostics) { return program }
    throw Refusal(errors: diagnostics.map(\.message).joined(separator: "\n"), isOfConstants: false)
  }

  /// The errors, each with its place and what stands there.
  package var errors: String {
    diagnostics.filter { $0.severity == .error }.map { diagnostic in
      guard let span = diagnostic.span else { return diagnostic.message }
      let text = sources[span.file].text(from: Int(span.start), to: Int(span.end))
      return "\(sources.location(of: span)): \(diagnostic.message)\n    \(text)"
    }.joined(separator: "\n")
  }
}
