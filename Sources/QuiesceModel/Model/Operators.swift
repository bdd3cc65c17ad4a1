/// An operator between two operands, in the source's spelling.
package enum BinaryOperator: String, CaseIterable, Sendable {
  /// Addition of integers; union of sets.
  case add = "+"
  /// Subtraction of integers; difference of sets.
  case subtract = "-"
  /// Multiplication.
  case multiply = "*"
  /// Division that rounds towards zero; a zero divisor is a fault.
  case divide = "/"
  /// The remainder of `/`, with the sign of the dividend; a zero divisor is a fault.
  case remainder = "%"
  /// The bits that both integers have, as two's complement writes them.
  case bitAnd = "&"
  /// The bits that one of two integers has.
  case bitOr = "|"
  /// The bits that exactly one of two integers has.
  case bitXor = "^"
  /// The left integer times two to the power of the right; a fault where that lies outside 0...62.
  case shiftLeft = "<<"
  /// The left integer divided by two to the power of the right, rounded down; a fault where that lies outside 0...62.
  case shiftRight = ">>"
  /// Equality of any two values of one type.
  case equal = "=="
  /// Inequality.
  case notEqual = "!="
  /// Order of integers.
  case less = "<"
  /// Order of integers; for sets, inclusion.
  case lessOrEqual = "<="
  /// Order of integers.
  case greater = ">"
  /// Order of integers; for sets, inclusion.
  case greaterOrEqual = ">="
  /// Conjunction; the right side is evaluated only if the left is true.
  case and = "&&"
  /// Disjunction; the right side is evaluated only if the left is false.
  case or = "||"
  /// Implication; the right side is evaluated only if the left is true.
  case implies = "implies"
}

/// What a quantifier computes over the values that its condition admits.
package enum Quantifier: String, CaseIterable, Sendable {
  /// `forall x in S [where c]: e`
  case forall
  /// `exists x in S [where c]: e`
  case exists
  /// `count x in S [where c]: e`, the number of values for which `e` holds.
  case count
  /// `min x in S [where c]: e`, the least value of `e`; a fault if there is none.
  case min
  /// `max x in S [where c]: e`, the greatest value of `e`; a fault if there is none.
  case max
  /// `choose x in S [where c]`, the least such `x`; a fault if there is none.
  case choose
  /// `{x in S where c}`, the set of all such `x`.
  case filter
}
