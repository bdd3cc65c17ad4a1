extension Lexer {
  static func isWordStart(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Space, tab and line breaks; form feeds and the like are not wanted in a source.
  static func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }

  static func isWordPart(_ byte: UInt8) -> Bool {
    isWordStart(byte) || isDigit(byte)
  }

  /// The operator or bracket that starts with these three bytes, and its length.
  static func mark(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> (Token.Kind, Int)? {
    let followed = { (byte: Unicode.Scalar) in second == UInt8(ascii: byte) }
    switch first {
    case UInt8(ascii: "("): return (.leftParenthesis, 1)
    case UInt8(ascii: ")"): return (.rightParenthesis, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: "{"): return (.leftBrace, 1)
    case UInt8(ascii: "}"): return (.rightBrace, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: "?"): return (.question, 1)
    case UInt8(ascii: "@"): return (.at, 1)
    case UInt8(ascii: "."):
      if followed("."), third == UInt8(ascii: ".") { return (.closedRange, 3) }
      if followed("."), third == UInt8(ascii: "<") { return (.halfOpenRange, 3) }
      return (.dot, 1)
    case UInt8(ascii: "="): return followed("=") ? (.equal, 2) : (.assign, 1)
    case UInt8(ascii: "+"): return followed("=") ? (.addAssign, 2) : (.plus, 1)
    case UInt8(ascii: "-"):
      if followed(">") { return (.arrow, 2) }
      return followed("=") ? (.subtractAssign, 2) : (.minus, 1)
    case UInt8(ascii: "*"): return (.star, 1)
    case UInt8(ascii: "/"): return (.slash, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    case UInt8(ascii: "!"): return followed("=") ? (.notEqual, 2) : (.exclamation, 1)
    case UInt8(ascii: "^"): return (.caret, 1)
    case UInt8(ascii: "~"): return (.tilde, 1)
    case UInt8(ascii: "<"):
      if followed("<") { return (.shiftLeft, 2) }
      return followed("=") ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return followed("=") ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "&"): return followed("&") ? (.and, 2) : (.ampersand, 1)
    case UInt8(ascii: "|"): return followed("|") ? (.or, 2) : (.bar, 1)
    default: return nil
    }
  }

  /// A mark of other languages that can only mean this one here, and its length.
  static func foreignMark(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> (Token.Kind, Int)? {
    switch (first, second) {
    case (UInt8(ascii: "."), UInt8(ascii: ".")):
      if third == UInt8(ascii: "=") { return (.closedRange, 3) }
      return third == UInt8(ascii: ".") || third == UInt8(ascii: "<") ? nil : (.closedRange, 2)
    case (UInt8(ascii: ":"), UInt8(ascii: "=")): return (.assign, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): return (.notEqual, 2)
    case (UInt8(ascii: "="), UInt8(ascii: "=")): return third == UInt8(ascii: "=") ? (.equal, 3) : nil
    default: return nil
    }
  }

  /// What people type, or paste from a paper, where the language wants something else.
  static let spelling = [
    "\u{2227}": "&&", "\u{2228}": "||", "\u{AC}": "!", "\u{2260}": "!=",
    "\u{2264}": "<=", "\u{2265}": ">=", "\u{2192}": "->", "\u{21D2}": "implies", "\u{2026}": "...", "\u{2208}": "in",
    "\u{2200}": "forall", "\u{2203}": "exists", "\u{222A}": "+", "\u{2212}": "-", "\u{D7}": "*", "\u{201C}": "\"",
    "\u{201D}": "\"", "'": "\"", "`": "\"", "#": "//",
  ]

  /// How many bytes the scalar at a place has; 0 if they are not UTF-8 (Unicode 15, table 3-7).
  static func scalarLength(_ bytes: [UInt8], at place: Int) -> Int {
    let first = bytes[place]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard place + length <= bytes.count, second.contains(bytes[place + 1]) else { return 0 }
    for offset in 2..<max(length, 2) where !(0x80...0xBF).contains(bytes[place + offset]) { return 0 }
    return length
  }

  /// A short run of characters as a message shows it: in quotes, with what cannot be seen as a code point.
  static func visible(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(8) {
      let isVisible = scalar.value > 0x20 && scalar.value != 0x7F && !(0x80...0xA0).contains(scalar.value)
      let isPlain = isVisible && scalar.properties.generalCategory != .format
      if isPlain { shown.unicodeScalars.append(scalar) } else { shown += "U+\(codePoint(scalar))" }
    }
    return "'\(shown)\(text.unicodeScalars.count > 8 ? "…" : "")'"
  }

  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
  }
}
