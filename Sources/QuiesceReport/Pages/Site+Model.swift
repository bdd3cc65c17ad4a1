import QuiesceProgram
import QuiesceRuns

// The page of a model.
extension Site {
  /// A setting of the parameters, with what each property came to under it.
  private struct Setting {
    var run: Int
    var cells: [String: Markup]
  }

  func page(of model: Model) -> String {
    let checks = checks(of: model)
    var properties: [String] = []
    for property in checks.flatMap(\.properties) where !properties.contains(property.name) {
      properties.append(property.name)
    }
    let rows = settings(of: model).map { setting -> [Markup] in
      let check = document.checks[setting.run]
      let words = [check.settingText, check.bounds.within.map { "within \(TextWrapping.flat($0))" } ?? ""]
      let text = words.filter { !$0.isEmpty }.joined(separator: " ")
      return [text.isEmpty ? "all parameters at their defaults" : .code(text)]
        + properties.map { setting.cells[$0] ?? "" }
    }
    let descriptions = properties.compactMap { name -> Markup? in
      let text = checks.lazy.flatMap(\.properties).first { $0.name == name }?.description ?? ""
      return text.isEmpty
        ? nil : Markup([.element("dt", [:], .code(name)), .element("dd", ["dir": "auto"], Markup(text))])
    }
    return Page(
      title: model.name, version: document.version,
      body: [
        .element("nav", [:], PageLink(address: "index.html", text: "All models").markup),
        .element(
          "main", [:],
          [
            .element("h1", [:], .word(model.name)), .element("p", [:], .code(model.path)),
            .element("h2", [:], "Verdicts"),
            matrix(
              "A row for each setting of the parameters, a column for each property; a verdict leads to its trace",
              ["setting"] + properties, rows, "verdicts"),
            descriptions.isEmpty
              ? "" : Markup([.element("h2", [:], "Properties"), .element("dl", [:], descriptions)]),
          ]),
      ]
    ).text
  }

  /// The runs of a model under the same setting, taken together.
  private func settings(of model: Model) -> [Setting] {
    var result: [Setting] = []
    for run in model.runs {
      let check = document.checks[run]
      let known = result.firstIndex { setting in
        let other = document.checks[setting.run]
        return other.parameters == check.parameters && other.bounds.within == check.bounds.within
      }
      let position = known ?? result.count
      if known == nil { result.append(Setting(run: run, cells: [:])) }
      for property in check.properties where result[position].cells[property.name] == nil || !check.asExpected {
        result[position].cells[property.name] = cell(property, run)
      }
    }
    return result
  }

  /// A verdict, with the trace that shows it, and whether the run is not as expected.
  private func cell(_ property: JSONProperty, _ run: Int) -> Markup {
    let check = document.checks[run]
    let verdict = Verdict(rawValue: property.verdict)
    let word = Markup.element(
      "span", ["class": verdict?.isFailure == true ? "bad" : verdict == .noVerdict ? "doubtful" : "good"],
      Markup(property.verdict))
    let pages = tracePages[TraceKey(run: run, property: property.name)] ?? []
    let isCulprit = !check.asExpected && property.verdict == check.verdict
    return Markup([
      pages.first.map { .element("a", ["href": $0], word) } ?? word,
      Markup(
        pages.enumerated().dropFirst().map { number, page in
          Markup([" ", PageLink(address: page, text: String(number + 1)).markup])
        }),
      isCulprit ? .element("strong", [:], " NOT as expected") : "",
    ])
  }

  /// A table of markup, which scrolls where it is too wide.
  func matrix(_ caption: String, _ head: [String], _ rows: [[Markup]], _ kind: String = "") -> Markup {
    .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption],
      .element(
        "table", ["class": "matrix \(kind)"], .element("caption", [:], Markup(caption)),
        .element("thead", [:], .element("tr", [:], head.map { .element("th", ["scope": "col"], .word($0)) })),
        .element(
          "tbody", [:], rows.map { row in .element("tr", [:], row.map { .element("td", [:], $0) }) })))
  }
}
