/// What the words of the grammar are for. Words are contextual, so that behind a dot, or as the name of a state, each may stand for
/// something else; for the parser this is no table, but for those who show a text in colours.
package enum KeywordClass: String, CaseIterable, Sendable {
  case declaration
  case modifier
  case statement
  case `operator`
  case quantifier
  case property
  case expectation
  case attribute
  case constant
  case type

  /// The words; `Bool` and `Int` are names of types that nobody declares.
  package var words: [String] {
    switch self {
    case .declaration:
      [
        "model", "import", "param", "type", "enum", "struct", "var", "queue", "bag", "signal", "event", "let", "func",
        "actor", "state", "sequence", "step", "monitor", "property", "ltl", "rv", "check",
      ]
    case .modifier: ["ghost", "symmetric", "fair", "strongly", "initial", "final", "committed", "timeout", "extra"]
    case .statement:
      ["if", "then", "else", "for", "emit", "assert", "when", "where", "sends", "on", "from", "to", "at"]
    case .operator: ["in", "is", "implies", "imply", "equivalent", "and", "or", "not"]
    case .quantifier: ["forall", "exists", "count", "min", "max", "choose"]
    case .property:
      [
        "invariant", "never", "reachable", "rest", "always", "eventually", "next", "until", "infinitely", "often",
        "leads",
      ]
    case .expectation: ["expect", "allow", "within", "with", "pass", "violation", "of", "deadlock", "stuck", "fault"]
    case .attribute: ["source", "link", "trace"]
    case .constant: ["true", "false", "none", "any"]
    case .type: ["Bool", "Int", "Set"]
    }
  }
}
