import QuiesceLanguage
import QuiesceLowering
import QuiesceProgram
import QuiesceSearch
import QuiesceTestSupport
import Testing

/// Damaged models go the whole way, from the parser to the search, and end in diagnostics or a verdict.
@Suite struct HostileInputTests {
  /// A hundred seeds each: a trap ends the test program, whose last lines name the batches that were running.
  @Test(arguments: 0..<100) func damagedModelsEndInDiagnostics(batch: Int) throws {
    let files = try RepositoryFiles.load()
    let mutator = SourceMutator(corpus: files.map(\.bytes))
    for seed in batch * 100..<(batch + 1) * 100 {
      var contents = Dictionary(uniqueKeysWithValues: files.map { ("/workspace/" + $0.path, $0.bytes) })
      let victim = "/workspace/" + files[seed % files.count].path
      contents[victim] = mutator.mutant(seed: UInt64(seed))
      // A damaged part is met through models that may use it.
      let others = (1...3).map { "/workspace/" + files[(seed / files.count + $0 * 17) % files.count].path }
      let hasFound = check(MemoryFiles(bytes: contents), [victim] + others)
      #expect(hasFound, "seed \(seed): neither a diagnostic nor a run")
    }
  }

  /// Checks what the files ask for, with small budgets; whether anything was said or run.
  private func check(_ files: MemoryFiles, _ paths: [String]) -> Bool {
    var workspace = Workspace(root: "/workspace", reader: files)
    var diagnostics: [Diagnostic] = []
    var searches = 0
    for (check, _) in workspace.checks(in: paths) {
      guard let unit = workspace.unit(for: check) else { continue }
      for expectation in check.expectations.prefix(3) {
        guard let settings = Checker.runs(of: expectation, unit: unit, diagnostics: &diagnostics).first,
          let model = Checker.check(unit, settings: settings.mapValues(Setting.value), diagnostics: &diagnostics),
          let program = Lowering.lower(model, properties: nil, diagnostics: &diagnostics)
        else { continue }
        search(program, workspace.sources)
        searches += 1
      }
    }
    let all = workspace.diagnostics + diagnostics
    let text = DiagnosticPrinter().text(for: all, sources: workspace.sources)
    #expect(all.isEmpty == text.isEmpty)
    return searches > 0 || !all.isEmpty || workspace.checks(in: paths).isEmpty
  }

  /// What the search says does not matter here; that it ends within its budgets does.
  private func search(_ program: Program, _ sources: SourceMap) {
    var options = SearchOptions()
    options.maximumStates = 200
    options.maximumMemory = 1 << 27
    options.maximumSeconds = 10
    options.tracesWitnesses = true
    let outcome = try? Search.run(program, sources: sources, options: options, control: RunControl())
    if let outcome { #expect(outcome.statistics.states <= 200) }
  }
}
