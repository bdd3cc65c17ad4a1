import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// A search that does not keep the states proves nothing, and what it finds is so.
@Suite struct DigestSearchTests {
  /// What is kept of the states, and how little of it.
  struct Form: CustomTestStringConvertible, Sendable {
    let form: VisitedForm
    var signatureBits = 64
    var arrayBytes = 1 << 24
    var testDescription: String { form == .compact ? "\(signatureBits) bits" : "\(arrayBytes) bytes" }

    var options: SearchOptions {
      var options = SearchOptions()
      options.visited = form
      options.signatureBits = signatureBits
      options.bitArrayBytes = arrayBytes
      return options
    }
  }

  /// With room for everything: a state of some thousand is omitted with a probability of less than 10^-6.
  static let ample = [Form(form: .compact), Form(form: .bitstate)]
  /// With so little room that most states are omitted.
  static let tiny = [
    Form(form: .compact, signatureBits: 4), Form(form: .compact, signatureBits: 7),
    Form(form: .bitstate, arrayBytes: 8),
    Form(form: .bitstate, arrayBytes: 64),
  ]

  private func run(_ program: Program, _ options: SearchOptions) throws -> Outcome {
    try Search.run(program, sources: ToyProgram.sources, options: options, control: RunControl())
  }

  /// `n` counters from 0 to `k` are a grid: (k + 1) to the n states, n k (k + 1) to the n - 1 edges, depth n k.
  @Test(arguments: ample) func visitsAGridAndProvesNothing(form: Form) throws {
    let outcome = try run(ToyProgram.counters(4, limit: 9), form.options)
    #expect(outcome.statistics.states == 10_000)
    #expect(outcome.statistics.transitions == 4 * 9 * 1000)
    #expect(outcome.statistics.depth == 36)
    #expect(outcome.verdict == .noVerdict && outcome.stop == .digestsDone && !outcome.isComplete)
    #expect(!outcome.properties.contains { $0.verdict == .holds })
    let omission = try #require(outcome.omission)
    #expect(omission.form == form.form && omission.probability > 0 && omission.probability < 1e-4)
    #expect(outcome.oneThreadReason == "visited states are not kept" && outcome.reductions.isEmpty)
  }

  /// With room for next to nothing a search ends early, and says that it has omitted something.
  @Test(arguments: tiny) func saysThatItOmits(form: Form) throws {
    let outcome = try run(ToyProgram.counters(4, limit: 9), form.options)
    // A state that is new sets one bit more, of 512.
    #expect(outcome.statistics.states <= 512)
    #expect(outcome.verdict == .noVerdict && outcome.stop == .digestsDone)
    #expect(try #require(outcome.omission).expected > 0.5)
  }

  /// Breadth first, what is found without an omission is found by a shortest way.
  @Test(arguments: ample) func tracesAreShortest(form: Form) throws {
    var program = ToyProgram.counters(3, limit: 9)
    program.model.properties = [
      .init(name: "low", description: "", kind: .invariant(.trueExpression), span: .none)
    ]
    let isLow = GroundExpression.binary(.less, .slot(2), .constant(7))
    program.properties = [ProgramProperty(name: "low", kind: .invariant(isLow), origin: 0, hasCover: false)]
    let outcome = try run(program, form.options)
    #expect(outcome.verdict == .violated && outcome.stop == .decided)
    #expect(outcome.properties.first?.trace?.transitions == Array(18...24))
  }

  /// The budget is kept to the state, and the furthest state is as far away as in a search of whole states: the levels of the grid
  /// end with its states 1, 5, 15, 35 and 70.
  @Test(arguments: ample, [1, 4, 5, 6, 35, 36, 70, 5000]) func aStateBudgetIsKept(form: Form, budget: Int) throws {
    var options = form.options
    options.maximumStates = budget
    let outcome = try run(ToyProgram.counters(4, limit: 9), options)
    #expect(outcome.verdict == .noVerdict && outcome.stop == .stateBudget && outcome.statistics.states == budget)
    if let depth = [1, 5, 15, 35, 70].firstIndex(where: { budget <= $0 }) {
      #expect(outcome.statistics.depth == depth)
    }
    options.visited = .exact
    #expect(try run(ToyProgram.counters(4, limit: 9), options).statistics.depth == outcome.statistics.depth)
  }

  /// Levels, log and signatures share the memory of the run; so do levels, log and array.
  @Test(arguments: VisitedForm.allCases) func aMemoryBudgetEndsIt(form: VisitedForm) throws {
    var options = SearchOptions()
    options.visited = form
    options.reduction = .off
    options.maximumMemory = 1 << 21
    let outcome = try run(ToyProgram.counters(7, limit: 9), options)
    #expect(outcome.verdict == .noVerdict && outcome.stop == .memoryBudget)
    #expect(outcome.statistics.peakMemoryBytes <= 1 << 21)
  }
}
