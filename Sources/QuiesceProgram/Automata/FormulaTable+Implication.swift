extension FormulaTable {
  /// Whether the left formula implies the right one for a reason that the operators show.
  mutating func implies(_ left: FormulaReference, _ right: FormulaReference) throws(AutomatonLimit) -> Bool {
    if left == right || left == !FormulaTable.truth || right == FormulaTable.truth { return true }
    if left == !right || left == FormulaTable.truth || right == !FormulaTable.truth { return false }
    if let known = knownImplication(left, right) { return known }
    try spend()
    var result = try showsImplication(left, right)
    if !result { result = try showsImplication(!right, !left) }
    recordImplication(left, right, result)
    return result
  }

  /// Whether the left formula's operator shows that it implies the right one.
  private mutating func showsImplication(
    _ left: FormulaReference, _ right: FormulaReference
  ) throws(AutomatonLimit) -> Bool {
    switch shape(left) {
    case .constant, .literal: return false
    case .or(let parts):
      for part in parts where try !implies(part, right) { return false }
      return true
    case .and(let parts):
      for part in parts where try implies(part, right) { return true }
      return false
    case .next(let operand):
      if case .next(let other) = shape(right) { return try implies(operand, other) }
      return isEventual(right) ? try implies(operand, right) : false
    case .until(let first, let second):
      if case .until(let otherFirst, let otherSecond) = shape(right), try implies(first, otherFirst),
        try implies(second, otherSecond)
      {
        return true
      }
      guard try implies(second, right) else { return false }
      return isEventual(right) ? true : try implies(first, right)
    case .release(_, let second):
      return try implies(second, right)
    }
  }
}
