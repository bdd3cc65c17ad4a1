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
    let full = try search(program, checked.sources, .breadth, reduction: .off)
    return full.stop == .complete ? (program, checked.sources, full) : nil
  }

  private func search(
    _ program: Program, _ sources: SourceMap, _ order: SearchOrder, reduction: ReductionMode = .on,
    _ change: (inout SearchOptions) -> Void = { _ in }
  ) throws -> Outcome {
    var options = SearchOptions()
    options.order = order
    options.keepsGoing = true
    options.reduction = reduction
    options.maximumStates = 3_000
    options.maximumMemory = 1 << 28
    change(&options)
    return try Search.run(program, sources: sources, options: options, control: RunControl())
  }

  /// What must be the same in every search of a program.
  private func answers(_ outcome: Outcome) -> [String] {
    let fired = outcome.coverage.fired.map { $0 ? "+" : "-" }.joined()
    return outcome.properties.map { "\($0.name): \($0.verdict)" } + ["\(outcome.stop)", fired]
  }

  /// The verdicts alone: a search in two rounds does not know what fired in the first.
  private func verdicts(_ outcome: Outcome) -> [String] { outcome.properties.map { "\($0.name): \($0.verdict)" } }

  /// The length of each property's trace.
  private func traceLengths(_ outcome: Outcome) -> [String: Int] {
    outcome.properties.reduce(into: [:]) { if let trace = $1.trace { $0[$1.name] = trace.transitions.count } }
  }

  /// What is wrong with a trace: each step must be possible, and the end what the verdict says.
  private func flaws(_ outcome: Outcome, _ example: (program: Program, sources: SourceMap, full: Outcome)) -> [String] {
    let interpreter = GroundInterpreter(example.program)
    return outcome.properties.compactMap { property in
      guard let trace = property.trace else { return nil }
      var states = example.program.initialStates
      for (position, transition) in trace.transitions.enumerated() {
        let isLast = position + 1 == trace.transitions.count
        states = states.compactMap { state in
          guard (try? interpreter.isEnabled(transition, in: state)) ?? isLast else { return nil }
          if interpreter.isCommitted(state), !example.program.transitions[transition].leavesCommitted { return nil }
          return isLast && property.verdict == .fault ? state : interpreter.fire(transition, from: state).state
        }
      }
      return states.isEmpty ? "\(property.name): a step is not possible" : nil
    }
  }

  @Test(arguments: 0..<50) func randomProgramsKeepTheirVerdicts(batch: Int) throws {
    var (full, reduced, passed) = (0, 0, 0)
    for seed in batch * 100..<(batch + 1) * 100 {
      guard let example = try example(seed: seed) else { continue }
      for order in [SearchOrder.breadth, .depth] {
        let outcome = try search(example.program, example.sources, order)
        let text = "seed \(seed), \(order.rawValue) first"
        #expect(answers(outcome) == answers(example.full), "\(text)")
        #expect(outcome.statistics.states <= example.full.statistics.states, "\(text)")
        #expect(flaws(outcome, example) == [], "\(text)")
        if order == .breadth { #expect(traceLengths(outcome) == traceLengths(example.full), "\(text)") }
        full += example.full.statistics.states
        reduced += outcome.statistics.states
        passed += outcome.reduction?.passedStates ?? 0
      }
    }
    #expect(reduced < full && passed > 0, "nothing was left out")
  }

  /// Where a search without reduction is too long for a shortest trace, there is a trace all the same.
  @Test(arguments: 0..<10) func reducedTracesArePossible(batch: Int) throws {
    var traces = 0
    for seed in batch * 100..<(batch + 1) * 100 {
      guard let example = try example(seed: seed) else { continue }
      let outcome = try search(example.program, example.sources, .breadth) { $0.looksForShortestTraces = false }
      #expect(flaws(outcome, example) == [], "seed \(seed)")
      let lengths = traceLengths(outcome)
      let shortest = traceLengths(example.full)
      #expect(lengths.keys == shortest.keys && lengths.allSatisfy { $1 >= shortest[$0]! }, "seed \(seed)")
      traces += lengths.count
    }
    #expect(traces > 0, "nothing was found")
  }

  /// A search that begins to reduce by itself after so many states.
  @Test(arguments: [1, 7, 40]) func searchesOfTwoRoundsKeepTheirVerdicts(threshold: Int) throws {
    var began = 0
    for seed in 0..<500 {
      guard let example = try example(seed: seed) else { continue }
      for order in [SearchOrder.breadth, .depth] {
        let outcome = try search(example.program, example.sources, order, reduction: .automatic) {
          $0.reductionThreshold = threshold
        }
        let text = "seed \(seed), \(order.rawValue) first"
        #expect(verdicts(outcome) == verdicts(example.full), "\(text)")
        #expect(flaws(outcome, example) == [], "\(text)")
        if order == .breadth { #expect(traceLengths(outcome) == traceLengths(example.full), "\(text)") }
        if outcome.reduction != nil { began += 1 }
      }
    }
    #expect(began > 0, "no search began to reduce")
  }

  /// A reduction with a defect gives a wrong answer that the comparison notices.
  @Test(arguments: [Interference.Defect.accordance, .visibility, .enabling, .proviso])
  func defectsAreCaught(defect: Interference.Defect) throws {
    for seed in 0..<5_000 {
      guard let example = try example(seed: seed) else { continue }
      for order in [SearchOrder.breadth, .depth] {
        let outcome = try search(example.program, example.sources, order) { $0.defect = defect }
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
