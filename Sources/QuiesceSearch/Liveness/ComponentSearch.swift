import QuiesceProgram
import QuiesceSystem

/// Looks for a strongly connected part of the product in which a fair and accepting cycle lies, while the product is built.
///
/// Depth first with a stack of the roots of what may still become components, each with what its steps have shown so far
/// (Couvreur, "On-the-fly verification of linear temporal logic", 1999; Gabow, "Path-based depth-first search for strong and
/// biconnected components", 2000). A weakly fair or accepting cycle is noticed as soon as it is closed; for strong fairness a
/// complete component is taken apart (Emerson and Lei, "Modalities for model checking", 1987).
struct ComponentSearch: ~Copyable {
  /// What may become the root of a component. Marks stand by their places in the pool.
  private struct Root {
    let order: UInt32
    /// What the steps inside have shown.
    var marks: UInt32
    /// What is strongly owed in its nodes.
    var owed: UInt32
    /// What the step to it has shown.
    let incoming: UInt32
  }

  private static let done = UInt32.max
  /// The most nodes: their places have 32 bits.
  private static let placeLimit = 1 << 31

  var product: Product
  /// For each node, when it was reached, counted from 1; 0 if it was not, and `done` once its component is complete.
  private var order = GrowingBuffer<UInt32>()
  private var reached: UInt32 = 0
  /// The nodes that were reached and whose components are not complete.
  private var live = GrowingBuffer<UInt32>()
  private var roots = GrowingBuffer<Root>()
  private var path = SearchPath()
  /// What steps have shown, each once: a path is as long as there are nodes at worst, so what is kept for each is small.
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
  /// Whether the search goes on behind the first cycle.
  private var isPatient = true
  private var budget: Budget
  private let memory: Int
  private(set) var peakBytes = 0
  /// How many transitions were fired, those of nodes that were expanded once more not counted again.
  private(set) var stepCount = 0
  /// How many steps may wait on the path; nil for one for some bytes of the table.
  private let waitingLimit: Int?
  private static let tableForEachStep = 64

  init(_ product: consuming Product, maximumStates: Int?, waitingLimit: Int?, clock: RunClock) {
    self.waitingLimit = waitingLimit
    memory = product.table.maximumBytes
    budget = Budget(clock, transitionCount: product.machine.outline.transitionCount)
    limit = maximumStates ?? .max
    self.product = product
  }

  /// Searches until everything was seen or, behind the first cycle that was found, for as long again where the nearest one is
  /// wanted: it makes the shortest trace.
  mutating func run(toNearest: Bool) {
    isPatient = toNearest
    var initial: [ProductEdge] = []
    if !product.begin(&initial) { stop = .memoryBudget }
    if product.fault != nil { stop = .decided }
    sweep()
    // What is looked at from here on is what was found, however little room or time is left.
    product.storesUnknown = false
    completeAll()
  }

  /// Goes through the nodes in the order in which they were found: those to which no accepting run comes back are passed, from
  /// the others the search for cycles begins. It stays among nodes of one component of the automaton, since cycles do.
  private mutating func sweep() {
    var next = 0
    while stop == nil {
      if next == product.table.count {
        store()
        if next == product.table.count { return }
      }
      if !product.mayRecur(next) {
        if !product.pass(next) { stop = .memoryBudget }
        look(at: next)
      } else if mark(of: UInt32(truncatingIfNeeded: next)) == 0 {
        store()
        explore(from: UInt32(truncatingIfNeeded: next))
      }
      next += 1
    }
  }

  private mutating func store() {
    if !product.flush() { stop = stop ?? .memoryBudget }
  }

  private mutating func explore(from node: UInt32) {
    enter(node, by: MarkPool.none)
    while stop == nil, let node = path.last {
      if path.hasForgotten {
        guard expand(node) else { return }
        path.recall()
        follow()
      } else if let step = path.nextStep() {
        let order = mark(of: step.target)
        if order == 0 {
          enter(step.target, by: step.marks)
        } else if order != ComponentSearch.done {
          close(marks[step.marks], at: order)
        }
      } else {
        path.leave()
        if roots[roots.count - 1].order == order[Int(node)] { complete() }
      }
    }
  }

  @inline(__always)
  private func mark(of node: UInt32) -> UInt32 { Int(node) < order.count ? order[Int(node)] : 0 }

