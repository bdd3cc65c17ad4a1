import QuiesceProgram
import QuiesceRuns

/// A trace as one page that needs nothing but itself: a sequence diagram, and each step with the state behind it, what the property
/// comes to there, and where the step can be looked up.
package struct TracePage {
  /// The most steps that are shown: a page of more is no help, and no browser likes it.
  package static let longest = 500

  let shown: ShownTrace
  let surroundings: Surroundings?
  /// The page that leads here, in a site.
  private let parent: PageLink?
  /// The variables that the page shows in each state: those that change in one of them.
  let varying: Set<String>

  /// Prepares a page; nil for a trace that is too long for one.
  package init?(_ shown: ShownTrace, surroundings: Surroundings? = nil, parent: PageLink? = nil) {
    guard shown.trace.steps.count <= TracePage.longest else { return nil }
    self.shown = shown
    self.surroundings = surroundings
    self.parent = parent
    let states = shown.replay.states + (surroundings?.states.map(\.state) ?? [])
    varying = TracePage.varying(in: states, shown.replay.program)
  }

  /// The text of the file.
  package var text: String {
    Page(title: shown.title, script: .stepping, version: shown.version, body: body).text
  }

  var trace: Trace { shown.trace }

  /// The names of the variables that have several values in some states.
  private static func varying(in states: [[Int]], _ program: Program) -> Set<String> {
    guard let first = states.first else { return [] }
    let start = program.variableValues(in: first)
    var result: Set<String> = []
    for state in states.dropFirst() {
      for (old, new) in zip(start, program.variableValues(in: state)) where old != new { result.insert(new.name) }
    }
    return result
  }

  // MARK: the parts of the page

  private var body: [Markup] {
    let diagram = SequenceDiagram(trace, truths: shown.truths)
    return [
      .element("a", ["class": "skip", "href": "#steps"], "Skip to the steps"),
      parent.map { .element("nav", [:], $0.markup) } ?? "",
      .element("header", [:], header),
      .element(
        "main", [:],
        [why, .element("div", ["class": "views"], figure(diagram), .element("div", [:], steps, elsewhere)), constants]),
    ]
  }

  private var header: [Markup] {
    let check = shown.check
    let property = shown.property
    var rows: [(String, Markup)] = [
      (
        "expected",
        Markup([.word(check.expected), Markup(": \(check.asExpected ? "as expected" : "NOT as expected")")])
      )
    ]
    if let remark = check.remark { rows.append(("because", .word(remark))) }
    if let place = check.place { rows.append(("stated at", .code(place))) }
    rows.append(("model", .code(check.modelFile)))
    rows.append(("parameters", .code(shown.settingText.isEmpty ? "all at their defaults" : shown.settingText)))
    rows.append(("to repeat it", .code(check.reproduce)))
    return [
      .element(
        "h1", [:], .word(check.model), ": ", .element("span", ["class": tone], Markup(property.verdict)),
        property.verdict == property.name ? "" : Markup([": ", .word(property.name)])),
      property.description.isEmpty ? "" : .element("p", ["dir": "auto"], Markup(property.description)),
      .element("dl", [:], rows.map { Markup([.element("dt", [:], Markup($0.0)), .element("dd", [:], $0.1)]) }),
      defaults,
    ]
  }

  /// The class of the verdict.
  private var tone: String {
    switch Verdict(rawValue: shown.property.verdict) {
    case .holds, .reached: "good"
    case .violated, .notReached, .deadlock, .stuck, .fault: "bad"
    case .noVerdict, nil: "doubtful"
    }
  }

  private var defaults: Markup {
    let changed = Set(shown.check.changedParameters)
    let others = shown.check.parameters.filter { !changed.contains($0.key) }.sorted { $0.key < $1.key }
    guard !others.isEmpty else { return "" }
    return .element(
      "details", [:], .element("summary", [:], Markup("\(Figures.count(others.count, "parameter")) at the default")),
      .element("p", [:], .code(others.map { "\($0.key) = \($0.value)" }.joined(separator: ", "))))
  }

  private var why: Markup {
    guard let explanation = shown.explanation else { return "" }
    let text = ExplanationText(explanation, of: trace, spans: shown.spans).lines
    return .element(
      "section", ["aria-labelledby": "why"], .element("h2", ["id": "why"], "Why"),
      .element("pre", ["dir": "auto"], Markup(text.joined(separator: "\n"))))
  }

  private func figure(_ diagram: SequenceDiagram) -> Markup {
    var legend = "A column for each actor that moves, a dashed one for each queue; time goes down."
    if diagram.rows.contains(where: { $0.truth != nil }) {
      legend += " \u{2713} and \u{2717} beside a step: whether the condition of the property is true there."
    }
    let resting = trace.actors.indices.filter { !trace.movers.contains($0) }
      .map { "\(trace.actors[$0]) in \(trace.initialLocations[$0])" }
    if !resting.isEmpty { legend += " Never moves: " + resting.joined(separator: ", ") + "." }
    return .element(
      "section", ["aria-labelledby": "sequence"], .element("h2", ["id": "sequence"], "Sequence"),
      .element(
        "figure", [:],
        .element(
          "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "sequence"], diagram.figure),
        .element("figcaption", [:], Markup(legend))))
  }

  /// What no step changes.
  private var constants: Markup {
    let constants = trace.initial.filter { !varying.contains($0.name) }
    guard !constants.isEmpty else { return "" }
    return .element(
      "section", ["aria-labelledby": "constants"], .element("h2", ["id": "constants"], "What never changes here"),
      table(
        "Variables with the value that they keep", ["variable", "value"],
        constants.map { ([$0.name, $0.value], false) }))
  }

  /// A table whose rows begin with a name.
  func table(_ caption: String, _ head: [String], _ rows: [(cells: [String], isNew: Bool)]) -> Markup {
    .element(
      "table", [:], .element("caption", [:], Markup(caption)),
      .element("thead", [:], .element("tr", [:], head.map { .element("th", ["scope": "col"], Markup($0)) })),
      .element(
        "tbody", [:],
        rows.map { row in
          let cells = row.cells.enumerated().map { index, cell in
            Markup.element(
              index == 0 ? "th" : "td", index == 0 ? ["scope": "row", "dir": "auto"] : ["dir": "auto"], Markup(cell))
          }
          return Markup.element("tr", row.isNew ? ["class": "new"] : [:], cells)
        }))
  }
}
