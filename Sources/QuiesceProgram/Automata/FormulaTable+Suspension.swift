extension FormulaTable {
  /// The formula with what holds everywhere or nowhere put off into an `eventually` beside it, which has fewer states: the
  /// state that waits for one waits for both (Babiak, Badie, Duret-Lutz, Křetínský, Strejček, "Compositional approach to
  /// suspension and other improvements to LTL translation", 2013).
  ///
  /// It comes last, since the rules of simplification draw such parts out, and the negation wants them elsewhere.
  mutating func suspended(_ formula: FormulaReference) throws(AutomatonLimit) -> FormulaReference {
    switch shape(formula) {
    case .constant, .literal: return formula
    case .next(let operand): return try next(suspended(operand))
    case .until(let left, let right): return try insert(.until(suspended(left), suspended(right)))
    case .release(let left, let right): return try !insert(.until(!suspended(left), !suspended(right)))
    case .and(let parts): return try suspended(parts, areAlternatives: false)
    case .or(let parts): return try suspended(parts, areAlternatives: true)
    }
  }

  private mutating func suspended(
    _ parts: [FormulaReference], areAlternatives: Bool
  ) throws(AutomatonLimit) -> FormulaReference {
    var result: [FormulaReference] = []
    guard let host = host(among: parts), case .until(_, let body) = shape(host) else {
      for part in parts { result.append(try suspended(part)) }
      return try join(result, areAlternatives: areAlternatives)
    }
    for part in parts where part != host && !isSuspendable(part) { result.append(try suspended(part)) }
    let moved = parts.filter { $0 != host && isSuspendable($0) }
    let inner = try suspended(
      operands(of: body, areAlternatives: areAlternatives) + moved, areAlternatives: areAlternatives)
    result.append(try insert(.until(FormulaTable.truth, inner)))
    return try join(result, areAlternatives: areAlternatives)
  }

  /// The `eventually` that the suspendable ones of the parts go into, if there are any.
  private func host(among parts: [FormulaReference]) -> FormulaReference? {
    let candidates = parts.filter { part in
      if case .until(FormulaTable.truth, _) = shape(part) {
        parts.contains { $0 != part && isSuspendable($0) }
      } else {
        false
      }
    }
    return candidates.first { !isSuspendable($0) } ?? candidates.first
  }

  private func operands(of formula: FormulaReference, areAlternatives: Bool) -> [FormulaReference] {
    switch shape(formula) {
    case .or(let parts) where areAlternatives: parts
    case .and(let parts) where !areAlternatives: parts
    default: [formula]
    }
  }

  /// All operands or one of them, as they are.
  private mutating func join(
    _ operands: [FormulaReference], areAlternatives: Bool
  ) throws(AutomatonLimit) -> FormulaReference {
    let flat = Set(operands.flatMap { self.operands(of: $0, areAlternatives: areAlternatives) })
    if let only = flat.first, flat.count == 1 { return only }
    return areAlternatives ? try insert(.or(flat.sorted())) : try !insert(.or(flat.map { !$0 }.sorted()))
  }
}
