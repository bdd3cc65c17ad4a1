import QuiesceNative
import QuiesceProgram
import QuiesceSearch
import QuiesceSystem

extension Arguments {
  /// How many runs, or pages, are made at once: as many as there are cores, unless the arguments say otherwise.
  var jobs: Int { integer(.jobs) ?? Cores.available() }
}

extension SearchOptions {
  /// The options of a search that the arguments ask for.
  init(_ arguments: Arguments) {
    self.init()
    if let order = arguments.text(.search).flatMap(SearchOrder.init(rawValue:)) { self.order = order }
    if let form = arguments.text(.visited).flatMap(VisitedForm.init(rawValue:)) { visited = form }
    if let form = arguments.text(.compress).flatMap(StateCompression.init(rawValue:)) { compression = form }
    if let seed = arguments.integer(.seed) { self.seed = UInt64(seed) }
    if let walks = arguments.integer(.walks) { self.walks = walks }
    if let length = arguments.integer(.walkLength) { walkLength = length }
    swarm = SwarmOptions(arguments)
    threads = arguments.integer(.threads) ?? Cores.available()
    namesThreads = arguments.has(.threads)
    maximumStates = arguments.integer(.maxStates) ?? arguments.statesOfEachSize
    maximumMemory = arguments.bytes(.memory)
    if let bytes = maximumMemory { bitArrayBytes = bytes / 2 }
    maximumSeconds = arguments.seconds(.time)
    keepsGoing = arguments.has(.keepGoing)
    if let mode = arguments.text(.reduction).flatMap(ReductionMode.init(rawValue:)) { reduction = mode }
    slices = arguments.text(.slice) != "off"
    symmetry = arguments.text(.symmetry) == "on"
  }
}

extension EngineOptions {
  /// The engine that the arguments ask for.
  init(_ arguments: Arguments) throws(Refusal) {
    self.init()
    choice = arguments.text(.engine).flatMap(Choice.init(rawValue:)) ?? .automatic
    compiler = CCompiler(arguments.text(.cc))
    cache = LibraryCache()
    guard compiler == nil else { return }
    if let name = arguments.text(.cc) {
      throw Refusal("--cc: '\(name)' is no command in PATH and no file that can be run")
    }
    if choice == .native {
      throw Refusal(
        "--engine native needs a C compiler, and none of \(CCompiler.names.joined(separator: ", ")) is in PATH:"
          + " install one, name one with --cc, or leave --engine out")
    }
  }
}

extension Arguments {
  /// The options that change what a search does, as words of a command line, but for those that say which searches a swarm makes,
  /// and how large.
  var searchWords: [String] {
    let names: [OptionName] = [
      .search, .seed, .walks, .walkLength, .visited, .compress, .reduction, .slice, .symmetry, .engine, .cc, .maxStates,
      .memory, .time, .totalTime, .threads, .keepGoing, .traces,
    ]
    return words(of: isOfSwarm ? names.filter { $0 != .seed && $0 != .memory } : names)
      + (statesOfEachSize.map { ["--max-states", String($0)] } ?? [])
  }

  /// The bound on states that ends `--grow` where no budget is given.
  var statesOfEachSize: Int? {
    has(.grow) && ![.maxStates, .memory, .time, .totalTime].contains(where: { has($0) }) ? 1_000_000 : nil
  }

  /// Those of some options that are given, as words of a command line.
  func words(of names: [OptionName]) -> [String] {
    names.flatMap { name -> [String] in
      guard has(name) else { return [] }
      let value = text(name) ?? ""
      return value.isEmpty ? ["--\(name.rawValue)"] : ["--\(name.rawValue)", value]
    }
  }
}
