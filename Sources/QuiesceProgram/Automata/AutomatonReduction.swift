/// Makes an automaton smaller without changing what it accepts.
///
/// States from which no run accepts go, marks are what each component needs, and states that direct simulation cannot tell
/// apart become one (Somenzi, Bloem, "Efficient Büchi automata from LTL formulae", 2000; Babiak, Badie, Duret-Lutz, Křetínský,
/// Strejček, "Compositional approach to suspension and other improvements to LTL translation", 2013).
struct AutomatonReduction {
  /// The edges of each state; the first state is the initial one.
  private(set) var edges: [[Automaton.Edge]]
  /// How many marks there are.
  private(set) var markCount: Int

  /// How many comparisons of edges a simulation may take; beyond, the tableau's states and edges stay.
  private static let maximumComparisons = 1_000_000

  /// Reduces the automaton with these edges whose first state is the initial one.
  init(_ edges: [[Automaton.Edge]], markCount: Int) {
    self.edges = edges
    self.markCount = markCount
    trim()
    while let simulation = Simulation(self.edges, limit: AutomatonReduction.maximumComparisons) {
      let before = self.edges
      merge(simulation.representatives)
      dropDominatedEdges(simulation)
      joinEdges()
      trim()
      if self.edges == before { break }
    }
  }

  // MARK: - Components and marks

  /// Removes states that cannot be reached or from which no run accepts, and marks that say nothing.
  private mutating func trim() {
    let components = Components(edges, markCount: markCount)
    guard components.isUseful(state: 0) else {
      (edges, markCount) = ([[]], 0)
      return
    }
    (edges, markCount) = components.withoutNeedlessMarks()
    var numbers: [Int: Int] = [0: 0]
    var order = [0]
    var position = 0
    while position < order.count {
      edges[order[position]].removeAll { !components.isUseful(state: $0.target) }
      for edge in edges[order[position]] where numbers[edge.target] == nil {
        numbers[edge.target] = order.count
        order.append(edge.target)
      }
      position += 1
    }
    edges = order.map { state in
      edges[state].map { edge in
        var renamed = edge
        renamed.target = numbers[edge.target] ?? 0
        return renamed
      }
    }
  }

  // MARK: - States and edges

  /// Leads each edge to the representative of its target.
  private mutating func merge(_ representatives: [Int]) {
    for state in edges.indices {
      for position in edges[state].indices {
        edges[state][position].target = representatives[edges[state][position].target]
      }
    }
  }

  /// Joins edges that differ in one condition of their letters.
  private mutating func joinEdges() {
    for state in edges.indices {
      var known = Set(edges[state])
      var open = edges[state]
      while let edge = open.popLast() {
        guard known.contains(edge) else { continue }
        for condition in edge.letters.conditions {
          var opposite = edge
          opposite.letters = edge.letters.without(condition).adding(condition.opposite)
          guard known.remove(opposite) != nil else { continue }
          known.remove(edge)
          var joined = edge
          joined.letters = edge.letters.without(condition)
          known.insert(joined)
          open.append(joined)
          break
        }
      }
      edges[state] = known.sorted()
    }
  }

  /// Removes edges that other ones of the state answer for.
  private mutating func dropDominatedEdges(_ simulation: Simulation) {
    for state in edges.indices {
      for position in edges[state].indices.reversed() {
        var others = edges[state]
        let edge = others.remove(at: position)
        if edge.letters.isCovered(by: simulation.letters(for: edge, among: others)) { edges[state] = others }
      }
    }
  }
}

/// The strongly connected components of an automaton, and which of them can accept.
private struct Components {
  private let edges: [[Automaton.Edge]]
  private let markCount: Int
  private let component: [Int?]
  private let count: Int
  private var isUseful: [Bool]
  private var isAccepting: [Bool]
  /// The marks on the edges within each component, by edge.
  private var innerMarks: [[UInt64]]

  init(_ edges: [[Automaton.Edge]], markCount: Int) {
    self.edges = edges
    self.markCount = markCount
    let strong = StrongComponents(edges.map { $0.map(\.target) }, from: [0])
    (component, count) = (strong.component, strong.count)
    innerMarks = Array(repeating: [], count: strong.count)
    for (state, outgoing) in edges.enumerated() {
      for edge in outgoing {
        if let inner = strong.component[state], strong.component[edge.target] == inner {
          innerMarks[inner].append(edge.marks)
        }
      }
    }
    let all = Automaton.allMarks(markCount)
    isAccepting = innerMarks.map { !$0.isEmpty && $0.reduce(0, |) == all }
    isUseful = isAccepting
    // A component comes after those that it leads to.
    let members = Dictionary(grouping: edges.indices.filter { strong.component[$0] != nil }) { strong.component[$0] }
    for index in 0..<count where !isUseful[index] {
      isUseful[index] = members[index, default: []].contains { state in
        edges[state].contains { edge in strong.component[edge.target].map { isUseful[$0] } ?? false }
      }
    }
  }

  /// Whether a run from the state accepts.
  func isUseful(state: Int) -> Bool { component[state].map { isUseful[$0] } ?? false }

  /// The edges with as few marks as each component needs; edges between components have none, since a run passes finitely
  /// many of them.
  func withoutNeedlessMarks() -> (edges: [[Automaton.Edge]], markCount: Int) {
    let needed = (0..<count).map { isAccepting[$0] ? neededMarks(in: $0) : [] }
    // Where a component with cycles does not accept, one mark must be missing there.
    let hasRejectingCycle = (0..<count).contains { isUseful[$0] && !isAccepting[$0] && !innerMarks[$0].isEmpty }
    let newCount = max(needed.map(\.count).max() ?? 0, hasRejectingCycle ? 1 : 0)
    var result = edges
    for state in edges.indices {
      for position in edges[state].indices {
        let edge = edges[state][position]
        var marks: UInt64 = 0
        if let inner = component[state], component[edge.target] == inner, isAccepting[inner] {
          marks = Automaton.allMarks(newCount) & ~Automaton.allMarks(needed[inner].count)
          for (number, mark) in needed[inner].enumerated() where edge.marks >> UInt64(mark) & 1 == 1 {
            marks |= 1 << UInt64(number)
          }
        }
        result[state][position].marks = marks
      }
    }
    return (result, newCount)
  }

  /// The marks that a component needs: neither on each of its edges, nor passed wherever another one is.
  private func neededMarks(in component: Int) -> [Int] {
    let marks = Set(innerMarks[component])
    func implies(_ first: Int, _ second: Int) -> Bool {
      marks.allSatisfy { $0 >> UInt64(first) & 1 == 0 || $0 >> UInt64(second) & 1 == 1 }
    }
    var needed = (0..<markCount).filter { mark in !marks.allSatisfy { $0 >> UInt64(mark) & 1 == 1 } }
    for mark in needed where needed.contains(where: { $0 != mark && implies($0, mark) }) {
      needed.removeAll { $0 == mark }
    }
    return needed
  }
}
