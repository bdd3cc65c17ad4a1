import QuiesceLanguage
import QuiesceLowering
import QuiesceModel
import QuiesceProgram
import QuiesceSearch

/// Why something cannot be measured.
struct Refusal: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(_ diagnostics: [Diagnostic]) {
    self.init(diagnostics.filter { $0.severity == .error }.map(\.message).joined(separator: "\n"))
  }
}

/// A ground program, with its texts for traces.
struct GroundModel: Sendable {
  let program: Program
  let sources: SourceMap

  /// Makes a text ground that imports nothing, with some of its properties; nil stands for all.
  init(
    _ text: String, path: String, settings: [String: Value] = [:], properties: [String]? = nil
  ) throws(Refusal) {
    var sources = SourceMap()
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: path, text: text)
    let id = sources.add(file)
    let syntax = parse(file, id: id, diagnostics: &diagnostics)
    let unit = ModelUnit(name: path, files: [syntax], propertyFiles: [])
    guard !diagnostics.contains(where: { $0.severity == .error }) else { throw Refusal(diagnostics) }
    try self.init(unit, settings: settings, properties: properties, sources: sources)
  }

  /// Makes a model ground with some of its properties; nil stands for all.
  init(
    _ unit: ModelUnit, settings: [String: Value], properties: [String]?, sources: SourceMap
  ) throws(Refusal) {
    var diagnostics: [Diagnostic] = []
    guard
      let model = Checker.check(unit, settings: settings.mapValues(Setting.value), diagnostics: &diagnostics),
      let program = Lowering.lower(model, properties: properties, diagnostics: &diagnostics)
    else { throw Refusal(diagnostics) }
    self.program = program
    self.sources = sources
  }

  /// Explores every state, or as many as are asked for, with or without the reduction, whatever is found on the way.
  func explore(
    reduction: Bool = false, checksDeadlock: Bool = true, engine: EngineOptions = EngineOptions(), threads: Int = 1,
    maximumStates: Int? = nil, maximumMemory: Int? = nil
  ) throws(Refusal) -> Outcome {
    var options = SearchOptions()
    options.engine = engine
    options.threads = threads
    options.maximumStates = maximumStates
    options.maximumMemory = maximumMemory
    options.keepsGoing = true
    options.checksDeadlock = checksDeadlock
    options.slices = reduction
    options.reduction = reduction ? .on : .off
    do throws(BytecodeLimit) {
      return try Search.run(program, sources: sources, options: options, control: RunControl())
    } catch {
      throw Refusal("the program does not fit the machine: \(error)")
    }
  }
}
