/// What one letter may do to a set of obligations: the letters for which it does, what must hold from the next letter on, and
/// which eventualities it puts off.
struct TableauStep: Hashable {
  /// The letters for which it does.
  var letters = LetterSet()
  /// The eventualities that are put off.
  var postponed: UInt64 = 0
  /// What must hold from the next letter on; all of it.
  var next = FormulaSet()

  /// Both steps at once; nil where no letter allows both.
  func joined(with other: TableauStep) -> TableauStep? {
    let both = letters.intersection(other.letters)
    if both.isEmpty { return nil }
    return TableauStep(letters: both, postponed: postponed | other.postponed, next: next.union(other.next))
  }

  /// Whether the other step leaves no more to do.
  func leavesAsMuch(as other: TableauStep) -> Bool {
    other.postponed & ~postponed == 0 && other.next.isSubset(of: next)
  }

  /// Whether the other step is possible wherever this one is, and leaves no more to do.
  func isDominated(by other: TableauStep) -> Bool {
    letters.isSubset(of: other.letters) && leavesAsMuch(as: other)
  }
}

/// The tableau of Couvreur ("On-the-fly verification of linear temporal logic", 1999): a state is a set of formulas that
/// must hold, a step says which eventualities it puts off, and a run accepts that puts none off for ever.
struct Tableau {
  private var table: FormulaTable
  private var knownSteps: [FormulaReference: [TableauStep]] = [:]
  /// The number of each eventuality: what some `until` waits for.
  private var eventualities: [FormulaReference: Int] = [:]
  private var knownAnswers: [FormulaPair: Bool] = [:]
  private var numbers: [FormulaSet: Int] = [:]
  private var sets: [FormulaSet] = []
  private var edges: [[Automaton.Edge]] = []

  /// The automaton of a formula: its edges by state, the first state being the initial one, and how many marks they have.
  static func edges(
    of formula: FormulaReference, in table: FormulaTable
  ) throws(AutomatonLimit) -> (edges: [[Automaton.Edge]], markCount: Int) {
    var tableau = Tableau(table: table)
    try tableau.build(from: formula)
    // A mark says that an eventuality is not put off.
    let all = Automaton.allMarks(tableau.eventualities.count)
    for state in tableau.edges.indices {
      for edge in tableau.edges[state].indices { tableau.edges[state][edge].marks ^= all }
    }
    return (tableau.edges, tableau.eventualities.count)
  }

  private init(table: FormulaTable) { self.table = table }

  private mutating func build(from formula: FormulaReference) throws(AutomatonLimit) {
    _ = try state(conjuncts(of: formula))
    var edgeCount = 0
    while edges.count < sets.count {
      var steps = [TableauStep()]
      for member in sets[edges.count].members { steps = try joined(steps, self.steps(of: member)) }
      steps = try Tableau.disjoint(steps, &table)
      edgeCount += steps.count
      guard edgeCount <= AutomatonLimit.maximumEdges else { throw .edges(AutomatonLimit.maximumEdges) }
      var targets: [Automaton.Edge] = []
      for step in steps {
        targets.append(
          Automaton.Edge(
            required: step.letters.required, forbidden: step.letters.forbidden, marks: step.postponed,
            target: try state(step.next)))
      }
      edges.append(targets)
    }
  }

  /// The state of a set of formulas.
  private mutating func state(_ formulas: FormulaSet) throws(AutomatonLimit) -> Int {
    if let number = numbers[formulas] { return number }
    let kept = try withoutAnswered(formulas)
    let number = numbers[kept] ?? sets.count
    if number == sets.count {
      guard number < AutomatonLimit.maximumStates else { throw .states(AutomatonLimit.maximumStates) }
      sets.append(kept)
    }
    numbers[kept] = number
    numbers[formulas] = number
    return number
  }

  /// The formulas without those that others answer for.
  private mutating func withoutAnswered(_ formulas: FormulaSet) throws(AutomatonLimit) -> FormulaSet {
    let members = formulas.members
    var kept = members
    try table.spend(members.count * members.count)
    for formula in members {
      for other in kept where other != formula {
        if try answers(other, for: formula) {
          kept.removeAll { $0 == formula }
          break
        }
      }
    }
    return FormulaSet(kept)
  }

