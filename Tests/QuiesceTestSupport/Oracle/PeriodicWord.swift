package import QuiesceProgram

/// An infinite word that is periodic in the end: it repeats a cycle of letters behind a stem.
package struct PeriodicWord: Sendable, CustomStringConvertible {
  /// The letters before the cycle.
  package var stem: [UInt64]
  /// The letters that repeat; at least one.
  package var cycle: [UInt64]

  /// A word.
  package init(stem: [UInt64], cycle: [UInt64]) {
    self.stem = stem
    self.cycle = cycle
  }

  /// A random word over so many atoms.
  package init(atomCount: Int, _ random: inout SplitMix64) {
    func letters(_ count: Int) -> [UInt64] { (0..<count).map { _ in UInt64(random.below(1 << atomCount)) } }
    self.init(stem: letters(random.below(4)), cycle: letters(1 + random.below(4)))
  }

  /// The letters as sets of atoms: `[0] [] ([1])*`.
  package var description: String {
    func text(_ letter: UInt64) -> String { "\((0..<64).filter { letter & (1 << UInt64($0)) != 0 })" }
    return (stem.map(text) + ["(" + cycle.map(text).joined(separator: " ") + ")*"]).joined(separator: " ")
  }

  /// The letters at the positions that differ.
  package var letters: [UInt64] { stem + cycle }

  /// The position behind a position.
  package func position(after position: Int) -> Int {
    position + 1 < letters.count ? position + 1 : stem.count
  }

  /// Whether the formula holds of the word.
  package func satisfies(_ formula: TemporalFormula) -> Bool { positions(satisfying: formula)[0] }

  /// For each position whether the formula holds there, straight from the definitions: `until` is the least, `release` the
  /// greatest solution of its equation.
  package func positions(satisfying formula: TemporalFormula) -> [Bool] {
    switch formula {
    case .constant(let value): return letters.map { _ in value }
    case .atom(let atom): return letters.map { $0 >> UInt64(atom) & 1 == 1 }
    case .not(let operand): return positions(satisfying: operand).map { !$0 }
    case .and(let left, let right):
      return zip(positions(satisfying: left), positions(satisfying: right)).map { $0 && $1 }
    case .or(let left, let right):
      return zip(positions(satisfying: left), positions(satisfying: right)).map { $0 || $1 }
    case .next(let operand):
      let there = positions(satisfying: operand)
      return there.indices.map { there[position(after: $0)] }
    case .until(let left, let right):
      let (here, end) = (positions(satisfying: left), positions(satisfying: right))
      return fixpoint(from: false) { end[$0] || (here[$0] && $1) }
    case .release(let left, let right):
      let (end, here) = (positions(satisfying: left), positions(satisfying: right))
      return fixpoint(from: true) { here[$0] && (end[$0] || $1) }
    }
  }

  /// The solution of an equation that says what holds at a position by what holds at the next one.
  private func fixpoint(from start: Bool, _ equation: (_ position: Int, _ next: Bool) -> Bool) -> [Bool] {
    var values = letters.map { _ in start }
    while true {
      let better = values.indices.map { equation($0, values[position(after: $0)]) }
      if better == values { return values }
      values = better
    }
  }

  /// Whether the automaton accepts the word, from one of its states: in the product of both, some reachable node can for ever
  /// go on to an edge of each mark (Emerson and Lei, "Efficient model checking in fragments of the propositional
  /// mu-calculus", 1986).
  package func isAccepted(by automaton: Automaton, from state: Int? = nil) -> Bool {
    let product = Product(self, automaton)
    var candidates = product.reachable(from: state ?? automaton.initial)
    while true {
      var left = candidates
      for mark in -1..<automaton.markCount { left = product.nodes(of: left, reaching: mark) }
      if left == candidates { return !left.isEmpty }
      candidates = left
    }
  }
}

/// The states of an automaton at the positions of a word.
private struct Product {
  struct Edge {
    var source: Int
    var marks: UInt64
    var target: Int
  }

  let width: Int
  var edges: [Edge] = []

  init(_ word: PeriodicWord, _ automaton: Automaton) {
    width = automaton.edges.count
    for (position, letter) in word.letters.enumerated() {
      for (state, outgoing) in automaton.edges.enumerated() {
        for edge in outgoing where letter & edge.required == edge.required && letter & edge.forbidden == 0 {
          edges.append(
            Edge(
              source: position * width + state, marks: edge.marks,
              target: word.position(after: position) * width + edge.target))
        }
      }
    }
  }

  func reachable(from state: Int) -> Set<Int> {
    var known: Set = [state]
    while true {
      let more = known.union(edges.filter { known.contains($0.source) }.map(\.target))
      if more == known { return known }
      known = more
    }
  }

  /// The nodes that can go on, within the nodes, to an edge of the mark; -1 is the mark of every edge.
  func nodes(of nodes: Set<Int>, reaching mark: Int) -> Set<Int> {
    let inner = edges.filter { nodes.contains($0.source) && nodes.contains($0.target) }
    var known = Set(inner.filter { mark < 0 || $0.marks >> UInt64(mark) & 1 == 1 }.map(\.source))
    while true {
      let more = known.union(inner.filter { known.contains($0.target) }.map(\.source))
      if more == known { return known }
      known = more
    }
  }
}
