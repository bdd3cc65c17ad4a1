import QuiesceLanguage
import QuiesceProgram
import QuiesceRuns
import QuiesceSystem

/// What is wrong with a command line.
enum ArgumentError: Error, Equatable {
  case noCommand
  case unknownCommand(String)
  case unknownOption(String, CommandName)
  case missingValue(OptionName, CommandName)
  case unexpectedValue(OptionName, CommandName)
  case repeatedOption(OptionName, CommandName)
  case invalidValue(String, of: String, ValueKind, CommandName)
  case unexpectedArgument(String, CommandName)
  case missingArgument(String, CommandName)

  /// The subcommand whose usage helps.
  var command: CommandName? {
    switch self {
    case .noCommand, .unknownCommand: nil
    case .unknownOption(_, let command), .missingValue(_, let command), .unexpectedValue(_, let command),
      .repeatedOption(_, let command), .invalidValue(_, _, _, let command), .unexpectedArgument(_, let command),
      .missingArgument(_, let command):
      command
    }
  }
}

/// Reads a command line by the table.
struct ArgumentParser {
  private var words: ArraySlice<String>
  private var arguments: Arguments
  private let specification: CommandSpecification
  private var optionsEnded = false

  /// Reads the words behind the program's name.
  static func parse(_ words: [String]) throws(ArgumentError) -> Arguments {
    var rest = words[...]
    var leading: [String] = []
    // Options may stand before the subcommand: everything up to its word is put behind it.
    while let word = rest.first, word.hasPrefix("-"), word != "-", word != "--" {
      rest.removeFirst()
      if word == "--version" { return Arguments(command: .version) }
      leading.append(word)
      if takesValue(word), let value = rest.popFirst() { leading.append(value) }
    }
    guard let word = rest.popFirst() else {
      if leading.contains("--help") || leading.contains("-h") { return Arguments(command: .help) }
      if let option = leading.first { throw .unknownOption(option, .help) }
      throw .noCommand
    }
    guard let command = CommandName(rawValue: word) else { throw .unknownCommand(word) }
    var parser = ArgumentParser(
      words: leading + rest, specification: CommandTable.specification(of: command))
    return try parser.parse()
  }

  /// Whether the word is an option whose value is the next word, in any subcommand that has it.
  private static func takesValue(_ word: String) -> Bool {
    guard word.hasPrefix("--"), let name = OptionName(rawValue: String(word.dropFirst(2))) else { return false }
    return CommandTable.commands.contains { command in
      command.option(name).map { $0.placeholder != nil && !$0.isValueOptional } ?? false
    }
  }

  private init(words: [String], specification: CommandSpecification) {
    self.words = words[...]
    self.specification = specification
    arguments = Arguments(command: specification.name, words: [specification.name.rawValue] + words)
  }

  private mutating func parse() throws(ArgumentError) -> Arguments {
    while let word = words.popFirst() {
      if optionsEnded || word == "-" || word.hasPrefix("-:") || !word.hasPrefix("-") {
        arguments.add(positional: word)
      } else if word == "--" {
        optionsEnded = true
      } else if word.hasPrefix("--") {
        try parseLong(word)
      } else {
        try parseShort(word)
      }
    }
    if !arguments.has(.help) { try checkPositionals() }
    return arguments
  }

  private mutating func parseLong(_ word: String) throws(ArgumentError) {
    let body = word.dropFirst(2)
    let name = String(body.prefix { $0 != "=" })
    let value = body.count > name.count ? String(body.dropFirst(name.count + 1)) : nil
    guard let option = OptionName(rawValue: name).flatMap(specification.option) else {
      throw .unknownOption("--" + name, specification.name)
    }
    try take(option, value: value)
  }

  private mutating func parseShort(_ word: String) throws(ArgumentError) {
    for letter in word.dropFirst() {
      guard let option = specification.allOptions.first(where: { $0.short == letter }) else {
        throw .unknownOption("-\(letter)", specification.name)
      }
      try take(option, value: nil)
    }
  }

  private mutating func take(_ option: OptionSpecification, value: String?) throws(ArgumentError) {
    if arguments.has(option.name), !option.isRepeatable {
      if option.placeholder == nil { return }
      throw .repeatedOption(option.name, specification.name)
    }
    guard option.placeholder != nil else {
      if value != nil { throw .unexpectedValue(option.name, specification.name) }
      arguments.add("", to: option.name)
      return
    }
    if option.isValueOptional, value == nil {
      arguments.add("", to: option.name)
      return
    }
    guard let text = value ?? words.popFirst() else { throw .missingValue(option.name, specification.name) }
    try check(text, option.kind, of: "--" + option.name.rawValue)
    arguments.add(text, to: option.name)
  }

  private func checkPositionals() throws(ArgumentError) {
    var rest = arguments.positionals[...]
    for argument in specification.arguments {
      switch argument.arity {
      case .one, .optional:
        guard let text = rest.popFirst() else {
          if case .one = argument.arity { throw .missingArgument(argument.placeholder, specification.name) }
          continue
        }
        try check(text, argument.kind, of: argument.placeholder)
      case .any, .atLeastOne:
        if rest.isEmpty, case .atLeastOne = argument.arity {
          throw .missingArgument(argument.placeholder, specification.name)
        }
        while let text = rest.popFirst() { try check(text, argument.kind, of: argument.placeholder) }
      }
    }
    if let extra = rest.first { throw .unexpectedArgument(extra, specification.name) }
  }

  private func check(_ text: String, _ kind: ValueKind, of place: String) throws(ArgumentError) {
    let isValid: Bool
    switch kind {
    case .reports:
      if let part = ReportRequest.parts(of: text).first(where: { ReportRequest($0) == nil }) {
        throw .invalidValue(String(part), of: place, kind, specification.name)
      }
      isValid = true
    case .choice(let words): isValid = words.contains(text)
    case .integer(let minimum): isValid = Int(text).map { $0 >= minimum } ?? false
    case .size: isValid = Quantity.bytes(text).map { $0 >= MemoryBudget.least } ?? false
    case .seconds: isValid = Quantity.seconds(text) != nil
    case .shard: isValid = ShardNumber(text) != nil
    case .setting: isValid = text.contains("=") && !text.hasPrefix("=") && !text.hasSuffix("=")
    case .diagnosticType: isValid = DiagnosticType(rawValue: text.uppercased()) != nil
    case .file, .directory, .property, .text: isValid = !text.isEmpty
    }
    if !isValid { throw .invalidValue(text, of: place, kind, specification.name) }
  }
}
