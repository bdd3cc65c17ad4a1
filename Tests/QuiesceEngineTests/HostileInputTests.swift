import Glibc
import QuiesceLanguage
import QuiesceLowering
import QuiesceModel
import QuiesceProgram
import QuiesceSearch
import QuiesceTestSupport
import Testing

/// Damaged models go the whole way, from the parser to the search, and end in diagnostics or a verdict.
@Suite struct HostileInputTests {
  /// The files of this repository that name another: that import it, or check its properties.
  private static let users: [String: [String]] = {
    let files = (try? RepositoryFiles.load()) ?? []
    return Dictionary(
      uniqueKeysWithValues: files.map { part in
        (part.path, files.filter { $0.path != part.path && names(part.path, in: $0.bytes) }.map(\.path))
      })
  }()

  /// A hundred seeds each: a trap ends the test program, whose last lines name the batches that were running.
  @Test(arguments: 0..<100) func damagedModelsEndInDiagnostics(batch: Int) throws {
    let files = try RepositoryFiles.load()
    let mutator = SourceMutator(corpus: files.map(\.bytes))
    for seed in batch * 100..<(batch + 1) * 100 {
      var contents = Dictionary(uniqueKeysWithValues: files.map { ("/workspace/" + $0.path, $0.bytes) })
      let victim = files[seed % files.count].path
      contents["/workspace/" + victim] = mutator.mutant(seed: UInt64(seed))
      // A damaged part is met through a file that names it.
      let users = Self.users[victim] ?? []
      let user = users.isEmpty ? [] : [users[seed / files.count % users.count]]
      let hasFound = check(MemoryFiles(bytes: contents), ([victim] + user).map { "/workspace/" + $0 }, seed: seed)
      #expect(hasFound, "seed \(seed): neither a diagnostic nor a run")
    }
  }

  /// Whether a text speaks of a file, by its path in an import or by the name that a check gives it.
  private static func names(_ path: String, in text: [UInt8]) -> Bool {
    let file = String(path.split(separator: "/").last ?? "")
    let name = String(file.prefix { $0 != "." }.map { $0 == "-" ? "_" : $0 })
    let text = String(decoding: text, as: UTF8.self)
    return strstr(text, file) != nil || strstr(text, name) != nil
  }

  /// Checks some of what the files ask for, a choice by the seed, with small budgets; whether anything was said or run.
  private func check(_ files: MemoryFiles, _ paths: [String], seed: Int) -> Bool {
    var workspace = Workspace(root: "/workspace", reader: files)
    var diagnostics: [Diagnostic] = []
    var searches = 0
    let checks = workspace.checks(in: paths)
    for number in 0..<min(checks.count, 4) {
      let check = checks[(seed + number) % checks.count].0
      guard let unit = workspace.unit(for: check), !check.expectations.isEmpty else { continue }
      let expectation = check.expectations[(seed / 4 + number) % check.expectations.count]
      guard let settings = Checker.runs(of: expectation, unit: unit, diagnostics: &diagnostics).first,
        let model = Checker.check(unit, settings: settings.mapValues(Setting.value), diagnostics: &diagnostics),
        let program = Lowering.lower(model, properties: nil, diagnostics: &diagnostics)
      else { continue }
      search(program, workspace.sources)
      searches += 1
    }
    let all = workspace.diagnostics + diagnostics
    let text = DiagnosticPrinter().text(for: all, sources: workspace.sources)
    #expect(all.isEmpty == text.isEmpty)
    return searches > 0 || !all.isEmpty || checks.allSatisfy(\.0.expectations.isEmpty)
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
