import QuiesceProgram

/// A part of the product with its steps, made anew from its nodes: what is looked at closely is small, or looked at once.
struct ComponentGraph {
  /// A step inside.
  struct Step {
    let target: Int
    let transition: Int32
    let marks: UInt64
  }

  /// The nodes, by their places in the product.
  let nodes: [UInt32]
  /// The steps between them, by position in `nodes`.
  private(set) var steps: [[Step]] = []
  /// What is owed in each node.
  private(set) var owed: [UInt64] = []

  init(of nodes: [UInt32], in product: inout Product) {
    self.nodes = nodes
    var positions: [UInt32: Int] = [:]
    for (position, node) in nodes.enumerated() { positions[node] = position }
    var edges: [ProductEdge] = []
    for node in nodes {
      edges.removeAll(keepingCapacity: true)
      _ = product.expand(Int(node), into: &edges)
      owed.append(product.owed)
      steps.append(
        edges.compactMap { edge in
          positions[edge.target].map { Step(target: $0, transition: edge.transition, marks: edge.marks) }
        })
    }
  }

  /// The parts in which a fair and accepting cycle goes through all nodes.
  ///
  /// In each round a component that does not show what is required goes, and of one in which something is owed that is never paid
  /// the nodes that owe it, which no fair cycle passes; so there are not more rounds than assumptions of strong fairness, and one.
  func fairParts(_ marks: RunMarks) -> [[UInt32]] {
    var result: [[UInt32]] = []
    var left = Array(nodes.indices)
    var isLeft = nodes.map { _ in true }
    while !left.isEmpty {
      let successors = nodes.indices.map { node in
        isLeft[node] ? steps[node].lazy.map(\.target).filter { isLeft[$0] } : []
      }
      let component = StrongComponents(successors, from: left).component.map { $0 ?? -1 }
      var inside = Array(repeating: Inside(), count: (component.max() ?? -1) + 1)
      for node in left {
        let own = component[node]
        inside[own].owed |= owed[node] & marks.strong
        for step in steps[node] where component[step.target] == own {
          inside[own].shown |= step.marks
        }
      }
      var parts: [Int: [UInt32]] = [:]
      left.removeAll { node in
        let all = inside[component[node]]
        let unpaid = all.owed & ~all.shown
        if all.shown & marks.required == marks.required {
          if unpaid == 0 { parts[component[node], default: []].append(nodes[node]) }
          if unpaid != 0, owed[node] & unpaid == 0 { return false }
        }
        isLeft[node] = false
        return true
      }
      result += parts.sorted { $0.key < $1.key }.map(\.value)
    }
    return result
  }

  /// What the steps within a component show, and what is strongly owed in its nodes.
  private struct Inside {
    var shown: UInt64 = 0
    var owed: UInt64 = 0
  }
}

extension ComponentGraph {
  /// A short cycle from a node back to itself that shows everything that is required and pays everything that is strongly owed
  /// in the part, as transitions; nil if the node is not in it.
  ///
  /// Step by step to the nearest place that shows something missing: the shortest such cycle is hard to find (it is a tour
  /// through places of each kind), and this one is short.
  func cycle(through node: UInt32, _ marks: RunMarks) -> [Int]? {
    guard let start = nodes.firstIndex(of: node) else { return nil }
    var missing = marks.required | owed.reduce(0) { $0 | $1 } & marks.strong
    var position = start
    var result: [Int] = []
    while missing != 0 || position != start || result.isEmpty {
      let way: [Step]?
      if missing != 0 {
        way = shortestWay(from: position) { $0.marks & missing != 0 }
      } else {
        way = shortestWay(from: position) { $0.target == start }
      }
      guard let way, let last = way.last else { return nil }
      for step in way { missing &= ~step.marks }
      result += way.map { Int($0.transition) }
      position = last.target
    }
    return result
  }

  /// The steps up to the nearest one that is wanted.
  private func shortestWay(from start: Int, to isWanted: (Step) -> Bool) -> [Step]? {
    var parents: [(parent: Int, step: Step)?] = nodes.map { _ in nil }
    var isSeen = nodes.map { _ in false }
    isSeen[start] = true
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for step in steps[node] {
        if isWanted(step) {
          var way = [step]
          var here = node
          while here != start, let (parent, step) = parents[here] {
            way.append(step)
            here = parent
          }
          return way.reversed()
        }
        guard !isSeen[step.target] else { continue }
        isSeen[step.target] = true
        parents[step.target] = (node, step)
        queue.append(step.target)
      }
    }
    return nil
  }
}
