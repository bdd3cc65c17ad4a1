import QuiesceProgram
package import QuiesceRuns

/// The answer on one setting in sentences, and what it rests on.
package struct NeedSentences {
  private let subject: NeedAnswer

  /// Takes an answer.
  package init(_ answer: NeedAnswer) {
    subject = answer
  }

  /// The names of what is left out; without the actor where no other part has the name.
  static func names(of set: NeedAnswer.Case, in answer: NeedAnswer) -> [String] {
    let short = { (name: String) in String(name.drop { $0 != "." }.dropFirst()) }
    let all = answer.question.parts.map { short($0.name) }
    return set.parts.map { part in
      let name = answer.question.parts[part].name
      return all.count { $0 == short(name) } == 1 ? short(name) : name
    }
  }

  private func names(_ set: NeedAnswer.Case) -> String {
    NeedText.list(NeedSentences.names(of: set, in: subject))
  }

  // MARK: the answer

  /// What can be left out and as long as what, what cannot, and what is not known.
  package var answer: String {
    guard !subject.cases.isEmpty else { return "nothing can be said, since not everything holds with all of them." }
    return (notNeeded + needed + others).map { $0 + "." }.joined(separator: " ")
  }

  private var notNeeded: [String] {
    subject.largestNotNeeded.flatMap { set -> [String] in
      let isOne = set.parts.count == 1
      let reasons = assumptions(of: set)
      let sentence = "\(names(set)) \(isOne ? "is not" : "are not") needed\(isOne ? "" : ", not even together")"
      return [sentence + condition(reasons)] + (isOne ? [] : alone(set, unlike: reasons))
    }
  }

  /// Parts of a set each of which rests on something else when it alone is left out.
  private func alone(_ set: NeedAnswer.Case, unlike reasons: [String]) -> [String] {
    subject.cases.compactMap { single in
      guard single.parts.count == 1, set.parts.contains(single.parts[0]), single.verdict == .notNeeded else {
        return nil
      }
      let own = assumptions(of: single)
      if own == reasons { return nil }
      return "\(names(single)) alone is not needed\(own.isEmpty ? " whatever else is changed" : condition(own))"
    }
  }

  private func condition(_ reasons: [String]) -> String {
    reasons.isEmpty ? "" : ", as long as \(NeedText.list(reasons))"
  }

  private var needed: [String] {
    subject.smallestNeeded.map { set in
      let lost = NeedText.list(set.lost.map { NeedSentences.loss(of: $0) })
      let steps = set.lost.compactMap { $0.trace?.steps.count }.min().map { ", after \(Figures.count($0, "step"))" }
      let loss = "\(lost) \(set.lost.count == 1 ? "is" : "are") lost\(steps ?? "")"
      let exceptions = changes(of: set).map { "\($0.name) = \($0.values.joined(separator: " or "))" }
      return (set.parts.count == 1 ? "\(names(set)) is needed: \(loss)" : "Without \(names(set)) together \(loss)")
        + (exceptions.isEmpty ? "" : "; not so where \(exceptions.joined(separator: ", "))")
    }
  }

  private static func loss(of property: PropertyOutcome) -> String {
    switch property.kind {
    case .deadlock: "freedom from deadlock"
    case .stuck: "freedom from stuck actors"
    case .fault: "freedom from faults"
    case .invariant, .never, .monitor, .reachable, .temporal, .alwaysReachable, .atRest: property.name
    }
  }

  private var others: [String] {
    let vacuous = subject.cases.filter { $0.verdict == .vacuous }.map { set in
      "Without \(names(set)) \(NeedText.list(set.vacuous)) \(set.vacuous.count == 1 ? "holds" : "hold") only vacuously"
    }
    let unknown = subject.cases.filter { $0.verdict == .unknown }
    guard let first = unknown.first else { return vacuous }
    let more = unknown.count > 1 ? " and \(Figures.count(unknown.count - 1, "other set"))" : ""
    return vacuous + ["Whether \(names(first))\(more) can be left out is unknown (\(first.reason ?? "no verdict"))"]
  }

  // MARK: what it rests on

  /// The values of parameters that the verdict on a set needs: `exits = never`, or what the value must not be where only some
  /// others change it.
  private func assumptions(of set: NeedAnswer.Case) -> [String] {
    changes(of: set).map { parameter, values in
      let tried = subject.variations.filter { variation in
        if case .fails = variation.effect { return false }
        return variation.parameter == parameter
      }
      let own = subject.whole.parameters.first { $0.name == parameter }?.value ?? ""
      return values.count == tried.count
        ? "\(parameter) = \(own)" : "\(parameter) is not \(values.joined(separator: " or "))"
    }
  }

  /// The values of parameters with which the verdict on a set is another one.
  private func changes(of set: NeedAnswer.Case) -> [(name: String, values: [String])] {
    parameters { variation in
      if case .changes(let cases) = variation.effect { cases.contains { $0.parts == set.parts } } else { false }
    }
  }

  /// The parameters with those of their other values that a condition holds for, in order.
  private func parameters(where isMeant: (NeedAnswer.Variation) -> Bool) -> [(name: String, values: [String])] {
    var result: [(name: String, values: [String])] = []
    for variation in subject.variations where isMeant(variation) {
      if result.last?.name != variation.parameter { result.append((variation.parameter, [])) }
      result[result.count - 1].values.append(variation.value)
    }
    return result
  }

  /// Where nothing is said, and the sizes that were tried.
  package var assumptions: [String] {
    var sentences: [String] = []
    if !subject.failing.isEmpty {
      sentences.append("Not asked, since not so with all of them: \(NeedText.list(subject.failing)).")
    }
    if !subject.undecided.isEmpty {
      sentences.append("Not asked, since not decided with all of them: \(NeedText.list(subject.undecided)).")
    }
    let list = { (found: [(name: String, values: [String])]) -> String in
      found.map { "\($0.name) = \($0.values.joined(separator: " or "))" }.joined(separator: " or ")
    }
    let failures = Set(subject.variations.flatMap(\.failing))
    var places: [(text: String, names: [String])] = []
    for name in subject.held where failures.contains(name) {
      let text = list(parameters { $0.failing.contains(name) })
      if let known = places.firstIndex(where: { $0.text == text }) {
        places[known].names.append(name)
      } else {
        places.append((text, [name]))
      }
    }
    sentences += places.map { place in
      "Where \(place.text) nothing is said of \(NeedText.list(place.names)): not so with all of them."
    }
    let unknown = parameters { if case .unknown = $0.effect { true } else { false } }
    if !unknown.isEmpty { sentences.append("Unknown where \(list(unknown)).") }
    if !subject.vacuous.isEmpty {
      sentences.append("Vacuous already with all of them: \(NeedText.list(subject.vacuous)).")
    }
    return sentences + [scope]
  }

  /// How much was tried.
  private var scope: String {
    let parts = subject.question.parts.count
    var text = "Tried: every set of \(subject.question.largest == parts ? "" : "up to \(subject.question.largest) of ")"
    text += Figures.count(parts, "part")
    let sizes = subject.whole.parameters.filter { Int($0.value) != nil }.map { size in
      let same = subject.variations.filter { variation in
        if case .same = variation.effect { return variation.parameter == size.name }
        return false
      }
      let others = same.isEmpty ? "" : " (\(same.map(\.value).joined(separator: ", ")) too)"
      return TextWrapping.whole("\(size.name) = \(size.value)\(others)")
    }
    if !sizes.isEmpty { text += ", for \(sizes.joined(separator: ", "))" }
    if !subject.variations.isEmpty { text += "; other values one parameter at a time" }
    if !subject.untried.isEmpty { text += ", but none of \(NeedText.list(subject.untried))" }
    if let bound = subject.whole.boundText { text += "; \(bound)" }
    return text + "."
  }
}
