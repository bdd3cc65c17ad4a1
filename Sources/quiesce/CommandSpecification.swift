/// What the value of an option or argument looks like; the parser refuses others, completions offer these.
enum ValueKind: Hashable, Sendable {
  /// One of these words.
  case choice([String])
  /// An integer not below the bound.
  case integer(minimum: Int)
  /// A number of bytes, with an optional suffix K, M, G or T (powers of 1024).
  case size
  /// A number of seconds, with an optional suffix s, m or h.
  case seconds
  /// The path of a file with the extension, or of any file.
  case file(extension: String?)
  /// The path of a folder.
  case directory
  /// `name=value`, of the parameters of the files on the command line
  case setting
  /// The name of a property of the files on the command line, `deadlock` or `fault`.
  case property
  /// `K/N`, one of several parts.
  case shard
  /// Forms of the result, each with `=FILE` behind it or without, with commas between them.
  case reports
  /// The stable name of a diagnostic.
  case diagnosticType
  /// Anything.
  case text
}

/// An option of a subcommand.
struct OptionSpecification: Sendable {
  /// The long name.
  let name: OptionName
  /// The letter, if it has one.
  let short: Character?
  /// What stands for the value in the help; nil for a flag.
  let placeholder: String?
  /// What the value looks like; meaningless for a flag.
  let kind: ValueKind
  /// Whether the value may be left out; then it stands behind '='.
  var isValueOptional = false
  /// Whether it may be given several times; otherwise the second is refused.
  let isRepeatable: Bool
  /// One sentence, without a full stop.
  let summary: String

  /// A flag.
  static func flag(_ name: OptionName, _ short: Character? = nil, _ summary: String) -> OptionSpecification {
    OptionSpecification(
      name: name, short: short, placeholder: nil, kind: .text, isRepeatable: false, summary: summary)
  }

  /// An option with a value.
  static func value(
    _ name: OptionName, _ placeholder: String, _ kind: ValueKind, repeatable: Bool = false, _ summary: String
  ) -> OptionSpecification {
    OptionSpecification(
      name: name, short: nil, placeholder: placeholder, kind: kind, isRepeatable: repeatable, summary: summary)
  }

  /// An option whose value may be left out.
  static func optionalValue(
    _ name: OptionName, _ placeholder: String, _ kind: ValueKind, _ summary: String
  ) -> OptionSpecification {
    OptionSpecification(
      name: name, short: nil, placeholder: placeholder, kind: kind, isValueOptional: true, isRepeatable: false,
      summary: summary)
  }

  /// `--name VALUE`, as usage lines show it.
  var usage: String {
    guard let placeholder else { return "--\(name.rawValue)" }
    if isValueOptional { return "--\(name.rawValue)[=\(placeholder)]" }
    return "--\(name.rawValue) \(placeholder)"
  }
}

/// A positional argument of a subcommand.
struct ArgumentSpecification: Sendable {
  /// How many are taken.
  enum Arity: Sendable {
    case one
    case optional
    case any
    case atLeastOne
  }

  /// What stands for it in the help.
  let placeholder: String
  /// What it looks like.
  let kind: ValueKind
  /// How many are taken.
  let arity: Arity
  /// One sentence, without a full stop.
  let summary: String

  /// As usage lines show it.
  var usage: String {
    switch arity {
    case .one: placeholder
    case .optional: "[\(placeholder)]"
    case .any: "[\(placeholder)...]"
    case .atLeastOne: "\(placeholder)..."
    }
  }
}

/// A subcommand.
struct CommandSpecification: Sendable {
  /// Its word.
  let name: CommandName
  /// One sentence, without a full stop.
  let summary: String
  /// What else there is to know, paragraph by paragraph.
  let discussion: [String]
  /// The positional arguments in order; only the last may take several.
  let arguments: [ArgumentSpecification]
  /// The options, in the order in which the help lists them; `--help` is added to every command.
  let options: [OptionSpecification]
  /// Command lines with what they do.
  let examples: [(line: String, meaning: String)]

  /// The one-line form.
  var usage: String {
    let words = arguments.map(\.usage) + (options.isEmpty ? [] : ["[options]"])
    return (["quiesce", name.rawValue] + words).joined(separator: " ")
  }

  /// Its own options and those that every command has.
  var allOptions: [OptionSpecification] { options + CommandTable.commonOptions }

  /// The option of this name, if the command has it.
  func option(_ name: OptionName) -> OptionSpecification? {
    allOptions.first { $0.name == name }
  }
}
