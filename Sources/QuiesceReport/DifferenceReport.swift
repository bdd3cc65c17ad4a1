package import QuiesceRuns

/// What two versions of a model differ in, for people and for scripts: the comment in the review of a design's change.
package struct DifferenceReport: Codable, Equatable, Sendable {
  /// A difference.
  package struct Difference: Codable, Equatable, Sendable {
    /// `parameter`, `setting`, `verdict`, `trace`, `space`, `event`, `step`
    package var kind: VersionDifference.Kind
    /// The parameter, property, event or step; absent for what is about a setting as a whole.
    package var name: String?
    /// The parameters that are set, as a check writes them; absent for what is about all runs.
    package var setting: String?
    /// How it was; absent if it was not there.
    package var old: String?
    /// How it is; absent if it is not there any more.
    package var new: String?
  }

  /// The version of this form.
  package var schema = 1
  /// `quiesce`
  package var tool = "quiesce"
  /// The version of the tool.
  package var version: String
  /// The exit status.
  package var status: Int
  /// The old version, as it was named.
  package var old: String
  /// The new version, as it was named.
  package var new: String
  /// What differs.
  package var differences: [Difference]
  /// What has no verdict in the old version: `p, with n = 3`.
  package var oldUndecided: [String]
  /// What has no verdict in the new version.
  package var newUndecided: [String]

  /// Makes a report.
  package init(old: ModelVersion, new: ModelVersion, status: Int, version: String) {
    self.version = version
    self.status = status
    self.old = old.name
    self.new = new.name
    differences = new.differences(from: old).map { difference in
      Difference(
        kind: difference.kind, name: difference.name.isEmpty ? nil : difference.name,
        setting: VersionDifference.Kind.ofRuns.contains(difference.kind) ? difference.setting : nil,
        old: difference.old, new: difference.new)
    }
    oldUndecided = old.undecided
    newUndecided = new.undecided
  }
}

extension VersionDifference.Kind {
  /// Those that are about one setting.
  fileprivate static let ofRuns: Set<VersionDifference.Kind> = [.setting, .verdict, .trace, .space]

  /// The head of its table.
  fileprivate var title: String {
    switch self {
    case .parameter: "parameters and their defaults"
    case .setting: "settings that are asked"
    case .verdict: "verdicts"
    case .trace: "shortest traces"
    case .space: "states"
    case .event: "events"
    case .step: "steps"
    }
  }
}

extension DifferenceReport.Difference {
  /// `p, with n = 3`
  fileprivate var subject: String {
    let place = setting.map { $0.isEmpty ? "by default" : "with \($0)" }
    return [name, name != nil && setting == "" ? nil : place].compactMap(\.self).joined(separator: ", ")
  }

  /// `holds -> violated in 3 steps`
  fileprivate var change: String {
    switch (kind, old, new) {
    case (_, let old?, let new?): "\(old) -> \(new)"
    case (.setting, nil, _): "by the new version only"
    case (.setting, _, nil): "by the old version only"
    case (.verdict, nil, let new?): "not asked -> \(new)"
    case (.verdict, let old?, nil): "\(old) -> not asked"
    case (_, nil, let new?): "new: \(new)"
    case (_, let old?, nil): "gone: was \(old)"
    case (_, nil, nil): ""
    }
  }
}

extension DifferenceReport.Difference {
  /// The row, with the change beside its subject or below it.
  fileprivate func lines(subjectWidth: Int) -> [String] {
    let subject = TextWrapping.ascii(subject)
    let change = TextWrapping.ascii(change)
    let row = "  \(subject)\(String(repeating: " ", count: max(0, subjectWidth - subject.count)))  \(change)"
    if subject.count <= subjectWidth, row.count <= 80 { return [row] }
    return TextWrapping.wrap("  \(subject)", width: 80, indent: 6)
      + TextWrapping.wrap("      \(change)", width: 80, indent: 8)
  }
}

// Texts

extension DifferenceReport {
  /// The lines for people.
  package var lines: [String] {
    var lines = ["\(TextWrapping.ascii(old)) -> \(TextWrapping.ascii(new)): \(summary)"]
    for (kind, differences) in groups {
      lines += ["", kind.title]
      let width = min(differences.map(\.subject.count).max() ?? 0, DifferenceReport.widestSubject)
      lines += differences.flatMap { $0.lines(subjectWidth: width) }
    }
    for (name, undecided) in [(old, oldUndecided), (new, newUndecided)] where !undecided.isEmpty {
      lines += ["", "no verdict in \(TextWrapping.ascii(name))"]
      lines += undecided.flatMap { TextWrapping.wrap("  \(TextWrapping.ascii($0))", width: 80, indent: 6) }
    }
    return lines
  }

  /// The page for a review, in the Markdown of GitHub and GitLab.
  package var markdown: String {
    var lines = ["### \(MarkdownText.escaped(old)) → \(MarkdownText.escaped(new)): \(summary)", ""]
    if !differences.isEmpty { lines += ["|  | what | before | after |", "| --- | --- | --- | --- |"] }
    for (kind, differences) in groups {
      for (position, difference) in differences.enumerated() {
        let cells = [
          position == 0 ? kind.title : "", MarkdownText.escaped(difference.subject),
          MarkdownText.escaped(difference.old ?? "–"), MarkdownText.escaped(difference.new ?? "–"),
        ]
        lines.append("| \(cells.joined(separator: " | ")) |")
      }
    }
    for (name, undecided) in [(old, oldUndecided), (new, newUndecided)] where !undecided.isEmpty {
      lines += ["", "No verdict in \(MarkdownText.escaped(name)):", ""]
      lines += undecided.map { "- \(MarkdownText.escaped($0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The widest column of subjects; what is wider has a line of its own.
  private static let widestSubject = 40

  private var summary: String {
    let undecided = oldUndecided.count + newUndecided.count
    let rest = undecided == 0 ? "" : ", \(Figures.count(undecided)) without a verdict"
    return (differences.isEmpty ? "no difference" : Figures.count(differences.count, "difference")) + rest
  }

  /// The differences of each kind that there is, in the order of kinds.
  private var groups: [(VersionDifference.Kind, [Difference])] {
    VersionDifference.Kind.allCases.compactMap { kind in
      let own = differences.filter { $0.kind == kind }
      return own.isEmpty ? nil : (kind, own)
    }
  }
}
