import QuiesceLanguage

/// Text in lines of a given width, and text that every mail program and terminal can show.
package enum TextWrapping {
  /// Breaks a text at spaces so that no line is wider; a word that is wider than a line is broken at punctuation or, failing
  /// that, anywhere. Lines after the first are indented. What `whole` joined stays together.
  package static func wrap(_ text: String, width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    var isEmpty = true
    let leading = text.prefix { $0 == " " }
    line += leading
    for word in text.split(separator: " ") {
      var rest = word
      while true {
        let room = width - TextColumns.count(line) - (isEmpty ? 0 : 1)
        if TextColumns.count(rest) <= room {
          line += (isEmpty ? "" : " ") + rest
          isEmpty = false
          break
        }
        if isEmpty || (TextColumns.count(rest) > width - indent && room >= 8) {
          let piece = breakable(rest, room: room, must: isEmpty)
          if !piece.isEmpty { line += (isEmpty ? "" : " ") + piece }
          rest = rest.dropFirst(piece.count)
        }
        lines.append(line)
        line = String(repeating: " ", count: indent)
        isEmpty = true
      }
    }
    if !isEmpty || lines.isEmpty { lines.append(line) }
    return lines.map { $0.replacing(TextWrapping.joint, with: " ") }
  }

  /// A space at which no line is broken.
  private static let joint = "\u{a0}"

  /// A few words that are to stay on one line, such as a figure with its unit.
  static func whole(_ text: String) -> String { text.replacing(" ", with: joint) }

  /// The start of a word that fits: up to the last punctuation or the last capital, or, where it must, just what fits.
  private static func breakable(_ word: Substring, room: Int, must: Bool) -> Substring {
    let room = max(1, room)
    let fitting = word.prefix(room)
    guard fitting.count < word.count else { return fitting }
    let characters = Array(word.prefix(room + 1))
    var best = 0
    for index in characters.indices.dropFirst() {
      let before = characters[index - 1]
      if ",;:/(=[{|".contains(before) || (before == ")" || before == "]") || before == "_" {
        best = index
      } else if characters[index].isUppercase, before.isLowercase {
        best = max(best, index)
      } else if characters[index] == "." {
        best = index
      }
    }
    if best >= min(4, room) { return word.prefix(best) }
    return must ? fitting : word.prefix(0)
  }

  /// Source text on one line.
  static func flat(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// The text in printable ASCII: usual typography is spelled out, anything else becomes a question mark.
  package static func ascii(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7e: result.unicodeScalars.append(scalar)
      case 0x09, 0x0a, 0x0d, 0xa0: result += " "
      case 0x2010...0x2015: result += "-"
      case 0x2018, 0x2019: result += "'"
      case 0x201c, 0x201d: result += "\""
      case 0x2026: result += "..."
      case 0x2190: result += "<-"
      case 0x2192: result += "->"
      case 0x2260: result += "!="
      case 0x2264: result += "<="
      case 0x2265: result += ">="
      case 0xd7: result += "x"
      default: result += "?"
      }
    }
    return result
  }
}
