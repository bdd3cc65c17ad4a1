/// A command line that follows the table: every value has the form that its option asks for.
struct Arguments: Sendable {
  /// The subcommand.
  let command: CommandName
  /// The values of each option that was given, in order; a flag has one empty value.
  private(set) var values: [OptionName: [String]] = [:]
  /// The positional arguments.
  private(set) var positionals: [String] = []

  /// The words that were read, the subcommand included where it was named.
  let words: [String]

  init(command: CommandName, words: [String] = []) {
    self.command = command
    self.words = words
  }

  /// Adds a value of an option.
  mutating func add(_ value: String, to option: OptionName) {
    values[option, default: []].append(value)
  }

  /// Adds a positional argument.
  mutating func add(positional: String) {
    positionals.append(positional)
  }

  /// Whether the option was given.
  func has(_ option: OptionName) -> Bool { values[option] != nil }

  /// All values of a repeatable option.
  func all(_ option: OptionName) -> [String] { values[option] ?? [] }

  /// The value of an option.
  func text(_ option: OptionName) -> String? { values[option]?.last }

  /// The value of an option that takes integers.
  func integer(_ option: OptionName) -> Int? { text(option).flatMap { Int($0) } }

  /// The value of an option that takes a number of bytes.
  func bytes(_ option: OptionName) -> Int? { text(option).flatMap(Quantity.bytes) }

  /// The value of an option that takes a time.
  func seconds(_ option: OptionName) -> Double? { text(option).flatMap(Quantity.seconds) }
}

/// Numbers with units, as options take them.
enum Quantity {
  /// `512M`, `4GiB`, `1000000`
  static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number > 0 else { return nil }
    let shift: Int
    switch text.dropFirst(digits.count).lowercased() {
    case "", "b": shift = 0
    case "k", "kb", "kib": shift = 10
    case "m", "mb", "mib": shift = 20
    case "g", "gb", "gib": shift = 30
    case "t", "tb", "tib": shift = 40
    default: return nil
    }
    let (result, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
    return overflow ? nil : result
  }

  /// `90`, `1.5`, `200ms`, `90s`, `15m`, `2h`
  static func seconds(_ text: String) -> Double? {
    let digits = text.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
    guard let number = Double(digits), number > 0 else { return nil }
    let unit: Double
    switch text.dropFirst(digits.count) {
    case "", "s": unit = 1
    case "ms": unit = 0.001
    case "m", "min": unit = 60
    case "h": unit = 3600
    default: return nil
    }
    let seconds = number * unit
    return seconds <= longestSeconds ? seconds : nil
  }

  /// No search lasts longer: a hundred thousand hours.
  private static let longestSeconds = 3.6e8
}
