import QuiesceLanguage
import QuiesceTestSupport
import Testing

@testable import QuiesceEngine

/// A reduced search says what the full one says.
@Suite struct ReductionTests {
  /// A random program with at most so many states, and what the full search says of it.
  private func example(seed: Int) throws -> (program: Program, sources: SourceMap, full: Outcome)? {
    let checked = CheckedText(RandomModel(seed: UInt64(seed)).source)
    var diagnostics: [Diagnostic] = []
    guard let model = checked.model,
      let program = Lowering.lower(model.withOpenProperty, properties: nil, diagnostics: &diagnostics)
    else { return nil }
    let full = try search(program, checked.sources, .breadth, reduction: false)
    return full.stop == .complete ? (program, checked.sources, full) : nil
  }

  private func search(
    _ program: Program, _ sources: SourceMap, _ order: SearchOrder, reduction: Bool = true,
    defect: Interference.Defect? = nil
  ) throws -> Outcome {
    var options = SearchOptions()
    options.order = order
    options.keepsGoing = true
    options.reduction = reduction
    options.defect = defect
    options.maximumStates = 3_000
    options.maximumMemory = 1 << 28
    return try Search.run(program, sources: sources, options: options, control: RunControl())
  }

  /// What must be the same in every search of a program.
  private func answers(_ outcome: Outcome) -> [String] {
    let fired = outcome.coverage.fired.map { $0 ? "+" : "-" }.joined()
    return outcome.properties.map { "\($0.name): \($0.verdict)" }
      + ["\(outcome.stop)", fired]
  }

  @Test(arguments: 0..<50) func randomProgramsKeepTheirVerdicts(batch: Int) throws {
    var (full, reduced) = (0, 0)
    for seed in batch * 100..<(batch + 1) * 100 {
      guard let example = try example(seed: seed) else { continue }
      for order in [SearchOrder.breadth, .depth] {
        let outcome = try search(example.program, example.sources, order)
        let text = "seed \(seed), \(order.rawValue) first"
        #expect(answers(outcome) == answers(example.full), "\(text)")
        #expect(outcome.statistics.states <= example.full.statistics.states, "\(text)")
        full += example.full.statistics.states
        reduced += outcome.statistics.states
      }
    }
    #expect(reduced < full, "nothing was left out")
  }

  /// A reduction with a defect gives a wrong answer that the comparison notices.
  @Test(arguments: [Interference.Defect.accordance, .visibility, .enabling, .proviso])
  func defectsAreCaught(defect: Interference.Defect) throws {
    for seed in 0..<5_000 {
      guard let example = try example(seed: seed) else { continue }
      for order in [SearchOrder.breadth, .depth] {
        let outcome = try search(example.program, example.sources, order, defect: defect)
        if answers(outcome) != answers(example.full) { return }
      }
    }
    Issue.record("no random program shows the defect")
  }

  /// A guard whose first false condition hides a condition that may come to fail.
  @Test(arguments: [SearchOrder.breadth, .depth]) func faultsOfGuardsAreFound(order: SearchOrder) throws {
    let text = """
      model failing
      type Number = 0...2
      var held : Number? = 1
      var enabled : Bool = false
      actor reader {
        initial state poll {
          step quit -> off
          step fetch when held! == 1 && enabled -> off
        }
        state off { step enable { enabled = true } -> end }
        final state end
      }
      actor writer { initial state w { step drop { held = none } -> x } final state x }
      """
    let checked = CheckedText(text)
    let model = try #require(checked.model, "\(checked.errors)")
    var diagnostics: [Diagnostic] = []
    let program = try #require(Lowering.lower(model, properties: nil, diagnostics: &diagnostics))
    let outcome = try search(program, checked.sources, order)
    #expect(outcome.verdict == .fault)
  }
}
