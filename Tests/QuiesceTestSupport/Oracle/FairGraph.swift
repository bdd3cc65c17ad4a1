/// A graph in which fair paths are looked for, as plainly as can be.
struct FairGraph {
  /// What leads from one node to another.
  struct Edge {
    /// Where it leads.
    let target: Int
    /// What a fair path shows again and again, as bits.
    let shown: UInt64
    /// The strong assumptions that it pays, as bits.
    let paid: UInt64
    /// Whether it takes no step.
    let isRest: Bool
  }

  /// What leaves each node.
  var edges: [[Edge]] = []
  /// For each node the strong assumptions that are owed there, as bits.
  var owed: [UInt64] = []
  /// Where paths begin.
  var initial: [Int] = []
  /// What there is to show.
  var required: UInt64 = 0
  /// How many strong assumptions there are.
  var strongCount = 0

  /// For each choice of the strong assumptions that are paid again and again, while the others are owed no more, the greatest set
  /// of nodes each of which leads to all that is to be seen within the set (Emerson and Lei, "Modalities for model checking",
  /// 1987).
  func fairSets() -> [(nodes: [Bool], paid: UInt64)] {
    var sources: [[Int]] = edges.map { _ in [] }
    for (node, edges) in edges.enumerated() { for edge in edges { sources[edge.target].append(node) } }
    return (0..<(1 << strongCount)).compactMap { choice in
      let paid = UInt64(choice)
      var nodes = owed.map { $0 & ~paid == 0 }
      while true {
        let before = nodes
        nodes = leading(to: { _ in true }, in: nodes, sources)
        for bit in 0..<64 where required >> UInt64(bit) & 1 == 1 {
          nodes = leading(to: { $0.shown >> UInt64(bit) & 1 == 1 }, in: nodes, sources)
        }
        for bit in 0..<64 where paid >> UInt64(bit) & 1 == 1 {
          nodes = leading(to: { $0.paid >> UInt64(bit) & 1 == 1 }, in: nodes, sources)
        }
        if nodes == before { break }
      }
      return nodes.contains(true) ? (nodes, paid) : nil
    }
  }

  /// The nodes from which a path within the nodes takes such an edge.
  private func leading(to isWanted: (Edge) -> Bool, in nodes: [Bool], _ sources: [[Int]]) -> [Bool] {
    var result = nodes.map { _ in false }
    var open: [Int] = []
    for node in nodes.indices where nodes[node] {
      if edges[node].contains(where: { nodes[$0.target] && isWanted($0) }) {
        result[node] = true
        open.append(node)
      }
    }
    while let node = open.popLast() {
      for source in sources[node] where nodes[source] && !result[source] {
        result[source] = true
        open.append(source)
      }
    }
    return result
  }

  /// The least number of steps to a node that lies on a fair cycle.
  func shortestStem() -> Int? {
    let sets = fairSets()
    if sets.isEmpty { return nil }
    var isKnown = owed.map { _ in false }
    var level = initial
    var length = 0
    while !level.isEmpty {
      var next: [Int] = []
      while let node = level.popLast() {
        if isKnown[node] { continue }
        isKnown[node] = true
        if sets.contains(where: { liesOnCycle(node, $0.nodes, $0.paid) }) { return length }
        for edge in edges[node] {
          if edge.isRest { level.append(edge.target) } else { next.append(edge.target) }
        }
      }
      level = next
      length += 1
    }
    return nil
  }

  /// Whether a cycle through the node within the nodes shows and pays everything.
  private func liesOnCycle(_ node: Int, _ nodes: [Bool], _ paid: UInt64) -> Bool {
    guard nodes[node] else { return false }
    func reached(_ follow: (Int) -> [Int]) -> Set<Int> {
      var known: Set = [node]
      var open = [node]
      while let node = open.popLast() {
        for next in follow(node) where nodes[next] && known.insert(next).inserted { open.append(next) }
      }
      return known
    }
    let forward = reached { edges[$0].map(\.target) }
    var sources: [Int: [Int]] = [:]
    for source in forward { for edge in edges[source] { sources[edge.target, default: []].append(source) } }
    let component = reached { sources[$0] ?? [] }
    let inner = component.flatMap { edges[$0].filter { component.contains($0.target) } }
    let (shown, repaid) = inner.reduce((0, 0)) { ($0.0 | $1.shown, $0.1 | $1.paid) }
    return !inner.isEmpty && shown & required == required && paid & ~repaid == 0
  }
}
