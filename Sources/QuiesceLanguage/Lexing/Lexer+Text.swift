extension Lexer {
  /// Reads `//` or `///` up to the line break.
  mutating func lineComment() {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    var end = position
    while end > start, bytes[end - 1] == UInt8(ascii: " ") || (0x09...0x0D).contains(bytes[end - 1]) { end -= 1 }
    let isDocumentation =
      startsLine && end - start >= 3 && bytes[start + 2] == UInt8(ascii: "/")
      && (end - start == 3 || bytes[start + 3] != UInt8(ascii: "/"))
    checkEncoding(from: start, to: end)
    result.comments.append(
      SourceComment(
        kind: isDocumentation ? .documentation : .line, startsLine: startsLine,
        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
        tokenIndex: result.tokens.count))
  }

  /// Reads `/* … */`, which may contain others.
  mutating func blockComment() {
    let start = position
    var depth = 0
    repeat {
      if bytes[position] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if bytes[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
    if depth > 0 {
      report(
        .unterminatedText, "this comment never ends", from: start, to: start + 2,
        notes: [
          Diagnostic.Note("comments nest: each '/*' needs a '*/' of its own")
        ])
      append(.invalid, from: start)
      return
    }
    checkEncoding(from: start, to: position)
    result.comments.append(
      SourceComment(
        kind: .block, startsLine: startsLine, start: Int32(truncatingIfNeeded: start),
        end: Int32(truncatingIfNeeded: position), tokenIndex: result.tokens.count))
    if bytes[start..<position].contains(UInt8(ascii: "\n")) { startsLine = true }
  }

  /// Reads text in quotes, which ends on its line.
  mutating func string() {
    let start = position
    position += 1
    var isClosed = false
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), !isClosed {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        isClosed = true
        position += 1
      case UInt8(ascii: "\\"): escape()
      case let byte where byte < 0x20 && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\r") || byte == 0x7F:
        report(.invalidCharacter, "a text in quotes holds no control characters", from: position, to: position + 1)
        position += 1
      default: position += 1
      }
    }
    checkEncoding(from: start, to: position)
    append(isClosed ? .string : .invalid, from: start)
    if !isClosed {
      report(.unterminatedText, "this text never ends: its line has no closing '\"'", from: start, to: start + 1)
    }
  }

  /// Passes a backslash and what it stands before.
  private mutating func escape() {
    if Lexer.escapes[peek(1)] == nil {
      let end = Lexer.isWordPart(peek(1)) ? position + 2 : position + 1
      report(
        .invalidCharacter, "unknown escape in a text: '\\\"', '\\\\', '\\n' and '\\t' are known", from: position,
        to: end)
      position += 1
    } else {
      position += 2
    }
  }

  /// What a backslash and this byte stand for.
  static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "n"): UInt8(ascii: "\n"), UInt8(ascii: "t"): UInt8(ascii: "\t"),
  ]

  /// Reports the first bytes in a comment or text that are not UTF-8.
  private mutating func checkEncoding(from start: Int, to end: Int) {
    var place = start
    while place < end {
      let length = Lexer.scalarLength(bytes, at: place)
      if length == 0 {
        report(.invalidCharacter, "these bytes are not UTF-8", from: place, to: place + 1)
        return
      }
      place += length
    }
  }
}
