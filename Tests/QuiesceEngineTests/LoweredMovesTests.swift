import QuiesceChecks
import QuiesceLanguage
import QuiesceLowering
import QuiesceModel
import QuiesceProgram
import QuiesceRuns
import QuiesceTestSupport
import Testing

/// Programs of one model for several selections of its properties, made from what they share.
@Suite struct LoweredMovesTests {
  /// Made from what earlier selections have left, a program is the one that is made by itself.
  @discardableResult
  private func expectTheSame(_ model: CheckedModel, _ name: String) throws -> Bool {
    let clock = RunClock(RunControl())
    var moves: LoweredMoves?
    var diagnostics: [Diagnostic] = []
    let names = model.properties.map(\.name)
    // Each alone, then all, then each again behind others.
    for selection in names.map({ [$0] }) + [names] + names.reversed().map({ [$0] }) {
      let shared = try Lowering.lower(
        model, properties: selection, clock: clock, sharing: &moves, diagnostics: &diagnostics)
      let alone = Lowering.lower(model, properties: selection, diagnostics: &diagnostics)
      #expect(shared?.description == alone?.description, "\(name), \(selection)")
      // Their order is that in which they are met.
      #expect(shared.map { Set($0.faultSites) } == alone.map { Set($0.faultSites) }, "\(name), \(selection)")
      #expect(shared?.orderDependencies.count == alone?.orderDependencies.count, "\(name), \(selection)")
    }
    return moves != nil
  }

  /// Random models have events in properties, formulas and monitors, with conditions that may fault.
  @Test func ofRandomModels() throws {
    var shared = 0
    for seed in 0..<150 {
      guard let model = CheckedText(RandomModel(seed: UInt64(seed), formulas: seed % 3).source).model else { continue }
      if try expectTheSame(model, "seed \(seed)") { shared += 1 }
    }
    #expect(shared > 50, "most models share something")
  }

  /// The models of this repository, each as its first run has it.
  @Test func ofModels() throws {
    var session = Session(
      in: RepositoryFiles.root, files: [], root: RepositoryFiles.root, models: [], ignoring: [])
    let runs = Dictionary(grouping: CheckPlanner.plan(CheckRequest(files: []), session: &session).runs, by: \.unit.name)
    #expect(runs.count > 40)
    for (name, runs) in runs {
      let model = session.checked(runs[0].unit, runs[0].settings)
      try expectTheSame(try #require(model), name)
    }
  }

  /// A condition of a property that may fault is none of another one's business: that program has no fault to look for.
  @Test func faultsOfPropertiesAreTheirOwn() throws {
    let model = try #require(
      CheckedText(
        """
        model apart

        var n : 0...3 = 0
        event went(by: 0...3)

        actor one {
          initial final state idle {
            step go when n < 3 { n += 1; emit went(n) } -> idle
          }
        }

        property divides "a number can be divided by": never went(by) when 6 / (by - 1) == 3
        property stays "there is no more than three": never went(by) when by > 3
        """
      ).model)
    try expectTheSame(model, "apart")
  }
}
