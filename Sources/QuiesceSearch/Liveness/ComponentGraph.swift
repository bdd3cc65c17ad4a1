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
  func fairParts(_ marks: RunMarks) -> [[UInt32]] {
    var result: [[UInt32]] = []
    var isIn = nodes.map { _ in true }
    var pending = [Array(nodes.indices)]
    while let candidates = pending.popLast() {
      for node in nodes.indices { isIn[node] = false }
      for node in candidates { isIn[node] = true }
      for component in components(of: candidates, isIn) {
        for node in nodes.indices { isIn[node] = false }
        for node in component { isIn[node] = true }
        var shown: UInt64 = 0
        var due: UInt64 = 0
        var stepCount = 0
        for node in component {
          due |= owed[node] & marks.strong
          for step in steps[node] where isIn[step.target] {
            shown |= step.marks
            stepCount += 1
          }
        }
        guard stepCount > 0, shown & marks.required == marks.required else { continue }
        let unpaid = due & ~shown
        if unpaid == 0 {
          result.append(component.map { nodes[$0] })
        } else {
          // A fair cycle cannot pass through nodes where something is owed that is never paid.
          let rest = component.filter { owed[$0] & unpaid == 0 }
          if !rest.isEmpty { pending.append(rest) }
        }
      }
    }
    return result
  }

  /// The strongly connected components of some of the nodes (Tarjan, 1972).
  private func components(of candidates: [Int], _ isIn: [Bool]) -> [[Int]] {
    var order: [Int: Int] = [:]
    var low: [Int: Int] = [:]
    var onStack: Set<Int> = []
    var stack: [Int] = []
    var frames: [(node: Int, next: Int)] = []
    var result: [[Int]] = []
    for start in candidates where order[start] == nil {
      frames.append((start, 0))
      while let (node, next) = frames.last {
        if next == 0 {
          order[node] = order.count
          low[node] = order[node]
          stack.append(node)
          onStack.insert(node)
        }
        if next < steps[node].count {
          frames[frames.count - 1].next += 1
          let target = steps[node][next].target
          guard isIn[target] else { continue }
          if order[target] == nil {
            frames.append((target, 0))
          } else if onStack.contains(target) {
            low[node] = min(low[node] ?? 0, order[target] ?? 0)
          }
          continue
        }
        frames.removeLast()
        if let parent = frames.last { low[parent.node] = min(low[parent.node] ?? 0, low[node] ?? 0) }
        guard low[node] == order[node] else { continue }
        var component: [Int] = []
        while let last = stack.popLast() {
          onStack.remove(last)
          component.append(last)
          if last == node { break }
        }
        result.append(component)
      }
    }
    return result
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
