/// An automaton over infinite words whose letters say which atoms are true; accepting are runs that pass through an edge of
/// each mark infinitely often (transition-based generalised Büchi acceptance).
package struct Automaton: Sendable {
  /// What a letter may do in a state.
  package struct Edge: Hashable, Comparable, Sendable {
    /// The atoms that the letter has.
    package var required: UInt64
    /// The atoms that the letter does not have.
    package var forbidden: UInt64
    /// The marks that a run passes here.
    package var marks: UInt64
    /// The state behind.
    package var target: Int

    /// The letters for which the edge is.
    var letters: LetterSet {
      get { LetterSet(required: required, forbidden: forbidden) }
      set { (required, forbidden) = (newValue.required, newValue.forbidden) }
    }

    /// A fixed order, so that a formula has the same automaton each time.
    package static func < (left: Edge, right: Edge) -> Bool {
      (left.target, left.required, left.forbidden, left.marks) < (
        right.target, right.required, right.forbidden, right.marks
      )
    }

    /// Whether the edge is for the letter.
    package func allows(_ letter: UInt64) -> Bool {
      letter & required == required && letter & forbidden == 0
    }
  }

  /// The edges of each state.
  package let edges: [[Edge]]
  /// The state before the first letter.
  package let initial: Int
  /// How many marks there are, as the lowest bits; without one every infinite run accepts.
  package let markCount: Int

  /// The automaton that accepts exactly the words that satisfy the formula.
  package init(_ formula: TemporalFormula) throws(AutomatonLimit) {
    try formula.checkSize()
    var table = FormulaTable()
    let root = try table.suspended(table.make(formula))
    let tableau = try Tableau.edges(of: root, in: table)
    let reduction = AutomatonReduction(tableau.edges, markCount: tableau.markCount)
    (edges, markCount, initial) = (reduction.edges, reduction.markCount, 0)
  }

  /// So many marks.
  static func allMarks(_ count: Int) -> UInt64 { count == 64 ? .max : (1 << UInt64(count)) - 1 }

  /// Whether the word of one letter for ever is accepted from the state.
  package func acceptsForever(_ letter: UInt64, from state: Int) -> Bool {
    recurring(edges.map { $0.filter { $0.allows(letter) } }, from: state).contains { $0.contains(true) }
  }

  /// For each edge, whether some accepting run passes it again and again.
  package var recurring: [[Bool]] { recurring(edges, from: initial) }

  /// The same where only these edges may be taken: the edges of components that show every mark.
  private func recurring(_ edges: [[Edge]], from start: Int) -> [[Bool]] {
    let components = StrongComponents(edges.map { $0.map(\.target) }, from: [start])
    var marks = Array(repeating: UInt64(0), count: components.count)
    for (source, outgoing) in edges.enumerated() {
      guard let component = components.component[source] else { continue }
      for edge in outgoing where components.component[edge.target] == component { marks[component] |= edge.marks }
    }
    return edges.enumerated().map { source, outgoing in
      outgoing.map { edge in
        guard let component = components.component[source] else { return false }
        return components.component[edge.target] == component && marks[component] == Automaton.allMarks(markCount)
      }
    }
  }
}

extension TemporalFormula {
  /// Whether the recursion over the formula is safe; asked without recursion.
  func checkSize() throws(AutomatonLimit) {
    var open = [(formula: self, depth: 1)]
    var count = 0
    while let (formula, depth) = open.popLast() {
      count += 1
      guard count <= AutomatonLimit.maximumOperators else { throw .operators(AutomatonLimit.maximumOperators) }
      guard depth <= AutomatonLimit.maximumNesting else { throw .nesting(AutomatonLimit.maximumNesting) }
      for operand in formula.operands { open.append((operand, depth + 1)) }
    }
  }
}
