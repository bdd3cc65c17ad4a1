// The rules are those of Etessami and Holzmann ("Optimizing Büchi automata", 2000), of Somenzi and Bloem ("Efficient Büchi
// automata from LTL formulae", 2000), and of Spot's document "Spot's temporal logic formulas". Each is also its dual.
extension FormulaTable {
  /// The operands of a disjunction with two of them joined into one; nil where none can be.
  mutating func merged(_ operands: [FormulaReference]) throws(AutomatonLimit) -> [FormulaReference]? {
    for (position, first) in operands.enumerated() {
      for second in operands[(position + 1)...] {
        try spend()
        let joined: FormulaReference
        switch (shape(first), shape(second)) {
        // X a or X b = X (a or b)
        case (.next(let a), .next(let b)): joined = try next(or([a, b]))
        // (l U a) or (l U b) = l U (a or b)
        case (.until(let l, let a), .until(let other, let b)) where l == other: joined = try until(l, or([a, b]))
        // (a R r) or (b R r) = (a or b) R r
        case (.release(let a, let r), .release(let b, let other)) where r == other: joined = try release(or([a, b]), r)
        // G a or G b = G (a or b) for what holds wherever it holds later.
        case (.release(!FormulaTable.truth, let a), .release(!FormulaTable.truth, let b))
        where isEventual(a) && isEventual(b):
          joined = try release(!FormulaTable.truth, or([a, b]))
        default: continue
        }
        return operands.filter { $0 != first && $0 != second } + [joined]
      }
    }
    return nil
  }

  /// The operands of a disjunction without one that is implied away, or with a shorter one; nil where all are needed.
  mutating func absorbed(_ operands: [FormulaReference]) throws(AutomatonLimit) -> [FormulaReference]? {
    for operand in operands {
      for other in operands where other != operand {
        if try implies(!operand, other) { return [FormulaTable.truth] }
        if try implies(operand, other) { return operands.filter { $0 != operand } }
        // (a and b) or c = b or c, where a holds whenever c does not.
        guard case .and(let parts) = shape(operand) else { continue }
        let needed = try parts.selected { (part) throws(AutomatonLimit) in try !implies(!other, part) }
        if needed.count < parts.count { return try operands.filter { $0 != operand } + [and(needed)] }
      }
    }
    return operands == [!FormulaTable.truth] ? [] : nil
  }

  /// `left U right`, where an operand has temporal operators that make it shorter.
  mutating func untilOfUntils(
    _ left: FormulaReference, _ right: FormulaReference
  ) throws(AutomatonLimit) -> FormulaReference? {
    switch (shape(left), shape(right)) {
    // X a U X b = X (a U b)
    case (.next(let a), .next(let b)): return try next(until(a, b))
    case (.constant(true), .next(let b)): return try next(until(FormulaTable.truth, b))
    // (a U r) U r = a U r
    case (.until(let a, right), _): return try until(a, right)
    case (_, .until(let inner, let end)):
      // l U (m U e) = m U e where l implies m, and l U e where m implies l.
      if try implies(left, inner) { return right }
      return try implies(inner, left) ? until(left, end) : nil
    default: return nil
    }
  }

  /// `left U right` without parts that do not matter, or with parts drawn out; nil where there are none.
  mutating func untilWithoutParts(
    _ left: FormulaReference, _ right: FormulaReference
  ) throws(AutomatonLimit) -> FormulaReference? {
    switch shape(left) {
    // (d or l) U r = l U r where d implies r: it ends there.
    case .or(let parts):
      let needed = try parts.selected { (part) throws(AutomatonLimit) in try !implies(part, right) }
      if needed.count < parts.count { return try until(or(needed), right) }
    // (c and l) U r = l U r where c holds whenever r does not.
    case .and(let parts):
      let needed = try parts.selected { (part) throws(AutomatonLimit) in try !implies(!right, part) }
      if needed.count < parts.count { return try until(and(needed), right) }
    default: break
    }
    switch shape(right) {
    // l U (r and s) = (l U r) and s where s holds everywhere or nowhere.
    case .and(let parts):
      let drawn = parts.filter(isSuspendable)
      if drawn.isEmpty { return nil }
      return try and(drawn + [until(left, and(parts.filter { !drawn.contains($0) }))])
    // l U (r or e) = (l U r) or e where e holds wherever it holds later.
    case .or(let parts):
      let drawn = parts.filter(isEventual)
      if drawn.isEmpty { return nil }
      return try or(drawn + [until(left, or(parts.filter { !drawn.contains($0) }))])
    default: return nil
    }
  }

  /// `F right` with simpler parts; nil where they are simple.
  mutating func eventuallyParts(_ right: FormulaReference) throws(AutomatonLimit) -> FormulaReference? {
    var parts = [right]
    if case .or(let disjuncts) = shape(right) { parts = disjuncts }
    var simpler: [FormulaReference] = []
    for part in parts { simpler += try eventuallyPart(part) }
    return simpler == parts ? nil : try until(FormulaTable.truth, or(simpler))
  }

  /// Formulas one of which holds eventually if and only if the part does.
  private mutating func eventuallyPart(_ part: FormulaReference) throws(AutomatonLimit) -> [FormulaReference] {
    switch shape(part) {
    // F X u = F u for what holds from then on.
    case .next(let operand) where isUniversal(operand): return [operand]
    case .release(!FormulaTable.truth, let body):
      guard case .or(let disjuncts) = shape(body) else { return [part] }
      // F G (a or u) = F G a or F u for what holds from then on, F G (a or e) = F G a or G e for what holds until then.
      let (drawn, rest) = (
        disjuncts.filter { isUniversal($0) || isEventual($0) }, disjuncts.filter { !isUniversal($0) && !isEventual($0) }
      )
      if drawn.isEmpty { return [part] }
      var result = [try release(!FormulaTable.truth, or(rest))]
      for other in drawn { result.append(isUniversal(other) ? other : try release(!FormulaTable.truth, other)) }
      return result
    default: return [part]
    }
  }
}

extension Array {
  /// The elements for which the condition holds, like `filter`, with the condition's type of error.
  fileprivate func selected<Failure: Error>(
    _ isWanted: (Element) throws(Failure) -> Bool
  ) throws(Failure) -> [Element] {
    var result: [Element] = []
    for element in self where try isWanted(element) { result.append(element) }
    return result
  }
}
