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
    let firstStep: UInt32
  }

  /// A step to a node that had not been reached when the node before it was.
  private struct Waiting {
    let target: UInt32
    /// What it shows, by its place among the marks.
    let marks: UInt32
  }

  private static let done = UInt32.max
  /// The most nodes, and steps that wait: their places have 32 bits.
  private static let placeLimit = 1 << 31

  var product: Product
  /// For each node, when it was reached, counted from 1; 0 if it was not, and `done` once its component is complete.
  private var order: [UInt32] = []
  private var reached: UInt32 = 0
  /// The nodes that were reached and whose components are not complete.
  private var live: [UInt32] = []
  private var roots: [Root] = []
  private var frames: [Frame] = []
  private var waiting: [Waiting] = []
  /// What steps have shown, each once: a path is as long as there are nodes at worst, so what waits on it is kept small.
  private var marks = MarkPool()
  /// The steps of the node that was reached last.
  private var steps: [ProductEdge] = []

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
    budget = Budget(clock, transitionCount: product.machine.outline.transitionCount)
    limit = maximumStates ?? .max
    self.product = product
  }

  /// Searches until everything was seen, or, behind the first cycle that was found, for as long again: the nearest one makes
  /// the shortest trace.
  mutating func run() {
    var initial: [ProductEdge] = []
    if !product.begin(&initial) { stop = .memoryBudget }
    // The initial nodes are followed one after the other, so that each is a root of its own.
    for edge in initial.reversed() where stop == nil && mark(of: edge.target) == 0 {
      explore(from: edge)
    }
    // What is looked at from here on is what was found, however little room or time is left.
    product.storesUnknown = false
    completeAll()
  }

  private mutating func explore(from edge: ProductEdge) {
    enter(edge.target, by: edge.marks)
    while let frame = frames.last, stop == nil {
      if waiting.count == Int(frame.firstStep) {
        frames.removeLast()
        if roots[roots.count - 1].order == order[Int(frame.node)] { complete() }
        continue
      }
      let step = waiting.removeLast()
      let order = mark(of: step.target)
      if order == 0 {
        enter(step.target, by: marks[step.marks])
      } else if order != ComponentSearch.done {
        close(marks[step.marks], at: order)
      }
    }
  }

  @inline(__always)
  private func mark(of node: UInt32) -> UInt32 { Int(node) < order.count ? order[Int(node)] : 0 }

  /// Reaches a node for the first time, by a step that shows some marks.
  private mutating func enter(_ target: UInt32, by incoming: UInt64) {
    let node = Int(target)
    steps.removeAll(keepingCapacity: true)
    guard product.expand(node, into: &steps) else { return stop = .memoryBudget }
    if product.fault != nil { return stop = .decided }
    if product.isCut { isCut = true }
    reached += 1
    while order.count < product.table.count { order.append(0) }
    order[node] = reached
    live.append(target)
    frames.append(Frame(node: target, firstStep: UInt32(truncatingIfNeeded: waiting.count)))
    roots.append(Root(order: reached, marks: 0, owed: product.owed, incoming: incoming))
    for step in steps {
      let order = order[Int(step.target)]
      if order == 0 {
        waiting.append(Waiting(target: step.target, marks: marks.place(of: step.marks)))
      } else if order != ComponentSearch.done {
        close(step.marks, at: order)
      }
    }
    if !product.isCut, product.acceptsRest(in: node, owed: product.owed) {
      resting.insert(node)
      found()
    }
    if max(product.table.count, waiting.count) >= ComponentSearch.placeLimit { stop = .memoryBudget }
    if product.table.count >= limit { stop = hasFound ? .decided : .stateBudget }
    if budget.isDue { look() }
  }

  /// Takes a step to a node that is not done: all between it and the end of the path is one component.
  @inline(__always)
  private mutating func close(_ shown: UInt64, at order: UInt32) {
    var marks = shown
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
      product.table.byteCount + order.heldBytes + live.heldBytes + roots.heldBytes + frames.heldBytes
      + waiting.heldBytes + cyclic.byteCount + resting.byteCount
    peakBytes = max(peakBytes, bytes)
    product.table.maximumBytes = memory - (bytes - product.table.byteCount) - order.bytesToGrow - waiting.bytesToGrow
    if product.table.byteCount > product.table.maximumBytes { stop = stop ?? .memoryBudget }
    let progress = Progress(
      states: product.table.count, transitions: product.stepCount, depth: frames.count, frontier: waiting.count,
      seconds: budget.elapsed, memoryBytes: peakBytes)
    stop = stop ?? budget.check(progress)
  }
}

/// The different marks that steps show, by the order in which they were first seen.
private struct MarkPool {
  private var values: [UInt64] = []
  private var places: [UInt64: UInt32] = [:]
  /// The places of marks that were asked for lately, by their hash.
  private var recent: [UInt32] = Array(repeating: 0, count: 64)

  subscript(_ place: UInt32) -> UInt64 { values[Int(place)] }

  /// Where marks stand.
  mutating func place(of marks: UInt64) -> UInt32 {
    let slot = Int(truncatingIfNeeded: (marks &* 0x9E37_79B9_7F4A_7C15) &>> 58)
    let guess = Int(recent[slot])
    if guess < values.count, values[guess] == marks { return recent[slot] }
    let place = places[marks] ?? UInt32(truncatingIfNeeded: values.count)
    if place == values.count {
      values.append(marks)
      places[marks] = place
    }
    recent[slot] = place
    return place
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
