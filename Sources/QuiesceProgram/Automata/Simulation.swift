/// Which states can do whatever another one can, edge by edge and mark by mark.
struct Simulation {
  /// For each state the states that simulate it.
  private var simulates: [[Bool]]

  /// The greatest simulation, as far as it is seen; nil where that would take more comparisons of edges than the limit.
  init?(_ edges: [[Automaton.Edge]], limit: Int) {
    // What is done with a simulation compares the edges of each state with each other.
    guard edges.reduce(0, { $0 + $1.count * $1.count }) <= limit else { return nil }
    simulates = Array(repeating: Array(repeating: true, count: edges.count), count: edges.count)
    var work = 0
    var isStable = false
    while !isStable {
      isStable = true
      for (weaker, weakerEdges) in edges.enumerated() {
        for (stronger, strongerEdges) in edges.enumerated() where simulates[weaker][stronger] && weaker != stronger {
          let holds = weakerEdges.allSatisfy { edge in
            var cases = LetterSet.maximumCases
            defer { work += strongerEdges.count + LetterSet.maximumCases - cases }
            return edge.letters.isCovered(by: letters(for: edge, among: strongerEdges), cases: &cases)
          }
          guard work <= limit else { return nil }
          if !holds {
            simulates[weaker][stronger] = false
            isStable = false
          }
        }
      }
    }
  }

  /// For each state the first one that simulates it and is simulated by it.
  var representatives: [Int] {
    simulates.indices.map { state in
      simulates.indices.first { simulates[state][$0] && simulates[$0][state] } ?? state
    }
  }

  /// The letters for which one of the others has the marks of the edge, and leads to a state that does whatever its target
  /// can.
  func letters(for edge: Automaton.Edge, among others: [Automaton.Edge]) -> [LetterSet] {
    others.filter { edge.marks & ~$0.marks == 0 && simulates[edge.target][$0.target] }.map(\.letters)
  }
}
