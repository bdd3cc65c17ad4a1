import QuiesceProgram

/// Something in which two versions of a model differ.
package struct VersionDifference: Hashable, Sendable {
  /// What kind of thing.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// A parameter, or its default.
    case parameter
    /// A setting of the parameters that the checks of one version only speak of.
    case setting
    /// The verdict of a property, or that it is asked at all.
    case verdict
    /// How many steps the shortest trace that shows a verdict has.
    case trace
    /// The size of the whole space.
    case space
    /// Whether an event is ever emitted.
    case event
    /// Whether a step ever fires.
    case step
  }

  /// What kind of thing it is about.
  package var kind: Kind
  /// Its name; empty for what is about a setting as a whole.
  package var name: String
  /// The parameters that are set, as a check writes them; empty for the defaults, and for what is about all runs.
  package var setting: String
  /// How it was; nil if it was not there.
  package var old: String?
  /// How it is; nil if it is not there any more.
  package var new: String?

  /// `p, with n = 3`
  static func subject(_ name: String, _ setting: String) -> String {
    if setting.isEmpty { return name.isEmpty ? "by default" : name }
    return name.isEmpty ? "with \(setting)" : "\(name), with \(setting)"
  }
}

extension ModelVersion {
  /// In what another version differs from this one, by kinds and then by names. What has no verdict in one of them is no
  /// difference.
  package func differences(from old: ModelVersion) -> [VersionDifference] {
    var result = VersionDifference.differences(.parameter, old.parameters, parameters) { $0 }
    result += VersionDifference.differences(.setting, old.runs, runs, inSettings: true) { _ in "asked" }
    for setting in runs.keys.sorted() {
      guard let before = old.runs[setting], let now = runs[setting] else { continue }
      result += now.differences(from: before, setting: setting)
    }
    if let before = old.events, let events {
      result += VersionDifference.differences(.event, before, events) { $0 ? "emitted" : "never emitted" }
    }
    if let before = old.steps, let steps {
      result += VersionDifference.differences(.step, before, steps) { $0 ? "fires" : "never fires" }
    }
    let order = VersionDifference.Kind.allCases
    return order.flatMap { kind in result.filter { $0.kind == kind } }
  }
}

extension ModelVersion.Run {
  fileprivate func differences(from old: ModelVersion.Run, setting: String) -> [VersionDifference] {
    var result: [VersionDifference] = []
    for name in Set(answers.keys).union(old.answers.keys).sorted() {
      let (before, now) = (old.answer(of: name), answer(of: name))
      guard before?.isOpen != true, now?.isOpen != true else { continue }
      if before?.verdict != now?.verdict {
        result.append(
          VersionDifference(kind: .verdict, name: name, setting: setting, old: before?.text, new: now?.text))
      } else if before?.steps != now?.steps {
        result.append(
          VersionDifference(kind: .trace, name: name, setting: setting, old: before?.length, new: now?.length))
      }
    }
    if let before = old.size, let size, before != size {
      result.append(VersionDifference(kind: .space, name: "", setting: setting, old: before, new: size))
    }
    return result
  }

  /// What a property came to; that there is no fault is known where all was visited.
  private func answer(of name: String) -> ModelVersion.Answer? {
    if name != "fault" || answers[name] != nil { return answers[name] }
    return ModelVersion.Answer(verdict: size == nil ? .noVerdict : .holds)
  }
}

extension ModelVersion.Answer {
  fileprivate var isOpen: Bool { verdict == .noVerdict }

  /// `violated in 7 steps`
  fileprivate var text: String { verdict.rawValue + (length.map { " in \($0)" } ?? "") }

  /// `7 steps`
  fileprivate var length: String? { steps.map { Figures.count($0, "step") } }
}

extension VersionDifference {
  /// Where two tables that say something of each name differ.
  ///
  /// - Parameter inSettings: whether the names are settings.
  fileprivate static func differences<Value>(
    _ kind: Kind, _ old: [String: Value], _ new: [String: Value], inSettings: Bool = false,
    text: (Value) -> String
  ) -> [VersionDifference] {
    Set(old.keys).union(new.keys).sorted().compactMap { name in
      let (before, now) = (old[name].map(text), new[name].map(text))
      if before == now { return nil }
      return VersionDifference(
        kind: kind, name: inSettings ? "" : name, setting: inSettings ? name : "", old: before, new: now)
    }
  }
}
