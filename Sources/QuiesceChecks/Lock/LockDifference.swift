/// Something that is not as it is on record.
package struct LockDifference: Hashable, Sendable {
  /// What it is about, with the property where it is about one.
  package var subject: String
  /// What came out; empty where nothing did.
  package var found: [String]
  /// What is on record; empty where nothing is.
  package var recorded: [String]

  /// One line.
  package var text: String {
    let found = found.isEmpty ? "not found any more" : found.joined(separator: " and ")
    return "\(subject): \(found); on record: \(recorded.isEmpty ? "nothing" : recorded.joined(separator: " and "))"
  }
}

extension Lock {
  /// How much of a record the runs should show again.
  package enum Scope: Sendable {
    /// All of it.
    case everything
    /// What it has of the models that were run.
    case models
    /// Nothing but what they did show.
    case found
  }

  /// Where these facts are not those on record, sorted.
  package func differences(from record: Lock, in scope: Scope) -> [LockDifference] {
    let models = models
    var result: [LockDifference] = []
    for subject in Set(facts.keys).union(record.facts.keys).sorted() {
      let found = Dictionary(grouping: facts[subject] ?? [], by: \.property)
      let recorded = Dictionary(grouping: record.facts[subject] ?? [], by: \.property)
      for property in Set(found.keys).union(recorded.keys).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
        let now = Set((found[property] ?? []).map(\.result))
        let before = Set((recorded[property] ?? []).map(\.result))
        let isExpected =
          switch scope {
          case .everything: now == before
          case .models: now == before || !models.contains(subject.model)
          case .found: before.isEmpty || now.isSubset(of: before)
          }
        if isExpected { continue }
        result.append(
          LockDifference(
            subject: subject.text + (property.map { ": \($0)" } ?? ""), found: now.subtracting(before).sorted(),
            recorded: (before.subtracting(scope.isPartial ? [] : now)).sorted()))
      }
    }
    return result
  }
}

extension Lock.Scope {
  /// Whether what is on record may be there without being found.
  fileprivate var isPartial: Bool { if case .found = self { true } else { false } }
}
