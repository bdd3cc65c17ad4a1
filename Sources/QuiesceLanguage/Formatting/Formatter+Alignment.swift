extension Formatter {
  /// Pieces of consecutive lines that stand below each other in the source.
  private struct Column {
    /// Where they stand there.
    var sourceColumn: Int
    /// The line and the place on it of each.
    var members: [(line: Int, piece: Int)]
    /// Whether some of them are not where they stand anyway.
    var isPadded: Bool
  }

  private struct Key: Hashable {
    var alignment: Alignment
    var sourceColumn: Int
  }

  /// Widens the gaps before pieces that the source aligns.
  ///
  /// Columns are settled from left to right, so that what stands left of a member has its place when its turn comes.
  /// The widest member keeps its natural gap; hence formatting the result again finds the same columns.
  mutating func align() {
    var places = lines.map { (piece: 0, column: $0.indentation + ($0.pieces.first?.width ?? 0)) }
    for column in columns().sorted(by: { $0.sourceColumn < $1.sourceColumn }) {
      var target = 0
      for (line, piece) in column.members {
        // Moves the line's cursor behind the piece before the member.
        while places[line].piece + 1 < piece {
          places[line].piece += 1
          let passed = lines[line].pieces[places[line].piece]
          places[line].column += passed.gap + passed.width
        }
        target = max(target, places[line].column + lines[line].pieces[piece].gap)
      }
      for (line, piece) in column.members {
        lines[line].pieces[piece].gap = target - places[line].column
      }
    }
  }

  private func columns() -> [Column] {
    var finished: [Column] = []
    var open: [Key: Column] = [:]
    for (index, line) in lines.enumerated() {
      var next: [Key: Column] = [:]
      if !line.hasLineBreakInside {
        for (place, piece) in line.pieces.enumerated() {
          guard let alignment = piece.column else { continue }
          let key = Key(alignment: alignment, sourceColumn: piece.sourceColumn)
          var column = Column(sourceColumn: piece.sourceColumn, members: [], isPadded: false)
          if !line.isAfterBlank, let above = open.removeValue(forKey: key) { column = above }
          column.members.append((index, place))
          column.isPadded = column.isPadded || piece.sourceGap > piece.gap
          next[key] = column
        }
      }
      finished += open.values
      open = next
    }
    finished += open.values
    return finished.filter { $0.isPadded && $0.members.count > 1 }
  }
}
