/// A piece of source text that remembers how it was made, so that a program can be shrunk without parsing it.
package struct Fragment: Sendable, ExpressibleByStringInterpolation {
  /// What may be done to it while the program stays well formed.
  package enum Role: Hashable, Sendable {
    /// Nothing.
    case fixed
    /// It may be dropped.
    case optional
    /// A statement: it may be dropped, or replaced by statements inside it.
    case statement
    /// An expression: it may be replaced by one of the same type inside it, or by the simplest text of its type.
    case expression(type: String, simplest: String)
  }

  /// Text, or a fragment inside.
  enum Piece: Sendable {
    case text(String)
    case fragment(Fragment)
  }

  /// What may be done to it.
  var role: Role
  /// The parts in order.
  var pieces: [Piece]

  init(_ pieces: [Piece], role: Role = .fixed) {
    self.pieces = pieces
    self.role = role
  }

  /// Makes plain text.
  package init(stringLiteral value: String) { self.init([.text(value)]) }

  /// Makes text with fragments inside.
  package init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.pieces) }

  /// Collects the pieces of an interpolated text.
  package struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    /// Starts without pieces.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds text.
    package mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }

    /// Adds a fragment that keeps its role.
    package mutating func appendInterpolation(_ fragment: Fragment) { pieces.append(.fragment(fragment)) }

    /// Adds text.
    package mutating func appendInterpolation(_ text: String) { pieces.append(.text(text)) }

    /// Adds a number.
    package mutating func appendInterpolation(_ number: Int) { pieces.append(.text(String(number))) }
  }

  /// The same pieces in another role.
  func playing(_ role: Role) -> Fragment { Fragment(pieces, role: role) }

  /// A fragment that may be dropped.
  static func optional(_ fragment: Fragment) -> Fragment { fragment.playing(.optional) }

  /// A statement.
  static func statement(_ fragment: Fragment) -> Fragment { fragment.playing(.statement) }

  /// Fragments one after the other.
  static func joined(_ fragments: [Fragment], separator: String = "", role: Role = .fixed) -> Fragment {
    var pieces: [Piece] = []
    for (position, fragment) in fragments.enumerated() {
      if position > 0 { pieces.append(.text(separator)) }
      pieces.append(.fragment(fragment))
    }
    return Fragment(pieces, role: role)
  }

  /// The source text, lines as they come.
  var text: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .fragment(let fragment): fragment.write(to: &result)
      }
    }
  }

  /// The source text, indented by its braces and without empty lines.
  package var source: String {
    var depth = 0
    var result = ""
    for line in text.split(separator: "\n") {
      let words = line.drop { $0 == " " }
      if words.isEmpty { continue }
      let opened = words.count { $0 == "{" }
      let closed = words.count { $0 == "}" }
      let leading = words.first == "}" ? 1 : 0
      result += String(repeating: "  ", count: Swift.max(depth - leading, 0)) + words + "\n"
      depth += opened - closed
    }
    return result
  }
}
