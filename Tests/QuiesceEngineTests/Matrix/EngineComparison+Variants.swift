import QuiesceModel
import QuiesceTestSupport

@testable import QuiesceNative
@testable import QuiesceProgram
@testable import QuiesceSearch

extension Variant {
  /// Searches a program; nil where the engine does not take what is asked.
  typealias EngineSearch = (SearchSubject, SourceMap, SearchOptions) throws -> Outcome?

  /// An engine that must be like the interpreter on one thread in all that a search says.
  static func engine(
    _ name: String, _ extent: [ProgramFamily: Int], shows: [Sighting: Int] = [.engineAtWork: 1],
    _ maker: @escaping @Sendable () throws -> EngineSearch
  ) -> Variant {
    Variant(name: name, extent: extent, shows: shows) { _ in
      let search = try maker()
      return { program, sightings in
        try EngineComparison.differences(of: program) { subject, sources, options in
          let outcome = try search(subject, sources, options)
          sightings.saw(.compared, if: outcome != nil)
          sightings.saw(.engineAtWork, if: outcome.map(isAtWork) ?? false)
          return outcome
        }
      }
    }
  }

  private static func isAtWork(_ outcome: Outcome) -> Bool {
    outcome.engine.kind == .native || outcome.statistics.threads > 1 || outcome.resumedStates != nil
      || outcome.trees != nil
  }

  /// The interpreter of trees in the place of the machine, under everything that a search does.
  static func trees(_ extent: [ProgramFamily: Int]) -> Variant {
    engine("trees, asked everything", extent, shows: [.compared: 20]) {
      { subject, sources, options in
        let search = Search(subject, sources: sources, options: options, clock: RunClock(RunControl()))
        let runnable = RunnableProgram<TreeStepper>(
          engine: GroundInterpreter(search.program), outline: search.outline, permutations: search.permutations)
        return try search.run(runnable, nil, nil)
      }
    }
  }

  /// So many threads, which expand together whatever level is taken whole.
  static func threads(_ count: Int, _ extent: [ProgramFamily: Int]) -> Variant {
    engine("\(count) threads, asked everything", extent) {
      { subject, sources, options in
        var options = options
        options.threads = count
        return try Search.run(subject, sources: sources, options: options)
      }
    }
  }

  /// States that are kept as trees.
  static func compressed(_ extent: [ProgramFamily: Int]) -> Variant {
    engine("states as trees, asked everything", extent) {
      { subject, sources, options in
        var options = options
        options.compression = .tree
        return try Search.run(subject, sources: sources, options: options)
      }
    }
  }

  /// What a compiler makes of the instructions: from the beginning, or from the end of the first level on, since the library is there
  /// by then.
  static func native(_ choice: EngineOptions.Choice, _ extent: [ProgramFamily: Int]) -> Variant {
    engine(choice == .native ? "native code" : "native code from a level on", extent) {
      let directory = try Folder()
      return { subject, sources, options in
        var options = options
        options.engine.compiler = CCompiler()
        options.engine.cache = LibraryCache(at: directory.path)
        options.engine.delay = 0
        options.engine.choice = .native
        let outcome = try Search.run(subject, sources: sources, options: options)
        if choice == .native { return outcome }
        options.engine.choice = choice
        return try Search.run(subject, sources: sources, options: options)
      }
    }
  }

  /// States that are kept in a folder: a sitting that ends as soon as it looks at the clock, then one that goes on to the end, and one
  /// that takes its record up again.
  static func store(_ extent: [ProgramFamily: Int]) -> Variant {
    engine("kept in files", extent) {
      { subject, sources, options in
        // Only breadth first, and without stubborn sets, is nothing in hand between two batches.
        guard options.order == .breadth, options.reduction == .off else { return nil }
        let directory = try Folder()
        var outcome: Outcome?
        for seconds in [0, nil, nil] as [Double?] {
          outcome = try Search.run(
            subject, sources: sources, options: options, clock: RunClock(RunControl(), seconds: seconds),
            store: SearchStore(directory.path, interval: 0))
        }
        return outcome
      }
    }
  }
}

/// A directory that is there as long as somebody has it.
private final class Folder {
  private let directory: TemporaryDirectory

  init() throws {
    guard let directory = TemporaryDirectory() else { throw Compilation.Failure.noDirectory }
    self.directory = directory
  }

  var path: String { directory.path }
}
