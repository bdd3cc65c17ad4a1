package import QuiesceLanguage
import QuiesceProgram
package import QuiesceRuns

/// The result of `quiesce need --format json`; Documentation/json-need-schema.json describes it.
package struct JSONNeed: Codable, Equatable, Sendable {
  /// A part of a model.
  package struct Part: Codable, Equatable, Sendable {
    /// Its name.
    package var name: String
    /// The text of a condition of a guard; absent for steps.
    package var condition: String?
  }

  /// A set of parts that was left out.
  package struct Case: Codable, Equatable, Sendable {
    /// The names of the parts.
    package var leftOut: [String]
    /// `not needed`, `needed`, `only vacuously`, `unknown`
    package var answer: String
    /// What is lost; with traces where one part is left out alone.
    package var lost: [JSONProperty]
    /// What holds without them only vacuously.
    package var vacuous: [String]
    /// Why it is unknown; absent otherwise.
    package var reason: String?
    /// How many states the model has without them; absent where it is refused.
    package var states: Int?
    /// The command that makes the run without them; absent where another parameter was tried.
    package var reproduce: String?
  }

  /// Another value of one parameter.
  package struct Variation: Codable, Equatable, Sendable {
    /// The parameter.
    package var parameter: String
    /// Its other value.
    package var value: String
    /// What becomes of the answer: `same`, `changes`, `fails`, `unknown`
    package var effect: String
    /// The sets whose answer is another one; absent where it is the same.
    package var changes: [Case]?
    /// What does not hold there with all parts: of this nothing is said.
    package var failing: [String]
    /// Why it is unknown; absent otherwise.
    package var reason: String?
  }

  /// The answer under one setting.
  package struct Answer: Codable, Equatable, Sendable {
    /// The model's name.
    package var model: String
    /// Its file.
    package var modelFile: String
    /// The place of the expectation; absent without a check.
    package var place: String?
    /// The parameters.
    package var parameters: [String: String]
    /// The names of those that are not at their default.
    package var changedParameters: [String]
    /// `within` of the check, as it is written; absent without one.
    package var within: String?
    /// The parts that are left out.
    package var parts: [Part]
    /// How many are left out together, at most.
    package var largest: Int
    /// What holds with all parts.
    package var held: [String]
    /// What does not; the question is not about it.
    package var failing: [String]
    /// What has no verdict with all parts.
    package var undecided: [String]
    /// What holds only vacuously already.
    package var vacuous: [String]
    /// How many states the model has with all parts.
    package var states: Int
    /// The answer in sentences.
    package var answer: String
    /// What it rests on, in sentences.
    package var assumptions: [String]
    /// Every set that was left out.
    package var cases: [Case]
    /// Every other value that was tried, one parameter at a time.
    package var variations: [Variation]
    /// The parameters with too many values to try them.
    package var untried: [String]
  }

  /// The version of this form.
  package var schema: Int
  /// `quiesce`
  package var tool: String
  /// The version of the tool.
  package var version: String
  /// The exit status.
  package var status: Int
  /// Where the command was run, seen from the root of the workspace.
  package var directory: String
  /// The answers, one for each setting.
  package var answers: [Answer]
  /// What is wrong with the input.
  package var diagnostics: [JSONDiagnostic]

  /// Makes a result.
  package init(
    _ answers: [NeedAnswer], diagnostics: [Diagnostic], spans: SpanText, status: Int, directory: String,
    version: String
  ) {
    schema = JSONReport.schemaVersion
    tool = "quiesce"
    self.version = version
    self.status = status
    self.directory = directory
    self.answers = answers.map { Answer($0) }
    self.diagnostics = diagnostics.map { JSONDiagnostic($0, spans: spans) }
  }
}

extension JSONNeed.Answer {
  init(_ answer: NeedAnswer) {
    let run = JSONCheck(answer.whole)
    let sentences = NeedSentences(answer)
    model = run.model
    modelFile = run.modelFile
    place = run.place
    parameters = run.parameters
    changedParameters = run.changedParameters
    within = run.bounds.within
    parts = answer.question.parts.map { JSONNeed.Part(name: $0.name, condition: $0.condition) }
    largest = answer.question.largest
    held = answer.held
    failing = answer.failing
    undecided = answer.undecided
    vacuous = answer.vacuous
    states = answer.whole.outcome.statistics.states
    self.answer = sentences.answer
    assumptions = sentences.assumptions
    cases = answer.cases.map { JSONNeed.Case($0, in: answer, isReproducible: true) }
    variations = answer.variations.map { JSONNeed.Variation($0, in: answer) }
    untried = answer.untried
  }
}

extension JSONNeed.Case {
  init(_ set: NeedAnswer.Case, in answer: NeedAnswer, isReproducible: Bool) {
    leftOut = set.parts.map { answer.question.parts[$0].name }
    self.answer = set.verdict.rawValue
    lost = set.lost.map { property in
      var property = property
      if set.parts.count > 1 || !isReproducible {
        property.trace = nil
        property.explanation = nil
      }
      return JSONProperty(property, reason: nil, spans: answer.whole.spans)
    }
    vacuous = set.vacuous
    reason = set.reason
    states = set.run?.outcome.statistics.states
    reproduce = isReproducible ? set.run?.reproduction : nil
  }
}

extension JSONNeed.Variation {
  init(_ variation: NeedAnswer.Variation, in answer: NeedAnswer) {
    parameter = variation.parameter
    value = variation.value
    failing = variation.failing
    switch variation.effect {
    case .same: effect = "same"
    case .changes(let cases):
      effect = "changes"
      changes = cases.map { JSONNeed.Case($0, in: answer, isReproducible: false) }
    case .fails: effect = "fails"
    case .unknown(let why):
      effect = "unknown"
      reason = why
    }
  }
}
