import Glibc

/// The environment variables that the command heeds.
struct Environment: Sendable {
  private let values: [String: String]

  /// An environment given by a test.
  init(_ values: [String: String]) {
    self.values = values
  }

  /// The process's own.
  static func current() -> Environment {
    let names = [
      "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM", "COLUMNS", "TMPDIR", "PATH",
      "GITHUB_STEP_SUMMARY",
    ]
    var values: [String: String] = [:]
    for name in names {
      if let text = getenv(name) { values[name] = String(cString: text) }
    }
    return Environment(values)
  }

  /// The value of a variable; an empty one counts as absent, as no-color.org asks.
  subscript(name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }
}

/// Whether a stream is coloured.
enum ColorPolicy {
  /// `--color`, then NO_COLOR, then CLICOLOR_FORCE and FORCE_COLOR, then what the stream is.
  static func isColored(option: String?, environment: Environment, isTerminal: Bool) -> Bool {
    switch option {
    case "always": return true
    case "never": return false
    default: break
    }
    if environment["NO_COLOR"] != nil { return false }
    for name in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
      if let value = environment[name], value != "0" { return true }
    }
    return isTerminal && environment["TERM"] != "dumb" && environment["CLICOLOR"] != "0"
  }
}
