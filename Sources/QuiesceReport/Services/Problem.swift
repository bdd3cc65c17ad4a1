import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceRuns
import QuiesceSystem

/// Something that is not as it should be, as services take it: a rule, a sentence, a place, and what makes it known again.
struct Problem {
  /// How much it matters.
  enum Severity: Hashable {
    /// Something is wrong.
    case error
    /// It is not known whether something is wrong.
    case undecided
    /// Something is suspicious.
    case warning
  }

  /// What kind of problem it is.
  let rule: ProblemRule
  /// How much it matters.
  let severity: Severity
  /// A few words.
  let title: String
  /// The sentence.
  let message: String
  /// Where; nil where no file is at fault.
  let region: SourceRegion?
  /// The same as long as it is the same problem, wherever it moves in a file and however long its trace is.
  let fingerprint: String
  /// The property with its trace, where it is about one.
  var property: PropertyOutcome?
  /// The run, where it is about one.
  var run: RunReport?
  /// Whether its run fails like one before it.
  var isRepeated = false
}

extension Problem {
  /// What is wrong with the input.
  init(_ diagnostic: Diagnostic, spans: SpanText) {
    rule = .diagnostic(diagnostic.type)
    severity = diagnostic.severity == .error ? .error : .warning
    title = diagnostic.type.rawValue
    message = ([diagnostic.message] + diagnostic.notes.filter { $0.span == nil }.map(\.message)).joined(separator: "; ")
    region = diagnostic.span.flatMap { SourceRegion($0, spans) }
    fingerprint = Problem.fingerprint([title, region?.path ?? "", diagnostic.message])
  }

  fileprivate init(_ rule: ProblemRule, _ severity: Severity, _ title: String, more: String = "", about run: RunReport)
  {
    self.rule = rule
    self.severity = severity
    self.title = "\(run.model): \(title)"
    let words = [more] + [run.settingText.isEmpty ? "" : "with \(run.settingText)", run.boundText ?? ""]
    message = ([self.title] + words.filter { !$0.isEmpty }).joined(separator: ", ")
    region = run.place.flatMap { SourceRegion(line: $0) } ?? SourceRegion(file: run.modelFile)
    fingerprint = Problem.fingerprint([rule.name, run.expectation.text] + run.identity)
    self.run = run
  }

  /// A property that does not hold, and should.
  fileprivate init(_ property: PropertyOutcome, of run: RunReport) {
    rule = .property(property.kind)
    severity = .error
    title = "\(run.model): \(property.heading)"
    var words = [property.description, property.explanation?.sentence ?? ""].filter { !$0.isEmpty }
    if let trace = property.trace {
      words += ["after \(Figures.count(trace.steps.count, "step"))", trace.noReturnClause ?? ""].filter { !$0.isEmpty }
    }
    if !run.settingText.isEmpty { words.append("with \(run.settingText)") }
    if let bound = run.boundText { words.append(bound) }
    message = ([title] + words).joined(separator: ", ")
    let own = property.explanation?.span.flatMap { SourceRegion($0, run.spans) }
    region = own ?? run.place.flatMap { SourceRegion(line: $0) } ?? SourceRegion(file: run.modelFile)
    let step = property.kind == .fault ? property.trace?.steps.last?.main.step : nil
    fingerprint = Problem.fingerprint([rule.name, property.name, step ?? ""] + run.identity)
    self.property = property
    self.run = run
  }

  /// FNV-1a over the parts.
  private static func fingerprint(_ parts: [String]) -> String {
    String(FileHash.text(of: Array(parts.joined(separator: "\u{0}").utf8)).dropFirst("fnv1a64:".count))
  }
}

extension PropertyOutcome {
  /// `violated: noStaleDelivery`, `deadlock`
  var heading: String { verdict.rawValue == name ? name : "\(verdict.rawValue): \(name)" }
}

extension RunReport {
  /// What makes it the same run when files are edited: the model and its parameters.
  fileprivate var identity: [String] { [model, settingText, boundText ?? ""] }

  /// What is not as it should be; empty for a run that is as expected.
  var problems: [Problem] {
    if !differences.isEmpty {
      let names = differences.map(\.property).joined(separator: ", ")
      return [Problem(.contradiction, .error, "the whole space gives another answer", more: names, about: self)]
    }
    if !flaws.isEmpty {
      let names = flaws.map(\.subject.rawValue).joined(separator: ", ")
      return [Problem(.contradiction, .error, "an audit finds what is not as it is defined", more: names, about: self)]
    }
    switch judgement {
    case .asExpected: return []
    case .undecided:
      return [Problem(.undecided, .undecided, "no verdict", more: outcome.undecidedReason, about: self)]
    case .unexpected:
      let found = outcome.culprits.filter { !expects($0) }.map { Problem($0, of: self) }
      if !found.isEmpty { return found }
      return [Problem(.missingFailure, .error, "\(expectation.text) was expected and does not occur", about: self)]
    }
  }

  /// Whether a failure is what the check expects, or allows.
  private func expects(_ property: PropertyOutcome) -> Bool {
    if property.kind == .fault, allowedFaults.contains(where: { $0.matches(property) }) { return true }
    return switch expectation {
    case .unstated, .pass: false
    case .violation(let name): property.name == name
    case .deadlock: property.kind == .deadlock
    case .stuck: property.kind == .stuck
    case .fault(let pattern): property.kind == .fault && pattern.matches(property)
    }
  }
}

extension CheckSummary {
  /// Everything that is not as it should be: mistakes in the input, then the runs in order.
  var problems: [Problem] {
    let errors = diagnostics.filter { $0.severity == .error }.map { Problem($0, spans: spans) }
    let warnings = diagnostics.filter { $0.severity == .warning }.map { Problem($0, spans: spans) }
    var shown = ShownFailures()
    let failures = (runs + (notBegun?.runs ?? [])).flatMap { run -> [Problem] in
      var problems = run.problems
      guard !problems.isEmpty, !shown.isNew(run) else { return problems }
      for index in problems.indices { problems[index].isRepeated = true }
      return problems
    }
    return errors + failures + warnings
  }
}
