import Glibc
import QuiesceLanguage
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceNative
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Searches come to the same, whatever runs the steps.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct NativeSearchTests {

  /// What of an outcome does not depend on the machine.
  private struct Result: Equatable {
    var verdicts: [Verdict]
    var traces: [[Int]?]
    var figures: [Int]
    var fired: [Bool]
    var blocked: [Bool]
    var marks: UInt64

    init(_ outcome: Outcome) {
      verdicts = [outcome.verdict] + outcome.properties.map(\.verdict)
      traces = outcome.properties.map { $0.trace?.transitions }
      let statistics = outcome.statistics
      figures = [statistics.states, statistics.transitions, statistics.depth]
      fired = outcome.coverage.fired
      blocked = outcome.coverage.blocked
      marks = outcome.marks
    }
  }

  private func search(
    _ text: String, _ engine: EngineOptions, _ change: (inout SearchOptions) -> Void = { _ in }
  ) throws -> Outcome {
    let checked = CheckedText(text)
    var diagnostics: [Diagnostic] = []
    let program = Lowering.lower(
      try #require(checked.model, "\(checked.errors)"), properties: nil, diagnostics: &diagnostics)
    var options = SearchOptions()
    options.keepsGoing = true
    options.tracesWitnesses = true
    options.maximumMemory = 1 << 28
    options.engine = engine
    change(&options)
    return try Search.run(try #require(program), sources: checked.sources, options: options, control: RunControl())
  }

  private func engine(_ choice: EngineOptions.Choice, cache: LibraryCache?) -> EngineOptions {
    var options = EngineOptions()
    options.choice = choice
    options.compiler = CCompiler()
    options.cache = cache
    options.delay = 0
    return options
  }

  /// Native from the beginning, and from the end of the first level on, as the library is there by then: in the whole space, with
  /// slices and stubborn sets, depth first, and with a program whose actors are equal.
  @Test(arguments: 0..<12) func outcomesAreTheSame(seed: Int) throws {
    let text = RandomModel(seed: UInt64(3000 + seed), isSymmetric: seed % 2 == 0).source
    guard CheckedText(text).model != nil else { return }
    guard let directory = TemporaryDirectory() else { throw Compilation.Failure.noDirectory }
    let cache = LibraryCache(at: directory.path)
    for (order, reduction, symmetry) in [
      (SearchOrder.breadth, ReductionMode.off, false), (.breadth, .on, false), (.depth, .on, false),
      (.breadth, .off, true),
    ] {
      func change(_ options: inout SearchOptions) {
        options.order = order
        options.reduction = reduction
        options.symmetry = symmetry
        options.slices = reduction == .on
        options.maximumStates = 5_000
      }
      let expected = try search(text, EngineOptions(), change)
      let native = try search(text, engine(.native, cache: cache), change)
      let automatic = try search(text, engine(.automatic, cache: cache), change)
      #expect(expected.engine.kind == .interpreter && native.engine.kind == .native)
      if order == .breadth, expected.statistics.depth > 0, expected.stop == .complete {
        #expect(automatic.engine.kind == .native && automatic.engine.statesBefore != nil)
      }
      #expect(Result(native) == Result(expected), "\(order) \(reduction) \(symmetry):\n\(text)")
      #expect(Result(automatic) == Result(expected), "\(order) \(reduction) \(symmetry), automatic:\n\(text)")
    }
  }

  private static let counter = """
    model counter
    var n : 0...9 = 0
    actor a { initial final state go { step up when n < 9 { n += 1 } } }
    property small: invariant n < 9
    """

  /// Without a compiler the interpreter goes on, and says why; nobody is told of it who has not asked.
  @Test func withoutACompilerTheInterpreterGoesOn() throws {
    for choice in [EngineOptions.Choice.automatic, .native] {
      var options = engine(choice, cache: nil)
      options.compiler = nil
      let outcome = try search(Self.counter, options)
      #expect(outcome.engine.kind == .interpreter && outcome.engine.refusal == "there is no C compiler")
      #expect(outcome.engine.isNativeWanted == (choice == .native))
      #expect(outcome.verdict == .violated && outcome.statistics.states == 10)
    }
  }

  /// A search that ends first, and one that has no time, leave neither a compiler nor a directory behind.
  @Test func aCompilerIsNotWaitedForInVain() throws {
    guard let directory = TemporaryDirectory() else { throw Compilation.Failure.noDirectory }
    directory.write("#!/bin/sh\necho $$ > '\(directory.path)/process'\nexec sleep 1000\n", to: "cc")
    chmod(directory.path + "/cc", 0o700)
    for (choice, seconds) in [(EngineOptions.Choice.automatic, nil), (.native, 0.2)] as [(_, Double?)] {
      var options = engine(choice, cache: nil)
      options.compiler = CCompiler(directory.path + "/cc")
      let outcome = try search(Self.counter, options) { $0.maximumSeconds = seconds }
      #expect(outcome.engine.kind == .interpreter && outcome.stop == .complete)
      #expect((outcome.engine.refusal == "the compiler took longer than the run may") == (choice == .native))
    }
    // What `sleep` leaves behind would be a process of that number.
    let process = Int32(RunningCommand.text(of: directory.path + "/process").split(separator: "\n").first ?? "") ?? 0
    #expect(process > 0 && kill(process, 0) != 0)
  }
}
