import QuiesceLanguage

/// A piece of HTML or SVG. A text becomes one only by being escaped, so that nothing of a model is ever read as markup.
struct Markup: ExpressibleByStringInterpolation {
  /// The code.
  let code: String

  /// A text. What no reader sees, or what turns the direction of all that follows, is shown as the number of its character.
  init(_ text: String) {
    if XMLText.isPlain(text) {
      code = text
      return
    }
    let lines = text.replacing("\t", with: " ").split(separator: "\n", omittingEmptySubsequences: false)
    code = XMLText.content(lines.map { DiagnosticPrinter.printable(String($0)) }.joined(separator: "\n"))
  }

  init(stringLiteral text: String) { self.init(text) }

  private init(code: String) { self.code = code }

  /// Pieces one behind the other.
  init(_ pieces: [Markup], separator: String = "") {
    code = pieces.map(\.code).joined(separator: separator)
  }

  /// An element. What is inside `style` and `script` is not escaped: it is never a text of a model.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: Markup...
  ) -> Markup {
    element(name, attributes, content)
  }

  /// An element around pieces.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: [Markup]
  ) -> Markup {
    let words = attributes.map { key, value in
      " \(key)=\"\(XMLText.attribute(DiagnosticPrinter.printable(value)))\""
    }
    let start = "<\(name)\(words.joined())>"
    // Elements that have no end in HTML.
    if ["meta", "br"].contains(name) { return Markup(code: start) }
    return Markup(code: start + content.map(\.code).joined() + "</\(name)>")
  }

  /// A style sheet of this program.
  static func style(_ sheet: PageStyle) -> Markup { Markup(code: "<style>\(sheet.text)</style>") }

  /// A script of this program.
  static func script(_ script: PageScript) -> Markup { Markup(code: "<script>\(script.text)</script>") }

  /// A word of a model, which may be written from right to left without turning what stands beside it.
  static func word(_ text: String) -> Markup { element("bdi", [:], Markup(text)) }

  /// Code of a model.
  static func code(_ text: String) -> Markup { element("code", ["dir": "auto"], Markup(text)) }

  /// A text as a link if it is the address of a page, else as it is. No other scheme is followed: a model may come from anybody.
  static func citation(_ text: String) -> Markup {
    let lower = text.lowercased()
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7f }
    guard isPlain, lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return .word(text) }
    return element("a", ["href": text, "rel": "noopener noreferrer"], Markup(text))
  }
}
