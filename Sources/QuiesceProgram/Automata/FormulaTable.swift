/// A formula in a table, or its negation.
struct FormulaReference: Hashable, Comparable {
  /// The node's position, doubled, plus one for the negation.
  let code: Int

  /// The formula of a node.
  init(node: Int) { code = node << 1 }

  /// The reference of a code.
  init(code: Int) { self.code = code }

  /// The position of the node.
  var node: Int { code >> 1 }
  /// Whether the formula is the negation of the node's.
  var isNegated: Bool { code & 1 != 0 }

  static prefix func ! (formula: FormulaReference) -> FormulaReference { FormulaReference(code: formula.code ^ 1) }
  static func < (left: FormulaReference, right: FormulaReference) -> Bool { left.code < right.code }
}

/// Two formulas in a table, in order.
struct FormulaPair: Hashable {
  let left: FormulaReference
  let right: FormulaReference
}

/// Simplified formulas, each kept once.
///
/// Negation is a bit of the reference, as in decision diagrams with complement edges, and half of the operators are the
/// negations of the others, so that each rule is written once and holds for its dual as well.
struct FormulaTable {
  /// The formulas that are kept; `and` and `release` are negations.
  enum Node: Hashable {
    case truth
    case atom(Int)
    case or([FormulaReference])
    case next(FormulaReference)
    case until(FormulaReference, FormulaReference)
  }

  /// A formula in negation normal form, of one operator.
  enum Shape: Hashable {
    case constant(Bool)
    case literal(Int, holds: Bool)
    case and([FormulaReference])
    case or([FormulaReference])
    case next(FormulaReference)
    case until(FormulaReference, FormulaReference)
    case release(FormulaReference, FormulaReference)
  }

  private var nodes: [Node] = [.truth]
  private var positions: [Node: Int] = [.truth: 0]
  /// For each node whether it holds at a position if it holds at a later one, and its negation.
  private var eventual: [(node: Bool, negation: Bool)] = [(true, true)]
  private var knownImplications: [FormulaPair: Bool] = [:]
  private var work = 0

  /// The formula that always holds.
  static let truth = FormulaReference(node: 0)

  /// Counts work, and ends it where that is too much.
  mutating func spend(_ amount: Int = 1) throws(AutomatonLimit) {
    work += amount
    guard work <= AutomatonLimit.maximumWork else { throw .work }
  }

  /// The operator of a formula, its negation pushed to the operands.
  func shape(_ formula: FormulaReference) -> Shape {
    let isNegated = formula.isNegated
    return switch nodes[formula.node] {
    case .truth: .constant(!isNegated)
    case .atom(let atom): .literal(atom, holds: !isNegated)
    case .or(let operands): isNegated ? .and(operands.map { !$0 }) : .or(operands)
    case .next(let operand): .next(isNegated ? !operand : operand)
    case .until(let left, let right): isNegated ? .release(!left, !right) : .until(left, right)
    }
  }

  /// Whether the formula holds wherever it holds later (Etessami, Holzmann: "Optimizing Büchi automata", 2000).
  func isEventual(_ formula: FormulaReference) -> Bool {
    formula.isNegated ? eventual[formula.node].negation : eventual[formula.node].node
  }

  /// Whether the formula holds from then on where it holds.
  func isUniversal(_ formula: FormulaReference) -> Bool { isEventual(!formula) }

  /// Whether the formula holds everywhere or nowhere in a word.
  func isSuspendable(_ formula: FormulaReference) -> Bool { isEventual(formula) && isUniversal(formula) }

  /// Whether the left formula implies the right one, if that has been asked before.
  func knownImplication(_ left: FormulaReference, _ right: FormulaReference) -> Bool? {
    knownImplications[FormulaPair(left: left, right: right)]
  }

  /// Remembers whether the left formula implies the right one.
  mutating func recordImplication(_ left: FormulaReference, _ right: FormulaReference, _ holds: Bool) {
    knownImplications[FormulaPair(left: left, right: right)] = holds
  }

  /// The formula of a node.
  mutating func insert(_ node: Node) throws(AutomatonLimit) -> FormulaReference {
    try spend()
    if let position = positions[node] { return FormulaReference(node: position) }
    let traits =
      switch node {
      case .truth: (true, true)
      case .atom: (false, false)
      case .or(let operands): (operands.allSatisfy(isEventual), operands.allSatisfy(isUniversal))
      case .next(let operand): (isEventual(operand), isUniversal(operand))
      case .until(let left, let right):
        (left == FormulaTable.truth || isEventual(right), isUniversal(right))
      }
    positions[node] = nodes.count
    nodes.append(node)
    eventual.append(traits)
    return FormulaReference(node: nodes.count - 1)
  }
}

// MARK: - Making formulas

extension FormulaTable {
  /// A formula, simplified.
  mutating func make(_ formula: TemporalFormula) throws(AutomatonLimit) -> FormulaReference {
    switch formula {
    case .constant(let value): return value ? FormulaTable.truth : !FormulaTable.truth
    case .atom(let atom):
      guard 0..<AutomatonLimit.maximumAtoms ~= atom else { throw .atoms(AutomatonLimit.maximumAtoms) }
      return try insert(.atom(atom))
    case .not(let operand): return try !make(operand)
    case .and(let left, let right): return try and([make(left), make(right)])
    case .or(let left, let right): return try or([make(left), make(right)])
    case .next(let operand): return try next(make(operand))
    case .until(let left, let right): return try until(make(left), make(right))
    case .release(let left, let right): return try release(make(left), make(right))
    }
  }

  /// All formulas hold.
  mutating func and(_ operands: [FormulaReference]) throws(AutomatonLimit) -> FormulaReference {
    try !or(operands.map { !$0 })
  }

  /// The left formula releases the right one.
  mutating func release(
    _ left: FormulaReference, _ right: FormulaReference
  ) throws(AutomatonLimit) -> FormulaReference {
    try !until(!left, !right)
  }

  /// The formula holds at the next position.
  mutating func next(_ operand: FormulaReference) throws(AutomatonLimit) -> FormulaReference {
    if isSuspendable(operand) { return operand }
    let node = try insert(.next(operand.isNegated ? !operand : operand))
    return operand.isNegated ? !node : node
  }

  /// One of the formulas holds.
  mutating func or(_ operands: [FormulaReference]) throws(AutomatonLimit) -> FormulaReference {
    var flat: [FormulaReference] = []
    for operand in operands {
      if case .or(let inner) = shape(operand) { flat += inner } else { flat.append(operand) }
    }
    flat = Set(flat).sorted()
    if let shorter = try merged(flat) { return try or(shorter) }
    if let shorter = try absorbed(flat) { return try or(shorter) }
    if flat.isEmpty { return !FormulaTable.truth }
    return flat.count == 1 ? flat[0] : try insert(.or(flat))
  }

  /// The left formula holds until the right one does.
  mutating func until(_ left: FormulaReference, _ right: FormulaReference) throws(AutomatonLimit) -> FormulaReference {
    if isEventual(right) { return right }
    if try implies(left, right) { return right }
    if left != FormulaTable.truth, try implies(!right, left) { return try until(FormulaTable.truth, right) }
    if let simpler = try untilOfUntils(left, right) { return simpler }
    if let simpler = try untilWithoutParts(left, right) { return simpler }
    if left == FormulaTable.truth, let simpler = try eventuallyParts(right) { return simpler }
    return try insert(.until(left, right))
  }
}
