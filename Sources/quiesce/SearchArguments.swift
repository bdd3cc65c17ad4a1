import QuiesceProgram
import QuiesceReport
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
    tracesWitnesses = arguments.has(.traces) || arguments.text(.format) == "json"
  }

  /// How many states a run visits, at most, after it has found what was expected to go wrong, so that a fault which nobody expects
  /// does not hide behind it. Most spaces are smaller, and more than these take no longer than a tenth of a second.
  static let statesBeyondFailure = 100_000

  /// The same search of the whole space.
  var withoutReductions: SearchOptions {
    var options = self
    options.reduction = .off
    options.slices = false
    options.symmetry = false
    return options
  }

  /// The budgets as reports show them.
  var bounds: RunReport.Bounds {
    RunReport.Bounds(
      states: maximumStates, memory: maximumMemory, seconds: maximumSeconds,
      walks: order == .random ? RunReport.Bounds.Walks(count: walks, length: walkLength, seed: seed) : nil)
  }
}

extension Arguments {
  /// The options that change what a search does, as words of a command line.
  var searchWords: [String] {
    let names: [OptionName] = [
      .search, .seed, .walks, .walkLength, .reduction, .slice, .symmetry, .maxStates, .memory, .time, .totalTime,
      .keepGoing,
    ]
    return names.flatMap { name -> [String] in
      guard has(name) else { return [] }
      let value = text(name) ?? ""
      return value.isEmpty ? ["--\(name.rawValue)"] : ["--\(name.rawValue)", value]
    }
  }
}

/// Words as a shell reads them.
enum ShellText {
  /// The words with quotes where they are needed.
  static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    // No terminal may obey what stands in a file's name.
    let isControl = { (scalar: Unicode.Scalar) in scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) }
    if word.unicodeScalars.contains(where: isControl) {
      let pieces = word.unicodeScalars.map { scalar -> String in
        guard !isControl(scalar) else {
          return String(scalar).utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return scalar == "'" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
      }
      return "$'" + pieces.joined() + "'"
    }
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ":", "=", "+", ",", "@", "%": true
      default: false
      }
    }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
