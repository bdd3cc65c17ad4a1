/// What one letter may do to a set of obligations: the letters for which it does, what must hold from the next letter on, and
/// which eventualities it puts off.
struct TableauStep: Hashable {
  /// The atoms that the letter has.
  var required: UInt64 = 0
  /// The atoms that it does not have.
  var forbidden: UInt64 = 0
  /// The eventualities that are put off.
  var postponed: UInt64 = 0
  /// What must hold from the next letter on; all of it.
  var next: Set<FormulaReference> = []

  /// Both steps at once; nil where no letter allows both.
  func joined(with other: TableauStep) -> TableauStep? {
    let step = TableauStep(
      required: required | other.required, forbidden: forbidden | other.forbidden,
      postponed: postponed | other.postponed, next: next.union(other.next))
    return step.required & step.forbidden == 0 ? step : nil
  }

  /// Whether the other step is possible wherever this one is, and leaves no more to do.
  func isDominated(by other: TableauStep) -> Bool {
    other.required & ~required == 0 && other.forbidden & ~forbidden == 0 && other.postponed & ~postponed == 0
      && other.next.isSubset(of: next)
  }
}

/// The tableau of Couvreur ("On-the-fly verification of linear temporal logic", 1999): a state is a set of formulas that
/// must hold, a step says which eventualities it puts off, and a run accepts that puts none off for ever.
struct Tableau {
  private var table: FormulaTable
  private var knownSteps: [FormulaReference: [TableauStep]] = [:]
  /// The number of each eventuality: what some `until` waits for.
  private var eventualities: [FormulaReference: Int] = [:]
  private var knownAnswers: [[FormulaReference]: Bool] = [:]
  private var numbers: [Set<FormulaReference>: Int] = [:]
  private var sets: [Set<FormulaReference>] = []
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
      for member in sets[edges.count].sorted() { steps = try joined(steps, self.steps(of: member)) }
      edgeCount += steps.count
      guard edgeCount <= AutomatonLimit.maximumEdges else { throw .edges(AutomatonLimit.maximumEdges) }
      var targets: [Automaton.Edge] = []
      for step in steps {
        targets.append(
          Automaton.Edge(
            required: step.required, forbidden: step.forbidden, marks: step.postponed, target: try state(step.next)))
      }
      edges.append(targets)
    }
  }

  /// The state of a set of formulas, without those that others answer for.
  private mutating func state(_ formulas: Set<FormulaReference>) throws(AutomatonLimit) -> Int {
    var kept = formulas
    for formula in formulas.sorted() {
      for other in kept.sorted() where other != formula {
        if try answers(other, for: formula) {
          kept.remove(formula)
          break
        }
      }
    }
    if let number = numbers[kept] { return number }
    guard sets.count < AutomatonLimit.maximumStates else { throw .states(AutomatonLimit.maximumStates) }
    numbers[kept] = sets.count
    sets.append(kept)
    return sets.count - 1
  }

  /// Whether each step of the first formula is one of the second, too, with all that it leaves and puts off: both have the
  /// steps that the first has alone. That the second follows is not enough, for then its eventualities might be lost: `next
  /// eventually a` implies `eventually a`, and puts nothing off.
  private mutating func answers(
    _ first: FormulaReference, for second: FormulaReference
  ) throws(AutomatonLimit) -> Bool {
    if let known = knownAnswers[[first, second]] { return known }
    let (firstSteps, secondSteps) = (try steps(of: first), try steps(of: second))
    try table.spend(firstSteps.count)
    let result = firstSteps.allSatisfy { step in secondSteps.contains { step.isDominated(by: $0) } }
    knownAnswers[[first, second]] = result
    return result
  }

  /// The formulas that together are the formula.
  private func conjuncts(of formula: FormulaReference) -> Set<FormulaReference> {
    switch table.shape(formula) {
    case .constant(true): []
    case .and(let parts): Set(parts)
    default: [formula]
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
      steps = [holds ? TableauStep(required: bit) : TableauStep(forbidden: bit)]
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
      let later = TableauStep(postponed: try eventuality(right), next: [formula])
      steps = try united(self.steps(of: right), joined(self.steps(of: left), [later]))
    case .release(let left, let right):
      let later = TableauStep(next: [formula])
      steps = try joined(self.steps(of: right), united(self.steps(of: left), [later]))
    }
    knownSteps[formula] = steps
    return steps
  }

  private mutating func joined(
    _ left: [TableauStep], _ right: [TableauStep]
  ) throws(AutomatonLimit) -> [TableauStep] {
    var result: [TableauStep] = []
    for first in left {
      try table.spend(right.count)
      for second in right {
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
    try table.spend(1 + steps.count / 8)
    if steps.contains(where: { step.isDominated(by: $0) }) { return }
    steps.removeAll { $0.isDominated(by: step) }
    steps.append(step)
  }
}
