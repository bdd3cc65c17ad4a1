/// Colours of a terminal; words always say the same.
package struct TextStyle: Sendable {
  /// What a piece of text is.
  package enum Role: Sendable {
    /// As it should be.
    case good
    /// As it should not be.
    case bad
    /// Undecided or worth a look.
    case doubtful
    /// A heading.
    case strong
    /// Beside the point.
    case faint
  }

  private let isColored: Bool

  /// Makes a style.
  package init(isColored: Bool) {
    self.isColored = isColored
  }

  /// Plain text.
  package static let plain = TextStyle(isColored: false)

  /// The text in the colour of its role.
  package func callAsFunction(_ text: String, _ role: Role) -> String {
    guard isColored else { return text }
    let code =
      switch role {
      case .good: "32"
      case .bad: "1;31"
      case .doubtful: "33"
      case .strong: "1"
      case .faint: "2"
      }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }
}
