import QuiesceLanguage
import QuiesceModel
import QuiesceReport
import QuiesceRuns

/// What `quiesce list` finds; `Documentation/json-list-schema.json` describes it as JSON.
struct Listing: Codable, Equatable {
  /// A parameter of a model.
  struct Parameter: Codable, Equatable {
    /// Its name.
    var name: String
    /// Its type as it is written.
    var type: String
    /// Its default as it is written.
    var `default`: String
    /// The file that declares it: the model's, or one that it imports.
    var file: String
    /// `path:line:column`
    var location: String
  }

  /// A property or monitor.
  struct Property: Codable, Equatable {
    /// Its name.
    var name: String
    /// `property` or `monitor`
    var kind: String
    /// Whether only those expectations ask for it that name it.
    var extra: Bool
    /// The sentence in quotes.
    var description: String?
    /// `path:line:column`
    var location: String
  }

  /// A check.
  struct Check: Codable, Equatable {
    /// What it expects.
    struct Expectation: Codable, Equatable {
      /// As it is written, on one line.
      var text: String
      /// `path:line:column`; `quiesce check path:line` makes its runs.
      var location: String
    }

    /// The model.
    var model: String
    /// The property files behind `with`.
    var properties: [String]
    /// Whether it is run on request only.
    var extra: Bool
    /// Whether it says `allow deadlock`.
    var allowsDeadlock: Bool
    /// Whether it says `allow stuck`.
    var allowsStuck: Bool
    /// The search bound as it is written, on one line.
    var within: String?
    /// What it expects.
    var expectations: [Expectation]
    /// `path:line:column`
    var location: String
  }

  /// A step of an actor.
  struct Step: Codable, Equatable {
    /// The actor.
    var actor: String
    /// The step.
    var step: String
    /// The texts of `@source` and `@link`.
    var sources: [String]
    /// `path:line:column`
    var location: String
  }

  /// A file.
  struct File: Codable, Equatable {
    /// As the user may write it.
    var path: String
    /// The name behind `model`.
    var model: String?
    /// The first line of the doc comment.
    var description: String
    /// The parameters that it declares, and for a model those of its imports.
    var parameters: [Parameter]
    /// Its properties and monitors.
    var properties: [Property]
    /// Its checks.
    var checks: [Check]
    /// The steps of its actors.
    var steps: [Step]
  }

  /// The version of this form.
  var schema = 1
  /// `quiesce`
  var tool = "quiesce"
  /// The version of the tool.
  var version = Version.number
  /// The exit status.
  var status: Int
  /// Where the command was run, seen from the root of the workspace.
  var directory: String
  /// The files, in order.
  var files: [File]
  /// The errors and warnings.
  var diagnostics: [JSONDiagnostic]
}

extension Listing.File {
  /// What a file declares.
  init(_ file: FileSyntax, imported: some Sequence<FileSyntax>, sources: SourceMap) {
    let text = { (span: SourceSpan) in sources.line(of: span) }
    path = sources[file.file].path
    model = file.model?.text
    description = (file.documentation.split(separator: "\n").first ?? "").split(separator: " ").joined(separator: " ")
    parameters = []
    properties = []
    checks = []
    steps = []
    for other in imported {
      for case .parameter(let parameter) in other.declarations { add(parameter, text, sources) }
    }
    for declaration in file.declarations {
      switch declaration {
      case .parameter(let parameter): add(parameter, text, sources)
      case .property(let property):
        properties.append(
          Listing.Property(
            name: property.name.text, kind: "property", extra: property.isExtra, description: property.description,
            location: sources.location(of: property.name.span)))
      case .monitor(let monitor):
        properties.append(
          Listing.Property(
            name: monitor.name.text, kind: "monitor", extra: monitor.isExtra, description: monitor.description,
            location: sources.location(of: monitor.name.span)))
      case .check(let check):
        checks.append(
          Listing.Check(
            model: check.model.text, properties: check.properties.map(\.text), extra: check.isExtra,
            allowsDeadlock: check.allowsDeadlock, allowsStuck: check.allowsStuck,
            within: check.bound.map { text($0.span) },
            expectations: check.expectations.map {
              Listing.Check.Expectation(text: text($0.span), location: sources.location(of: $0.span))
            }, location: sources.location(of: check.span)))
      case .actor(let actor):
        for step in actor.allSteps {
          steps.append(
            Listing.Step(
              actor: actor.name.text, step: step.name.text, sources: step.citations,
              location: sources.location(of: step.name.span)))
        }
      case .type, .variable, .channel, .signal, .event, .condition, .function: break
      }
    }
  }

  private mutating func add(
    _ parameter: ParameterSyntax, _ text: (SourceSpan) -> String, _ sources: SourceMap
  ) {
    parameters.append(
      Listing.Parameter(
        name: parameter.name.text, type: text(parameter.type.span), default: text(parameter.value.span),
        file: sources[parameter.name.span.file].path,
        location: sources.location(of: parameter.name.span)))
  }
}

extension ActorSyntax {
  /// The steps in the order in which they are written.
  var allSteps: [StepSyntax] {
    steps.sorted { $0.name.span.start < $1.name.span.start }
  }
}

extension StepSyntax {
  /// The texts of `@source` and `@link`.
  var citations: [String] {
    attributes.filter { $0.name.text == "source" || $0.name.text == "link" }.map(\.value)
  }
}
