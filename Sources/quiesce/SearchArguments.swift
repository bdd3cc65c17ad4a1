import QuiesceProgram
import QuiesceSearch

extension SearchOptions {
  /// The options of a search that the arguments ask for.
  init(_ arguments: Arguments) {
    self.init()
    if let order = arguments.text(.search).flatMap(SearchOrder.init(rawValue:)) { self.order = order }
    if let seed = arguments.integer(.seed) { self.seed = UInt64(seed) }
    if let walks = arguments.integer(.walks) { self.walks = walks }
    if let length = arguments.integer(.walkLength) { walkLength = length }
    maximumStates = arguments.integer(.maxStates)
    maximumMemory = arguments.bytes(.memory)
    maximumSeconds = arguments.seconds(.time)
    keepsGoing = arguments.has(.keepGoing)
    if let mode = arguments.text(.reduction).flatMap(ReductionMode.init(rawValue:)) { reduction = mode }
    slices = arguments.text(.slice) != "off"
    symmetry = arguments.text(.symmetry) == "on"
  }
}

extension Arguments {
  /// The options that change what a search does, as words of a command line.
  var searchWords: [String] {
    words(of: [
      .search, .seed, .walks, .walkLength, .reduction, .slice, .symmetry, .maxStates, .memory, .time, .totalTime,
      .keepGoing,
    ])
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
