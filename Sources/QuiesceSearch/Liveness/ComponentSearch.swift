import QuiesceProgram

/// Looks for a strongly connected part of the product in which a fair and accepting cycle lies, while the product is built.
///
/// Depth first with a stack of the roots of what may still become components, each with what its steps have shown so far
/// (Couvreur, "On-the-fly verification of linear temporal logic", 1999; Gabow, "Path-based depth-first search for strong and
/// biconnected components", 2000). A weakly fair or accepting cycle is noticed as soon as it is closed; for strong fairness a
/// complete component is taken apart (Emerson and Lei, "Modalities for model checking", 1987).
struct ComponentSearch: ~Copyable {
  /// What may become the root of a component.
  private struct Root {
    let order: UInt32
    /// What the steps inside have shown, and what is strongly owed in its nodes.
    var marks: UInt64
    var owed: UInt64
    /// Whether there are steps inside.
    var hasSteps = false
    /// What the step to it has shown.
    let incoming: UInt64
  }

  /// A node whose steps are being followed.
  private struct Frame {
    let node: UInt32
    /// Where its steps begin among those that wait.
    let firstEdge: Int
  }

  private static let done = UInt32.max

  var product: Product
  /// For each node, when it was reached, counted from 1; 0 if it was not, and `done` once its component is complete.
  private var order: [UInt32] = []
  private var reached: UInt32 = 0
  /// The nodes that were reached and whose components are not complete.
  private var live: [UInt32] = []
  private var roots: [Root] = []
  private var frames: [Frame] = []
  private var edges: [ProductEdge] = []

  /// Where a fair and accepting cycle lies: nodes of such components.
  private(set) var cyclic = NodeSet()
  /// Where a run may rest, and is accepted.
  private(set) var resting = NodeSet()
  /// Whether there is either.
  private(set) var hasFound = false
  /// Whether the search bound has cut something off.
  private(set) var isCut = false
  /// Why the search ended before everything was seen.
  private(set) var stop: StopReason?
  /// The most nodes to store.
  private var limit: Int
  private var budget: Budget
  private let memory: Int
  private(set) var peakBytes = 0

  init(_ product: consuming Product, maximumStates: Int?, clock: RunClock) {
    memory = product.table.maximumBytes
    budget = Budget(clock, transitionCount: product.machine.transitionCount)
    limit = maximumStates ?? .max
    self.product = product
  }

  /// Searches until everything was seen, or, behind the first cycle that was found, for as long again: the nearest one makes
  /// the shortest trace.
  mutating func run() {
    if !product.begin(&edges) { stop = .memoryBudget }
    var initial = edges.count
    // The initial nodes are followed one after the other, so that each is a root of its own.
    while initial > 0, stop == nil {
      initial -= 1
      let edge = edges.removeLast()
      if mark(of: edge.target) == 0 { explore(from: edge) }
    }
    // What is looked at from here on is what was found, however little room or time is left.
    product.storesUnknown = false
    completeAll()
  }

  private mutating func explore(from edge: ProductEdge) {
    let bottom = frames.count
    enter(edge)
    while frames.count > bottom, stop == nil {
      let frame = frames[frames.count - 1]
      if edges.count == frame.firstEdge {
        frames.removeLast()
        if roots[roots.count - 1].order == order[Int(frame.node)] { complete() }
        continue
      }
      let edge = edges.removeLast()
      let order = mark(of: edge.target)
      if order == 0 {
        enter(edge)
      } else if order != ComponentSearch.done {
        close(edge, at: order)
      }
    }
  }

  @inline(__always)
  private func mark(of node: UInt32) -> UInt32 { Int(node) < order.count ? order[Int(node)] : 0 }

  /// Reaches a node for the first time.
  private mutating func enter(_ edge: ProductEdge) {
    let node = Int(edge.target)
    let firstEdge = edges.count
    guard product.expand(node, into: &edges) else { return stop = .memoryBudget }
    if product.fault != nil { return stop = .decided }
    if product.isCut { isCut = true }
    reached += 1
    while order.count < product.table.count { order.append(0) }
    order[node] = reached
    live.append(edge.target)
    frames.append(Frame(node: edge.target, firstEdge: firstEdge))
    roots.append(Root(order: reached, marks: 0, owed: product.owed, incoming: edge.marks))
    if !product.isCut, product.acceptsRest(in: node, owed: product.owed) {
      resting.insert(node)
      found()
    }
    if product.table.count >= limit { stop = hasFound ? .decided : .stateBudget }
    if budget.isDue { look() }
  }

  /// Takes a step to a node that is not done: all between it and the end of the path is one component.
  @inline(__always)
  private mutating func close(_ edge: ProductEdge, at order: UInt32) {
    var marks = edge.marks
    var owed: UInt64 = 0
    while let root = roots.last, root.order > order {
      marks |= root.marks | root.incoming
      owed |= root.owed
      roots.removeLast()
    }
    let last = roots.count - 1
    roots[last].marks |= marks
    roots[last].owed |= owed
    roots[last].hasSteps = true
    if !hasFound, product.marks.areFair(roots[last].marks, owed: roots[last].owed) { found() }
  }

  private mutating func found() {
    guard !hasFound else { return }
    hasFound = true
    limit = min(limit, product.table.count * 2 + 1 << 17)
  }

  /// Ends the component of the last root.
  private mutating func complete() {
    guard let root = roots.popLast() else { return }
    var start = live.count
    while start > 0, order[Int(live[start - 1])] >= root.order { start -= 1 }
    if root.hasSteps, root.marks & product.marks.required == product.marks.required {
      keepFair(Array(live[start...]), root)
    }
    for node in live[start...] { order[Int(node)] = ComponentSearch.done }
    live.removeSubrange(start...)
  }

  private mutating func keepFair(_ nodes: [UInt32], _ root: Root) {
    if product.marks.areFair(root.marks, owed: root.owed) {
      for node in nodes { cyclic.insert(Int(node)) }
      found()
      return
    }
    let parts = ComponentGraph(of: nodes, in: &product).fairParts(product.marks)
    for part in parts { for node in part { cyclic.insert(Int(node)) } }
    if !parts.isEmpty { found() }
  }

  /// Ends all components where the search has to end: what they are so far is strongly connected, too.
  private mutating func completeAll() {
    while !roots.isEmpty { complete() }
  }

  private mutating func look() {
    let bytes =
      product.table.byteCount + order.heldBytes + live.heldBytes + roots.heldBytes + frames.heldBytes + edges.heldBytes
      + cyclic.byteCount + resting.byteCount
    peakBytes = max(peakBytes, bytes)
    product.table.maximumBytes = memory - (bytes - product.table.byteCount) - order.bytesToGrow - edges.bytesToGrow
    if product.table.byteCount > product.table.maximumBytes { stop = stop ?? .memoryBudget }
    let progress = Progress(
      states: product.table.count, transitions: product.stepCount, depth: frames.count, frontier: edges.count,
      seconds: budget.elapsed, memoryBytes: peakBytes)
    stop = stop ?? budget.check(progress)
  }
}

/// A set of nodes.
struct NodeSet {
  private var words: [UInt64] = []

  var isEmpty: Bool { words.isEmpty }
  /// Bytes in use.
  var byteCount: Int { words.heldBytes }

  mutating func insert(_ node: Int) {
    while words.count <= node >> 6 { words.append(0) }
    words[node >> 6] |= 1 << UInt64(node & 63)
  }

  func contains(_ node: Int) -> Bool {
    node >> 6 < words.count && words[node >> 6] & (1 << UInt64(node & 63)) != 0
  }
}
