/// The frontier of a depth-first search: discovered states not expanded yet, and the path to the one being expanded.
struct StackFrontier {
  /// A discovered state.
  struct Entry {
    /// Its position in the visited set.
    package let state: Int
    /// How many transitions lead to it on the path by which it was discovered.
    let depth: Int
    /// The last of them; -1 for an initial state.
    let transition: Int
  }

  private(set) var waiting: [Entry] = []
  /// invariant: `path[i]` has depth `i`, and each entry was discovered from the one before it.
  private(set) var path: [Entry] = []
  /// The length of the longest path.
  private(set) var depth = 0

  /// Memory in use.
  var footprint: Footprint { waiting.footprint + path.footprint }

  /// Adds a state discovered from the end of the path, or an initial state while there is no path.
  mutating func push(_ state: Int, transition: Int) {
    waiting.append(Entry(state: state, depth: path.count, transition: transition))
  }

  /// Takes the state discovered last and makes it the end of the path.
  mutating func pop() -> Int? {
    guard let entry = waiting.popLast() else { return nil }
    path.removeLast(path.count - entry.depth)
    path.append(entry)
    depth = max(depth, path.count - 1)
    return entry.state
  }
}
