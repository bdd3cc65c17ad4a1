/// The strongly connected components of what can be reached in a graph (Tarjan, "Depth-first search and linear graph
/// algorithms", 1972), without recursion.
package struct StrongComponents {
  /// The component of each node, nil where it cannot be reached; a component comes after those that it leads to.
  package private(set) var component: [Int?]
  /// How many components there are.
  package private(set) var count = 0

  /// The components of what can be reached from some nodes.
  package init(_ successors: [[Int]], from starts: [Int]) {
    component = Array(repeating: nil, count: successors.count)
    /// When a node was found, and the first node found that it leads to on the stack.
    var found: [Int?] = Array(repeating: nil, count: successors.count)
    var low = Array(repeating: 0, count: successors.count)
    var foundCount = 0
    var stack: [Int] = []
    var path: [(node: Int, next: Int)] = []

    func enter(_ node: Int) {
      found[node] = foundCount
      low[node] = foundCount
      foundCount += 1
      stack.append(node)
      path.append((node, 0))
    }

    for start in starts where found[start] == nil {
      enter(start)
      while let (node, next) = path.last {
        if next < successors[node].count {
          path[path.count - 1].next += 1
          let target = successors[node][next]
          if let time = found[target] {
            if component[target] == nil { low[node] = min(low[node], time) }
          } else {
            enter(target)
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == found[node] else { continue }
        while let member = stack.popLast() {
          component[member] = count
          if member == node { break }
        }
        count += 1
      }
    }
  }
}
