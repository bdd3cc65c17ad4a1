import Glibc
import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceNative
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Searches that cannot have native code, or do not wait for it; that it makes no difference is a row of the matrix.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct NativeSearchTests {
  private func search(
    _ text: String, _ engine: EngineOptions, _ change: (inout SearchOptions) -> Void = { _ in }
  ) throws -> Outcome {
    let checked = CheckedText(text)
    var options = SearchOptions()
    options.keepsGoing = true
    options.tracesWitnesses = true
    options.maximumMemory = 1 << 28
    options.engine = engine
    change(&options)
    return try Search.run(checked.lowered(), sources: checked.sources, options: options, control: RunControl())
  }

  private func engine(_ choice: EngineOptions.Choice, cache: LibraryCache?) -> EngineOptions {
    var options = EngineOptions()
    options.choice = choice
    options.compiler = CCompiler()
    options.cache = cache
    options.delay = 0
    return options
  }

  private static let counter = """
    model counter
    var n : 0...9 = 0
    actor a { initial final state go { step up when n < 9 { n += 1 } } }
    property small: invariant n < 9
    """

  /// Without a compiler the interpreter goes on, and says why.
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
