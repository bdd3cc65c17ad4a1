/// Which states can do whatever another one can, edge by edge and mark by mark.
struct Simulation {
  /// For each state the states that simulate it.
  private var simulates: [[Bool]]

  /// The greatest simulation; nil where it would take more comparisons of edges than the limit in one round.
  init?(_ edges: [[Automaton.Edge]], limit: Int) {
    let edgeCount = edges.reduce(0) { $0 + $1.count }
    guard edgeCount * edgeCount <= limit else { return nil }
    simulates = Array(repeating: Array(repeating: true, count: edges.count), count: edges.count)
    var isStable = false
    while !isStable {
      isStable = true
      for (weaker, weakerEdges) in edges.enumerated() {
        for (stronger, strongerEdges) in edges.enumerated() where simulates[weaker][stronger] && weaker != stronger {
          let holds = weakerEdges.allSatisfy { edge in strongerEdges.contains { dominates($0, edge) } }
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

  /// Whether the edge has the marks of the other one, and its target does whatever the other's can.
  func leadsAtLeastAsFar(_ edge: Automaton.Edge, _ other: Automaton.Edge) -> Bool {
    other.marks & ~edge.marks == 0 && simulates[other.target][edge.target]
  }

  /// Whether the edge leads as far as the other one, for each letter of it.
  func dominates(_ edge: Automaton.Edge, _ other: Automaton.Edge) -> Bool {
    edge.required & ~other.required == 0 && edge.forbidden & ~other.forbidden == 0 && leadsAtLeastAsFar(edge, other)
  }
}
