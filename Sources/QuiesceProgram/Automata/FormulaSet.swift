/// A set of formulas of one table.
struct FormulaSet: Hashable {
  /// A bit for each reference; the last word is not zero.
  private var words: [UInt64] = []

  /// A set of these formulas.
  init(_ members: some Sequence<FormulaReference> = []) {
    for member in members {
      let word = member.code >> 6
      while words.count <= word { words.append(0) }
      words[word] |= 1 << UInt64(member.code & 63)
    }
  }

  /// How much work an operation on the set is.
  var size: Int { words.count }

  /// The formulas in ascending order.
  var members: [FormulaReference] {
    var result: [FormulaReference] = []
    for (position, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(FormulaReference(code: position << 6 | rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return result
  }

  /// The formulas of both sets.
  func union(_ other: FormulaSet) -> FormulaSet {
    if words.count < other.words.count { return other.union(self) }
    var result = self
    for position in other.words.indices { result.words[position] |= other.words[position] }
    return result
  }

  /// Whether each formula is in the other set.
  func isSubset(of other: FormulaSet) -> Bool {
    if words.count > other.words.count { return false }
    for position in words.indices where words[position] & ~other.words[position] != 0 { return false }
    return true
  }
}
