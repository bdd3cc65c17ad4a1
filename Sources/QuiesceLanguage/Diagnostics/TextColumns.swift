/// How much room text takes on a terminal.
package enum TextColumns {
  /// The columns of a text in one line; sequences that change colours take none.
  package static func count(_ text: some StringProtocol) -> Int {
    var columns = 0
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = scalar != "m"
      } else if scalar == "\u{1b}" {
        isEscaped = true
      } else {
        columns += count(of: scalar)
      }
    }
    return columns
  }

  /// The columns of a character.
  static func count(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return 0
      default: return 1
      }
    }
  }
}
