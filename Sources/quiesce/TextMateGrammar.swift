import QuiesceLanguage

/// The language as a grammar of TextMate, which Visual Studio Code, Sublime Text and others read.
struct TextMateGrammar: Encodable {
  /// A rule: what it matches, or where it begins and ends, and what that is called.
  struct Rule: Encodable {
    /// What a part in parentheses is called.
    struct Capture: Encodable {
      var name: String
    }

    var name: String?
    var match: String?
    var captures: [String: Capture]?
    var begin: String?
    var end: String?
    var patterns: [Rule]?
    var include: String?
  }

  private(set) var name = "Quiesce"
  private(set) var scopeName = "source.quiesce"
  private(set) var fileTypes = ["quiesce"]
  private(set) var patterns: [Rule]
  private(set) var repository: [String: Rule]

  /// The grammar. Of rules that match at one place the first counts.
  init() {
    let comment = Rule(
      name: "comment.block.quiesce", begin: #"/\*"#, end: #"\*/"#, patterns: [Rule(include: "#comment")])
    let string = Rule(
      name: "string.quoted.double.quiesce", begin: "\"", end: "\"|$",
      patterns: [Rule(name: "constant.character.escape.quiesce", match: #"\\["\\nt]"#)])
    patterns = [
      Rule(name: "comment.line.documentation.quiesce", match: "///.*$"),
      Rule(name: "comment.line.double-slash.quiesce", match: "//.*$"), Rule(include: "#comment"), string,
      Rule(name: "keyword.other.attribute.quiesce", match: "@" + Self.oneOf(.attribute)),
      // Any word may be a case behind a dot, a field, or the name of what is declared.
      Rule(name: "variable.other.member.quiesce", match: #"(?<!\.)\.[A-Za-z_]\w*"#),
      Rule(
        match: Self.oneOf(.declaration) + #"(?:[ \t]+([A-Za-z_]\w*))?"#,
        captures: [
          "1": Rule.Capture(name: Self.scope(of: .declaration)), "2": Rule.Capture(name: "entity.name.quiesce"),
        ]),
      Rule(name: "constant.numeric.quiesce", match: #"\b(?:0x[0-9A-Fa-f_]+|[0-9][0-9_]*)\b"#),
    ]
    patterns += KeywordClass.allCases.filter { $0 != .attribute && $0 != .declaration }.map {
      Rule(name: Self.scope(of: $0), match: Self.oneOf($0))
    }
    repository = ["comment": comment]
  }

  private static func oneOf(_ keyword: KeywordClass) -> String {
    "\\b(\(keyword.words.joined(separator: "|")))\\b"
  }

  /// The name that themes know.
  private static func scope(of keyword: KeywordClass) -> String {
    switch keyword {
    case .declaration: "keyword.declaration.quiesce"
    case .modifier: "storage.modifier.quiesce"
    case .statement: "keyword.control.quiesce"
    case .operator, .quantifier: "keyword.operator.word.quiesce"
    case .property, .expectation, .attribute: "keyword.other.\(keyword.rawValue).quiesce"
    case .constant: "constant.language.quiesce"
    case .type: "support.type.quiesce"
    }
  }
}
