import QuiesceProgram
import QuiesceRuns

/// A whole result as a small site: a page with its models, a page for each model with a matrix of verdicts, a page for each trace.
package struct Site {
  /// A model and its runs.
  struct Model {
    /// The name.
    let name: String
    /// The file that declares it.
    let path: String
    /// The name of its page, without the extension.
    let page: String
    /// The positions of its runs in the result.
    var runs: [Int]
  }

  let document: JSONReport
  private let items: [RecordedItem]
  /// The models, in the order of the result.
  private let models: [Model]
  /// The names of the pages of traces, by run and property.
  private(set) var tracePages: [TraceKey: [String]] = [:]
  /// The positions of the traces that have a page, with its name.
  private var pages: [(item: Int, file: String)] = []

  struct TraceKey: Hashable {
    let run: Int
    let property: String
  }

  /// Prepares a site.
  package init(_ document: JSONReport) {
    self.document = document
    items = document.items
    var models: [Model] = []
    for (run, check) in document.checks.enumerated() {
      if let known = models.firstIndex(where: { $0.name == check.model && $0.path == check.modelFile }) {
        models[known].runs.append(run)
      } else {
        let page = Site.pageName(of: check.model, besides: models.map(\.page))
        models.append(Model(name: check.model, path: check.modelFile, page: page, runs: [run]))
      }
    }
    self.models = models
    for (number, item) in items.enumerated() where item.trace.steps.count <= TracePage.longest {
      guard let model = models.first(where: { $0.runs.contains(item.run) }) else { continue }
      let file = "\(model.page)-\(number + 1).html"
      tracePages[TraceKey(run: item.run, property: item.property.name), default: []].append(file)
      pages.append((number, file))
    }
  }

  /// A name that is safe for a file: the result may come from anybody.
  private static func pageName(of model: String, besides names: [String]) -> String {
    let plain = String(
      model.unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || $0 == "_") }.map(Character.init))
    let name = plain.isEmpty || plain == "index" ? "model" : plain
    return names.contains(name) ? "\(name)_\(names.count + 1)" : name
  }

  // MARK: pages

  /// The traces that have a page, model by model, each with the name of its file and a link to the page of its model.
  package var traces: [[(item: RecordedItem, file: String, parent: PageLink)]] {
    models.map { model in
      let runs = Set(model.runs)
      let parent = PageLink(address: "\(model.page).html", text: model.name)
      return pages.compactMap { position, file in
        runs.contains(items[position].run) ? (items[position], file, parent) : nil
      }
    }
  }

  /// The first page and those of the models, by the names of their files.
  package var overviews: [(file: String, text: String)] {
    [("index.html", index)] + models.map { ("\($0.page).html", page(of: $0)) }
  }

  func checks(of model: Model) -> [JSONCheck] { model.runs.map { document.checks[$0] } }

  private var index: String {
    let rows = models.map { model -> [Markup] in
      let checks = checks(of: model)
      return [
        PageLink(address: "\(model.page).html", text: model.name).markup, .code(model.path),
        Markup(Figures.count(checks.count)),
      ] + counts(of: checks) + [Markup(Figures.count(checks.map(\.statistics.states).reduce(0, +)))]
    }
    let head = ["model", "file", "runs", "as expected", "not as expected", "undecided", "states"]
    return Page(
      title: "Quiesce: \(Figures.count(document.checks.count, "run"))", version: document.version,
      body: [
        .element(
          "main", [:], .element("h1", [:], Markup(headline)), warnings,
          .element("h2", [:], "Models"), matrix("The models, with how their runs came out", head, rows))
      ]
    ).text
  }

  private var headline: String {
    let unexpected = document.checks.count { !$0.asExpected && $0.verdict != Verdict.noVerdict.rawValue }
    let undecided = document.checks.count { !$0.asExpected && $0.verdict == Verdict.noVerdict.rawValue }
    var parts: [String] = []
    if unexpected > 0 { parts.append("\(Figures.count(unexpected)) not as expected") }
    if undecided > 0 { parts.append("\(Figures.count(undecided)) undecided") }
    let text = parts.isEmpty ? "all as expected" : parts.joined(separator: ", ")
    return "\(Figures.count(document.checks.count, "run")): \(text)"
  }

  /// How many are as expected, not, and undecided.
  private func counts(of checks: [JSONCheck]) -> [Markup] {
    let expected = checks.count(where: \.asExpected)
    let undecided = checks.count { !$0.asExpected && $0.verdict == Verdict.noVerdict.rawValue }
    let unexpected = checks.count - expected - undecided
    return [
      Markup(Figures.count(expected)),
      unexpected == 0 ? "0" : .element("span", ["class": "bad"], Markup(Figures.count(unexpected))),
      undecided == 0 ? "0" : .element("span", ["class": "doubtful"], Markup(Figures.count(undecided))),
    ]
  }

  private var warnings: Markup {
    guard !document.warnings.isEmpty else { return "" }
    return .element(
      "details", [:],
      .element("summary", [:], Markup(Figures.count(document.warnings.count, "warning"))),
      .element(
        "ul", [:],
        document.warnings.map { warning in
          .element("li", [:], Markup("\(warning.location.map { "\($0): " } ?? "")\(warning.message) [\(warning.type)]"))
        }))
  }
}