  /// Whether each step of the first formula is one of the second, too, with all that it leaves and puts off: both have the
  /// steps that the first has alone. That the second follows is not enough, for then its eventualities might be lost: `next
  /// eventually a` implies `eventually a`, and puts nothing off.
  private mutating func answers(
    _ first: FormulaReference, for second: FormulaReference
  ) throws(AutomatonLimit) -> Bool {
    let pair = FormulaPair(left: first, right: second)
    if let known = knownAnswers[pair] { return known }
    let (firstSteps, secondSteps) = (try steps(of: first), try steps(of: second))
    try table.spend(firstSteps.count * secondSteps.count / 32)
    let result = firstSteps.allSatisfy { step in secondSteps.contains { step.isDominated(by: $0) } }
    knownAnswers[pair] = result
    return result
  }

  /// The formulas that together are the formula.
  private func conjuncts(of formula: FormulaReference) -> FormulaSet {
    switch table.shape(formula) {
    case .constant(true): FormulaSet()
    case .and(let parts): FormulaSet(parts)
    default: FormulaSet([formula])
    }
  }

  private mutating func eventuality(_ formula: FormulaReference) throws(AutomatonLimit) -> UInt64 {
    let number = eventualities[formula] ?? eventualities.count
    guard number < AutomatonLimit.maximumMarks else { throw .eventualities(AutomatonLimit.maximumMarks) }
    eventualities[formula] = number
    return 1 << UInt64(number)
  }

  private mutating func steps(of formula: FormulaReference) throws(AutomatonLimit) -> [TableauStep] {
    if let known = knownSteps[formula] { return known }
    let steps: [TableauStep]
    switch table.shape(formula) {
    case .constant(let value): steps = value ? [TableauStep()] : []
    case .literal(let atom, let holds):
      let bit = UInt64(1) << UInt64(atom)
      steps = [TableauStep(letters: holds ? LetterSet(required: bit) : LetterSet(forbidden: bit))]
    case .next(let operand): steps = [TableauStep(next: conjuncts(of: operand))]
    case .and(let parts):
      var all = [TableauStep()]
      for part in parts { all = try joined(all, self.steps(of: part)) }
      steps = all
    case .or(let parts):
      var all: [TableauStep] = []
      for part in parts { all = try united(all, self.steps(of: part)) }
      steps = all
    case .until(let left, let right):
      let later = TableauStep(postponed: try eventuality(right), next: FormulaSet([formula]))
      steps = try united(self.steps(of: right), joined(self.steps(of: left), [later]))
    case .release(let left, let right):
      let later = TableauStep(next: FormulaSet([formula]))
      steps = try joined(self.steps(of: right), united(self.steps(of: left), [later]))
    }
    let disjoint = try Tableau.disjoint(steps, &table)
    knownSteps[formula] = disjoint
    return disjoint
  }

  /// The steps, each without letters for which another one leaves less to do; there are fewer combinations then, and fewer
  /// edges for a letter.
  private static func disjoint(
    _ steps: [TableauStep], _ table: inout FormulaTable
  ) throws(AutomatonLimit) -> [TableauStep] {
    var result = steps
    for position in result.indices {
      try table.spend(1 + result.count / 32)
      for other in result.indices where other != position {
        if let rest = result[position].letters.subtracting(result[other].letters),
          result[position].leavesAsMuch(as: result[other])
        {
          result[position].letters = rest
        }
      }
    }
    return result
  }

  private mutating func joined(
    _ left: [TableauStep], _ right: [TableauStep]
  ) throws(AutomatonLimit) -> [TableauStep] {
    var result: [TableauStep] = []
    for first in left {
      for second in right {
        try table.spend(1 + (first.next.size + second.next.size) / 2)
        if let step = first.joined(with: second) { try add(step, to: &result) }
      }
    }
    return result
  }

  private mutating func united(
    _ left: [TableauStep], _ right: [TableauStep]
  ) throws(AutomatonLimit) -> [TableauStep] {
    var result = left
    for step in right { try add(step, to: &result) }
    return result
  }

  /// Adds a step that no other one makes superfluous.
  private mutating func add(_ step: TableauStep, to steps: inout [TableauStep]) throws(AutomatonLimit) {
    // Most comparisons end at the letters.
    try table.spend(1 + steps.count / 32)
    if steps.contains(where: { step.isDominated(by: $0) }) { return }
    steps.removeAll { $0.isDominated(by: step) }
    steps.append(step)
  }
}
