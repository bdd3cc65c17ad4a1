import QuiesceProgram
package import QuiesceRuns

/// What the runs of models came to, on record, so that any change is noticed: of verdicts, of the size of complete spaces, and
/// of the length of traces.
package struct Lock: Equatable, Sendable {
  /// Something that came out for a model under a setting of its parameters.
  package struct Fact: Hashable, Sendable {
    /// The property; nil for the size of the space.
    package var property: String?
    /// What came out: `holds`, `violated in 7 steps`, `444 states, 990 transitions`.
    package var result: String
  }

  /// What facts are about: `pri_stop [stop = reset] within outstanding <= 3`.
  package struct Subject: Hashable, Comparable, Sendable {
    /// The model.
    package var model: String
    /// The parameters that are set, and the assumptions; empty for the model as it is.
    package var setting: String

    /// As it is written.
    package var text: String { setting.isEmpty ? model : "\(model) \(setting)" }

    package static func < (left: Subject, right: Subject) -> Bool {
      (left.model, left.setting) < (right.model, right.setting)
    }
  }

  /// The options that change what comes out, as words of a command line.
  package var options: [String]
  /// The facts.
  package private(set) var facts: [Subject: Set<Fact>] = [:]

  /// Makes a lock without facts.
  package init(options: [String]) {
    self.options = options
  }

  /// Adds a fact.
  mutating func add(_ fact: Fact, of subject: Subject) {
    facts[subject, default: []].insert(fact)
  }

  /// Adds what a run came to.
  package mutating func add(_ run: RunReport) {
    let subject = run.subject
    for property in run.outcome.properties { add(Fact(property, in: run), of: subject) }
    // How far a run goes on that was decided, or was ended, is a matter of the search; the size of a space is one of the model.
    guard run.isComplete, run.outcome.statesWhenDecided == nil else { return }
    let figures = run.outcome.statistics
    add(
      Fact(
        property: nil,
        result: "\(Figures.count(figures.states, "state")), \(Figures.count(figures.transitions, "transition"))"),
      of: subject)
  }

  /// How many transitions the space of a run has; nil where that is not on record.
  func transitions(of run: RunReport) -> Int? {
    guard let size = facts[run.subject]?.first(where: { $0.property == nil })?.result else { return nil }
    return size.split(separator: " ").dropFirst(2).first.flatMap { Int($0.filter(\.isNumber)) }
  }

  /// Takes over what another lock has of subjects that this one knows nothing of.
  package mutating func keepOthers(of older: Lock, exceptOf models: Set<String>) {
    for (subject, known) in older.facts where !models.contains(subject.model) { facts[subject] = known }
  }

  /// The models that it has facts of.
  package var models: Set<String> { Set(facts.keys.map(\.model)) }

  /// How many facts there are.
  package var count: Int { facts.values.map(\.count).reduce(0, +) }
}

extension RunReport {
  /// What its facts are about.
  fileprivate var subject: Lock.Subject {
    let parts = [settingText.isEmpty ? "" : "[\(settingText)]", boundText ?? ""].filter { !$0.isEmpty }
    return Lock.Subject(model: model, setting: parts.joined(separator: " "))
  }
}

extension Lock.Fact {
  /// What a property came to, with the length of the trace of a failure.
  fileprivate init(_ outcome: PropertyOutcome, in run: RunReport) {
    property = outcome.name
    result = outcome.verdict.rawValue
    if outcome.verdict.isFailure, let trace = outcome.trace {
      result += " in \(Figures.count(trace.steps.count, "step"))"
    } else if let reason = run.reason(for: outcome) {
      result += " (\(reason))"
    }
  }
}
