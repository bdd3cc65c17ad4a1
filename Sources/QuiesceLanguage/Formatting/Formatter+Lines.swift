import QuiesceModel

extension Formatter {
  /// A token or comment of the source.
  private enum Item {
    case token(Int)
    case comment(Int)
  }

  /// Puts tokens and comments on lines, with their indentation and the spaces that belong between them.
  mutating func cutLines() {
    var place = 0
    var nextComment = 0
    var previous: Item?
    var previousEnd = 0
    while tokens[place].kind != .end || nextComment < comments.count {
      let isComment = nextComment < comments.count && comments[nextComment].tokenIndex == place
      let item: Item = isComment ? .comment(nextComment) : .token(place)
      let start = Int(isComment ? comments[nextComment].start : tokens[place].start)
      let end = Int(isComment ? comments[nextComment].end : tokens[place].end)
      let breaks = source.bytes[previousEnd..<start].count { $0 == UInt8(ascii: "\n") }
      if lines.isEmpty || breaks > 0 {
        startLine(with: item, next: place, isAfterBlank: breaks > 1, behind: previous)
      }
      append(item, from: start, to: end, previous: previous, previousEnd: previousEnd)
      if isComment {
        nextComment += 1
      } else {
        follow(place)
        place += 1
      }
      previous = item
      previousEnd = end
    }
  }

  private mutating func startLine(with item: Item, next place: Int, isAfterBlank: Bool, behind previous: Item?) {
    var line = Line()
    line.indentation = indentation(of: place, isComment: isComment(item))
    if let previous, isAfterBlank {
      line.isAfterBlank = !opens(previous) && !closes(item)
    }
    lines.append(line)
  }

  private func isComment(_ item: Item) -> Bool {
    if case .comment = item { true } else { false }
  }

  private func opens(_ item: Item) -> Bool {
    guard case .token(let index) = item else { return false }
    switch tokens[index].kind {
    case .leftBrace, .leftBracket, .leftParenthesis: return true
    default: return false
    }
  }

  private func closes(_ item: Item) -> Bool {
    guard case .token(let index) = item else { return false }
    switch tokens[index].kind {
    case .rightBrace, .rightBracket, .rightParenthesis: return true
    default: return false
    }
  }

  /// The indentation of a line that begins with a token, or with a comment before that token.
  private func indentation(of place: Int, isComment: Bool) -> Int {
    guard let level = levels.last else { return 0 }
    if closes(.token(place)) { return isComment ? level.inner : level.outer }
    if marks[place].contains(.startsElement) || tokens[place].kind == .end { return level.inner }
    return level.element.map { $0 + 2 } ?? level.inner
  }

  /// Follows the brackets and elements that a token opens or closes.
  private mutating func follow(_ place: Int) {
    let indentation = lines.last?.indentation ?? 0
    if marks[place].contains(.startsElement), !closes(.token(place)) {
      levels[levels.count - 1].element = indentation
    }
    if opens(.token(place)) {
      levels.append(Level(outer: indentation, inner: indentation + 2, element: nil))
    } else if closes(.token(place)), levels.count > 1 {
      levels.removeLast()
    }
  }

  private mutating func append(_ item: Item, from start: Int, to end: Int, previous: Item?, previousEnd: Int) {
    let lineStart = source.lineStarts[source.position(of: start).line - 1]
    var text = source.text(from: start, to: end)
    if text.utf8.contains(UInt8(ascii: "\r")) { text.unicodeScalars.removeAll { $0 == "\r" } }
    let lastLine = text.utf8.lastIndex(of: UInt8(ascii: "\n")).map { text[text.index(after: $0)...] } ?? text[...]
    var piece = Piece(
      text: text, width: lastLine.unicodeScalars.count, gap: 0, sourceColumn: 0, sourceGap: 0, column: nil)
    if lastLine.utf8.count != text.utf8.count { lines[lines.count - 1].hasLineBreakInside = true }
    if !lines[lines.count - 1].pieces.isEmpty, let previous {
      piece.gap = gap(between: previous, and: item)
      piece.sourceGap = start - previousEnd
      piece.sourceColumn = source.text(from: lineStart, to: start).unicodeScalars.count
      piece.column = piece.gap > 0 && piece.sourceGap > 0 ? alignment(of: item) : nil
    }
    lines[lines.count - 1].pieces.append(piece)
  }

  private func alignment(of item: Item) -> Alignment {
    switch item {
    case .comment: return .comment
    case .token(let index):
      switch tokens[index].kind {
      case .colon: return .colon
      case .assign: return .assign
      default: return .other
      }
    }
  }

  /// The spaces that belong between two neighbours on a line.
  private func gap(between left: Item, and right: Item) -> Int {
    switch (left, right) {
    case (.token(let left), .token(let right)): return isTight(left, right) ? 0 : 1
    case (_, .comment(let comment)) where comments[comment].kind != .block: return 2
    case (.token(let left), .comment):
      let kind = tokens[left].kind
      return kind == .leftParenthesis || kind == .leftBracket ? 0 : 1
    case (.comment, .comment): return 1
    case (.comment, .token(let right)):
      switch tokens[right].kind {
      case .comma, .semicolon, .rightParenthesis, .rightBracket: return 0
      default: return 1
      }
    }
  }

  private func isTight(_ left: Int, _ right: Int) -> Bool {
    if marks[left].contains(.tightAfter) || marks[right].contains(.tightBefore) { return true }
    switch tokens[left].kind {
    case .leftParenthesis, .leftBracket: return true
    case .leftBrace: if tokens[right].kind == .rightBrace { return true }
    default: break
    }
    switch tokens[right].kind {
    case .comma, .semicolon, .rightParenthesis, .rightBracket: return true
    case .colon: return !marks[right].contains(.spacedColon)
    default: return false
    }
  }
}
