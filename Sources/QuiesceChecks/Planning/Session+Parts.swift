package import QuiesceLanguage
import QuiesceModel
package import QuiesceRuns

extension Session {
  /// The part that a name means: a step or a sequence, with its actor in front where it is not the only one of that name, and
  /// the number of a conjunct behind a colon. Of several steps of one actor that have the name all are meant.
  package mutating func part(named text: String, of unit: ModelUnit) -> RemovablePart? {
    let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let found = unit.namedSteps(String(words[0]))
    guard let first = found.first else {
      reportUnknownPart(String(words[0]), unit)
      return nil
    }
    guard found.count == 1 else {
      report(
        Diagnostic(
          .unknownName, "'\(words[0])' is in several actors of '\(unit.name)'", at: nil,
          notes: [Diagnostic.Note("write \(found.map(\.name).joined(separator: " or "))")]))
      return nil
    }
    guard words.count == 2 else {
      return RemovablePart(
        name: first.name, condition: nil, omission: Omission(steps: Set(first.steps.map(\.name.span))))
    }
    let parts = conjuncts(of: first)
    guard let number = Int(words[1]), parts.indices.contains(number - 1) else {
      let guardText = parts.isEmpty ? "has no guard" : "has \(Figures.count(parts.count, "condition"))"
      report(Diagnostic(.unknownName, "'\(first.name)' \(guardText): there is no '\(text)'", at: nil))
      return nil
    }
    return parts[number - 1]
  }

  /// Every step of a model, each as a part of its own.
  func allParts(of unit: ModelUnit) -> [RemovablePart] {
    unit.allSteps.map { steps in
      RemovablePart(name: steps.name, condition: nil, omission: Omission(steps: Set(steps.steps.map(\.name.span))))
    }
  }

  /// The conjuncts of the guards of a part's steps, each as a part of its own.
  func conjuncts(of part: RemovablePart, in unit: ModelUnit) -> [RemovablePart] {
    unit.allSteps.flatMap { group -> [RemovablePart] in
      let own = group.steps.filter { part.omission.steps.contains($0.name.span) }
      return conjuncts(of: NamedSteps(name: group.name, steps: own))
    }
  }

  private func conjuncts(of group: NamedSteps) -> [RemovablePart] {
    let conjuncts = group.steps.flatMap { $0.guardCondition?.conjuncts ?? [] }
    return conjuncts.enumerated().map { index, conjunct in
      RemovablePart(
        name: "\(group.name):\(index + 1)", condition: workspace.sources.line(of: conjunct.span),
        omission: Omission(conjuncts: [conjunct.span]))
    }
  }

  private mutating func reportUnknownPart(_ text: String, _ unit: ModelUnit) {
    let known = unit.allSteps.map(\.name) + unit.allSequences.map(\.name)
    let candidates = known + known.map { String($0.drop { $0 != "." }.dropFirst()) }
    let meant = closest(to: text, among: candidates).map { "did you mean '\($0)'?" }
    report(
      Diagnostic(
        .unknownName, "'\(unit.name)' has no step and no sequence '\(text)'", at: nil,
        notes: [
          Diagnostic.Note(meant ?? "a step is named 'step' or 'actor.step', the second condition of its guard 'step:2'")
        ]))
  }
}

/// The steps that a name stands for.
private struct NamedSteps {
  /// `actor.step` or `actor.sequence`
  let name: String
  let steps: [StepSyntax]
}

extension ModelUnit {
  /// The steps of each name, actor by actor.
  fileprivate var allSteps: [NamedSteps] {
    actors.flatMap { actor -> [NamedSteps] in
      let names = actor.steps.map(\.name.text).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      return names.map { name in
        NamedSteps(name: "\(actor.name.text).\(name)", steps: actor.steps.filter { $0.name.text == name })
      }
    }
  }

  fileprivate var allSequences: [NamedSteps] {
    actors.flatMap { actor in
      actor.sequences.map { sequence in
        NamedSteps(name: "\(actor.name.text).\(sequence.name.text)", steps: sequence.locations.flatMap(\.steps))
      }
    }
  }

  /// What a name may mean: a step before a sequence of the same name.
  fileprivate func namedSteps(_ text: String) -> [NamedSteps] {
    let suffix = text.contains(".") ? nil : "." + text
    let isMeant = { (group: NamedSteps) in suffix.map { group.name.hasSuffix($0) } ?? (group.name == text) }
    let steps = allSteps.filter(isMeant)
    return steps.isEmpty ? allSequences.filter(isMeant) : steps
  }
}