  /// Reaches a node for the first time, by a step that shows some marks.
  private mutating func enter(_ node: UInt32, by incoming: UInt32) {
    guard expand(node) else { return }
    reached += 1
    if order.count < product.table.count { order.append(repeating: 0, count: product.table.count - order.count) }
    order[Int(node)] = reached
    live.append(node)
    path.enter(node)
    roots.append(Root(order: reached, marks: MarkPool.none, owed: marks.place(of: product.owed), incoming: incoming))
    follow()
    path.forget(beyond: waitingLimit ?? product.table.byteCount / ComponentSearch.tableForEachStep)
    look(at: Int(node))
  }

  /// What a node that was expanded tells besides its steps, and whether the search may go on.
  @inline(__always)
  private mutating func look(at node: Int) {
    stepCount += product.firedCount
    if product.fault != nil { stop = .decided }
    if product.isCut {
      isCut = true
    } else if product.acceptsRest(in: node, owed: product.owed) {
      resting.insert(node)
      found()
    }
    if product.table.count >= ComponentSearch.placeLimit { stop = .memoryBudget }
    if product.table.count >= limit { stop = hasFound ? .decided : .stateBudget }
    if budget.isDue { checkBudget() }
  }

  /// Finds the steps of a node; false if the search ends here.
  private mutating func expand(_ node: UInt32) -> Bool {
    steps.removeAll(keepingCapacity: true)
    if !product.expand(Int(node), into: &steps) { stop = .memoryBudget }
    if product.fault != nil { stop = .decided }
    return stop == nil
  }

  /// Takes the steps of the last node of the path to nodes that are reached, and lets the others wait.
  private mutating func follow() {
    for step in steps where step.marks != 0 {
      let order = mark(of: step.target)
      if order == 0 {
        path.postpone(step.target, marks: marks.place(of: step.marks))
      } else if order != ComponentSearch.done {
        close(step.marks, at: order)
      }
    }
  }

  /// Takes a step to a node that is not done: all between it and the end of the path is one component.
  @inline(__always)
  private mutating func close(_ shown: UInt64, at order: UInt32) {
    var root = roots.removeLast()
    var (shown, owed) = (shown | marks[root.marks], marks[root.owed])
    while root.order > order {
      shown |= marks[root.incoming]
      root = roots.removeLast()
      shown |= marks[root.marks]
      owed |= marks[root.owed]
    }
    root.marks = marks.place(of: shown)
    root.owed = marks.place(of: owed)
    roots.append(root)
    if !hasFound, product.marks.areFair(shown, owed: owed) { found() }
  }

  private mutating func found() {
    guard !hasFound else { return }
    hasFound = true
    limit = isPatient ? min(limit, product.table.count * 2 + 1 << 17) : 0
  }

  /// Ends the component of the last root.
  private mutating func complete() {
    let root = roots.removeLast()
    var start = live.count
    while start > 0, order[Int(live[start - 1])] >= root.order { start -= 1 }
    if marks[root.marks] & product.marks.required == product.marks.required {
      keepFair((start..<live.count).map { live[$0] }, root)
    }
    for place in start..<live.count { order[Int(live[place])] = ComponentSearch.done }
    live.removeAll(from: start)
  }

  private mutating func keepFair(_ nodes: [UInt32], _ root: Root) {
    if product.marks.areFair(marks[root.marks], owed: marks[root.owed]) {
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
    while roots.count > 0 { complete() }
  }

  private mutating func checkBudget() {
    let others =
      order.footprint + live.footprint + roots.footprint + path.footprint
      + Footprint(bytes: cyclic.byteCount + resting.byteCount)
    peakBytes = max(peakBytes, product.table.takePeakByteCount() + others.bytes)
    product.table.maximumBytes = memory - others.bytes - others.growth
    if product.table.byteCount > product.table.maximumBytes { stop = stop ?? .memoryBudget }
    let progress = Progress(
      states: product.table.count, transitions: stepCount, depth: path.count, frontier: path.waitingCount,
      seconds: budget.elapsed, memoryBytes: peakBytes)
    stop = stop ?? budget.check(progress)
  }
}

/// The different marks that steps show, by the order in which they were first seen.
private struct MarkPool {
  /// Where no marks stand.
  static let none: UInt32 = 0

  private var values: [UInt64] = [0]
  private var places: [UInt64: UInt32] = [0: none]
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
