import QuiesceProgram

/// Finds a short run to a cycle, breadth first through the product that a search has stored.
struct LassoFinder {
  let cyclic: NodeSet
  let resting: NodeSet
  /// The nodes in the order in which they were reached, with the place in this list of the node before.
  private var queue: [(node: UInt32, parent: Int, transition: Int32)] = []
  private var isReached = NodeSet()

  init(cyclic: NodeSet, resting: NodeSet) {
    self.cyclic = cyclic
    self.resting = resting
  }

  /// How many places at which a cycle can be entered after equally many steps are tried.
  private static let tries = 16

  /// The run with the shortest way to a cycle or to rest and, among some of these, the shortest cycle.
  mutating func find(in product: inout Product) -> LivenessSearch.Lasso {
    let entries = nearest(in: &product) { $0.cyclic.contains($1) || $0.resting.contains($1) }
    var best: LivenessSearch.Lasso?
    for entry in entries.prefix(LassoFinder.tries) {
      let lasso = lasso(from: entry, in: &product)
      if let known = best, known.transitions.count <= lasso.transitions.count { continue }
      best = lasso
    }
    guard let best else { preconditionFailure("what was found is reached from an initial node") }
    return best
  }

  /// The way to something that cannot be evaluated, the transition to it included.
  mutating func path(to fault: Product.Fault, in product: inout Product) -> LivenessSearch.Lasso {
    guard let node = fault.node else {
      return LivenessSearch.Lasso(initial: fault.initial, transitions: [], start: 0, isShortest: false)
    }
    let entries = nearest(in: &product) { _, here in here == node }
    guard let entry = entries.first else { preconditionFailure("a node that was expanded was reached") }
    var (initial, transitions) = way(to: entry, in: product)
    if let transition = fault.transition { transitions.append(transition) }
    return LivenessSearch.Lasso(
      initial: initial, transitions: transitions, start: transitions.count, isShortest: false)
  }

  /// The places in the queue of the nearest nodes that are wanted.
  private mutating func nearest(
    in product: inout Product, where isWanted: (borrowing LassoFinder, Int) -> Bool
  ) -> [Int] {
    var edges: [ProductEdge] = []
    _ = product.begin(&edges)
    for edge in edges { reach(edge, from: -1) }
    var next = 0
    while next < queue.count {
      let end = queue.count
      let found = (next..<end).filter { isWanted(self, Int(queue[$0].node)) }
      if !found.isEmpty { return found }
      while next < end {
        edges.removeAll(keepingCapacity: true)
        _ = product.expand(Int(queue[next].node), into: &edges)
        for edge in edges { reach(edge, from: next) }
        next += 1
      }
    }
    return []
  }

  private mutating func reach(_ edge: ProductEdge, from parent: Int) {
    guard !isReached.contains(Int(edge.target)) else { return }
    isReached.insert(Int(edge.target))
    queue.append((edge.target, parent, edge.transition))
  }

  private func way(to entry: Int, in product: borrowing Product) -> (initial: [UInt64], transitions: [Int]) {
    var transitions: [Int] = []
    var place = entry
    while queue[place].parent >= 0 {
      transitions.append(Int(queue[place].transition))
      place = queue[place].parent
    }
    return (product.words(of: Int(queue[place].node)), transitions.reversed())
  }

  private func lasso(from entry: Int, in product: inout Product) -> LivenessSearch.Lasso {
    let node = queue[entry].node
    let (initial, stem) = way(to: entry, in: product)
    var lasso = LivenessSearch.Lasso(
      initial: initial, transitions: stem, start: stem.count, isShortest: true)
    if resting.contains(Int(node)) { return lasso }
    lasso.transitions += cycle(from: node, in: &product)
    return lasso
  }

  /// A cycle in the component of a node of which a fair part is known; where the node is not in that part, the way there belongs to
  /// the stem.
  private func cycle(from node: UInt32, in product: inout Product) -> [Int] {
    let graph = ComponentGraph(of: reachable(from: node, in: &product), in: &product)
    for part in graph.fairParts(product.marks) where part.contains(node) {
      if let cycle = ComponentGraph(of: part, in: &product).cycle(through: node, product.marks) { return cycle }
    }
    preconditionFailure("the node lies in a fair part")
  }

  /// The nodes of fair parts that are reached from one of them through such.
  private func reachable(from node: UInt32, in product: inout Product) -> [UInt32] {
    var seen = NodeSet()
    seen.insert(Int(node))
    var list = [node]
    var edges: [ProductEdge] = []
    var next = 0
    while next < list.count {
      edges.removeAll(keepingCapacity: true)
      _ = product.expand(Int(list[next]), into: &edges)
      for edge in edges where cyclic.contains(Int(edge.target)) && !seen.contains(Int(edge.target)) {
        seen.insert(Int(edge.target))
        list.append(edge.target)
      }
      next += 1
    }
    return list
  }
}
