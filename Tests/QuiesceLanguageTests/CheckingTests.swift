import QuiesceLanguage
import Testing

@Suite struct CheckingTests {
  @Test func scratch() {
    print(checked(Samples.model).messages.joined(separator: "\n"))
    var workspace = Workspace(root: "/work/wt/models", reader: DiskReader())
    let all = workspace.allFiles()
    var seen: [Diagnostic] = workspace.diagnostics
    for (check, _) in workspace.checks(in: all) {
      guard let unit = workspace.unit(for: check) else { print("no unit", check.model.text); continue }
      for expectation in check.expectations {
        let runs = Checker.runs(of: expectation, unit: unit, diagnostics: &seen)
        print(check.model.text, check.properties.map(\.text), runs.count)
        for run in runs {
          let model = Checker.check(unit, settings: run.mapValues { .value($0) }, diagnostics: &seen)
          if model == nil { print("failed") }
        }
      }
    }
    seen += workspace.diagnostics
    print(DiagnosticPrinter(limit: 100).text(for: seen, sources: workspace.sources))
  }
}
