import QuiesceModel
import QuiesceProgram
package import QuiesceRuns

/// What can be left out of models, as text: a table, sentences, and a trace for each part that is needed.
package struct NeedText {
  private static let width = 80

  private let answers: [NeedAnswer]
  private let style: TextStyle

  /// Prepares the text.
  package init(_ answers: [NeedAnswer], style: TextStyle = .plain) {
    self.answers = answers
    self.style = style
  }

  /// The text, with a line break at its end.
  package var text: String {
    let sections = answers.isEmpty ? [] : [table.lines] + answers.map { sentences(of: $0) } + traces
    return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  // MARK: the table

  private var table: TextTable {
    let hasModels = Set(answers.map(\.whole.model)).count > 1
    let parameters = differingParameters
    let setting = parameters.isEmpty ? [] : [parameters.count == 1 ? parameters[0] : "setting"]
    let head = (hasModels ? ["model"] : []) + setting + ["left out", "answer", "states", "steps"]
    let room = NeedText.roomForTexts / (head.count - 2)
    let rows = answers.flatMap { answer -> [[String]] in
      let columns =
        (hasModels ? [answer.whole.model] : [])
        + (parameters.isEmpty ? [] : [settingText(of: answer, parameters)])
      let rest =
        [["nothing", wholeText(of: answer), Figures.count(answer.whole.outcome.statistics.states), ""]]
        + shownCases(of: answer).map { row(for: $0, of: answer) }
      // What is said once for several rows goes on in the next one.
      var lines = columns.map { TextWrapping.wrap($0, width: room)[...] }
      return rest.enumerated().map { index, cells in
        let height = cells.map { TextWrapping.wrap($0, width: room).count }.max() ?? 1
        let room = index == rest.count - 1 ? Int.max : height
        defer { lines = lines.map { $0.dropFirst(room) } }
        return lines.map { $0.prefix(room).joined(separator: " ") } + cells
      }
    }
    return TextTable(
      head: head, rows: rows, numbers: 2,
      widest: Dictionary(uniqueKeysWithValues: (0..<(head.count - 2)).map { ($0, room) }))
  }

  /// What is left of a line for the cells with words.
  private static let roomForTexts = 54

  /// The one parameter's value, or what of several is not at its default.
  private func settingText(of answer: NeedAnswer, _ parameters: [String]) -> String {
    let own = answer.whole.parameters.filter { parameters.contains($0.name) }
    guard own.count != 1 else { return own[0].value }
    return own.filter { !$0.isDefault }.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }

  /// Those in which the answers differ.
  private var differingParameters: [String] {
    let names = answers.flatMap { $0.whole.parameters.map(\.name) }
    var seen: Set<String> = []
    return names.filter { name in
      guard seen.insert(name).inserted else { return false }
      return Set(answers.map { answer in answer.whole.parameters.first { $0.name == name }?.value }).count > 1
    }
  }

  /// What says something that smaller or larger sets do not.
  private func shownCases(of answer: NeedAnswer) -> [NeedAnswer.Case] {
    let claims = Set(answer.claims.map(\.parts))
    return answer.cases.filter { set in
      claims.contains(set.parts) || set.verdict == .vacuous || set.verdict == .unknown
    }
  }

  private func wholeText(of answer: NeedAnswer) -> String {
    if !answer.failing.isEmpty { return "fails already: \(NeedText.list(answer.failing))" }
    return answer.undecided.isEmpty ? "everything holds" : "unknown: \(answer.whole.outcome.undecidedReason)"
  }

  private func row(for set: NeedAnswer.Case, of answer: NeedAnswer) -> [String] {
    let text =
      switch set.verdict {
      case .notNeeded: set.verdict.rawValue
      case .needed: "needed: \(NeedText.list(set.lost.map(\.name)))"
      case .vacuous: "\(set.verdict.rawValue): \(NeedText.list(set.vacuous))"
      case .unknown: "unknown: \(set.reason ?? "")"
      }
    return [
      NeedText.list(names(of: set, in: answer)), text,
      set.run.map { Figures.count($0.outcome.statistics.states) } ?? "",
      set.lost.compactMap { $0.trace?.steps.count }.min().map { Figures.count($0) } ?? "",
    ]
  }

  // MARK: sentences

  private func sentences(of answer: NeedAnswer) -> [String] {
    let setting = answer.whole.settingText
    let subject = "\(answer.whole.model)\(setting.isEmpty ? "" : " with \(setting)")"
    let words = NeedSentences(answer)
    var lines = TextWrapping.wrap("\(style(subject, .strong)): \(words.answer)", width: NeedText.width, indent: 2)
    for sentence in words.assumptions { lines += TextWrapping.wrap("  \(sentence)", width: NeedText.width, indent: 4) }
    return lines
  }

  private func names(of set: NeedAnswer.Case, in answer: NeedAnswer) -> [String] {
    NeedSentences.names(of: set, in: answer)
  }

  /// `a, b and c`
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) and \(last)"
  }

  // MARK: traces

  /// For each part that is needed, the shortest trace without it, of the first setting in which it is.
  private var traces: [[String]] {
    var shown: Set<String> = []
    return answers.flatMap { answer in
      answer.cases.filter { $0.parts.count == 1 && $0.verdict == .needed }.compactMap { set -> [String]? in
        let name = answer.question.parts[set.parts[0]].name
        guard shown.insert("\(answer.whole.model) \(name)").inserted, let run = set.run else { return nil }
        return trace(of: run, without: name)
      }
    }
  }

  private func trace(of run: RunReport, without name: String) -> [String] {
    let traced = run.outcome.properties.filter { $0.verdict.isFailure && $0.trace != nil }
    let shortest = traced.min { ($0.trace?.steps.count ?? 0) < ($1.trace?.steps.count ?? 0) }
    var lines = TextWrapping.wrap(
      style("\(run.model) [\(run.settingText)]", .strong), width: NeedText.width, indent: 4)
    if let property = shortest, let trace = property.trace {
      lines += TextReport(style: style).lines(of: property, trace, spans: run.spans)
    } else {
      let lost = run.outcome.properties.filter(\.verdict.isFailure).map(\.name)
      lines += TextWrapping.wrap("\(NeedText.list(lost)): not reached any more", width: NeedText.width, indent: 2)
    }
    return lines + ["reproduce: \(run.reproduction)"]
  }
}
